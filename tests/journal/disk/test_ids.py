"""Ids in the file: 16 bytes each; a file of older versions, which kept 32 characters, becomes such."""

import json
import shutil

import pytest
from django.apps import apps
from django.db import connection, models

from mobilink.outreach.models import Outing

pytestmark = [pytest.mark.embedded, pytest.mark.thorough]

# Makes the tables of an older version out of those of this one, by SQL alone.
OLDER = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection

# What came after goes first.
call_command("migrate", "journal", "0006_ids_as_bytes", verbosity=0)

def ask(question):
    cursor.execute(question)
    return cursor.fetchall()

with connection.schema_editor() as editor, connection.cursor() as cursor:
    for table, made_by in ask("SELECT name, sql FROM sqlite_master WHERE sql LIKE '%blob(16)%'"):
        rest = ask(
            f"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND type != 'table'"
            " AND sql NOT NULL"
        )
        values = ", ".join(
            f"nullif(lower(hex({name})), '')" if declared == "blob(16)" else f'"{name}"'
            for _, name, declared, *_ in ask(f"PRAGMA table_info({table})")
        )
        count = ask(f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'")
        ask(made_by.replace(table, "made", 1).replace("blob(16)", "char(32)"))
        ask(f"INSERT INTO made SELECT {values} FROM {table}")
        ask(f"DROP TABLE {table}")
        ask(f'ALTER TABLE made RENAME TO "{table}"')
        for (statement,) in rest:
            ask(statement)
        for (number,) in count:
            ask(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")
            ask(f"INSERT INTO sqlite_sequence VALUES ('{table}', {number})")
    ask("DELETE FROM django_migrations WHERE name = '0006_ids_as_bytes'")
"""

# The whole file in words: what it is made of, and every row but the story of the migrations.
TOLD = """
import django, json
django.setup()
from django.db import connection
from django.core.management import call_command

def told():
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master")
        parts = sorted(cursor.fetchall(), key=repr)
        rows = {}
        for kind, name, _ in parts:
            if kind == "table" and name != "django_migrations":
                cursor.execute(f'SELECT * FROM "{name}"')
                found = [row for row in cursor.fetchall() if row[0] != "django_migrations"]
                rows[name] = sorted(map(repr, found))
        cursor.execute("PRAGMA foreign_key_check")
        return json.dumps([parts, rows, cursor.fetchall()])
"""
TELL, MIGRATE = TOLD + "print(told())", TOLD + "call_command('migrate', verbosity=0)\nprint(told())"

# A number was given to a row that is gone.
GONE = (
    TOLD
    + """
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'journal_stray'")
    cursor.execute("INSERT INTO sqlite_sequence VALUES ('journal_stray', 9999)")
"""
)
SPOILT = (
    TOLD
    + """
from mobilink.journal.storage import guards
with guards.writing(connection), connection.cursor() as cursor:
    cursor.execute("UPDATE booth_tally SET outing_id = 'zz'")
"""
)


@pytest.fixture(scope="module")
def left(place_in, tmp_path_factory):
    """What an older version has left, with some facts; it is copied for each test."""
    place = place_in(tmp_path_factory.mktemp("older") / "place")
    assert place.record(10) == (0, 10, "")
    place.python(GONE)
    place.told = json.loads(place.python(TELL))
    place.python(OLDER)
    return place


@pytest.fixture
def older(left, tmp_path):
    """An installation that an older version has left, with some facts."""
    place = type(left)(shutil.copytree(left.data, tmp_path / "place"), left.now, left.outing)
    place.told = left.told
    return place


def test_every_id_is_kept_as_16_bytes(db):
    kept = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field.target_field if field.is_relation else field, models.UUIDField):
                table, column = model._meta.db_table, field.column
                with connection.cursor() as cursor:
                    cursor.execute(
                        f'SELECT DISTINCT typeof("{column}"), length("{column}") FROM "{table}" '
                        f'WHERE "{column}" NOT NULL'
                    )
                    kept.update(cursor.fetchall())

    assert kept == {("blob", 16)}


def test_a_row_is_found_by_its_id_however_it_is_written(db):
    outing = Outing.objects.earliest("pk")

    for written in (outing.pk, str(outing.pk), outing.pk.hex):
        assert Outing.objects.get(pk=written) == outing
        assert list(Outing.objects.filter(pk__in=[written])) == [outing]
    assert Outing.objects.filter(venue=outing.venue, pk__lte=outing.pk).get() == outing
    assert not Outing.objects.filter(pk=outing.venue_id).exists()


def test_an_older_file_comes_out_equal_to_a_new_one_in_tables_and_rows(older):
    parts, rows, broken = json.loads(older.python(MIGRATE))

    assert " char(32)" not in json.dumps(parts)
    assert (parts, broken) == (older.told[0], [])
    assert rows == older.told[1]
    assert rows["booth_tally"]


def test_an_upgrade_that_is_killed_again_and_again_is_taken_up_by_the_next(older, inject, rng):
    # Three times within the one transaction; then behind it, where guards are laid anew.
    for k in (*rng.sample(range(20, 400), 3), 700, *rng.sample(range(20, 200), 2)):
        assert older.run("init", under=inject(f"pwrite64:signal=KILL:when={k}")).returncode < 0
    assert not older.run("init").returncode

    assert older.proved() == 10
    assert json.loads(older.python(TELL))[0] == older.told[0]


def test_an_older_file_is_not_touched_by_a_command_that_makes_no_tables(older, one_line):
    before = older.python(TELL)

    refused = older.run("record", "-", given=older.tallies(1))

    assert refused.returncode == 1
    assert one_line(refused.stderr), refused.stderr
    assert "Run `mobilink init` once" in refused.stderr
    assert older.python(TELL) == before


def test_what_is_no_id_stays_as_it_is_until_the_proof_names_it(older):
    older.python(SPOILT)

    _, rows, _ = json.loads(older.python(MIGRATE))

    assert all("'zz'" in row for row in rows["booth_tally"])
    assert older.proofs(["migrated"])[0].code == 1
    assert not older.run("rebuild").returncode
    assert older.proved() == 10
