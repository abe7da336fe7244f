"""A database file that is not what it was: refused in words, never read as if it were whole."""

import json
import random
import secrets
import shutil

import pytest
from sqlcipher3 import dbapi2

pytestmark = [pytest.mark.embedded, pytest.mark.thorough]

PAGE = 4096

# Whatever makes an installation or serves one, and a command that only reads.
BEGIN = """
import contextlib, io, json
from mobilink.cli import installation, main
installation._serve = lambda arguments: 0
installation._is_free = lambda host, port: True
told = []
for words in (["serve"], ["init"], ["demo"], ["count"]):
    with contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            main(words)
        except SystemExit as done:
            told.append((done.code, err.getvalue()))
print(json.dumps(told))
"""


@pytest.fixture
def filled(place):
    """An installation with a few facts, closed: all it knows is in the one file."""
    assert place.record(10) == (0, 10, "")
    assert not place.log.exists()
    return place


def proofs(place, damages):
    """What the proof says to each damage of the whole file: bits flipped, then the end cut off."""

    def damaged():
        whole = place.database.read_bytes()
        for at, bits, length in damages:
            spoilt = bytearray(whole)
            for bit in bits:
                spoilt[at + bit // 8] ^= 1 << bit % 8
            place.database.write_bytes(spoilt[:length])
            yield
            place.database.write_bytes(whole)

    return [(told.code, told.result, told.complaint) for told in place.proofs(damaged())]


def flip(rng: random.Random, page: int) -> tuple[int, list[int], None]:
    return page * PAGE, [rng.randrange(PAGE * 8)], None


def test_row_9_a_flipped_bit_is_refused_wherever_it_is(filled, one_line, rng):
    """Row 9: a bit flipped in whatever page, also of an index or of an account."""
    pages = filled.database.stat().st_size // PAGE
    sample = [0, *rng.sample(range(1, pages), 20)]

    outcomes = proofs(filled, [flip(rng, page) for page in sample])

    named = 0
    for page, (code, out, complaint) in zip(sample, outcomes, strict=True):
        assert (code, out) == (1, ""), f"page {page}"
        assert one_line(complaint), complaint
        is_named = f"page {page + 1})" in complaint
        # Whoever reads the first page finds no database at all; where the tables are described, one
        # that cannot be opened.
        assert is_named or page == 0 or "is damaged. Put it back from your backup" in complaint
        named += is_named
    assert named >= 15  # tables are described on one page in twelve
    assert filled.proved() == 10


def test_row_10_a_truncated_or_zeroed_file_is_refused_in_one_line(filled, one_line, rng):
    """Row 10: the file ends early, at any length, or a page of it is zeros."""
    size = filled.database.stat().st_size
    lengths = [1, 100, PAGE, 10 * PAGE, size - PAGE, size - 1, *rng.choices(range(size), k=4)]
    zeroed = filled.database.read_bytes()[:PAGE]
    bits = [at * 8 + bit for at in range(PAGE) for bit in range(8) if zeroed[at] >> bit & 1]

    outcomes = proofs(filled, [*((0, [], length) for length in lengths), (0, bits, None)])

    for code, out, complaint in outcomes:
        assert (code, out) == (1, "")
        assert one_line(complaint), complaint
    assert filled.proved() == 10


@pytest.mark.parametrize("has_file", [True, False])
def test_row_10_an_emptied_or_missing_database_is_not_built_anew(filled, one_line, has_file):
    """Row 10: the keys are there and the database has no byte, or no file; its log is kept."""
    filled.database.unlink()
    if has_file:
        filled.database.touch()
    filled.log.write_bytes(b"what may be salvaged")

    outcomes = json.loads(filled.python(BEGIN))

    assert len(outcomes) == 4
    for code, complaint in outcomes:
        assert code == 1
        assert one_line(complaint), complaint
        assert f"mobilink.db is {'empty' if has_file else 'missing'}, though" in complaint
    assert filled.database.exists() is has_file
    assert filled.log.read_bytes() == b"what may be salvaged"


def test_row_10_a_database_without_its_tables_is_not_filled_anew(filled, one_line):
    """Row 10: what opens with the key holds nothing, as after a restore of the wrong file."""
    filled.database.unlink()
    key = (filled.data / "keys" / "database.key").read_text().strip()
    empty = dbapi2.connect(filled.database)
    empty.execute(f"PRAGMA key = \"x'{key}'\"")
    empty.execute("PRAGMA user_version = 7")
    empty.close()

    refused = filled.run("init")

    assert refused.returncode == 1
    assert one_line(refused.stderr), refused.stderr
    assert "The database is empty, though" in refused.stderr


@pytest.fixture
def interrupted(place, rng):
    """An installation whose writer was killed: its facts are in the log, not in the database."""
    place.killed_after(5, rng)
    assert place.log.stat().st_size
    return place


def refused_or_equal(place, one_line) -> bool:
    """Whether the proof refuses in one line or says Equal; differences count as refused."""
    process = place.run("rebuild", "--verify")
    if process.returncode:
        last = process.stderr.splitlines()[-1]
        assert one_line(last + "\n"), process.stderr
        assert "Traceback" not in process.stderr
    return bool(process.returncode) or process.stdout.startswith("Equal")


@pytest.mark.parametrize("lost", [["-wal"], ["-wal", "-shm"]])
def test_row_11_without_its_log_the_database_opens_as_it_was_before(interrupted, lost):
    """Row 11: the -wal file is gone."""
    for suffix in lost:
        interrupted.database.with_name(f"mobilink.db{suffix}").unlink()

    assert interrupted.proved() == 0


def test_row_11_the_log_of_a_copy_gives_a_consistent_state(interrupted, another_place, rng):
    """Row 11: the -wal file is another one's, whose folder is a copy with the same key."""
    other = another_place("copy")
    recorded = other.killed_after(9, rng)

    shutil.copy(other.log, interrupted.log)

    assert recorded <= interrupted.proved() <= recorded + 1


def test_row_11_the_log_of_a_stranger_is_refused(interrupted, tmp_path, one_line):
    """Row 11: the -wal file belongs to a database with another key."""
    stranger = dbapi2.connect(tmp_path / "stranger.db")
    stranger.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    stranger.execute("PRAGMA journal_mode = WAL")
    stranger.execute("CREATE TABLE facts (id)")
    stranger.commit()
    shutil.copy(tmp_path / "stranger.db-wal", interrupted.log)
    stranger.close()

    assert refused_or_equal(interrupted, one_line)


def test_row_11_an_old_log_that_comes_back_is_not_taken_for_the_truth(interrupted, one_line):
    """Row 11: the -wal file is of last week, and the database has moved on."""
    old = interrupted.log.read_bytes()
    assert interrupted.record(20) == (0, 20, "")
    assert not interrupted.log.exists()

    interrupted.log.write_bytes(old)

    assert refused_or_equal(interrupted, one_line)


def test_row_9_a_bit_flipped_in_the_log_ends_it_there(interrupted, rng):
    """Row 9: what stands in the log before the damage is kept whole, the rest is as never written."""
    log = bytearray(interrupted.log.read_bytes())
    log[len(log) // 2] ^= 1 << rng.randrange(8)
    interrupted.log.write_bytes(log)

    assert 0 < interrupted.proved() < 5
