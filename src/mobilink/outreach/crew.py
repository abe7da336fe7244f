"""People around the day of an outing: who is away, whose rest it would break, what they can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from math import ceil, floor
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.outreach.models import Assignment, Outing, Trip
from mobilink.outreach.queries import STILL_TO_COME, TOOK_PLACE
from mobilink.outreach.rest import Breach, Code, Shift, breaches
from mobilink.people.models import Absence, Person
from mobilink.people.queries import absences_within, guests_gone_by
from mobilink.people.reader import language
from mobilink.people.skills import Skills

AROUND: Final = timedelta(days=14)
"""Days on either side that are looked at; six in a row are told all the same."""
ASSUMED: Final = timedelta(hours=2)  # where nobody wrote down the end, as clashes take it
NO_REST: Final = (Absence.Kind.ORDER, Absence.Kind.TRAINING)
Duty = Assignment.Duty


@dataclass(frozen=True)
class Away:
    """Somebody booked for an outing on a day on which they are away."""

    outing: Outing
    absence: Absence

    @property
    def person(self) -> Person:
        person: Person = self.absence.person
        return person

    @property
    def words(self) -> str:
        """One sentence: who, on which day, why and until when."""
        return _("%(person)s is away on %(day)s, %(why)s: choose another.") % {
            "person": self.person,
            "day": language().day(self.outing.day),
            "why": self.absence.words,
        }


class Crew:
    """Absences and shifts of everybody around an outing's day, read once: four queries.

    An outing that is over, or was called off, can be kept from nothing any more: of it nothing is
    known, without a query.
    """

    def __init__(self, outing: Outing) -> None:
        self.outing = outing
        self._absences: dict[UUID, list[Absence]] = {}
        self._shifts: dict[UUID, list[Shift]] = {}
        self._leaves: time | None = None
        self._gone: dict[UUID, str] = {}
        if outing.state in STILL_TO_COME:
            self._read(outing.day - AROUND, outing.day + AROUND)

    def _read(self, first: date, last: date) -> None:
        for absence in absences_within(first, last):
            self._absences.setdefault(absence.person_id, []).append(absence)
        leaves = Trip.objects.filter(outing=OuterRef("outing"), leave_at__isnull=False)
        rows = Assignment.objects.filter(
            is_released=False, person__isnull=False, outing__day__range=(first, last),
            outing__state__in=(*STILL_TO_COME, *TOOK_PLACE),
        ).exclude(outing=self.outing.pk).exclude(served=False)  # fmt: skip
        bookings = rows.annotate(leaves=Subquery(leaves.values("leave_at")[:1])).values_list(
            "person", "duty", "outing__day", "outing__start", "outing__end", "leaves"
        )
        for person, duty, day, start, end, leave_at in bookings:
            shift = _shift(day, start, end, leaves=leave_at, drives=duty == Duty.DRIVER)
            self._shifts.setdefault(person, []).append(shift)
        own = Trip.objects.filter(outing=self.outing, leave_at__isnull=False).first()
        self._leaves = own.leave_at if own else None
        self._gone = guests_gone_by(self.outing.day)

    def away(self, person: UUID) -> Away | None:
        """Why somebody is away on the day; of several absences the one that lasts longest."""
        return _longest(self.outing, self._absences.get(person, ()))

    def tired(self, person: UUID, duty: str = "") -> list[str]:
        """What of somebody's rest breaks where they work at the outing, in sentences without a name."""
        plan = self.outing
        own = _shift(
            plan.day, plan.start, plan.end, leaves=self._leaves, drives=duty == Duty.DRIVER
        )
        at_work = {
            absence.since + timedelta(days=nth)
            for absence in self._absences.get(person, ())
            if absence.kind in NO_REST
            for nth in range((absence.until - absence.since).days + 1)
        }
        shifts = [own, *self._shifts.get(person, ())]
        return [_rest_words(each) for each in breaches(plan.day, shifts, at_work)]

    def missing(self, bookings: Iterable[Assignment]) -> list[Away]:
        """Those among the bookings who are away."""
        absent = [self.away(each.person_id) for each in bookings if each.person_id]
        return [each for each in absent if each]

    def warnings(self, bookings: Iterable[Assignment]) -> list[str]:
        """Whose rest breaks among the bookings, and how."""
        if self.outing.state not in STILL_TO_COME:
            return []
        return [
            f"{each.person}: {words}"
            for each in bookings
            if each.person_id
            for words in self.tired(each.person_id, each.duty)
        ]

    def gone(self, bookings: Iterable[Assignment]) -> list[str]:
        """Which guests among the bookings have no access any more on the day."""
        return [
            _(
                "%(person)s is a guest whose access has ended by then: prolong it, or choose another."
            )
            % {"person": self._gone[each.person_id]}
            for each in bookings
            if each.person_id in self._gone
        ]

    @cached_property
    def skills(self) -> Skills:
        """What everybody can do: one more query, asked when it is needed."""
        return Skills()

    def licences(self, bookings: Iterable[Assignment]) -> list[str]:
        """Which drivers among the bookings have no licence any more on the day."""
        if self.outing.state not in STILL_TO_COME:
            return []
        drivers = [each for each in bookings if each.duty == Duty.DRIVER and each.person_id]
        remarks = [
            (each, self.skills.licence_words(each.person_id, self.outing.day)) for each in drivers
        ]
        return [f"{each.person}: {words}" for each, words in remarks if words]

    def languages(self, bookings: Iterable[Assignment]) -> list[str]:
        """The languages that those among the bookings speak with visitors."""
        people = [each.person_id for each in bookings if each.person_id]
        return self.skills.languages(people) if people else []

    def notes(self) -> dict[UUID, str]:
        """Person → what to know before choosing them."""
        by_person = {}
        for person in {*self._absences, *self._shifts, *self._gone}:
            away = self.away(person)
            why = [_("away: %(why)s") % {"why": away.absence.words}] if away else []
            gone = [_("access ended by then")] if person in self._gone else []
            if reasons := [*why, *gone, *(words.rstrip(".") for words in self.tired(person))]:
                by_person[person] = "; ".join(reasons)
        return by_person


def away_between(outings: Iterable[Outing]) -> dict[UUID, list[Away]]:
    """Those booked for outings who are away on their days; two queries however many there are."""
    alive = {outing.pk: outing for outing in outings if outing.state in STILL_TO_COME}
    days = [outing.day for outing in alive.values()]
    absences: dict[UUID, list[Absence]] = {}
    for absence in absences_within(min(days), max(days)) if days else ():
        absences.setdefault(absence.person_id, []).append(absence)
    if not absences:
        return {}
    rows = Assignment.objects.filter(is_released=False, outing__in=alive, person__in=absences)
    by_outing: dict[UUID, list[Away]] = {}
    for outing, person in rows.order_by("person__name", "pk").values_list("outing", "person"):
        if away := _longest(alive[outing], absences[person]):
            by_outing.setdefault(outing, []).append(away)
    return by_outing


def _longest(outing: Outing, absences: Iterable[Absence]) -> Away | None:
    standing = [each for each in absences if each.since <= outing.day <= each.until]
    return Away(outing, max(standing, key=lambda each: each.until)) if standing else None


def _shift(
    day: date, start: time | None, end: time | None, *, leaves: time | None, drives: bool
) -> Shift:
    starts = datetime.combine(day, start) if start else None
    ends = datetime.combine(day, end) if end else starts and starts + ASSUMED
    left = datetime.combine(day, leaves) if leaves else None
    if left and starts and left > starts:  # they left the evening before
        left -= timedelta(days=1)
    return Shift(day, starts, ends, left, drives)


_WORDS: Final[dict[Code, Promise]] = {
    "days": gettext_lazy(
        "%(n)s days of work in a row; after six comes a day of rest (UU 13/2003 art. 79)."
    ),
    "night": gettext_lazy(
        "%(hours)s hours between this and the work of %(day)s; eleven are what a night needs."
    ),
    "hours": gettext_lazy(
        "%(hours)s hours of work on this day; twelve are the most (UU 13/2003 art. 77 and 78)."
    ),
    "driver_hours": gettext_lazy(
        "%(hours)s hours of work on this day; a driver works at most eight (UU 22/2009 art. 90)."
    ),
    "wheel": gettext_lazy(
        "%(hours)s hours on the way there; after four a driver rests half an hour (UU 22/2009 art. 90)."
    ),
}


def _rest_words(breach: Breach) -> str:
    # Never a figure that seems to keep the limit: what is short is cut, what is long rounded up.
    to_tenth = floor if breach.code == "night" else ceil
    tenths = to_tenth(breach.length / timedelta(minutes=6))
    return str(_WORDS[breach.code]) % {
        "n": breach.days,
        "hours": number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0),
        "day": language().day(breach.beside) if breach.beside else "",
    }
