"""Reading of a folder of words and tables: what its files say, and every fault by file and row."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from mobilink.imports import sheets
from mobilink.imports.cells import BadCell, refuse_unless_kept
from mobilink.imports.sheets import BadFile
from mobilink.journal.storage.shapes import Code

CODE: Final = "code"
Fields = dict[str, Any]


class Reading:
    """One pass over a folder. What is wrong is gathered in `faults`, so that all is told at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []

    def fault(self, where: str, problem: str) -> None:
        """Note what is wrong at a place of the folder."""
        self.faults.append(f"{where}: {problem}")

    def toml(self, name: str) -> Fields:
        """What a file of words says; nothing where it is not there or cannot be read."""
        try:
            return tomllib.loads((self.folder / name).read_text("utf-8-sig"))
        except FileNotFoundError:
            self.fault(name, _("the file is missing."))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            self.fault(name, _("it cannot be read: %(error)s.") % {"error": error})
        return {}

    def rows(
        self,
        name: str,
        model: type[models.Model],
        columns: Mapping[str, tuple[str, ...]],
        check: Callable[[Fields], object] = lambda _: None,
        **given: Any,
    ) -> list[Fields]:
        """The fields of rows of a model, in the order of the table; bad rows are left out.

        `columns` says which fields each column fills; `given` are fields that no column tells;
        `check` raises BadCell where a row is wrong beyond what its fields are.
        """
        rows: list[Fields] = []
        seen: set[str] = set()
        for place, cells in self._table(name, tuple(columns)):
            fields = {field: cells[column] for column in columns for field in columns[column]}
            row: Fields = {**fields, **given}
            try:
                _refuse_twice(row, seen)
                refuse_unless_kept(model(**row), exclude=("position",))
                check(row)
            except BadCell as wrong:
                column = next((c for c in columns if wrong.column in columns[c]), "")
                at = _("%(place)s, column %(column)s") % {"place": place, "column": column}
                self.fault(at if column else place, str(wrong))
            else:
                rows.append(row)
        return rows

    def _table(self, name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
        try:
            lines = sheets.lines(self.folder / name)
            _at, head = next(lines, (1, []))
            if tuple(head) != columns:
                self.fault(
                    name, _("its columns must be: %(columns)s.") % {"columns": ", ".join(columns)}
                )
                return
            for number, cells in lines:
                place = _("%(name)s, row %(row)s") % {"name": name, "row": number}
                if len(cells) != len(columns):
                    self.fault(
                        place,
                        _("it has %(many)s cells, the header has %(head)s.")
                        % {"many": len(cells), "head": len(columns)},
                    )
                    continue
                stripped = (cell.strip() for cell in cells)
                yield place, dict(zip(columns, stripped, strict=True))
        except FileNotFoundError:
            self.fault(name, _("the file is missing."))
        except (BadFile, OSError) as error:
            self.fault(name, str(error))


def expect_open_code(row: Fields) -> None:
    """Refuse what is no code of an open list: a to z, 0 to 9 and _, at most 20 of them."""
    if Code().misfit(row[CODE]):
        raise BadCell(
            CODE,
            _("“%(code)s” is no code: it has small letters, figures and _, at most 20.")
            % {"code": row[CODE]},
        )


def _refuse_twice(row: Fields, seen: set[str]) -> None:
    code = row.get(CODE)
    if code in seen:
        raise BadCell(CODE, _("“%(code)s” stands there twice.") % {"code": code})
    if code is not None:
        seen.add(code)
