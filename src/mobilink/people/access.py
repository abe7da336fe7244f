"""Access: whether somebody is let in today, and why not (accounts, persons, terms of guests)."""

from datetime import date
from typing import TypeGuard

from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.people.models import Account, Person, Role
from mobilink.people.queries import current_on, office_day
from mobilink.people.reader import language


def may_enter(account: Account) -> bool:
    """Whether nothing keeps an account out today; of staff without a query more."""
    return not why_not(account)


def may_work(account: object) -> TypeGuard[Account]:
    """Whether a reader signed in, by a password of their own, and nothing keeps them out today."""
    return isinstance(account, Account) and not account.first_until and may_enter(account)


def why_not(account: Account) -> str:
    """Why an account is not let in today, in a sentence; nothing where it is."""
    person: Person = account.person
    if not account.is_active or not person.is_active:
        return _("%(person)s is out of service here. Ask whoever approves for the unit.") % {
            "person": person
        }
    if account.first_until and account.first_until < clock.now():
        return _(
            "The first password of %(person)s held until %(day)s. Whoever approves for the unit "
            "gives a new one."
        ) % {"person": person, "day": language().day(account.first_until)}
    if not person.is_guest or _holds_any(person):
        return ""
    ended = _last_day(person)
    if ended is None:
        return _("%(person)s has no role here today. Ask whoever approves for the unit.") % {
            "person": person
        }
    return _(
        "The access of %(person)s ended on %(day)s. Whoever approves for the unit can prolong it."
    ) % {"person": person, "day": language().day(ended)}


def _holds_any(person: Person) -> bool:
    return Role.objects.filter(current_on(office_day()), person=person).exists()


def _last_day(person: Person) -> date | None:
    """The last day of the roles that are over."""
    over = Role.objects.filter(person=person, until__lt=office_day())
    ends: list[date] = [role.until for role in over.order_by("-until") if role.until]
    return ends[0] if ends else None
