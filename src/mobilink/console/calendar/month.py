"""A month as its page draws it: whole weeks from Monday, each day with what is on it."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from mobilink.console.unit_badges import UnitBadge
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import BEGAN, hours_text


@dataclass(frozen=True)
class Block:
    """An outing as it stands on its day."""

    outing: Outing
    unit: UnitBadge
    vans: list[str]
    has_clash: bool
    misses_somebody: bool
    partners: list[str] = field(default_factory=list)

    @property
    def hours(self) -> str:
        """The hours without their zone, which is the same for the whole page."""
        unknown = (
            _("hours not recorded") if self.outing.state in BEGAN else _("hours not announced")
        )
        return hours_text(self.outing) or unknown


@dataclass(frozen=True)
class Ask:
    """A day that a recurring slot asks for, with its cautions in words and the better day."""

    slot: Slot
    day: date
    cautions: list[str]
    best_day: date


@dataclass
class Cell:
    """One day of the month's page; days of the months beside it fill the weeks."""

    day: date
    in_month: bool
    is_today: bool
    holidays: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)

    @property
    def is_busy(self) -> bool:
        return bool(self.blocks or self.asks or self.holidays)


@dataclass(frozen=True)
class Month:
    """The calendar month that a page shows."""

    first: date

    @property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def before(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def after(self) -> "Month":
        return Month(self.last + timedelta(days=1))

    @property
    def code(self) -> str:
        """As an address says it: 2019-07."""
        return f"{self.first:%Y-%m}"

    def days(self) -> list[date]:
        """The days of all weeks that the month touches, Monday first."""
        start = self.first - timedelta(days=self.first.weekday())
        end = self.last + timedelta(days=6 - self.last.weekday())
        return [start + timedelta(days=nth) for nth in range((end - start).days + 1)]


def cells(
    month: Month,
    today: date,
    *,
    blocks: Iterable[Block],
    asks: Iterable[Ask],
    holidays: Iterable[tuple[date, str]],
) -> list[Cell]:
    """The days of the month's page with everything laid on them."""
    by_day = {
        day: Cell(day, month.first <= day <= month.last, day == today) for day in month.days()
    }
    for block in blocks:
        by_day[block.outing.day].blocks.append(block)
    for ask in asks:
        by_day[ask.day].asks.append(ask)
    for day, name in holidays:
        if day in by_day:
            by_day[day].holidays.append(name)
    return list(by_day.values())
