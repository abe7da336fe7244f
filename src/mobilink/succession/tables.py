"""Tables as people send them: every row is good and all are entered, or each bad one is named.

Which kinds of registers there are, and what becomes of a row, is told in `imports`.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from mobilink.basics.errors import Refused
from mobilink.succession import sheets
from mobilink.succession.sheets import BadFile

Row = dict[str, str]


class BadCell(Refused):
    """A value of one row; `column` says where."""

    code = "bad_cell"

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column = column


@dataclass(frozen=True)
class Column:
    """One column of a table: what it holds, and whether a row may leave it empty."""

    name: str
    holds: str
    required: bool = False


@dataclass(frozen=True)
class Outcome:
    """What an import did: rows entered, rows left since they were there, problems by row.

    `gone` counts what the register holds and a table of the whole does not name any more.
    """

    entered: int
    unchanged: int
    problems: list[str]
    gone: int = 0


@dataclass(frozen=True)
class Table:
    """A kind of register that can be imported.

    `begin` makes what every row is entered with, given the day of the table; `enter` says whether
    a row is new. Where only the whole table tells, `finish` does it and counts.
    """

    columns: tuple[Column, ...]
    begin: Callable[[date], Any]
    enter: Callable[[Row, Any], bool]
    finish: Callable[[Any], Outcome | None] = lambda _: None


def read(table: Table, file: Path, *, as_at: date, dry_run: bool = False) -> Outcome:
    """Import a CSV or XLSX file into a register; with problems or `dry_run`, nothing is written."""
    rows = list(_rows(table, file))
    problems: list[str] = []
    entered = 0
    with transaction.atomic():
        beginning = table.begin(as_at)
        for number, row in rows:
            try:
                # A savepoint, so that a row the database refuses does not end the walk.
                with transaction.atomic():
                    entered += table.enter(row, beginning)
            except Refused as error:
                problems.append(f"row {number}{_where(error)}: {error}")
        counted = None if problems else table.finish(beginning)
        if problems or dry_run:
            transaction.set_rollback(True)
    if problems:
        return Outcome(0, 0, problems)
    return counted or Outcome(entered, len(rows) - entered, [])


def _rows(table: Table, file: Path) -> Iterator[tuple[int, Row]]:
    """Rows with their number in the file, the header being the first."""
    rows = sheets.lines(file)
    head = [name.strip() for name in next(rows, (1, []))[1]]
    while head and not head[-1]:
        head.pop()  # columns that somebody emptied
    _check_head(table, head)
    for number, cells in rows:
        while len(cells) > len(head) and not cells[-1].strip():
            cells.pop()
        yield number, _row(head, cells, f"{file}, row {number}")


def _check_head(table: Table, head: list[str]) -> None:
    known = [column.name for column in table.columns]
    missing = [c.name for c in table.columns if c.required and c.name not in head]
    unknown = [name for name in head if name not in known]
    if len(set(head)) != len(head):
        raise BadFile("The table has two columns of one name; take one away.")
    if missing or unknown:
        wrong = f"lacks the column “{missing[0]}”" if missing else f"has a column “{unknown[0]}”"
        raise BadFile(f"The table {wrong}; its columns are {', '.join(known)}.")


def _row(head: list[str], cells: list[str], where: str) -> dict[str, str]:
    if len(cells) != len(head):
        raise BadFile(f"{where}: it has {len(cells)} cells, the header has {len(head)}.")
    texts = (unicodedata.normalize("NFC", cell.strip()) for cell in cells)
    return {name: text for name, text in zip(head, texts, strict=True) if text}


def _where(error: Refused) -> str:
    if isinstance(error, BadCell):
        return f", column {error.column}"
    field = getattr(error, "field", "")
    return f", column {field}" if field else ""


def needed(row: Row, column: str) -> str:
    """The text of a cell that must be filled."""
    if column not in row:
        raise BadCell(column, "it is empty and must be given.")
    return row[column]


def parts(text: str) -> list[str]:
    """Several values in one cell, parted by |."""
    return [part.strip() for part in text.split("|") if part.strip()]
