"""What stands in the tables in a shape that its kind does not have, and which machine said so."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models.functions import Cast

from mobilink.journal.storage.kinds import Kind, every_kind
from mobilink.journal.storage.rows import Row
from mobilink.journal.storage.shaped import Shaped, as_it_is
from mobilink.journal.storage.tables import TableStore


class Unreadable(NamedTuple):
    """One field of one row, what it says, and the machine that said so."""

    row: Row
    field: Shaped
    value: Any
    author: UUID | None


def unreadable() -> Iterator[Unreadable]:
    """Every value that pages leave out. Each different value of a field is read once."""
    with as_it_is():
        for kind in every_kind():
            for field in kind.fields:
                if isinstance(field, Shaped):
                    yield from _unreadable(kind, field)


def _unreadable(kind: Kind, field: Shaped) -> Iterator[Unreadable]:
    rows = kind.model._default_manager.annotate(said=Cast(field.name, models.TextField()))
    different = rows.order_by().values_list("said", flat=True).distinct()
    wrong = [said for said in different if said and not field.has_its_shape(json.loads(said))]
    store = TableStore()
    for row in rows.filter(said__in=wrong) if wrong else ():
        value = getattr(row, field.attname)
        yield Unreadable(row, field, value, _author(store, row.pk, field.name, value))


def _author(store: TableStore, row: UUID, name: str, value: Any) -> UUID | None:
    """Who said it last."""
    said = [who for who, each in store.history(row, name) if each == value]
    return said[-1] if said else None
