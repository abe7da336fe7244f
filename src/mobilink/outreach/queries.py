"""Questions about outings: what is on, what clashes, what a slot proposes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mobilink.journal.rows import SharedRow
from mobilink.outreach.models import Assignment, Outing, Programme, Slot
from mobilink.places.models import Holiday

State = Outing.State
STILL_TO_COME = (State.DRAFT, State.PROPOSED, State.APPROVED, State.UNDER_WAY)
CALLED_OFF = (State.CANCELLED, State.POSTPONED)
TOOK_PLACE = (State.UNDER_WAY, State.HELD, State.REPORTED)


def outings() -> QuerySet[Outing]:
    """All outings with what every page shows of them, in one query."""
    return Outing.objects.select_related("venue", "owner_unit", "executing_unit", "slot")


def outings_between(first: date, last: date) -> QuerySet[Outing]:
    """Outings of every state from one day to another, both included."""
    return outings().filter(day__range=(first, last))


def announced() -> QuerySet[Outing]:
    """What the public may see, called-off outings included."""
    return outings().filter(is_announced=True)


def awaiting_decision() -> QuerySet[Outing]:
    return outings().filter(state=State.PROPOSED)


def papers_due() -> QuerySet[Outing]:
    """Outings approved by word of mouth whose paper is awaited, the most urgent first."""
    return (
        outings()
        .filter(decisions__is_oral=True, state__in=STILL_TO_COME)
        .order_by("decisions__paper_due")
    )


def programme_names(language: str) -> dict[str, str]:
    """Programme code → its name in a language."""
    rows = Programme.objects.all()
    return {row.code: row.name_en if language == "en" else row.name for row in rows}


@dataclass(frozen=True)
class Clash:
    """One thing booked for two outings whose hours meet, or may meet where hours are unknown."""

    thing: SharedRow
    other: Outing
    is_certain: bool

    @property
    def words(self) -> str:
        values = {
            "thing": self.thing,
            "other": self.other.title,
            "day": date_format(self.other.day),
            "hours": hours_text(self.other),
        }
        if self.is_certain:
            return _("%(thing)s is also booked for “%(other)s” on %(day)s, %(hours)s.") % values
        return (
            _("%(thing)s is also booked for “%(other)s” on %(day)s; the hours are not known.")
            % values
        )


def hours_text(outing: Outing | Slot) -> str:
    """The hours as people read them: 06.00–09.00, or the part of day, or nothing."""
    if outing.start and outing.end:
        return f"{outing.start:%H.%M}–{outing.end:%H.%M}"
    if outing.start:
        return f"{outing.start:%H.%M}"
    part = getattr(outing, "part_of_day", "")
    return outing.get_part_of_day_display() if part else ""  # type: ignore[union-attr]


def clashes_of(outing: Outing) -> list[Clash]:
    """Everything booked for this outing that is booked for another one at the same time."""
    return clashes_between([outing]).get(outing.pk, [])


def clashes_between(some: Iterable[Outing]) -> dict[UUID, list[Clash]]:
    """Clashes of several outings at once, by outing; two queries however many there are."""
    alive = {outing.pk: outing for outing in some if outing.state in STILL_TO_COME}
    days = {outing.day for outing in alive.values()}
    booked = list(
        Assignment.objects.filter(
            is_released=False, outing__day__in=days, outing__state__in=STILL_TO_COME
        ).select_related("outing", "person", "van", "equipment")
    )
    by_thing: dict[UUID, list[Assignment]] = {}
    for assignment in booked:
        by_thing.setdefault(assignment.booked.pk, []).append(assignment)
    found: dict[UUID, list[Clash]] = {}
    for assignment in booked:
        if assignment.outing_id not in alive:
            continue
        for other in by_thing[assignment.booked.pk]:
            clash = _clash(assignment, other)
            if clash:
                found.setdefault(assignment.outing_id, []).append(clash)
    return found


def _clash(mine: Assignment, theirs: Assignment) -> Clash | None:
    if mine.outing_id == theirs.outing_id or mine.outing.day != theirs.outing.day:
        return None
    hours, others = _hours(mine.outing), _hours(theirs.outing)
    if hours and others and (hours[1] <= others[0] or others[1] <= hours[0]):
        return None
    return Clash(mine.booked, theirs.outing, is_certain=bool(hours and others))


def _hours(outing: Outing) -> tuple[time, time] | None:
    """The clock hours, with two hours assumed where only the start is known."""
    if not outing.start:
        return None
    assumed = datetime.combine(outing.day, outing.start) + timedelta(hours=2)
    end = outing.end or (assumed.time() if assumed.date() == outing.day else time.max)
    return outing.start, end


def slots_valid(first: date, last: date) -> list[Slot]:
    """Slots whose rhythm runs within the window."""
    running = Q(until__isnull=True) | Q(until__gte=first)
    slots = Slot.objects.filter(running, since__lte=last)
    return list(slots.select_related("venue", "owner_unit", "executing_unit"))


def holidays_around(first: date, last: date) -> list[Holiday]:
    """Holidays of the window and seven weeks about it, enough to know Ramadan."""
    margin = timedelta(days=49)
    return list(Holiday.objects.filter(day__range=(first - margin, last + margin)))
