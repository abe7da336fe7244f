"""Rest periods: what breaks the rest of people who work at outings.

Pure: the caller brings what is known of a person's days. Only what is on the calendar counts; an
office day that nobody planned, and the way home, are not seen.

Where the limits come from:
- a day of rest after six days of work: UU 13/2003 art. 79, as UU 6/2023 has it;
- twelve hours a day: eight in a week of five days (art. 77) and four of overtime (art. 78, as
  UU 6/2023 has it);
- for who drives eight hours a day, and half an hour of rest after four hours on the way:
  UU 22/2009 art. 90, written for public transport;
- eleven hours between two days of work: our own proposal, after Directive 2003/88/EC art. 3, since
  no Indonesian law names them.
None of these binds a government office as it stands (Perpres 21/2023 sets the hours of its civil
servants and no such limits), so what is found is a warning, upon which the approver has the say.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

Code = Literal["days", "night", "hours", "driver_hours", "wheel"]
Span = tuple[datetime, datetime]

A_DAY: Final = timedelta(days=1)
MOST_DAYS: Final = 6
LIMITS: Final[dict[Code, timedelta]] = {
    "night": timedelta(hours=11),
    "hours": timedelta(hours=12),
    "driver_hours": timedelta(hours=8),
    "wheel": timedelta(hours=4),
}


@dataclass(frozen=True)
class Shift:
    """One outing as somebody works at it, by the clock on the wall.

    From `leaves` (they meet and drive) or else `starts`, to `ends`; nothing where nobody knows.
    """

    day: date
    starts: datetime | None = None
    ends: datetime | None = None
    leaves: datetime | None = None
    drives: bool = False

    @property
    def span(self) -> Span | None:
        """From first to last, where both are known and can be meant."""
        begins = self.leaves or self.starts
        return (begins, self.ends) if begins and self.ends and begins < self.ends else None


@dataclass(frozen=True)
class Breach:
    """A limit that is not kept: so many days in a row, or so long; `beside` is the other day."""

    code: Code
    days: int = 0
    length: timedelta = timedelta(0)
    beside: date | None = None


def breaches(
    day: date, shifts: Collection[Shift], at_work: Collection[date] = ()
) -> tuple[Breach, ...]:
    """What breaks a person's rest on a day of theirs, for all their shifts around it.

    `at_work` are days spent under another order or in training, which are no rest either. A day
    without a shift breaks nothing.
    """
    today = [shift for shift in shifts if shift.day == day]
    if not today:
        return ()
    return (
        *_in_a_row(day, {shift.day for shift in shifts} | {*at_work}),
        *_nights(day, shifts),
        *_hours(today),
        *_wheel(today),
    )


def _in_a_row(day: date, worked: Collection[date]) -> Iterator[Breach]:
    first = last = day
    while first - A_DAY in worked:
        first -= A_DAY
    while last + A_DAY in worked:
        last += A_DAY
    many = (last - first).days + 1
    if many > MOST_DAYS:
        yield Breach("days", days=many)


def _nights(day: date, shifts: Iterable[Shift]) -> Iterator[Breach]:
    """Too little time since the last day of work, or until the next."""
    spans = [(shift.day, span) for shift in shifts if (span := shift.span)]
    today = [span for at, span in spans if at == day]
    if not today:
        return
    begins, ends = min(span[0] for span in today), max(span[1] for span in today)
    before = max(((span[1], at) for at, span in spans if at < day), default=None)
    after = min(((span[0], at) for at, span in spans if at > day), default=None)
    for gap, beside in (
        *([(begins - before[0], before[1])] if before else []),
        *([(after[0] - ends, after[1])] if after else []),
    ):
        if gap < LIMITS["night"]:
            yield Breach("night", length=max(gap, timedelta(0)), beside=beside)


def _hours(today: Iterable[Shift]) -> Iterator[Breach]:
    """Work within a day; hours in which two outings overlap count once."""
    shifts = list(today)
    length, until = timedelta(0), None
    for begins, ends in sorted(span for shift in shifts if (span := shift.span)):
        fresh = max(begins, until) if until else begins
        length += max(ends - fresh, timedelta(0))
        until = max(until, ends) if until else ends
    code: Code = "driver_hours" if any(shift.drives for shift in shifts) else "hours"
    if length > LIMITS[code]:
        yield Breach(code, length=length)


def _wheel(today: Iterable[Shift]) -> Iterator[Breach]:
    for shift in today:
        if shift.drives and shift.leaves and shift.starts:
            length = shift.starts - shift.leaves
            if length > LIMITS["wheel"]:
                yield Breach("wheel", length=length)
