"""What of the journal itself travels: who may write, what is erased, what people decided."""

from mobilink.journal.kinds import TEAM, Kind, Ownership, declare
from mobilink.journal.models import Erasure, Member, Ruling
from mobilink.journal.sequence import ERASURE

declare(
    Kind("installation", Member, Ownership.OFFICE, TEAM),
    Kind(ERASURE, Erasure, Ownership.OFFICE, TEAM),
    Kind("ruling", Ruling, Ownership.OFFICE, TEAM),
)
