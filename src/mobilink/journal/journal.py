"""Replication of the journal's own tables: who may write, what is erased, what people decided."""

from mobilink.journal.acts import written_in
from mobilink.journal.core.sequence import ERASURE
from mobilink.journal.storage.kinds import TEAM, Kind, Ownership, declare
from mobilink.journal.storage.models import Erasure, Member, Ruling

written_in(
    "mobilink.journal", "members.installations", "rulings", "safety.erasure", "sync.enrolment"
)
declare(
    Kind("installation", Member, Ownership.OFFICE, TEAM),
    Kind(ERASURE, Erasure, Ownership.OFFICE, TEAM),
    Kind("ruling", Ruling, Ownership.OFFICE, TEAM),
)
