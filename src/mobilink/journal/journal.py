"""What of the journal itself travels: who may write."""

from mobilink.journal.kinds import TEAM, Kind, Ownership, declare
from mobilink.journal.models import Member

declare(Kind("installation", Member, Ownership.OFFICE, TEAM))
