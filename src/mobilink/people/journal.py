"""What of the people travels; accounts stay where they are."""

from mobilink.journal.kinds import PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.people.models import Absence, Person, PinGrant, Role, Skill, Unit, UnitName

declare(
    Kind("unit", Unit, Ownership.OFFICE, PUBLIC),
    Kind("unit_name", UnitName, Ownership.OFFICE, PUBLIC),
    Kind("person", Person, Ownership.OFFICE, TEAM),
    Kind("role", Role, Ownership.OFFICE, TEAM),
    Kind("absence", Absence, Ownership.SHARED, TEAM),
    Kind("skill", Skill, Ownership.FACT, TEAM),
    Kind("pin_grant", PinGrant, Ownership.FACT, TEAM, by_phone=True),
)
