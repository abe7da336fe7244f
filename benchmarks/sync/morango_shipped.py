"""Morango 0.8 as it is shipped: chunks of 500 records."""

from pathlib import Path

from benchmarks.sync import morango
from benchmarks.sync.measure import Measured

SHIPPED_CHUNK = 500

prepare = morango.prepare


def measure(folder: Path, count: int, *, with_note: bool = True, slow: bool = False) -> Measured:
    """Run the course with so many records; `prepare` comes first."""
    return morango.measure(
        folder,
        count,
        with_note=with_note,
        slow=slow,
        chunk=SHIPPED_CHUNK,
        name="morango_shipped",
    )
