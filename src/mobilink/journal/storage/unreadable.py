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
    """One field of one row, and what it says."""

    row: Row
    field: Shaped
    value: Any


def unreadable() -> list[Unreadable]:
    """Every value that pages leave out. Each different value of a field is read once."""
    with as_it_is():
        return [
            each
            for kind in every_kind()
            for field in kind.fields
            if isinstance(field, Shaped)
            for each in _unreadable(kind, field)
        ]


def who_said(each: Unreadable) -> UUID | None:
    """The machine that said it last, by the row's story."""
    story = TableStore().history(each.row.pk, each.field.name)
    said = [author for author, value in story if value == each.value]
    return said[-1] if said else None


def _unreadable(kind: Kind, field: Shaped) -> Iterator[Unreadable]:
    rows = kind.model._default_manager.annotate(said=Cast(field.name, models.TextField()))
    different = rows.order_by().values_list("said", flat=True).distinct()
    wrong = [said for said in different if said and not field.has_its_shape(json.loads(said))]
    for row in rows.filter(said__in=wrong) if wrong else ():
        yield Unreadable(row, field, getattr(row, field.attname))
