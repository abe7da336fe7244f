"""Mobilink itself: a hub and an office as they are, with the whole journal.

The hub records each visit as an entry of its own, as its booth does. Outings are the three of the
story that its unit held, since a visit without its outing would wait. Both databases are SQLCipher
with synchronous=FULL; `ours_postgresql` puts the office's rows into a PostgreSQL.
"""

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.sync import packages
from benchmarks.sync.course import Pair, measure_pair
from benchmarks.sync.measure import Measured
from mobilink import __version__

PROGRAMS = packages.PROGRAMS / "ours"
STORY = ("init", "--scenario", "kepri-2019")


def prepare(folder: Path) -> None:
    """Nothing to bring: this is the program that runs the benchmark."""


def measure(folder: Path, count: int, *, with_note: bool = True, slow: bool = False) -> Measured:
    """Run the course with so many records."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        _fill(work / "office")
        return measure_pair(pair_in(work), work, count, with_note=with_note, slow=slow)


def _fill(office: Path) -> None:
    """Load the story, so that the size of an office without visits is known."""
    environment = {**os.environ, "MOBILINK_DATA": str(office)}
    packages.run([sys.executable, "-m", "mobilink", *STORY], environment=environment)


def pair_in(work: Path) -> Pair:
    """A hub and an office with their data in this folder."""
    office = work / "office"
    return Pair(
        name="mobilink",
        versions=f"mobilink {__version__}",
        office=[sys.executable, PROGRAMS / "office.py", office],
        field=[sys.executable, PROGRAMS / "field.py", work / "hub", office],
        count_visible=lambda port: _number(office, "SELECT count(*) FROM booth_visit"),
        database_size=lambda: _size(office),
    )


def largest_segment(work: Path) -> int:
    """Bytes of the largest segment that the office in this folder has received."""
    return _number(work / "office", "SELECT max(length(data)) FROM journal_segment")


def _open(office: Path) -> sqlcipher.Connection:
    database = sqlcipher.connect(office / "mobilink.db")
    key = (office / "keys" / "database.key").read_text().strip()
    database.execute(f"PRAGMA key = \"x'{key}'\"")
    return database


def _number(office: Path, question: str) -> int:
    with closing(_open(office)) as database:
        return int(database.execute(question).fetchone()[0])


def _size(office: Path) -> int:
    if not (office / "mobilink.db").exists():
        return 0
    with closing(_open(office)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return (office / "mobilink.db").stat().st_size
