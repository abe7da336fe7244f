"""What joint outings brought, in figures that may leave the office: no cell under five.

A sum holds only cells that are shown, so that no small one can be worked out of it; each figure
says from how many outings it is. What nobody counted is not zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mobilink.insight.reports import figures_of
from mobilink.outreach.models import Outing

SMALLEST = 5


@dataclass(frozen=True)
class Cell:
    """A count as it may be told; `number` is None where nobody counted, or it is too small."""

    number: int | None
    is_small: bool = False


@dataclass(frozen=True)
class Sum:
    """The cells that are shown, together; `told` of `held` outings are in it, `small` are left out."""

    number: int | None
    told: int
    small: int
    held: int


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
    """A count, or that it is too small to be told."""
    is_small = number is not None and 0 < number < SMALLEST
    return Cell(None if is_small else number, is_small)


def sum_of(cells: Iterable[Cell]) -> Sum:
    """What may be told of several counts together."""
    all_cells = list(cells)
    shown = [one.number for one in all_cells if one.number is not None]
    small = sum(one.is_small for one in all_cells)
    return Sum(sum(shown) if shown else None, len(shown), small, len(all_cells))


def benefit_of(held: Sequence[Outing]) -> Benefit:
    """What these outings brought; the same number of queries however many there are."""
    figures = figures_of(held)
    lines = [
        Joint(one, cell(figures[one.pk].tallies), cell(figures[one.pk].visits)) for one in held
    ]
    return Benefit(lines, sum_of(one.stopped for one in lines), sum_of(one.asked for one in lines))
