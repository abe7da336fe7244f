"""Mobilink with an office on PostgreSQL: a server for this one run, which waits for the disk.

Its CPU is that of the office's own process; the server of the database is not counted. Neither is
its size, which is mostly that of its empty catalogue.
"""

import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg

from benchmarks.sync import ours
from benchmarks.sync.course import measure_pair
from benchmarks.sync.measure import Measured
from benchmarks.sync.processes import Failed
from mobilink.cli import needs


def prepare(folder: Path) -> None:
    """Install PostgreSQL as the tests do, where that is possible."""
    if shutil.which("pg_virtualenv") is None and not needs.obtain(needs.POSTGRESQL):
        raise Failed("PostgreSQL is missing and cannot be installed here.")


def measure(folder: Path, count: int, *, with_note: bool = True, slow: bool = False) -> Measured:
    """Run the course with so many records; `prepare` comes first."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        pair = ours.pair_in(work)
        server = (*needs.POSTGRESQL_SERVER, *needs.WITH_ITS_ADDRESS)
        pair = replace(
            pair,
            name="mobilink_postgresql",
            versions=f"{pair.versions}, psycopg {psycopg.__version__}",
            office=[*server, *pair.office],
            count_visible=lambda port: _count(work / "office.url"),
            database_size=lambda: 0,
        )
        return measure_pair(pair, work, count, with_note=with_note, slow=slow)


def _count(address: Path) -> int:
    with closing(psycopg.connect(address.read_text("utf-8"))) as database:
        row = database.execute("SELECT count(*) FROM booth_visit").fetchone()
        return int(row[0]) if row else 0
