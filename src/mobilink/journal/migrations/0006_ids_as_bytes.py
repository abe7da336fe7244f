"""Ids become 16 bytes where older versions kept 32 characters, in every table of the file.

PostgreSQL has a type for ids. A new SQLite has tables for bytes from the start, and no row yet.
"""

from django.db import migrations

OLD, NEW = "char(32)", "blob(16)"


def keep_ids_as_bytes(apps, schema_editor):
    """All or nothing: foreign keys are off, and checked before the one transaction ends."""
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT NULL")
        for table, made_by in cursor.fetchall():
            cursor.execute(f'PRAGMA table_info("{table}")')
            columns = {name: declared for _, name, declared, *_ in cursor.fetchall()}
            # An earlier step of the same upgrade may have made a table anew, with its old rows.
            is_filled = _first(cursor, f'SELECT EXISTS (SELECT 1 FROM "{table}")')
            if OLD in columns.values() or (NEW in columns.values() and is_filled):
                _make_anew(cursor, table, made_by, columns)


def _make_anew(cursor, table, made_by, columns):
    """Once through the table, as https://sqlite.org/lang_altertable.html tells it, step by step."""
    cursor.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND type != 'table' AND sql NOT NULL",
        [table],
    )
    # Indexes, and the guards: whoever is killed right after this transaction has them too.
    dependents = [row[0] for row in cursor.fetchall()]
    begin = f'CREATE TABLE "{table}"'
    if not made_by.startswith(begin):
        raise RuntimeError(f"The table {table} was not made as Mobilink makes tables.")
    made_by = made_by.removeprefix(begin).replace(f" {OLD}", f" {NEW}")
    cursor.execute(f'CREATE TABLE "new__{table}"{made_by}')
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(map(_value, columns, columns.values()))
    cursor.execute(f'INSERT INTO "new__{table}" ({names}) SELECT {values} FROM "{table}"')
    if "AUTOINCREMENT" in made_by:
        _count_on(cursor, table)
    cursor.execute(f'DROP TABLE "{table}"')
    cursor.execute(f'ALTER TABLE "new__{table}" RENAME TO "{table}"')
    for statement in dependents:
        cursor.execute(statement)


def _value(name, declared):
    """A column as it will be. What is no id stays as it is, so that the proof can name it."""
    if declared not in (OLD, NEW):
        return f'"{name}"'
    uuid_bytes = f"unhex(\"{name}\", '-')"
    return f'iif(typeof("{name}") = \'text\' AND length({uuid_bytes}) = 16, {uuid_bytes}, "{name}")'


def _count_on(cursor, table):
    """Numbers that were given once are not given again, also where their rows are gone."""
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [f"new__{table}"])
    cursor.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT %s, seq FROM sqlite_sequence WHERE name = %s",
        [f"new__{table}", table],
    )


def _first(cursor, question):
    cursor.execute(question)
    return cursor.fetchone()[0]


class Migration(migrations.Migration):
    # Whatever has an id is there before; no room is known here but by these names.
    dependencies = [
        ("journal", "0005_heard"),
        ("booth", "0001_initial"),
        ("fleet", "0002_condition_unknown"),
        ("guidance", "0001_initial"),
        ("outreach", "0002_freed"),
        ("people", "0001_initial"),
        ("places", "0002_merged"),
        ("publishing", "0001_initial"),
    ]
    operations = [migrations.RunPython(keep_ids_as_bytes, migrations.RunPython.noop)]
