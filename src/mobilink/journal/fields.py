"""How the values of a model's fields travel, and come back equal."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import dateparse

from mobilink.journal.kinds import Kind, find
from mobilink.journal.rows import Row
from mobilink.journal.wire import Op

Field: TypeAlias = "models.Field[Any, Any]"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_wire(field: Field, value: Any) -> Any:
    """The value as it travels: text for dates, decimals and ids, milliseconds since 1970 for
    instants, NFC for every text.
    """
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        return milliseconds(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(field, models.DecimalField) and value is not None:
        return str(Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, list | tuple):
        return [to_wire(field, item) for item in value]
    if isinstance(value, dict):
        return {key: to_wire(field, item) for key, item in value.items()}
    return value


def from_wire(field: Field, value: Any) -> Any:
    """The value as the model holds it."""
    if value is None:
        return None
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return UUID(value)
    if isinstance(field, models.DateTimeField):
        return instant(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.TimeField):
        return dateparse.parse_time(value)
    if isinstance(field, models.DecimalField):
        return Decimal(value)
    return value


def milliseconds(moment: datetime) -> int:
    """An instant as entries carry it: whole milliseconds since 1970."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def instant(value: int) -> datetime:
    """The instant so many milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=value)


def nothing(field: Field) -> Any:
    """What an absent field means: nothing of its type."""
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return []
    if isinstance(field, models.BooleanField):
        return False
    return ""


def row_to_wire(kind: Kind, row: Row) -> dict[str, Any]:
    """The fields of a row as they travel; what is nothing stays at home."""
    wire = {}
    for field in kind.fields:
        value = to_wire(field, getattr(row, field.attname))
        if value != nothing(field) or (isinstance(value, int) and not isinstance(value, bool)):
            wire[field.name] = value
    return wire


def row_from_wire(kind: Kind, wire: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a row from its fields on the wire; absent ones become nothing."""
    return {
        field.attname: from_wire(field, wire[field.name]) if field.name in wire else nothing(field)
        for field in kind.fields
    }


def lacks_required(kind: Kind, wire: dict[str, Any]) -> str:
    """The first field that a row of this kind cannot be without and that is absent, or nothing."""
    return next((name for name in _required(kind) if wire.get(name) is None), "")


@cache
def _required(kind: Kind) -> tuple[str, ...]:
    may_be_nothing = (models.CharField, models.TextField, models.JSONField, models.BooleanField)
    return tuple(
        field.name
        for field in kind.fields
        if not field.null and not isinstance(field, may_be_nothing)
    )


def misfit_of(op: Op) -> str:
    """Why the tables could not keep what an op says, or nothing. Unknown fields are left alone."""
    kind = find(op.kind)
    if kind is None:
        return ""
    absent = lacks_required(kind, op.fields) if op.row is None else ""
    if absent:
        return f"{absent} is missing"
    for field in kind.fields:
        if field.name in op.fields:
            value = op.fields[field.name]
            problem = (
                _known_misfit(field, value)
                if isinstance(value, str) and len(value) < 64
                else _misfit(field, value)
            )
            if problem:
                return f"{field.name}: {problem}"
    return ""


def _misfit(field: Field, value: Any) -> str:
    if value is None:
        return "" if field.null else "it may not be empty"
    try:
        plain = from_wire(field, value)
        if not field.is_relation and not (field.blank and plain in field.empty_values):
            field.clean(plain, None)
    except ValidationError as error:
        return " ".join(error.messages)
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        return f"it cannot be read ({type(error).__name__})"
    return ""


_known_misfit = lru_cache(maxsize=4096)(_misfit)
