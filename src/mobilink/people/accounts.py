"""How somebody comes to sign in at the office: by a first password, which they replace by their own.

Whoever lets people in gives it and tells it. It holds for a week, on the desk for nothing but
choosing, and is kept nowhere; that it was given stands in the journal. So nobody knows another's
password for longer than that, and no address for mail is needed.
"""

import re
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock, codes
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.people.engaging import APPROVER, require_for
from mobilink.people.errors import BadAccount
from mobilink.people.models import Account, PasswordGrant, Person, Role, Unit
from mobilink.people.queries import office_day
from mobilink.people.sign_in import unlock

TERM: Final = timedelta(days=7)
GROUPS: Final = 3  # of four letters of five bits each
USERNAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")


GIVE_PASSWORD = Act(
    "give first password", gettext_lazy("First password given"), by=APPROVER, at=ITSELF,
    is_offices=True,
)  # fmt: skip


def units_of(person: Person) -> list[Unit]:
    """Where whoever signs in as this person may do something, now or later: who gives the password
    could sign in by it too.
    """
    held = Role.objects.filter(Q(until=None) | Q(until__gte=office_day()), person=person)
    return [person.unit, *(role.unit for role in held.select_related("unit"))]


def give_password(person: Person, username: str, *, by: Person | None) -> str:
    """A first password with which a person signs in here, told this once.

    Whoever has an account gets it for that one, under this name, and is signed out everywhere. Only
    who lets people into every unit where the person holds a role may give it.
    """
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise BadAccount(
            _(
                "“%(name)s” cannot be typed everywhere. Use letters without accents, digits, and "
                "dots or hyphens between them."
            )
            % {"name": username}
        )
    if not person.is_active:
        raise BadAccount(
            _("%(person)s is out of service; take them in again first.") % {"person": person}
        )
    password = codes.grouped(GROUPS)
    with alone():
        for unit in units_of(person):
            require_for(GIVE_PASSWORD, person, unit, by)
        if taken := Account.objects.filter(username=username).exclude(person=person).first():
            raise BadAccount(
                _("%(person)s signs in as “%(name)s” already. Choose another name.")
                % {"person": taken.person, "name": username}
            )
        account = Account.objects.filter(person=person).first() or Account(person=person)
        account.username, account.first_until = username, clock.now() + TERM
        account.set_password(password)
        account.save()
        unlock(username)
        with commit(GIVE_PASSWORD, by=by) as draft:
            draft.add(PasswordGrant, person=person, at=clock.now(), granted_by=by)
    return password
