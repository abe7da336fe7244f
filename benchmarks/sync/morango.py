"""Morango 0.8, the sync of Kolibri: Django models, certificates, a push session over HTTP.

Chunks of 5,000 records are its best; `morango_shipped` measures its default of 500. Both SQLite
files write ahead with synchronous=FULL; the office listens in cheroot, as Kolibri's does.
"""

import shutil
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.sync import packages
from benchmarks.sync.course import Pair, measure_pair, rows_of, sqlite_size
from benchmarks.sync.measure import Measured

PROJECT = packages.PROGRAMS / "morango" / "project.py"
REQUIREMENTS = PROJECT.parent / "requirements.txt"
BEST_CHUNK = 5_000


def prepare(folder: Path) -> None:
    """Bring Morango and what it needs into this cache folder when they are missing."""
    packages.prepare_python(folder / "sync-morango", REQUIREMENTS)


def measure(
    folder: Path,
    count: int,
    *,
    with_note: bool = True,
    slow: bool = False,
    chunk: int = BEST_CHUNK,
    name: str = "morango",
) -> Measured:
    """Run the course with so many records in chunks of this size; `prepare` comes first."""
    folder = folder.absolute()
    python = folder / "sync-morango" / "bin" / "python"
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        work = Path(temporary)
        field, office = work / "field.sqlite3", work / "office.sqlite3"
        packages.run([python, PROJECT, field, "seed"])
        shutil.copy(field, office)
        pair = Pair(
            name=name,
            versions=packages.pinned(REQUIREMENTS, "morango", "django", "cheroot"),
            office=[python, PROJECT, office, "office"],
            field=[python, PROJECT, field, "field", str(chunk)],
            count_visible=lambda port: rows_of(office, "visits_visit"),
            database_size=partial(sqlite_size, office),
        )
        return measure_pair(pair, work, count, with_note=with_note, slow=slow)
