"""What the recurring slots propose for a window of days, and what to beware of, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from string import Template
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as named

from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.outreach import calendar
from mobilink.outreach.checks import check_programmes
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import (
    BEGAN,
    CALLED_OFF,
    holidays_around,
    in_windows,
    slots_valid,
)
from mobilink.people.models import Person, Role
from mobilink.people.reader import language
from mobilink.places.models import Holiday, TimeToAvoid

WEEKS = {
    1: named("week of the month", "first"),
    2: named("week of the month", "second"),
    3: named("week of the month", "third"),
    4: named("week of the month", "fourth"),
    5: named("week of the month", "fifth"),
    -1: named("week of the month", "last"),
}


ADD_SLOT = Act("add slot", gettext_lazy("Routine added"), by=Role.Function.PLANNER, at="owner_unit")


@dataclass(frozen=True)
class SlotProposal:
    """A day on which a slot asks for an outing, what to beware of, and a better day if there is one."""

    slot: Slot
    day: date
    cautions: tuple[calendar.Caution, ...]
    day_instead: date | None

    @property
    def best_day(self) -> date:
        return self.day_instead or self.day


@dataclass(frozen=True)
class SlotOutlook:
    """One slot over a window: what it proposes, and the months in which nothing was held."""

    slot: Slot
    proposals: list[SlotProposal]
    missed: list[date]


class _Days(NamedTuple):
    """A window of days, what is known of them, and the day on which somebody asks."""

    holidays: list[calendar.Holiday]
    avoided: list[calendar.TimeToAvoid]
    window: tuple[date, date]
    today: date


def add_slot(*, by: Person | None, **fields: object) -> Slot:
    """Begin a recurring slot; refuses a rhythm that no month has, and one that runs already."""
    slot = Slot(**fields)
    ADD_SLOT.require(by, slot)
    try:
        rule_of(slot)
    except ValueError as error:
        raise BadPlan(_("No month has that rhythm; choose weekday and weeks again.")) from error
    check_programmes(slot.programmes)
    with alone():
        same = Slot.objects.filter(
            name=slot.name, venue=slot.venue, weekday=slot.weekday, start=slot.start
        )
        if any(running.weeks == slot.weeks and running.until is None for running in same):
            raise BadPlan(_("“%(slot)s” runs already, on these days and there.") % {"slot": slot})
        with commit(ADD_SLOT, by=by) as draft:
            return draft.add(Slot, **fields)


def outlook(first: date, last: date, *, today: date) -> list[SlotOutlook]:
    """Each slot's proposals from one day to another; the same few queries whatever the window."""
    return Rhythms((first, last)).outlook(first, last, today=today)


class Rhythms:
    """The slots of several windows, their outings, the holidays and the times to avoid, read once:
    four queries.
    """

    def __init__(self, *windows: tuple[date, date]) -> None:
        self._slots = slots_valid(*windows)
        self.holidays = holidays_around(*windows)
        self._avoided = times_to_avoid()
        self._outings: dict[object, list[Outing]] = {}
        days = in_windows("day", [_whole_months(*window) for window in windows])
        for outing in Outing.objects.filter(days, slot__in=[slot.pk for slot in self._slots]):
            self._outings.setdefault(outing.slot_id, []).append(outing)

    def outlook(self, first: date, last: date, *, today: date) -> list[SlotOutlook]:
        """Each slot's proposals over one of the windows."""
        holidays = [_plain(holiday) for holiday in self.holidays]
        begin, end = _whole_months(first, last)
        outlooks = []
        for slot in self._slots:
            if slot.since <= last and (slot.until is None or slot.until >= first):
                outings = [one for one in self._outings.get(slot.pk, []) if begin <= one.day <= end]
                days = _Days(holidays, self._avoided, (first, last), today)
                outlooks.append(_outlook_of(slot, outings, days))
        return outlooks


def rule_of(slot: Slot) -> calendar.Rule:
    """The rhythm of a slot as the calendar reckons with it; ValueError if no month has it."""
    return calendar.Rule(slot.weekday, tuple(slot.weeks), slot.since, slot.until)


def cautions_for(outing: Outing) -> tuple[calendar.Caution, ...]:
    """What to beware of on the day and at the hours of an outing; two queries."""
    holidays = [_plain(holiday) for holiday in holidays_around((outing.day, outing.day))]
    hours = calendar.Hours(outing.start, outing.end, outing.part_of_day)
    return calendar.cautions(outing.day, hours, holidays, times_to_avoid())


def times_to_avoid() -> list[calendar.TimeToAvoid]:
    """What the country has its offices avoid; one query."""
    return [_avoided(row) for row in TimeToAvoid.objects.all()]


def rhythm_words(slot: Slot) -> str:
    """When a slot comes back: Minggu kedua tiap bulan."""
    weekday = str(WEEKDAYS[slot.weekday])
    if not slot.weeks:
        return _("every %(weekday)s") % {"weekday": weekday}
    weeks = language().listing([str(WEEKS[week]) for week in slot.weeks])
    return _("the %(weeks)s %(weekday)s of every month") % {"weeks": weeks, "weekday": weekday}


def months_words(months: Iterable[date]) -> str:
    """Mei 2019 dan Juni 2019."""
    return language().listing([language().month(month) for month in months])


def caution_words(caution: calendar.Caution) -> str:
    """The caution as a person reads it."""
    named = {"day": language().day(caution.day), "holiday": caution.subject}
    words = Template(caution.why.words[language().code]).safe_substitute(named)
    return " ".join([words, *_instead(caution)])


def _instead(caution: calendar.Caution) -> Iterable[str]:
    if caution.day_instead:
        yield _("Take %(day)s instead.") % {"day": language().long_day(caution.day_instead)}
    if caution.start_instead:
        yield _("Start at %(time)s instead.") % {"time": language().time(caution.start_instead)}


def _outlook_of(slot: Slot, outings: list[Outing], days: _Days) -> SlotOutlook:
    rule, hours = rule_of(slot), calendar.Hours(slot.start, slot.end)
    taken = {outing.day for outing in outings} | _moved_away(rule, outings)
    proposals = [
        SlotProposal(slot, each.day, each.cautions, each.day_instead)
        for each in calendar.proposals(
            rule, hours, *days.window, days.holidays, days.avoided, taken
        )
    ]
    held = {
        outing.day
        for outing in outings
        if outing.state in BEGAN or (outing.day >= days.today and outing.state not in CALLED_OFF)
    }
    first, last = days.window
    missed = calendar.missed_months(rule, held, first, min(last, days.today))
    return SlotOutlook(slot, proposals, missed)


def _moved_away(rule: calendar.Rule, outings: list[Outing]) -> set[date]:
    """The rhythm's own dates in months whose outing was put on another day."""
    moved = [outing.day for outing in outings if not calendar.dates(rule, outing.day, outing.day)]
    return {own for day in moved for own in calendar.dates(rule, *_whole_months(day, day))}


def _whole_months(first: date, last: date) -> tuple[date, date]:
    following = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return first.replace(day=1), date.fromordinal(following.toordinal() - 1)


def _plain(holiday: Holiday) -> calendar.Holiday:
    return calendar.Holiday(holiday.day, holiday.name, holiday.kind)


def _avoided(row: TimeToAvoid) -> calendar.TimeToAvoid:
    return calendar.TimeToAvoid(
        row.code,
        {"id": row.text, "en": row.text_en},
        weekday=row.weekday,
        month_and_day=(row.month, row.day) if row.month and row.day else None,
        periods=tuple(
            (date.fromisoformat(each["first"]), date.fromisoformat(each["last"]))
            for each in row.periods
        ),
        holiday=row.holiday,
        hours=(row.begin or time.min, row.end or time.max),
        instead=row.start_instead,
    )
