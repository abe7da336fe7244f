"""What of the journal itself travels: who may write, and what is erased."""

from mobilink.journal.kinds import TEAM, Kind, Ownership, declare
from mobilink.journal.models import Erasure, Member
from mobilink.journal.sequence import ERASURE

declare(
    Kind("installation", Member, Ownership.OFFICE, TEAM),
    Kind(ERASURE, Erasure, Ownership.OFFICE, TEAM),
)
