"""Parsing of cells as people write them: a day, a number, one of a few words."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.basics.languages import INDONESIAN

Row = dict[str, str]
Choice = TypeVar("Choice")
_DAY: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[^\W\d_]+)[-/. ](\d{4})")
_PLAIN: Final = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
_PARTED: Final = re.compile(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?")


class BadCell(Refused):
    """A value of one row; `column` says where."""

    code = "bad_cell"

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column = column


def needed(row: Row, column: str) -> str:
    """The text of a cell that must be filled."""
    if column not in row:
        raise BadCell(column, _("it is empty and must be given."))
    return row[column]


def parts(text: str) -> list[str]:
    """Several values in one cell, parted by |."""
    return [part.strip() for part in text.split("|") if part.strip()]


def day_in(row: Row, column: str) -> date | None:
    """A day as people write it: 2026-06-30, 30/6/2026, 30 Juni 2026."""
    return _day(row[column], column) if column in row else None


def needed_day(row: Row, column: str) -> date:
    """A day that must be told."""
    return _day(needed(row, column), column)


def _day(text: str, column: str) -> date:
    try:
        if match := _DAY.fullmatch(text):
            day, month, year = match.groups()
            value = date(int(year), _month(month), int(day))
        else:
            value = date.fromisoformat(text)
    except ValueError as error:
        raise BadCell(
            column, _("“%(text)s” is not a day; write it like 2026-06-30.") % {"text": text}
        ) from error
    if not clock.FIRST_DAY <= value <= clock.LAST_DAY:
        raise BadCell(
            column, _("“%(text)s” is out of range; days go from 2010 to 2099.") % {"text": text}
        )
    return value


def _month(text: str) -> int:
    return int(text) if text.isdigit() else INDONESIAN.months.index(text.capitalize()) + 1


def whole_in(row: Row, column: str) -> int | None:
    """A small whole number."""
    if column not in row:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", row[column]):
        raise BadCell(
            column, _("“%(text)s” is not a whole number up to 99999.") % {"text": row[column]}
        )
    return int(row[column])


def amount_in(row: Row, column: str) -> Decimal | None:
    """An amount with its thousands parted or not: 1700, 27.470, 1.700,50, 1,700.50."""
    if column not in row:
        return None
    text = row[column].replace(" ", "")
    if match := _PARTED.fullmatch(text):
        figures, cents = re.sub(r"[.,]", "", match[1]), match[3]
    elif match := _PLAIN.fullmatch(text):
        figures, cents = match[1], match[2]
    else:
        raise BadCell(
            column,
            _("“%(text)s” is not an amount; write it like 1700 or 1700,50.")
            % {"text": row[column]},
        )
    return Decimal(f"{figures}.{cents or 0}")


def choice_in(row: Row, column: str, words: Mapping[str, Choice]) -> Choice | None:
    """What one of a few words means."""
    if column not in row:
        return None
    choice = words.get(" ".join(row[column].casefold().split()))
    if choice is None:
        raise BadCell(
            column,
            _("“%(text)s” is not one of these: %(words)s.")
            % {"text": row[column], "words": " | ".join(words)},
        )
    return choice


def refuse_unless_in_order(row: Row, fields: dict[str, Any], *pairs: tuple[str, str]) -> None:
    """Refuse a last day, or a highest number, before the first."""
    for first, last in pairs:
        if first in fields and last in fields and fields[last] < fields[first]:
            raise BadCell(
                last, _("%(last)s is before %(first)s.") % {"last": row[last], "first": row[first]}
            )


def refuse_unless_kept(row: models.Model, exclude: tuple[str, ...] = ()) -> None:
    """Refuse a cell that the register could not keep."""
    try:
        row.clean_fields(exclude=["id", "versions", *exclude])
    except ValidationError as error:
        column, words = next(iter(error.message_dict.items()))
        raise BadCell(column, " ".join(words)) from error


def dated(fields: dict[str, Any], today: date) -> dict[str, Any]:
    """The fields of a row, those that end in `_in` turned from a number of days into the day."""
    return {
        name.removesuffix("_in"): today + timedelta(days=value) if name.endswith("_in") else value
        for name, value in fields.items()
    }
