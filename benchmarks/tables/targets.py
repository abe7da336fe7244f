"""The targets of tables: with 10,000 rows each answers within 150 ms of the processor."""

from collections.abc import Iterable, Iterator
from typing import Final

from benchmarks.judging import Name, Target

ROWS: Final = 10_000
PAGE_MS: Final = 150


def targets(tables: Iterable[str]) -> Iterator[Target]:
    """One bound for each table: its slowest question."""
    for table in tables:
        yield Target(
            f"{table}, the slowest page", Name(table, "mobilink", "page_cpu_ms"), PAGE_MS, "ms"
        )
