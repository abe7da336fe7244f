"""Serialisation of field values: how they travel, and come back equal."""

import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache, partial
from operator import call
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import dateparse

from mobilink.journal.core.wire import ABSENT, Op
from mobilink.journal.storage.kinds import Kind, find, named
from mobilink.journal.storage.rows import Row

Field: TypeAlias = "models.Field[Any, Any]"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_INSTANT = 7_258_118_400_000  # the year 2200 in ms; a page reckons with days after it
YEARS = range(1900, 2200)


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
    """What an absent field means: its declared default, else nothing of its type.

    A field that is added later must declare a default; rows of before then have it.
    """
    if field.has_default():
        return field.get_default()
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
        if value != to_wire(field, nothing(field)):
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
    return next((name for name in required(kind) if wire.get(name) is None), "")


@cache
def required(kind: Kind) -> tuple[str, ...]:
    """The fields that a row of this kind cannot be without."""
    may_be_nothing = (models.CharField, models.TextField, models.JSONField, models.BooleanField)
    return tuple(
        field.name
        for field in kind.fields
        if not (field.null or field.has_default() or isinstance(field, may_be_nothing))
    )


def misfit_of(op: Op) -> str:
    """Why the tables could not keep what an op says, or nothing. Unknown fields are left alone."""
    checks = _checks_of(find(op.kind), op.row is None, tuple(op.fields))
    is_plain = checks is not None and not any(map(call, checks, op.fields.values()))
    return "" if is_plain else _misfit_in_words(op)


def do_fit(name: str, columns: Mapping[str, list[Any]]) -> bool:
    """Whether the tables could keep every new row of this kind with values of these columns."""
    always = [name for name, values in columns.items() if not any(v is ABSENT for v in values)]
    if _checks_of(find(name), True, tuple(always)) is None:
        return False
    checks = _checks(named(name))
    return not any(
        check(value)
        for name, check in checks.items()
        for value in columns.get(name, ())
        if value is not ABSENT
    )


def _misfit_in_words(op: Op) -> str:
    kind = find(op.kind)
    if kind is None:
        return ""
    absent = lacks_required(kind, op.fields) if op.row is None else ""
    if absent:
        return f"{absent} is missing"
    checks = _checks(kind)
    problems = ((name, checks[name](value)) for name, value in op.fields.items() if name in checks)
    return next((f"{name}: {problem}" for name, problem in problems if problem), "")


@lru_cache(maxsize=512)
def _checks_of(
    kind: Kind | None, is_new: bool, fields: tuple[str, ...]
) -> list[Callable[[Any], str]] | None:
    """The checks of an op's fields, one after another; nothing where the kind or a field lacks."""
    if kind is None or (is_new and not {*required(kind)} <= {*fields}):
        return None
    return [_checks(kind).get(field, _left_alone) for field in fields]


def _left_alone(value: Any) -> str:
    return ""


@cache
def _checks(kind: Kind) -> dict[str, Callable[[Any], str]]:
    """One check per field: a quick look for what fits plainly, the field's own rules for the rest."""
    return {field.name: _check_of(field, is_open=field.name in kind.open) for field in kind.fields}


def _check_of(field: Field, *, is_open: bool) -> Callable[[Any], str]:
    """Of an open field the kind judges the form of its code; another version may know more of them."""
    if is_open:
        # Its choices are rows of the office's lists: the judge asks no database.
        field = models.CharField(max_length=field.max_length, blank=field.blank, null=field.null)
    misfit = partial(_misfit, field)
    remembered = lru_cache(maxsize=4096)(misfit)

    def slowly(value: Any) -> str:
        return remembered(value) if type(value) in (str, int) else misfit(value)

    longest = field.max_length or sys.maxsize
    choices = {value for value, _ in field.flatchoices}

    def text(value: Any) -> str:
        fits = type(value) is str and 0 < len(value) <= longest
        return "" if fits and (not choices or value in choices) else slowly(value)

    def moment(value: Any) -> str:
        return "" if type(value) is int and 0 <= value < LAST_INSTANT else slowly(value)

    if type(field) in (models.CharField, models.TextField):
        return text
    if isinstance(field, models.DateTimeField):
        return moment
    if isinstance(field, models.JSONField):
        return lambda value: "" if value is not None or field.null else "it may not be empty"
    return slowly


def _travels_as(field: Field) -> type:
    """What `to_wire` makes of the field's values."""
    if isinstance(field, models.BooleanField):
        return bool
    return int if isinstance(field, models.IntegerField | models.DateTimeField) else str


def _misfit(field: Field, value: Any) -> str:
    if value is None:
        return "" if field.null else "it may not be empty"
    sort = _travels_as(field)
    if not isinstance(value, sort) or isinstance(value, bool) is not (sort is bool):
        # Django would make text of a list: the row would never again be what the journal says.
        return f"{type(value).__name__} does not stand for {sort.__name__}"
    try:
        plain = from_wire(field, value)
        if plain is None:
            return "it cannot be read"
        if isinstance(plain, date) and plain.year not in YEARS:
            return "it is of no year that anybody lives in"
        if not field.is_relation and not (field.blank and plain in field.empty_values):
            field.clean(plain, None)
    except ValidationError as error:
        return " ".join(error.messages)
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        return f"it cannot be read ({type(error).__name__})"
    return ""
