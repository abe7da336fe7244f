"""Permission, and the accounts of this installation."""

from django.utils.translation import gettext as _

from mobilink.people.errors import NotAllowed
from mobilink.people.models import Account, Person, Role, Unit
from mobilink.people.queries import head_unit, may, office_day, unit_name


def require(person: Person | None, function: Role.Function, unit: Unit) -> None:
    """Refuse unless the person holds the function at the unit or above it, today.

    No person means the machine's own operator at the command line, whom the database key has
    already admitted to everything.
    """
    if person is not None:
        require_any(person, ((function, unit),))


def require_any(person: Person, held: tuple[tuple[str, Unit | None], ...]) -> None:
    """Refuse unless the person holds one of the functions at its unit; nothing is the whole office.
    The refusal names the last.
    """
    for name, at in held:
        function, unit = Role.Function(name), at or head_unit()
        if may(person, function, unit):
            return
    raise NotAllowed(
        _(
            "%(person)s may not do this: it needs the role “%(role)s” at %(unit)s. Ask a colleague who has it."
        )
        % {
            "person": person.name,
            "role": function.label,
            "unit": unit_name(unit, office_day()),
        }
    )


def require_at_office(person: Person | None, function: Role.Function) -> None:
    """Refuse unless the person holds the function for the whole office, today."""
    if person is not None:
        require(person, function, head_unit())


def open_account(username: str, password: str, person: Person) -> Account:
    """Let a person sign in here; an existing account of that name gets the new password."""
    account, _made = Account.objects.get_or_create(
        username=username.strip().lower(), defaults={"person": person}
    )
    account.person, account.first_until = person, None
    account.set_password(password)
    account.save()
    return account
