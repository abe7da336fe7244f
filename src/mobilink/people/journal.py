"""What of the people travels; accounts stay where they are."""

from django.utils.translation import gettext_lazy as _

from mobilink.journal.acts import Act, written_in
from mobilink.journal.storage.kinds import OFFICE, PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.journal.storage.law import Sets, own
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

# Written by phones alone: only for oneself, with the code that the office gave.
CHOOSE_PIN = Act("choose pin", _("New PIN chosen"))

written_in(
    "mobilink.people", "absences", "accounts", "engaging", "journal", "pins", "skills", "units"
)
declare(
    Kind("unit", Unit, Ownership.OFFICE, PUBLIC),
    Kind("unit_name", UnitName, Ownership.OFFICE, PUBLIC),
    Kind("person", Person, Ownership.OFFICE, TEAM),
    Kind("role", Role, Ownership.OFFICE, TEAM),
    Kind("absence", Absence, Ownership.SHARED, TEAM, whose=own("person.unit")),
    Kind("skill", Skill, Ownership.FACT, TEAM, whose=own("person.unit"), open=("kind",)),
    Kind(
        "pin_grant",
        PinGrant,
        Ownership.FACT,
        TEAM,
        phone=Sets(new=("at", "person", "phone", "way", "granted_by", "number"), itself="phone"),
    ),
    Kind("password_grant", PasswordGrant, Ownership.FACT, OFFICE),
)
