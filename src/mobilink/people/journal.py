"""What of the people travels; accounts stay where they are."""

from mobilink.journal.storage.kinds import OFFICE, PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.people.models import (
    Absence,
    PasswordGrant,
    Person,
    PinGrant,
    Role,
    Skill,
    Unit,
    UnitName,
)

declare(
    Kind("unit", Unit, Ownership.OFFICE, PUBLIC),
    Kind("unit_name", UnitName, Ownership.OFFICE, PUBLIC),
    Kind("person", Person, Ownership.OFFICE, TEAM),
    Kind("role", Role, Ownership.OFFICE, TEAM),
    Kind("absence", Absence, Ownership.SHARED, TEAM),
    Kind("skill", Skill, Ownership.FACT, TEAM),
    Kind("pin_grant", PinGrant, Ownership.FACT, TEAM, by_phone=True),
    Kind("password_grant", PasswordGrant, Ownership.FACT, OFFICE),
)
