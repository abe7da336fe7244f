"""Bulk insert of facts by one statement: what travels becomes what the database keeps.

Django makes an object of every row and asks every field about it: 50 µs for a visit. A day's visits
come by the thousand, so here they are turned into columns, and each is written as a whole. SQLite
takes them row by row; to PostgreSQL, where each value of each row would be dressed for the journey,
all rows go as one text of JSON, which it takes apart itself.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection, models

from mobilink.journal.core.merge import RowState
from mobilink.journal.storage.fields import EPOCH, Field, from_wire, instant, nothing, required
from mobilink.journal.storage.kinds import Kind

Writer = Callable[[Any], Any]
_FIRST = EPOCH.replace(tzinfo=None)


class Column(NamedTuple):
    """A field of facts: how a value is written (None: as it is), and what stands for none."""

    name: str
    write: Writer | None
    absent: Any


def insert(kind: Kind, rows: Iterable[tuple[UUID, RowState]]) -> None:
    """Insert facts of one kind, all in one statement.

    A fact that is there already, since this machine wrote it, becomes what the ledger says: two
    copies of a machine may have written two of one name. What the ledger does not know yet changes
    none that is there.
    """
    facts = list(rows)
    if facts:
        statement, columns = _plan(kind, connection.vendor)
        fields = [state.fields for _, state in facts]
        ids = [row for row, _ in facts]
        revisions = (state.revision for _, state in facts)
        values = zip(ids, revisions, *(_written(column, fields) for column in columns), strict=True)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.executemany(statement, list(values))
            else:
                names = ("id", "revision", *(column.name for column in columns))
                records = [dict(zip(names, row, strict=True)) for row in values]
                cursor.execute(statement, [msgspec.json.encode(records).decode()])


def _written(column: Column, rows: list[dict[str, Any]]) -> Iterator[Any]:
    name, write, absent = column
    if write is None:
        return (fields.get(name, absent) for fields in rows)
    return (write(fields[name]) if name in fields else absent for fields in rows)


@lru_cache(maxsize=64)
def _plan(kind: Kind, vendor: str) -> tuple[str, list[Column]]:
    """The statement, and the columns that follow id and revision."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in kind.fields)
    table = quote(kind.model._meta.db_table)
    columns_too = ("revision", *(quote(str(field.column)) for field in kind.fields))
    taken = ", ".join(f"{column} = excluded.{column}" for column in columns_too)
    statement = (
        f"INSERT INTO {table} (id, revision, {names}) {_given(kind, vendor)} "
        f"ON CONFLICT (id) DO UPDATE SET {taken} WHERE excluded.revision IS NOT NULL"
    )
    needed = required(kind)
    columns = [
        Column(
            field.name,
            _writer(field, vendor),
            None if field.name in needed else _absent(field, vendor),
        )
        for field in kind.fields
    ]
    return statement, columns


def _given(kind: Kind, vendor: str) -> str:
    """How the statement is given its rows: values one after another, or all of them as JSON."""
    if vendor == "sqlite":
        return f"VALUES ({', '.join(['%s'] * (len(kind.fields) + 2))})"
    # Without its length: a cast would cut a text that is too long, an insert refuses it.
    types = {field.name: str(field.db_type(connection)).split("(")[0] for field in kind.fields}
    columns = ", ".join(f"{connection.ops.quote_name(name)} {of}" for name, of in types.items())
    return f"SELECT * FROM json_to_recordset(%s) AS told(id uuid, revision bigint, {columns})"


def _writer(field: Field, vendor: str) -> Writer | None:
    """How values of a field are written on this database; as Django writes them, only sooner.

    PostgreSQL reads what travels, dates, decimals and ids as text, but for the instants.
    """
    if vendor != "sqlite":
        return instant if isinstance(field, models.DateTimeField) else None
    if type(field) in (models.CharField, models.TextField):
        return None
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return _id
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return _instant_text
    return lambda value: _plainly(field, from_wire(field, value))


def _plainly(field: Field, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _absent(field: Field, vendor: str) -> Any:
    return _plainly(field, nothing(field)) if vendor == "sqlite" else nothing(field)


@lru_cache(maxsize=4096)
def _id(value: str | None) -> UUID | None:
    # The facts of a day name the same few outings and persons.
    return None if value is None else UUID(value)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _instant_text(value: int) -> str:
    # Whole seconds without a fraction, as Django writes what it compares with.
    return (_FIRST + timedelta(0, 0, 0, value)).isoformat(" ")
