"""Who is away from when to when: entered, ended earlier, taken back; nothing is deleted."""

from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.people.errors import BadAbsence
from mobilink.people.models import Absence, Person, Role
from mobilink.people.queries import Rights
from mobilink.people.reader import language

LONGEST: Final = timedelta(days=366)
"""Whoever is away longer is put out of service; a later day is more often a slip of the finger."""


ENTER = Act("enter absence", gettext_lazy("Absence entered"), by=Role.Function.PLANNER, at="unit")
END = Act("end absence", gettext_lazy("Absence ended earlier"), by=Role.Function.PLANNER, at="unit")
TAKE_BACK = Act(
    "take back absence", gettext_lazy("Absence taken back"), by=Role.Function.PLANNER, at="unit"
)


def enter_absence(
    person: Person, *, by: Person | None, kind: str, since: date, until: date, **letter: str
) -> Absence:
    """Say that somebody is away, once; `letter` and `issued_by` name another task letter.

    Bookings of those days stay: their outings show it, and are not approved without a reason.
    """
    _require_teller(ENTER, person, kind, by=by)
    _check_days(since, until)
    values = _told(kind, **letter) | {"kind": kind, "since": since, "until": until}
    with alone():
        absence = Absence.objects.filter(person=person, is_taken_back=False, **values).first()
        if absence:
            return absence
        with commit(ENTER, by=by) as draft:
            return draft.add(Absence, person=person, **values)


def end_absence(absence: Absence, last_day: date, *, by: Person | None) -> None:
    """Say that somebody is back earlier; to be away longer is entered as another absence."""
    _require_teller(END, absence.person, absence.kind, by=by)
    if not absence.since <= last_day <= absence.until:
        raise BadAbsence(
            _("Choose a last day from %(since)s to %(until)s; for more days enter another absence.")
            % {"since": language().day(absence.since), "until": language().day(absence.until)}
        )
    with commit(END, by=by, on=absence) as draft:
        draft.change(absence, until=last_day)


def take_back(absence: Absence, *, by: Person | None) -> None:
    """Say that somebody is not away after all; the row stays, and counts for nothing."""
    _require_teller(TAKE_BACK, absence.person, absence.kind, by=by)
    with commit(TAKE_BACK, by=by, on=absence) as draft:
        draft.change(absence, is_taken_back=True)


def _require_teller(act: Act, person: Person, kind: str, *, by: Person | None) -> None:
    """Refuse unless it is one's own leave, or one plans for the person's unit.

    Another task letter and training are the planner's to tell: others have ordered them.
    """
    act.require(by, person, is_own=by is not None and is_own_leave(person, kind, by))


def may_tell(rights: Rights, person: Person, kind: str) -> bool:
    """The same, for a page that offers it."""
    may_plan = rights.may(Role.Function.PLANNER, person.unit_id)
    return may_plan or is_own_leave(person, kind, rights.person)


def is_own_leave(person: Person, kind: str, by: Person) -> bool:
    return by.pk == person.pk and by.is_active and kind == Absence.Kind.LEAVE


def _check_days(since: date, until: date) -> None:
    if not clock.FIRST_DAY <= since <= until <= clock.LAST_DAY:
        raise BadAbsence(_("The last day comes before the first. Look at the two days again."))
    if until - since > LONGEST:
        raise BadAbsence(
            _("Nobody is away for more than a year: put the person out of service instead.")
        )


def _told(kind: str, letter: str = "", issued_by: str = "") -> dict[str, str]:
    """What is kept of a letter; nothing where none is meant."""
    if kind != Absence.Kind.ORDER:
        return {"letter": "", "issued_by": ""}
    if not letter.strip() or not issued_by.strip():
        raise BadAbsence(_("Write the number of the other task letter and who issued it."))
    return {"letter": letter.strip(), "issued_by": issued_by.strip()}
