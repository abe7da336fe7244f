"""Medians of several runs, and what came of targets, as plain columns."""

from collections.abc import Callable, Sequence
from statistics import median

from benchmarks.sync.measure import Measured
from benchmarks.sync.targets import Result

Figure = tuple[str, str, Callable[[Measured], float]]
"""Heading, format and reading of one column."""

# Seconds are until all is visible; with nothing new, until the field knows it.
FIGURES: Sequence[Figure] = (
    ("records", ",.0f", lambda run: run.first.records),
    ("seconds", ".2f", lambda run: run.first.visible_seconds),
    ("records/s", ",.0f", lambda run: run.records_per_second),
    ("CPU µs", ",.1f", lambda run: run.office_cpu_us),
    ("wire B", ",.1f", lambda run: run.wire_bytes_per_record),
    ("trips", ",.0f", lambda run: run.first.round_trips),
    ("db B", ",.0f", lambda run: run.database_bytes_per_record),
    ("100: s", ".3f", lambda run: run.more.visible_seconds),
    ("B", ",.0f", lambda run: run.more.wire_bytes),
    ("trips", ",.0f", lambda run: run.more.round_trips),
    ("0: s", ".3f", lambda run: run.nothing.done_seconds),
    ("B", ",.0f", lambda run: run.nothing.wire_bytes),
    ("trips", ",.0f", lambda run: run.nothing.round_trips),
    ("idle MB", ".0f", lambda run: run.idle_mb),
    ("peak MB", ".0f", lambda run: run.peak_mb),
)


def table(runs: Sequence[Measured]) -> str:
    """One line for each contender: CPU, wire and database are the office's, for each record."""
    by_name: dict[str, list[Measured]] = {}
    for run in runs:
        by_name.setdefault(run.name, []).append(run)
    head = ["", *(heading for heading, _, _ in FIGURES)]
    shown = _columns([head, *([name, *_medians(of_one)] for name, of_one in by_name.items())])
    versions = [f"{name}: {of_one[0].versions}" for name, of_one in by_name.items()]
    return "\n".join([*shown, *versions])


def judged(results: Sequence[Result]) -> str:
    """One line for each target: our figure, its bound, its ratio to a peer's, held or MISSED."""
    head = ["", "figure", "bound", "ratio to a peer", ""]
    return "\n".join(_columns([head, *map(_line, results)]))


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


def _columns(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [_aligned(line, widths).rstrip() for line in lines]


def _medians(runs: Sequence[Measured]) -> list[str]:
    return [f"{median(map(read, runs)):{form}}" for _, form, read in FIGURES]


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = line
    cells = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
    return "  ".join([name.ljust(widths[0]), *cells])
