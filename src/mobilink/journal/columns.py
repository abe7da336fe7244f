"""Facts into their tables by one statement: what travels becomes what the database keeps.

Django makes an object of every row and asks every field about it: 50 µs for a visit. A day's visits
come by the thousand, so here each field is asked once how its values are written.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, models

from mobilink.journal.fields import Field, from_wire, instant, nothing, required
from mobilink.journal.kinds import Kind
from mobilink.journal.merge import RowState

Writer = Callable[[Any], Any]


def insert(kind: Kind, rows: Iterable[tuple[UUID, RowState]]) -> None:
    """Insert facts of one kind, all in one statement."""
    statement, fields = _plan(kind, connection.vendor)
    id_of = _hex if connection.vendor == "sqlite" else _itself
    values = [
        (
            id_of(pk),
            state.revision,
            *[
                write(told[name]) if name in told else absent
                for told in (state.fields,)
                for name, write, absent in fields
            ],
        )
        for pk, state in rows
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)


@lru_cache(maxsize=64)
def _plan(kind: Kind, vendor: str) -> tuple[str, list[tuple[str, Writer, Any]]]:
    """The statement, and per field its name, how a value is written, what stands for none."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in kind.fields)
    marks = ", ".join(["%s"] * (len(kind.fields) + 2))
    table = quote(kind.model._meta.db_table)
    statement = f"INSERT INTO {table} (id, revision, {names}) VALUES ({marks})"
    needed = required(kind)
    fields = [
        (field.name, _writer(field, vendor), None if field.name in needed else _absent(field))
        for field in kind.fields
    ]
    return statement, fields


def _writer(field: Field, vendor: str) -> Writer:
    """How values of a field are written on this database; as Django writes them, only sooner."""
    if type(field) in (models.CharField, models.TextField):
        return _itself
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return _bare if vendor == "sqlite" else _itself
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return _instant_text if vendor == "sqlite" else instant
    return lambda value: _plainly(field, from_wire(field, value))


def _plainly(field: Field, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _absent(field: Field) -> Any:
    return _plainly(field, nothing(field))


def _itself(value: Any) -> Any:
    return value


def _hex(value: UUID) -> str:
    return value.hex


def _bare(value: str) -> str:
    return value.replace("-", "")


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _instant_text(value: int) -> str:
    # Whole seconds without a fraction, as Django writes what it compares with.
    return instant(value).replace(tzinfo=None).isoformat(" ")
