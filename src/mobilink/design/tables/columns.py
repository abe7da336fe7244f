"""The columns of a table, and what it can be filtered by."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mobilink.people.reader import brief_moment, language
from mobilink.publishing.spreadsheets import Cell

Label = str | Promise
NOT_RECORDED: Final = _("not recorded")
Choices = Iterable[tuple[str, Label]]


@dataclass(frozen=True)
class Column:
    """What one column says of a row.

    `value` is what a file says; a page adds a second line below it (`note`). Scripts get `code` where
    what people read is no word of theirs. Without `sort`, the fields by which a database puts the
    rows in order, nobody can sort by it.
    """

    name: str
    label: Label
    value: Callable[[Any], Cell]
    sort: tuple[str, ...] = ()
    note: Callable[[Any], str] | None = None
    code: Callable[[Any], Cell] | None = None
    is_figure: bool = False
    is_shown: bool = True
    empty: Label = NOT_RECORDED


def column(model: type[models.Model], name: str, **otherwise: Any) -> Column:
    """A column that says what a field of a model holds, under the field's own name."""
    field: Any = model._meta.get_field(name)
    stated: dict[str, Any] = {
        "label": field.verbose_name,
        "value": _value_of(field),
        "sort": () if field.get_internal_type() == "JSONField" else (name,),
        "is_figure": isinstance(field, models.IntegerField | models.DecimalField),
    }
    if field.choices:
        stated["code"] = lambda row: getattr(row, name)
    return Column(name, **stated | otherwise)


def _value_of(field: Any) -> Callable[[Any], Cell]:
    name = field.name
    if field.choices:
        return lambda row: capfirst(str(getattr(row, f"get_{name}_display")()))
    if field.is_relation:
        return lambda row: str(getattr(row, name) or "") or None

    def value(row: Any) -> Cell:
        kept: Any = getattr(row, name)
        return ", ".join(map(str, kept)) if isinstance(kept, list) else kept

    return value


def in_words(cell: Cell) -> str:
    """What stands in a cell, as people read it; a day on one line."""
    if isinstance(cell, str) or cell is None:
        return cell or ""
    if isinstance(cell, bool):
        return gettext("yes") if cell else gettext("no")
    if isinstance(cell, int | float | Decimal):
        return language().number(cell)
    if isinstance(cell, datetime):
        return brief_moment(cell)
    if isinstance(cell, date):
        return language().brief_day(cell).replace(" ", "\N{NO-BREAK SPACE}")
    return language().time(cell)


@dataclass(frozen=True)
class Filter:
    """A question with few answers by which rows are held back: `narrow` leaves those of an answer."""

    name: str
    label: Label
    choices: Callable[[], Choices]
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]]


def filter_by(
    model: type[models.Model], name: str, choices: Callable[[], Choices] | None = None
) -> Filter:
    """A filter by a field, with the choices of the field unless others are given."""
    field: Any = model._meta.get_field(name)
    return Filter(
        name,
        field.verbose_name,
        choices
        or (lambda: [(value, capfirst(str(label))) for value, label in field.choices if value]),
        lambda rows, value: rows.filter(**{name: value}),
    )


@dataclass(frozen=True)
class Days:
    """A window of days within which `field` lies; either end may be left open."""

    name: str
    label: Label
    field: str


def words_in(*fields: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A search for rows that have every word that was typed, each in one of these fields or another."""

    def search(rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
        for word in typed.split():
            questions = (Q(**{f"{field}__icontains": word}) for field in fields)
            rows = rows.filter(reduce(or_, questions))
        return rows

    return search
