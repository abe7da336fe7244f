"""Several processes on one installation, and the SQLite that keeps it."""

import json
import sqlite3
from contextlib import nullcontext

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from sqlcipher3 import dbapi2

from mobilink.config.sqlcipher.base import refuse_old_driver
from tests.installations import blank

# Each line of the ledger: the stream, the first revision, how many entries, whose, from which on.
LEDGER = """
import django, json
django.setup()
from mobilink.journal.storage.models import LedgerLine
for line in LedgerLine.objects.order_by("stream", "revision"):
    whose = f"{line.author} {line.epoch} {line.stream}"
    print(json.dumps([line.stream, line.revision, line.count, whose, line.first]))
"""

# Proves an installation, and records a tally in the middle; prints whether that was let in, and the outcome.
MEANWHILE = """
import django, subprocess, sys
django.setup()
from mobilink.journal.safety import rebuild
check, recorded = rebuild.Walk._check_covered, []
def meanwhile(walk):
    words = [sys.executable, "-m", "mobilink", "record", "-"]
    done = subprocess.run(words, input={given!r}, text=True, capture_output=True, timeout=60)
    recorded.append(done.stdout.count('"id"'))
    check(walk)
rebuild.Walk._check_covered = meanwhile
before = rebuild.verify()
after = rebuild.verify()
print(recorded, before.is_equal, after.is_equal, after.entries - before.entries)
"""


@pytest.mark.embedded
def test_row_12_the_database_is_kept_by_a_sqlite_without_the_race(db):
    """Row 12: our driver brings its own SQLite, whatever the interpreter was built with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        [version] = cursor.fetchone()

    refuse_old_driver(tuple(map(int, version.split("."))))
    assert connection.Database is dbapi2
    assert not isinstance(connection.connection, sqlite3.Connection)


@pytest.mark.embedded
def test_row_12_an_old_sqlite_is_refused(place, one_line):
    """Row 12: the driver was built against the system's SQLite 3.40."""
    complaint = place.python(
        "import contextlib, io\nfrom sqlcipher3 import dbapi2\n"
        "dbapi2.sqlite_version, dbapi2.sqlite_version_info = '3.40.1', (3, 40, 1)\n"
        "from mobilink.cli import main\n"
        "with contextlib.redirect_stderr(io.StringIO()) as err:\n"
        "    try:\n        main(['count'])\n    except SystemExit:\n        pass\n"
        "print(err.getvalue(), end='')"
    )

    assert one_line(complaint)
    assert "3.40.1" in complaint


@pytest.mark.pure
@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 51, 3), True), ((3, 51, 2), False), ((3, 52, 0), True), ((4, 0, 0), True),
        ((3, 50, 7), True), ((3, 50, 6), False), ((3, 44, 6), True), ((3, 44, 5), False),
        ((3, 45, 0), False), ((3, 49, 9), False), ((3, 51, 0), False),
    ],
)  # fmt: skip
def test_row_12_only_versions_without_the_race_are_taken(version, is_safe):
    """Row 12: the race ended with 3.51.3, and in two older lines with 3.50.7 and 3.44.6."""
    with nullcontext() if is_safe else pytest.raises(ImproperlyConfigured, match="may lose"):
        refuse_old_driver(version)


@pytest.mark.both
def test_row_15_two_writers_at_once_lose_and_double_nothing(place):
    """Row 15: two processes record into one folder at the same time."""
    writers = [place.start("record", "-") for _ in range(2)]
    for writer in writers:
        writer.stdin.write(place.tallies(20))
        writer.stdin.close()
    outputs = [writer.communicate() for writer in writers]

    for writer, (_, complaint) in zip(writers, outputs, strict=True):
        assert not complaint or writer.returncode
        assert "Traceback" not in complaint
    assert place.proved() == sum(out.count('"id"') for out, _ in outputs)


@pytest.mark.both
def test_a_proof_is_of_one_moment_and_nobody_waits_for_it(served, place, outing):
    office = type(place)(
        served.data, place.now, outing, served.environment["MOBILINK_DATABASE_URL"]
    )

    said = office.python(MEANWHILE.format(given=office.tallies(1)))

    assert said == "[1, 1] True True 1\n"


@pytest.fixture
def carried(served, place, outing, tmp_path):
    """A bundle of a van whose ten tallies, in two segments, the office does not know yet."""
    van = type(place)(blank(tmp_path / "van"), place.now, outing)
    code = served.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").stdout.strip()
    assert not van.run("enrol", served.address, code).returncode
    assert not van.run("sync", "--once").returncode
    for name in ("half.mlb", "whole.mlb"):
        assert van.record(5) == (0, 5, "")
        assert not van.run("bundle", "export", str(tmp_path / name)).returncode
    return tmp_path / "whole.mlb"


@pytest.mark.thorough
def test_row_70_processes_that_order_at_one_office_leave_no_gap_and_no_twin(
    served, place, outing, carried
):
    """Row 70: two import the same bundle of a van while two record; each puts entries in order."""
    office = type(place)(
        served.data, place.now, outing, served.environment["MOBILINK_DATABASE_URL"]
    )
    writers = [office.start("record", "-") for _ in range(2)]
    importers = [office.start("bundle", "import", str(carried)) for _ in range(2)]
    recorded = 0
    while any(importer.poll() is None for importer in importers):
        for writer in writers:
            writer.stdin.write(office.tallies(1))
            writer.stdin.flush()
        recorded += sum('"id"' in writer.stdout.readline() for writer in writers)
    for process in (*writers, *importers):
        assert process.communicate()[1] == ""
        assert process.returncode == 0

    revisions, places = {}, []
    for stream, revision, count, whose, first in map(
        json.loads, office.python(LEDGER).splitlines()
    ):
        revisions.setdefault(stream, []).extend(range(revision, revision + count))
        places += [(whose, first + at) for at in range(count)]
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in revisions.values())
    assert len(places) == len(set(places))
    assert recorded >= 2
    assert office.proved("at_office") == 10 + recorded
