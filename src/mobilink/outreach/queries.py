"""Questions about outings: what is on, what clashes, what a slot proposes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mobilink.fleet.models import Van
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach.models import Assignment, Decision, Outing, Programme, Slot
from mobilink.people.reader import language
from mobilink.places.models import Holiday, Venue

State = Outing.State
NOT_BEGUN = (State.DRAFT, State.PROPOSED, State.APPROVED)
STILL_TO_COME = (*NOT_BEGUN, State.UNDER_WAY)
CALLED_OFF = (State.CANCELLED, State.POSTPONED)
TOOK_PLACE = (State.HELD, State.REPORTED)
BEGAN = (State.UNDER_WAY, *TOOK_PLACE)


# Unknown hours last on both databases, which by themselves disagree.
NEAR = timedelta(days=31)
IN_TIME = ("day", F("start").asc(nulls_last=True), "pk")
NEWEST_FIRST = ("-day", F("start").desc(nulls_last=True), "pk")


def outings() -> QuerySet[Outing]:
    """All outings with what every page shows of them, in one query."""
    related = ("venue", "owner_unit", "executing_unit", "slot")
    return Outing.objects.select_related(*related).order_by(*IN_TIME)


def outings_between(first: date, last: date) -> QuerySet[Outing]:
    """Outings of every state from one day to another, both included."""
    return outings().filter(day__range=(first, last))


def outings_near(day: date) -> QuerySet[Outing]:
    """Outings around a day that were not called off, in the order of their days."""
    near = outings_between(day - NEAR, day + NEAR).exclude(state__in=CALLED_OFF)
    return near.order_by(*IN_TIME)


def announced() -> QuerySet[Outing]:
    """What the public may see, called-off outings included."""
    return outings().filter(is_announced=True)


def waiting(today: date, until: date) -> QuerySet[Outing]:
    """Outings about which something may have to be done: those of the days ahead, those that await
    a decision, and those of an earlier day whose booth nobody closed.
    """
    ahead = Q(day__range=(today, until), state__in=STILL_TO_COME)
    left = Q(day__lt=today, state=State.UNDER_WAY)
    return outings().filter(ahead | left | Q(state=State.PROPOSED))


def papers_awaited() -> list[Decision]:
    """Approvals by word of mouth that no paper has followed yet, the most urgent first."""
    written = Decision.objects.filter(
        outing=OuterRef("outing"),
        verdict=Decision.Verdict.APPROVED,
        is_oral=False,
        decided_at__gte=OuterRef("decided_at"),
    )
    oral = Decision.objects.filter(~Exists(written), is_oral=True).order_by("paper_due")
    return list(oral.exclude(outing__state__in=CALLED_OFF).select_related("outing"))


def decided(outings: Iterable[Outing]) -> dict[UUID, datetime]:
    """Outing → when its latest decision was made, in one query."""
    rows = Decision.objects.filter(outing__in=[outing.pk for outing in outings])
    return dict(rows.order_by("decided_at").values_list("outing", "decided_at"))


def neighbours_of(first: date, last: date) -> tuple[Outing | None, Outing | None]:
    """The last outing before a window of days and the first one after it."""
    before = outings().filter(day__lt=first).order_by(*NEWEST_FIRST).first()
    return before, outings().filter(day__gt=last).order_by(*IN_TIME).first()


def vans_booked(outings: Iterable[Outing]) -> dict[UUID, list[str]]:
    """Outing → the names of its vans, in one query."""
    rows = Assignment.objects.filter(
        outing__in=[outing.pk for outing in outings], is_released=False, van__isnull=False
    )
    names: dict[UUID, list[str]] = {}
    for outing, van in rows.order_by("van__name").values_list("outing", "van__name"):
        names.setdefault(outing, []).append(van)
    return names


def bookings_of(outing: Outing) -> list[Assignment]:
    """What is booked for an outing: people first, then vans, then equipment."""
    rows = Assignment.objects.filter(outing=outing, is_released=False)
    return in_their_order(rows.select_related("person", "van", "equipment"))


def in_their_order(booked: Iterable[Assignment]) -> list[Assignment]:
    """People first, then vans, then equipment, each by name."""
    return sorted(
        booked, key=lambda booking: (booking.person is None, booking.van is None, str(booking))
    )


def vans_of(outing: Outing) -> list[Van]:
    """The vans that are booked for an outing."""
    return [booking.van for booking in bookings_of(outing) if booking.van]


def booked_elsewhere(outing: Outing) -> dict[UUID, str]:
    """Things that another living outing of the same day holds → the title of that outing."""
    rows = Assignment.objects.filter(
        is_released=False, outing__day=outing.day, outing__state__in=STILL_TO_COME
    ).exclude(outing=outing.pk)
    return {
        person or van or equipment: title
        for person, van, equipment, title in rows.values_list(
            "person", "van", "equipment", "outing__title"
        )
    }


def freed_bookings() -> QuerySet[Assignment]:
    """Bookings that gave way to another machine's, of outings still to come."""
    freed = Assignment.objects.filter(freed_for__isnull=False, outing__state__in=STILL_TO_COME)
    return freed.select_related("outing", "freed_for", "person", "van", "equipment")


def outings_at(venue: Venue) -> QuerySet[Outing]:
    """Everything that was or will be at a venue, the newest first."""
    return outings().filter(venue=venue).order_by(*NEWEST_FIRST)


def latest_held() -> Outing | None:
    """The newest outing that took place."""
    return outings().filter(state__in=BEGAN).order_by(*NEWEST_FIRST).first()


def programme_names(language: str) -> dict[str, str]:
    """Programme code → its name in a language."""
    rows = Programme.objects.all()
    return {row.code: row.name_en if language == "en" else row.name for row in rows}


def programmes_offered() -> list[tuple[str, str]]:
    """Code and name, in the reader's language, of the programmes that an outing may serve."""
    is_english = get_language() == "en"
    return [(row.code, row.name_en if is_english else row.name) for row in Programme.in_use()]


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
            "day": language().day(self.other.day),
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
        return f"{language().time(outing.start)}–{language().time(outing.end)}"
    if outing.start:
        return language().time(outing.start)
    part = getattr(outing, "part_of_day", "")
    return outing.get_part_of_day_display() if part else ""  # type: ignore[union-attr]


def clashes_of(outing: Outing) -> list[Clash]:
    """Everything booked for this outing that is booked for another one at the same time."""
    return clashes_between([outing]).get(outing.pk, [])


def clashes_between(outings: Iterable[Outing]) -> dict[UUID, list[Clash]]:
    """Clashes of several outings at once, by outing; two queries however many there are."""
    alive = {outing.pk: outing for outing in outings if outing.state in STILL_TO_COME}
    days = {outing.day for outing in alive.values()}
    booked = list(
        Assignment.objects.filter(
            is_released=False, outing__day__in=days, outing__state__in=STILL_TO_COME
        ).select_related("outing", "person", "van", "equipment")
    )
    by_thing: dict[UUID, list[Assignment]] = {}
    for assignment in booked:
        by_thing.setdefault(assignment.booked.pk, []).append(assignment)
    clashes: dict[UUID, list[Clash]] = {}
    for assignment in booked:
        if assignment.outing_id not in alive:
            continue
        for other in by_thing[assignment.booked.pk]:
            clash = clash_of(assignment, other)
            if clash:
                clashes.setdefault(assignment.outing_id, []).append(clash)
    return clashes


def clash_of(mine: Assignment, theirs: Assignment) -> Clash | None:
    """Whether two bookings want one thing at the same time, for different outings."""
    if mine.outing_id == theirs.outing_id or mine.outing.day != theirs.outing.day:
        return None
    if not hours_may_meet(mine.outing, theirs.outing):
        return None
    is_certain = bool(_hours(mine.outing) and _hours(theirs.outing))
    return Clash(mine.booked, theirs.outing, is_certain=is_certain)


def hours_may_meet(outing: Outing, other: Outing) -> bool:
    """Whether two outings of one day are, or may be, at the same hours."""
    hours, others = _hours(outing), _hours(other)
    return not (hours and others) or (hours[0] < others[1] and others[0] < hours[1])


def _hours(outing: Outing) -> tuple[time, time] | None:
    """The clock hours, with two hours assumed where only the start is known."""
    if not outing.start:
        return None
    assumed = datetime.combine(outing.day, outing.start) + timedelta(hours=2)
    end = outing.end or (assumed.time() if assumed.date() == outing.day else time.max)
    return outing.start, end


def slots_valid(*windows: tuple[date, date]) -> list[Slot]:
    """Slots whose rhythm runs within one of the windows."""
    running = Q()
    for first, last in windows:
        running |= Q(since__lte=last) & (Q(until__isnull=True) | Q(until__gte=first))
    slots = Slot.objects.filter(running)
    return list(slots.select_related("venue", "owner_unit", "executing_unit"))


def holidays_around(*windows: tuple[date, date]) -> list[Holiday]:
    """Holidays of the windows and of a month about them, in which other days may be named."""
    margin = timedelta(days=31)
    wider = [(first - margin, last + margin) for first, last in windows]
    return list(Holiday.in_use().filter(in_windows("day", wider)))


def in_windows(field: str, windows: Iterable[tuple[date, date]]) -> Q:
    """Rows whose day lies in one of several windows, both ends included."""
    within = Q()
    for window in windows:
        within |= Q(**{f"{field}__range": window})
    return within
