"""The floor: zstd + msgpack batches over HTTP, one `executemany` each into SQLite, and nothing else.

No journal, no signatures, no verdicts: what moving the rows costs at least. SQLite writes ahead
(WAL) with synchronous=FULL, so a batch is on disk before it is acknowledged.
"""

import tempfile
from functools import partial
from pathlib import Path

from benchmarks.sync import packages
from benchmarks.sync.course import Pair, measure_pair, rows_of, sqlite_size
from benchmarks.sync.measure import Measured

PROGRAMS = packages.PROGRAMS / "floor"
REQUIREMENTS = PROGRAMS / "requirements.txt"


def prepare(folder: Path) -> None:
    """Bring the floor's packages into this cache folder when they are missing."""
    packages.prepare_python(folder / "sync-floor", REQUIREMENTS)


def measure(folder: Path, count: int, *, with_note: bool = True, slow: bool = False) -> Measured:
    """Run the course with so many records; `prepare` comes first."""
    folder = folder.absolute()
    python = folder / "sync-floor" / "bin" / "python"
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        database = work / "office.sqlite3"
        pair = Pair(
            name="floor",
            versions=packages.pinned(REQUIREMENTS, "msgspec", "zstandard"),
            office=[python, PROGRAMS / "office.py", database],
            field=[python, PROGRAMS / "field.py", work / "field.sqlite3"],
            count_visible=lambda port: rows_of(database, "visit"),
            database_size=partial(sqlite_size, database),
        )
        return measure_pair(pair, work, count, with_note=with_note, slow=slow)
