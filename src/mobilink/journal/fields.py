"""How the values of a model's fields travel, and come back equal."""

import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from django.db import models
from django.utils import dateparse

from mobilink.journal.kinds import Kind
from mobilink.journal.rows import Row

Field: TypeAlias = "models.Field[Any, Any]"


def to_wire(field: Field, value: Any) -> Any:
    """The value as it travels: text for dates, decimals and ids, NFC for every text."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
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
        return datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.TimeField):
        return dateparse.parse_time(value)
    if isinstance(field, models.DecimalField):
        return Decimal(value)
    return value


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
