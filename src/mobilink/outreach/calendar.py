"""The dates a recurring slot generates, and what to beware of on them.

Pure: the caller brings the holidays and the times that the country has its offices avoid.
Clock times are those of the wall at the place (WIB in the Riau Islands), without time zone.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

Span = tuple[time, time]

LAST = -1
WEEKS = (1, 2, 3, 4, 5, LAST)

# An outing known only by its part of day is taken to fill that span; dawn is the Car Free Day's.
PARTS: dict[str, Span | None] = {
    "": None,
    "dawn": (time(5), time(8)),
    "morning": (time(8), time(11)),
    "noon": (time(11), time(14)),
    "afternoon": (time(15), time(18)),
    "evening": (time(18), time(21)),
}
# The crowd hours of a Car Free Day, 06.00-09.00: for an outing whose end nobody wrote down.
USUAL_LENGTH = timedelta(hours=3)
WHOLE_DAY: Span = (time.min, time.max)


@dataclass(frozen=True)
class Holiday:
    """A day off, and of which kind, for example "national" or "shared_leave" (cuti bersama)."""

    day: date
    name: str
    kind: str


@dataclass(frozen=True)
class TimeToAvoid:
    """When an outing had better not be: each week, each year, in periods, or on holidays of a kind.

    `hours` are those of its days that it fills. Of periods one beware also where an outing's hours
    are unknown. A start `instead` lies after them. Its `words`, by language, may name the $day and
    the $holiday.
    """

    code: str
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    weekday: int | None = None
    month_and_day: tuple[int, int] | None = None
    periods: tuple[tuple[date, date], ...] = ()
    holiday: str = ""
    hours: Span = WHOLE_DAY
    instead: time | None = None

    def meets(self, day: date, span: Span | None) -> bool:
        """Whether hours of a day lie in it; of holidays the caller knows."""
        is_its_day = (
            day.weekday() == self.weekday
            or (day.month, day.day) == self.month_and_day
            or any(first <= day <= last for first, last in self.periods)
        )
        if span is None:
            return is_its_day and (bool(self.periods) or self.hours == WHOLE_DAY)
        return is_its_day and _overlap(span, self.hours)


@dataclass(frozen=True)
class Rule:
    """The rhythm of a recurring slot.

    `weekday` runs from 0 Monday to 6 Sunday; `weeks` names which of them in the month, 1 to 5 or
    -1 for the last, none for every week. `since` and `until` both belong to the slot's life.
    Raises ValueError for a weekday or a week that no month has.
    """

    weekday: int
    weeks: tuple[int, ...]
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.weekday not in range(7) or not set(self.weeks) <= set(WEEKS):
            raise ValueError(f"no such rhythm: weekday {self.weekday}, weeks {self.weeks}")


@dataclass(frozen=True)
class Hours:
    """When in the day: clock times, or a part of day (a key of PARTS) where no start is known.

    No end means a usual length of three hours; an end not after the start lies past midnight.
    Raises ValueError for an unknown part of day.
    """

    start: time | None = None
    end: time | None = None
    part: str = ""

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise ValueError(f"no such part of day: {self.part!r}")


@dataclass(frozen=True)
class Caution:
    """Why to beware of `day`, or of hours of it; `subject` is the holiday's name, if it is one."""

    why: TimeToAvoid
    day: date
    subject: str = ""
    day_instead: date | None = None
    start_instead: time | None = None

    @property
    def code(self) -> str:
        return self.why.code


@dataclass(frozen=True)
class Proposal:
    """A date the slot asks for, with what to beware of."""

    day: date
    cautions: tuple[Caution, ...]

    @property
    def day_instead(self) -> date | None:
        """The day to take instead, if a caution names one."""
        return next((each.day_instead for each in self.cautions if each.day_instead), None)


def dates(rule: Rule, first: date, last: date) -> list[date]:
    """The rule's dates from `first` to `last`, both included, in order."""
    start = max(first, rule.since).toordinal()
    end = min(last, rule.until or last).toordinal()
    start += (rule.weekday - date.fromordinal(start).weekday()) % 7
    days = map(date.fromordinal, range(start, end + 1, 7))
    return [day for day in days if not rule.weeks or _weeks_of(day) & set(rule.weeks)]


def proposals(
    rule: Rule,
    hours: Hours,
    first: date,
    last: date,
    holidays: Collection[Holiday],
    avoided: Sequence[TimeToAvoid],
    taken: Collection[date],
) -> list[Proposal]:
    """The rule's dates from `first` to `last` that are not taken, each with its cautions.

    `taken` are days already settled: planned, moved away from, or let go on purpose.
    A day to take instead is no date of the rule itself and lies in its life, not before `first`.
    """
    horizon = _month_end(last)
    own = dates(rule, first, horizon)
    weekly = dates(replace(rule, weeks=()), first, horizon)
    spare = set(weekly).difference(own, taken)
    return [
        Proposal(day, cautions(day, hours, holidays, avoided, spare=spare))
        for day in own
        if day <= last and day not in taken
    ]


def missed_months(rule: Rule, held: Collection[date], first: date, last: date) -> list[date]:
    """The first day of each month that had dates of the rule, yet nothing was held in it.

    Only months that lie whole between `first` and `last` are judged. An outing moved to another
    day of its month was held.
    """
    due = {day.replace(day=1) for day in dates(rule, first, last)}
    kept = {day.replace(day=1) for day in held}
    return sorted(month for month in due - kept if first <= month and _month_end(month) <= last)


def cautions(
    day: date,
    hours: Hours,
    holidays: Collection[Holiday],
    avoided: Sequence[TimeToAvoid],
    *,
    spare: Collection[date] | None = None,
) -> tuple[Caution, ...]:
    """What to beware of on `day`; with hours unknown, only what concerns the whole day.

    `spare` are the days that may be named instead, by default every one of the same weekday; the
    nearest in the month without a holiday is chosen, the later of two. A start that is named
    instead meets no time that names a later one. Source: product scenarios T1 and T20.
    """
    timely = [each for each in avoided if each.meets(day, _span(hours))]
    later = _start_instead(day, timely, avoided)
    return (
        *_days_off(day, holidays, avoided, spare),
        *(Caution(each, day, start_instead=later) for each in timely),
    )


def _start_instead(
    day: date, met: Sequence[TimeToAvoid], avoided: Sequence[TimeToAvoid]
) -> time | None:
    """The start that all of these times name, put off until it meets none that names a later one."""
    start = _latest(met)
    while start:
        again = [each for each in avoided if each.meets(day, _span(Hours(start)))]
        later = _latest(again)
        if later is None or later <= start:
            break
        start = later
    return start


def _latest(met: Sequence[TimeToAvoid]) -> time | None:
    return max((each.instead for each in met if each.instead), default=None)


def _weeks_of(day: date) -> set[int]:
    nth = (day.day - 1) // 7 + 1
    return {nth, LAST} if day.day + 7 > _month_end(day).day else {nth}


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _span(hours: Hours) -> Span | None:
    if hours.start is None:
        return PARTS[hours.part]
    end = hours.end
    if end is None:
        end = (datetime.combine(date.min, hours.start) + USUAL_LENGTH).time()
    return hours.start, end if end > hours.start else time.max


def _overlap(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _days_off(
    day: date,
    holidays: Collection[Holiday],
    avoided: Sequence[TimeToAvoid],
    spare: Collection[date] | None,
) -> list[Caution]:
    instead = _nearest(day, spare, {each.day for each in holidays})
    return [
        Caution(why, day, holiday.name, day_instead=instead)
        for holiday in holidays
        if holiday.day == day
        for why in avoided
        if why.holiday == holiday.kind
    ]


def _nearest(day: date, spare: Collection[date] | None, closed: set[date]) -> date | None:
    month = (day.replace(day=nth) for nth in range(1, _month_end(day).day + 1))
    free = (
        each
        for each in month
        if each.weekday() == day.weekday()
        and each not in closed
        and (spare is None or each in spare)
    )
    return min(free, key=lambda each: (abs(each - day), each < day), default=None)
