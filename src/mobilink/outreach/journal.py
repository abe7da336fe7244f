"""What of the outreach travels: the whole team sees one plan and its clashes."""

from mobilink.journal.kinds import PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.outreach.doubles import free_doubles
from mobilink.outreach.merging import follow_merges
from mobilink.outreach.models import Assignment, Decision, Outing, Programme, Slot

declare(
    Kind("programme", Programme, Ownership.OFFICE, PUBLIC),
    Kind("slot", Slot, Ownership.SHARED, TEAM, afterwards=follow_merges),
    Kind("outing", Outing, Ownership.SHARED, TEAM, afterwards=follow_merges),
    Kind("assignment", Assignment, Ownership.SHARED, TEAM, afterwards=free_doubles),
    Kind("decision", Decision, Ownership.FACT, TEAM),
)
