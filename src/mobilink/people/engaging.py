"""Who works for the service: entering a person, giving a role for a time, ending it.

Whoever may approve for a unit lets people in there, as they let machines in; nobody decides about
themselves. A guest (a volunteer, or somebody lent by a partner) has only roles with an end, at most
ninety days on, so that access which nobody thinks of any more ends by itself.
"""

from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.journal.members.installations import require_office
from mobilink.people.errors import BadRole
from mobilink.people.models import Account, PasswordGrant, Person, Role, Unit
from mobilink.people.queries import may, office_day
from mobilink.people.reader import language

TERM: Final = timedelta(days=90)
APPROVER = Role.Function.APPROVER


ENTER = Act("enter person", gettext_lazy("Person entered"), by=APPROVER, at=ITSELF, is_offices=True)
GIVE_ROLE = Act("give role", gettext_lazy("Role given"), by=APPROVER, at=ITSELF, is_offices=True)
END_ROLE = Act(
    "set end of role", gettext_lazy("Last day of a role set"), by=APPROVER, at=ITSELF,
    is_offices=True,
)  # fmt: skip
PUT_OUT_OF_SERVICE = Act(
    "put person out of service", gettext_lazy("Person put out of service"), by=APPROVER,
    at=ITSELF, is_offices=True,
)  # fmt: skip
TAKE_IN_AGAIN = Act(
    "take person in again", gettext_lazy("Person taken in again"), by=APPROVER, at=ITSELF,
    is_offices=True,
)  # fmt: skip


def enter_person(*, by: Person | None, name: str, unit: Unit, **values: Any) -> Person:
    """Enter somebody who works here; refuses a second one of that name in the unit."""
    _require_at_office(ENTER, unit, by)
    values.setdefault("engaged_as", Person.Engagement.STAFF)
    if values["engaged_as"] != Person.Engagement.LENT:
        values["lent_by"] = ""
    elif not values.get("lent_by", "").strip():
        raise BadRole(_("Write which partner lends the person."))
    with alone():
        if namesake := Person.objects.filter(name__iexact=name.strip(), unit=unit).first():
            raise BadRole(
                _("“%(name)s” is in the list already. Open that page.") % {"name": namesake}
            )
        with commit(ENTER, by=by) as draft:
            return draft.add(Person, name=name.strip(), unit=unit, **values)


def give_role(
    person: Person,
    *,
    by: Person | None,
    function: str,
    unit: Unit,
    since: date,
    until: date | None = None,
) -> Role:
    """Give somebody a function in a unit for a time; given again for the same days it is one."""
    require_for(GIVE_ROLE, person, unit, by)
    if not person.is_active:
        raise BadRole(_("%(person)s is out of service; take them in again first.") % _named(person))
    _check_days(since, until)
    _check_term(person, until)
    with alone():
        if held := _held(person, function, unit, since, until):
            if (held.since, held.until) == (since, until):
                return held
            raise BadRole(
                _("%(person)s has this role in those days already; change its last day instead.")
                % _named(person)
            )
        values = {"function": function, "unit": unit, "since": since, "until": until}
        _end_first_password(person, unit)
        with commit(GIVE_ROLE, by=by) as draft:
            return draft.add(Role, person=person, **values)


def end_role(role: Role, until: date | None, *, by: Person | None) -> None:
    """Set the last day of a role, earlier or later; yesterday ends it at once.

    What was held on past days was held: a role that has ended is given anew.
    """
    require_for(END_ROLE, role.person, role.unit, by)
    today = office_day()
    if role.until is not None and role.until < today:
        raise BadRole(_("This role has ended. Give it again."))
    if until is not None and until < today - timedelta(days=1):
        raise BadRole(_("Choose yesterday, which ends it at once, or a later day."))
    if until is not None and until > clock.LAST_DAY:
        raise BadRole(_("Choose a day from 2010 to 2099."))
    _check_term(role.person, until)
    with commit(END_ROLE, by=by, on=role) as draft:
        draft.change(role, until=until)


def put_out_of_service(person: Person, *, by: Person | None, is_active: bool = False) -> None:
    """Let somebody do nothing more, here and on phones, whatever roles they hold; or take them in again."""
    act = TAKE_IN_AGAIN if is_active else PUT_OUT_OF_SERVICE
    require_for(act, person, person.unit, by)
    with commit(act, by=by, on=person) as draft:
        draft.change(person, is_active=is_active)


def _require_at_office(act: Act, unit: Unit, by: Person | None) -> None:
    """Refuse elsewhere too: what a van said of people and roles, the office would not take."""
    act.require(by, unit)
    require_office()


def _end_first_password(person: Person, unit: Unit) -> None:
    """End a first password that nobody replaced yet, whose giver lets nobody into this unit: they
    know it, and would come in by it.
    """
    last = PasswordGrant.objects.filter(person=person).last()
    if last and last.granted_by and not may(last.granted_by, APPROVER, unit):
        now = clock.now()
        Account.objects.filter(person=person, first_until__gt=now).update(first_until=now)


def require_for(act: Act, person: Person, unit: Unit, by: Person | None) -> None:
    """Refuse unless one may let this person into that unit, here; nobody lets in themselves."""
    _require_at_office(act, unit, by)
    if by is not None and by.pk == person.pk:
        raise BadRole(_("Nobody decides about their own roles. Ask another who approves."))


def _check_days(since: date, until: date | None) -> None:
    if not clock.FIRST_DAY <= since <= (until or since) <= clock.LAST_DAY:
        raise BadRole(_("The last day comes before the first. Look at the two days again."))


def _held(
    person: Person, function: str, unit: Unit, since: date, until: date | None
) -> Role | None:
    """A role of the same function there whose days meet these."""
    same = Role.objects.filter(person=person, function=function, unit=unit)
    return next(
        (
            role
            for role in same
            if role.since <= (until or date.max) and since <= (role.until or date.max)
        ),
        None,
    )


def _check_term(person: Person, until: date | None) -> None:
    """Refuse a guest's role that ends later than a term from today, whenever it begins."""
    last = office_day() + TERM - timedelta(days=1)
    if person.is_guest and (until is None or until > last):
        raise BadRole(
            _("%(person)s is a guest: choose a last day, not after %(last)s. It can be prolonged.")
            % (_named(person) | {"last": language().day(last)})
        )


def _named(person: Person) -> dict[str, str]:
    return {"person": person.name}
