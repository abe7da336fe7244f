"""How somebody comes to sign in at the office: by a first password, which they replace by their own.

Whoever lets people in gives it and tells it. It holds for a week, on the desk for nothing but
choosing, and is kept nowhere; that it was given stands in the journal. So nobody knows another's
password for longer than that, and no address for mail is needed.
"""

import re
import secrets
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from mobilink.basics import clock, codes
from mobilink.journal.actions import alone, commit
from mobilink.people.engaging import require_for
from mobilink.people.errors import BadAccount
from mobilink.people.models import Account, PasswordGrant, Person

TERM: Final = timedelta(days=7)
GROUPS: Final = 3  # of four letters of five bits each
USERNAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")


def give_password(person: Person, username: str, *, by: Person | None) -> str:
    """A first password with which a person signs in here, told this once.

    Whoever has an account gets it for that one, under this name, and is signed out everywhere.
    """
    require_for(person, person.unit, by)
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
    password = codes.grouped(secrets.choice, GROUPS)
    with alone():
        if taken := Account.objects.filter(username=username).exclude(person=person).first():
            raise BadAccount(
                _("%(person)s signs in as “%(name)s” already. Choose another name.")
                % {"person": taken.person, "name": username}
            )
        account = Account.objects.filter(person=person).first() or Account(person=person)
        account.username, account.first_until = username, clock.now() + TERM
        account.set_password(password)
        account.save()
        with commit("give first password", by=by) as draft:
            draft.add(PasswordGrant, person=person, at=clock.now(), granted_by=by)
    return password
