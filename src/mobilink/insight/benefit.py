"""Disclosure control: figures of joint outings that may leave the office, no cell under five.

A sum holds only cells that are shown, so that no small one can be worked out of it; each figure
says from how many outings it is. What nobody counted is not zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mobilink.insight.reports import figures_of
from mobilink.outreach.models import Outing
from mobilink.outreach.unknown import Unknown

SMALLEST = 5


@dataclass(frozen=True)
class Cell:
    """A count as it may leave the office; `number` is None where none was made or it is small."""

    number: int | None
    is_small: bool = False


@dataclass(frozen=True)
class Sum:
    """The sum of the cells that are shown: `counted` of `held` outings; `small` are left out."""

    number: int | None
    counted: int
    small: int
    held: int

    @property
    def unknown(self) -> Unknown:
        """Why there is no number: no outing yet, or none that counted."""
        return Unknown.NOT_RECORDED if self.held else Unknown.NOT_YET


@dataclass(frozen=True)
class Joint:
    """One joint outing and what it brought."""

    outing: Outing
    stopped: Cell
    asked: Cell


@dataclass(frozen=True)
class Benefit:
    """Joint outings that took place, and their sums."""

    lines: list[Joint]
    stopped: Sum
    asked: Sum


def cell(number: int | None) -> Cell:
    """A count, or that it is too small to leave the office."""
    is_small = number is not None and 0 < number < SMALLEST
    return Cell(None if is_small else number, is_small)


def sum_of(cells: Iterable[Cell]) -> Sum:
    """The sum of several counts, of those that are shown."""
    all_cells = list(cells)
    shown = [each.number for each in all_cells if each.number is not None]
    small = sum(each.is_small for each in all_cells)
    return Sum(sum(shown) if shown else None, len(shown), small, len(all_cells))


def benefit_of(held: Sequence[Outing]) -> Benefit:
    """What these outings brought; the same number of queries however many there are."""
    figures = figures_of(held)
    lines = [
        Joint(outing, cell(figures[outing.pk].tallies), cell(figures[outing.pk].visits))
        for outing in held
    ]
    return Benefit(
        lines, sum_of(line.stopped for line in lines), sum_of(line.asked for line in lines)
    )
