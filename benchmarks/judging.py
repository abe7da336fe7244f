"""Targets of a benchmark, and the judging of figures by them. Nothing here measures.

Figures have names of three parts, the medians of what one part of the benchmark measured:

    ("whole", "mobilink", "records_per_second") → 31000.0

A target bounds our figure, or its ratio to a peer's that was measured in the same run. What was to
be measured and was not is missed: silence proves nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any, NamedTuple


class Name(NamedTuple):
    """Which part of the benchmark, of whom, what."""

    part: str
    contender: str
    what: str


Figures = Mapping[Name, float]


@dataclass(frozen=True, slots=True)
class Target:
    """One bound on one figure. With `times` it bounds the ratio to `beside`, else the figure."""

    words: str
    figure: Name
    bound: float
    unit: str = ""
    is_least: bool = False
    beside: Name | None = None
    times: bool = False
    decimals: int = 0

    @property
    def needs(self) -> set[str]:
        """The parts of the benchmark without which it cannot be judged."""
        return {self.figure.part} | ({self.beside.part} if self.beside and self.times else set())


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a target. A figure that is not there is None, and so is its ratio."""

    words: str
    figure: float | None
    unit: str
    bound: float
    is_least: bool
    bounds_ratio: bool
    ratio: float | None
    peer: str
    decimals: int
    held: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def judge(figures: Figures, parts: Collection[str], targets: Iterable[Target]) -> list[Result]:
    """What came of each target that these parts of the benchmark were to prove."""
    return [_result(target, figures) for target in targets if target.needs <= {*parts}]


def exit_code(results: Iterable[Result]) -> int:
    """0 where there is something to hold and all of it held, else 1."""
    held = [result.held for result in results]
    return 0 if held and all(held) else 1


def _result(target: Target, figures: Figures) -> Result:
    figure = _found(target.figure, figures)
    peer = _found(target.beside, figures) if target.beside else None
    ratio = figure / peer if figure is not None and peer else None
    judged = ratio if target.times else figure
    return Result(
        target.words,
        figure,
        target.unit,
        target.bound,
        target.is_least,
        target.times,
        ratio,
        target.beside.contender if target.beside else "",
        target.decimals,
        held=judged is not None and _is_within(judged, target),
    )


def _found(name: Name, figures: Figures) -> float | None:
    figure = figures.get(name)
    return figure if figure is not None and isfinite(figure) else None


def _is_within(judged: float, target: Target) -> bool:
    return judged >= target.bound if target.is_least else judged <= target.bound


def judged(results: Sequence[Result]) -> str:
    """One line for each target: our figure, its bound, its ratio to a peer's, held or MISSED."""
    head = ["", "figure", "bound", "ratio to a peer", ""]
    return "\n".join(columns([head, *map(_line, results)]))


def _line(result: Result) -> list[str]:
    figure = "not measured" if result.figure is None else _with_unit(result, result.figure)
    sign = "≥" if result.is_least else "≤"
    bound = (
        f"{sign} {result.bound:g} × {result.peer}"
        if result.bounds_ratio
        else f"{sign} {_with_unit(result, result.bound)}"
    )
    ratio = "" if result.ratio is None else f"{result.ratio:,.2f} × {result.peer}"
    return [result.words, figure, bound, ratio, "held" if result.held else "MISSED"]


def _with_unit(result: Result, figure: float) -> str:
    return f"{figure:,.{result.decimals}f} {result.unit}".strip()


def columns(lines: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table whose figures stand to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [_aligned(line, widths).rstrip() for line in lines]


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = line
    cells = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
    return "  ".join([name.ljust(widths[0]), *cells])
