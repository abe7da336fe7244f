"""A table as a file that other programs open: a workbook (XLSX), CSV, JSON.

Days, moments, numbers and yes or no keep their types in a workbook and in JSON. CSV has none: its
separator and its decimal sign are those that a spreadsheet of the reader's language expects.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mobilink.basics.csv_text import kept_as_text

Cell = str | int | float | Decimal | bool | date | datetime | time | None
"""What stands in one place of a table; None where nobody recorded it."""

WIDEST: Final = 60  # letters of a column of a workbook
LONGEST: Final = 32_767  # letters that a cell of a workbook can hold
FIRST_YEAR: Final = 1900  # days before it a workbook cannot tell
FORMATS: Final = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm"}
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True)
class Sheet:
    """What is written: the columns as scripts and as people call them, and rows as long as these."""

    title: str
    names: Sequence[str]
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write(sheet: Sheet, kind: str, to: IO[bytes]) -> None:
    """Write a sheet as `kind`, one of `TYPES`; row by row, so that its length costs no memory."""
    WRITERS[kind](sheet, to)


def _write_workbook(sheet: Sheet, to: IO[bytes]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(to, options) as workbook:
        page = workbook.add_worksheet(sheet.title[:31])
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = {
            kind: workbook.add_format({"num_format": form, "align": "left"})
            for kind, form in FORMATS.items()
        }
        widths = [len(name) for name in sheet.heads]
        for column, name in enumerate(sheet.heads):
            page.write_string(0, column, name, head)
        last = 0
        for last, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                shown = _put(page, last, column, cell, formats)
                widths[column] = max(widths[column], shown)
        for column, width in enumerate(widths):
            page.set_column(column, column, min(width, WIDEST) + 2)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, last, len(sheet.heads) - 1)


def _put(page: Any, row: int, column: int, cell: Cell, formats: dict[type, Any]) -> int:
    """Write one cell by its type; returns how many letters it shows."""
    if cell is None or cell == "":
        return 0
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
        return 5
    if isinstance(cell, int | float | Decimal):
        page.write_number(row, column, cell)
        return len(str(cell))
    if isinstance(cell, datetime):
        cell = timezone.make_naive(cell) if timezone.is_aware(cell) else cell
    if isinstance(cell, time) or (isinstance(cell, date) and cell.year >= FIRST_YEAR):
        page.write_datetime(row, column, cell, formats[type(cell)])
        return len(FORMATS[type(cell)])
    text = str(cell)
    page.write_string(row, column, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
    return max(map(len, text.splitlines()), default=0)


def _write_csv(sheet: Sheet, to: IO[bytes]) -> None:
    is_comma = get_language() != "en"
    text = io.TextIOWrapper(to, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";" if is_comma else ",")
    writer.writerow(sheet.heads)
    writer.writerows([_as_text(cell, is_comma=is_comma) for cell in row] for row in sheet.rows)
    text.detach()


def _as_text(cell: Cell, *, is_comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float | Decimal):
        return str(cell).replace(".", ",") if is_comma else str(cell)
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return kept_as_text(cell) if isinstance(cell, str) else str(cell)


def _write_json(sheet: Sheet, to: IO[bytes]) -> None:
    before = "[\n"
    for row in sheet.rows:
        named = dict(zip(sheet.names, row, strict=True))
        text = json.dumps(named, ensure_ascii=False, default=_plain)
        to.write(f"{before}{text}".encode("utf-8", "backslashreplace"))
        before = ",\n"
    to.write(b"[]\n" if before == "[\n" else b"\n]\n")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


WRITERS: Final[dict[str, Callable[[Sheet, IO[bytes]], None]]] = {
    "xlsx": _write_workbook,
    "csv": _write_csv,
    "json": _write_json,
}
