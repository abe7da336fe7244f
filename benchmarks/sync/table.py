"""Medians of several runs as plain columns."""

from collections.abc import Callable, Sequence
from statistics import median

from benchmarks.judging import columns
from benchmarks.sync.measure import Measured

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
    shown = columns([head, *([name, *_medians(of_one)] for name, of_one in by_name.items())])
    versions = [f"{name}: {of_one[0].versions}" for name, of_one in by_name.items()]
    return "\n".join([*shown, *versions])


def _medians(runs: Sequence[Measured]) -> list[str]:
    return [f"{median(map(read, runs)):{form}}" for _, form, read in FIGURES]
