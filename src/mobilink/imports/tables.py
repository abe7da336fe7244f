"""Tables as people send them: every row is good and all are entered, or each bad one is named.

Which kinds of registers there are, and what becomes of a row, is told in `kinds`.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from mobilink.basics.errors import Refused
from mobilink.imports import sheets
from mobilink.imports.cells import BadCell, Row
from mobilink.imports.sheets import BadFile

Names = Mapping[str, str]
LEFT_OUT: Final = ""
"""What a heading means whose column is not taken."""


@dataclass(frozen=True)
class Column:
    """One column of a table: what it holds, whether a row may leave it empty, how others head it."""

    name: str
    holds: str | Promise
    required: bool = False
    also: tuple[str, ...] = ()
    called: str | Promise = ""  # in the reader's language, where no field of a model says it


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
class Gathered:
    """What the rows of a file made: the beginning that they were entered with, and what is wrong."""

    beginning: Any
    entered: int
    problems: list[str]


@dataclass(frozen=True)
class Table:
    """A kind of register that can be imported.

    `begin` makes what every row is entered with, given the day of the table; `enter` says whether
    a row is new. Where only the whole table tells, `finish` does it and counts. `is_dated` says that
    somebody must tell the day of the table. `models` name the columns whose fields they have.
    """

    columns: tuple[Column, ...]
    begin: Callable[[date], Any]
    enter: Callable[[Row, Any], bool]
    finish: Callable[[Any], Outcome | None] = lambda _: None
    is_dated: bool = False
    models: tuple[type[Model], ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """Column → what its reader calls it: as it says itself, else as the field that it fills."""
        named = {
            field.name: field.verbose_name
            for model in reversed(self.models)
            for field in model._meta.fields
        }
        return {
            column.name: capfirst(str(column.called or named.get(column.name, ""))) or column.name
            for column in self.columns
        }


def read(
    table: Table, file: Path, *, as_at: date, dry_run: bool = False, names: Names | None = None
) -> Outcome:
    """Import a CSV or XLSX file into a register; with problems or `dry_run`, nothing is written.

    `names` says which column each heading of the file means, where that is not what it says.
    """
    head, rows = _read(table, file, names or {})
    with transaction.atomic():
        gathered = _gathered(table, head, rows, as_at)
        counted = None if gathered.problems else table.finish(gathered.beginning)
        if gathered.problems or dry_run:
            transaction.set_rollback(True)
    if gathered.problems:
        return Outcome(0, 0, gathered.problems)
    return counted or Outcome(gathered.entered, len(rows) - gathered.entered, [])


def gather(table: Table, file: Path, *, as_at: date, names: Names | None = None) -> Gathered:
    """Everything of a file that its rows make, before anything is finished; nothing is written."""
    head, rows = _read(table, file, names or {})
    with transaction.atomic():
        gathered = _gathered(table, head, rows, as_at)
        transaction.set_rollback(True)
    return gathered


def headings(file: Path) -> list[str]:
    """What stands over the columns of a file."""
    return _head(sheets.lines(file))


def meant_by(table: Table, heading: str) -> str:
    """The column that a heading means, or nothing when no table is known to be headed so."""
    wanted = _plain(heading)
    for column in table.columns:
        if wanted in {_plain(name) for name in (column.name, *column.also)}:
            return column.name
    for language in dict(settings.LANGUAGES):
        with override(language):
            for name, label in table.labels.items():
                if _plain(label) == wanted:
                    return name
    return ""


def _gathered(table: Table, head: Names, rows: list[tuple[int, Row]], as_at: date) -> Gathered:
    beginning, entered, problems = table.begin(as_at), 0, []
    headed = table.labels | dict(head)
    for number, row in rows:
        try:
            # A savepoint, so that a row the database refuses does not end the walk.
            with transaction.atomic():
                entered += table.enter(row, beginning)
        except Refused as error:
            problems.append(f"{_place(number, error, headed)}: {error}")
    return Gathered(beginning, entered, problems)


def _read(table: Table, file: Path, names: Names) -> tuple[Names, list[tuple[int, Row]]]:
    """Column → its heading; then the rows with their number in the file, the header being the first."""
    rows = sheets.lines(file)
    head = _head(rows)
    columns = [names.get(heading, meant_by(table, heading) or heading) for heading in head]
    _check_head(table, columns)
    numbered = [(number, _row(columns, _filled(cells, head), number)) for number, cells in rows]
    return dict(zip(columns, head, strict=True)), numbered


def _filled(cells: list[str], head: list[str]) -> list[str]:
    while len(cells) > len(head) and not cells[-1].strip():
        cells.pop()
    return cells


def _head(rows: Iterator[sheets.Line]) -> list[str]:
    head = [name.strip() for name in next(rows, (1, []))[1]]
    while head and not head[-1]:
        head.pop()  # columns that somebody emptied
    return head


def _check_head(table: Table, head: list[str]) -> None:
    known = table.labels
    missing = [known[c.name] for c in table.columns if c.required and c.name not in head]
    unknown = [name for name in head if name not in known and name != LEFT_OUT]
    taken = [name for name in head if name != LEFT_OUT]
    if len(set(taken)) != len(taken):
        raise BadFile(_("The table has two columns of one name; take one away."))
    if missing or unknown:
        wrong = (
            _("The table lacks the column “%(name)s”; its columns are %(known)s.")
            if missing
            else _("The table has a column “%(name)s”; its columns are %(known)s.")
        )
        raise BadFile(wrong % {"name": [*missing, *unknown][0], "known": ", ".join(known.values())})


def _row(head: list[str], cells: list[str], number: int) -> dict[str, str]:
    if len(cells) != len(head):
        raise BadFile(
            _("Row %(row)s has %(many)s cells, the header has %(head)s.")
            % {"row": number, "many": len(cells), "head": len(head)}
        )
    texts = (unicodedata.normalize("NFC", cell.strip()) for cell in cells)
    return {name: text for name, text in zip(head, texts, strict=True) if text and name != LEFT_OUT}


def _plain(heading: str) -> str:
    return "".join(filter(str.isalnum, heading.casefold()))


def _place(number: int, error: Refused, headed: Names) -> str:
    column = error.column if isinstance(error, BadCell) else getattr(error, "field", "")
    if column:
        words = _("row %(row)s, column %(column)s")
        return words % {"row": number, "column": headed.get(column, column)}
    return _("row %(row)s") % {"row": number}
