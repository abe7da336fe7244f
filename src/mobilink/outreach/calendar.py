"""The dates a recurring slot generates, and what to beware of on them.

Pure: the caller brings the holidays, a face words the codes.
Clock times are those of the wall at the place (WIB in the Riau Islands), without time zone.
"""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

Code = Literal["holiday", "shared_leave", "friday_prayers", "ramadan", "independence_ceremony"]
Span = tuple[time, time]

LAST = -1
WEEKS = (1, 2, 3, 4, 5, LAST)
FRIDAY = 4
INDEPENDENCE = (8, 17)

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
PRAYERS: Span = (time(11, 30), time(13, 30))
CEREMONY: Span = (time(7), time(11))
AFTERNOON = time(15, 30)
FASTING_AFTERNOON = time(16)


@dataclass(frozen=True)
class Holiday:
    """A day off; every `kind` but "shared_leave" (cuti bersama) counts as "national"."""

    day: date
    name: str
    kind: str


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
    """Something to beware of on `day`; `subject` is the holiday's name, if it is one."""

    code: Code
    day: date
    subject: str = ""
    day_instead: date | None = None
    start_instead: time | None = None


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
        Proposal(day, cautions(day, hours, holidays, spare=spare))
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
    *,
    spare: Collection[date] | None = None,
) -> tuple[Caution, ...]:
    """What to beware of on `day`; with hours unknown, only what concerns the whole day.

    `spare` are the days that may be named instead, by default every one of the same weekday; the
    nearest in the month without a holiday is chosen, the later of two. A start that is named
    instead raises no caution about its hour. Source: product scenarios T1 and T20.
    """
    fasting = is_ramadan(day, holidays)
    later = FASTING_AFTERNOON if fasting else AFTERNOON
    timely = _timely(day, _span(hours), fasting)
    return (
        *_days_off(day, holidays, spare),
        *(Caution(code, day, start_instead=later) for code in timely),
    )


def ramadan(holidays: Collection[Holiday]) -> list[tuple[date, date]]:
    """First and last day of each fasting month that ends with an Idul Fitri among the holidays.

    Deduced: the thirty days up to the eve of Idul Fitri. The month may have 29 days and the
    government's session (sidang isbat) decides both ends, so the first day may be off by one, and
    while Idul Fitri itself is a forecast ("perkiraan") so may the last. No Idul Fitri, no Ramadan.
    """
    feasts = {each.day for each in holidays if _is_idul_fitri(each)}
    starts = sorted(day for day in feasts if day - timedelta(days=1) not in feasts)
    return [(day - timedelta(days=30), day - timedelta(days=1)) for day in starts]


def is_ramadan(day: date, holidays: Collection[Holiday]) -> bool:
    """Whether the day lies in a fasting month, as far as `ramadan` can tell."""
    return any(first <= day <= last for first, last in ramadan(holidays))


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


def _timely(day: date, span: Span | None, fasting: bool) -> list[Code]:
    codes: list[Code] = []
    if day.weekday() == FRIDAY and _overlap(span, PRAYERS):
        codes.append("friday_prayers")
    # At dawn and by day a fasting crowd is thin; it comes out before the fast is broken.
    if fasting and (span is None or span[0] < FASTING_AFTERNOON):
        codes.append("ramadan")
    if (day.month, day.day) == INDEPENDENCE and _overlap(span, CEREMONY):
        codes.append("independence_ceremony")
    return codes


def _overlap(span: Span | None, other: Span) -> bool:
    return span is not None and span[0] < other[1] and other[0] < span[1]


def _days_off(
    day: date, holidays: Collection[Holiday], spare: Collection[date] | None
) -> list[Caution]:
    instead = _nearest(day, spare, {each.day for each in holidays})
    return [
        Caution(_code(each), day, each.name, day_instead=instead)
        for each in holidays
        if each.day == day
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


def _code(holiday: Holiday) -> Code:
    return "shared_leave" if holiday.kind == "shared_leave" else "holiday"


def _is_idul_fitri(holiday: Holiday) -> bool:
    # Decrees write "Idul Fitri" or "Idulfitri", with a year, a second day or another feast.
    written = holiday.name.casefold().replace(" ", "")
    return _code(holiday) == "holiday" and "idulfitri" in written
