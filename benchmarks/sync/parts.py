"""The parts of the benchmark, and the figures that come out of their runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.judging import Name
from benchmarks.sync.kills import Killed
from benchmarks.sync.measure import Measured
from benchmarks.sync.targets import (
    BARE,
    KILLS,
    LARGE,
    OURS,
    POSTGRESQL,
    SLOW,
    SMALL,
    WHOLE,
)

MORE_TURNS = 2
"""Turns of what depends on the moment: A B A B."""


@dataclass(frozen=True, slots=True)
class Part:
    """Who brings how many records over which link, and in how many turns."""

    name: str
    contenders: Sequence[str]
    count: int
    with_note: bool = True
    slow: bool = False
    turns: int = 1


USUAL_COUNT, FULL_COUNT = 20_000, 100_000


def parts(*, is_full: bool) -> tuple[Part, ...]:
    """What is judged: in some minutes, or in most of an hour with five times the records, a million
    of ours, and Morango as it is shipped.
    """
    count = FULL_COUNT if is_full else USUAL_COUNT
    usual = (
        Part(WHOLE, ("ours", "morango", "pouchdb", "floor"), count, turns=MORE_TURNS),
        Part(BARE, ("ours", "floor"), count, with_note=False),
        Part(POSTGRESQL, ("ours_postgresql",), count),
        Part(SLOW, ("ours", "morango", "pouchdb", "floor"), 1_000, slow=True),
    )
    more = (
        Part("shipped", ("morango_shipped",), 10_000),
        Part(SMALL, ("ours",), 10_000, turns=MORE_TURNS + 1),
        Part(LARGE, ("ours",), 1_000_000),
    )
    return (*usual, *more) if is_full else usual


KILLED_COUNT = 20_000
"""Some five segments."""

READINGS: Mapping[str, Callable[[Measured], float]] = {
    "records_per_second": lambda run: run.records_per_second,
    "record_us": lambda run: 1_000_000 / run.records_per_second,
    "office_cpu_us": lambda run: run.office_cpu_us,
    "wire_bytes_per_record": lambda run: run.wire_bytes_per_record,
    "database_bytes_per_record": lambda run: run.database_bytes_per_record,
    "above_idle_mb": lambda run: run.above_idle_mb,
    "first_seconds": lambda run: run.first.visible_seconds,
    "longest_wait": lambda run: run.first.longest_wait,
    "more_seconds": lambda run: run.more.visible_seconds,
    "more_ms": lambda run: run.more.visible_seconds * 1_000,
    "more_bytes": lambda run: run.more.wire_bytes,
    "more_round_trips": lambda run: run.more.round_trips,
    "nothing_bytes": lambda run: run.nothing.wire_bytes,
    "nothing_round_trips": lambda run: run.nothing.round_trips,
}


def figures_of(runs: Mapping[str, Iterable[Measured]], killed: Killed | None) -> dict[Name, float]:
    """The median of each reading, for each part and contender."""
    figures = dict(_medians(runs))
    if killed is not None:
        figures[Name(KILLS, OURS, "field_segments")] = killed.field_segments
        figures[Name(KILLS, OURS, "office_segments")] = killed.office_segments
    return figures


def _medians(runs: Mapping[str, Iterable[Measured]]) -> Iterator[tuple[Name, float]]:
    for part, turns in runs.items():
        by_name: dict[str, list[Measured]] = {}
        for run in turns:
            by_name.setdefault(run.name, []).append(run)
        for contender, of_one in by_name.items():
            for what, read in READINGS.items():
                yield Name(part, contender, what), median(map(read, of_one))
