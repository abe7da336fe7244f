"""Mobilink itself: a hub and an office as they are, with the whole journal.

The hub records each visit as an entry of its own, as its booth does. Outings are the three of the
story that its unit held, since a visit without its outing would wait. Both databases are SQLCipher
with synchronous=FULL.
"""

import sys
import tempfile
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.sync import packages
from benchmarks.sync.course import Pair, measure_pair
from benchmarks.sync.measure import Measured
from mobilink import __version__

PROGRAMS = packages.PROGRAMS / "ours"


def prepare(folder: Path) -> None:
    """Nothing to bring: this is the program that runs the benchmark."""


def measure(folder: Path, count: int, *, with_note: bool = True, slow: bool = False) -> Measured:
    """Run the course with so many records."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        office = work / "office"
        pair = Pair(
            name="mobilink",
            versions=f"mobilink {__version__}",
            office=[sys.executable, PROGRAMS / "office.py", office],
            field=[sys.executable, PROGRAMS / "field.py", work / "hub", office],
            count_visible=lambda port: _count(office),
            database_size=lambda: _size(office),
        )
        return measure_pair(pair, work, count, with_note=with_note, slow=slow)


def _open(office: Path) -> sqlcipher.Connection:
    database = sqlcipher.connect(office / "mobilink.db")
    key = (office / "keys" / "database.key").read_text().strip()
    database.execute(f"PRAGMA key = \"x'{key}'\"")
    return database


def _count(office: Path) -> int:
    database = _open(office)
    try:
        return int(database.execute("SELECT count(*) FROM booth_visit").fetchone()[0])
    finally:
        database.close()


def _size(office: Path) -> int:
    if not (office / "mobilink.db").exists():
        return 0
    database = _open(office)
    try:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()
    return (office / "mobilink.db").stat().st_size
