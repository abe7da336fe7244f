"""Reading of a folder of words and tables: what its files say, and every fault by file and place."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from mobilink.imports import sheets
from mobilink.imports.sheets import BadFile
from mobilink.journal.storage.kinds import Kind, kind_of
from mobilink.journal.storage.shapes import Code, Shape

CODE: Final = "code"
ENGLISH: Final = "en"
Fields = dict[str, Any]
Columns = Mapping[str, tuple[str, ...]]


class Faulty(BadFile):
    """Something that cannot be used, with all that is wrong with it; nothing of it was kept."""

    def __init__(self, words: str, faults: list[str]) -> None:
        super().__init__("\n".join([words, *faults]))
        self.faults = faults


class Reading:
    """One pass over a folder. What is wrong is gathered in `faults`, so that all is told at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []

    def fault(self, place: str, problem: str) -> None:
        """Note what is wrong at a place of the folder."""
        self.faults.append(f"{place}: {problem}")

    def toml(self, name: str) -> Fields:
        """What a file of words says; nothing where it is not there or cannot be read."""
        try:
            text = (self.folder / name).read_text("utf-8-sig")
            if written := tomllib.loads(text, parse_float=Decimal):
                return written
            self.fault(name, _("it says nothing."))
        except FileNotFoundError:
            self.fault(name, _("the file is missing."))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            self.fault(name, _("it cannot be read: %(error)s.") % {"error": error})
        return {}

    def languages(self, name: str, written: Any) -> list[str]:
        """The languages that a file names: the office's own and, beside it, English."""
        own = written[0] if isinstance(written, list) and written else ""
        if isinstance(own, str) and own and written in ([own], [own, ENGLISH]) and own.isalpha():
            return list(dict.fromkeys(written))
        problem = _(
            'languages must be the office\'s own and, beside it, English: ["id", "en"] or ["id"].'
        )
        self.fault(name, problem)
        parts = written if isinstance(written, list) else [written]
        return [part for part in parts if isinstance(part, str) and part] or [ENGLISH]

    def rows(
        self, name: str, model: type[models.Model], columns: Columns, *, of_list: bool, **given: Any
    ) -> list[Fields]:
        """The fields of rows of a model, in the order of the table; bad rows are left out.

        `columns` says which fields each column fills; `given` are fields that no column tells.
        The codes of a list (`of_list`) are open ones, and each stands there once.
        """
        rows: list[Fields] = []
        seen: set[str] = set()
        for place, cells in self._table(name, tuple(columns)):
            fields = {field: cells[column] for column in columns for field in columns[column]}
            row = self.kept(place, model, {**fields, **given}, columns)
            is_new = not of_list or self.is_new_code(place, fields, seen)
            if row is not None and is_new:
                rows.append(row)
        return rows

    def expect(self, place: str, written: Fields, needed: Fields, more: Fields) -> bool:
        """Whether all `needed` fields are there, each of its type, and none but `more` beside them;
        what is otherwise is noted.
        """
        before = len(self.faults)
        types = needed | more
        for name in dict.fromkeys([*types, *written]):
            if name not in types:
                problem = _("there is no such field; there are %(fields)s.")
                self.fault(f"{place}, {name}", problem % {"fields": ", ".join(types)})
            elif name not in written:
                if name in needed:
                    self.fault(f"{place}, {name}", _("it is missing and must be given."))
            elif not _is_of(types[name], written[name]):
                problem = _("“%(value)s” is of another type.")
                self.fault(f"{place}, {name}", problem % {"value": written[name]})
        return len(self.faults) == before

    def kept(
        self, place: str, model: type[models.Model], row: Fields, columns: Columns
    ) -> Fields | None:
        """The fields as a table would keep them, whatever it links to and whatever the lists of the
        office will offer; nothing where it could not, which is noted.
        """
        wrong: dict[str, str] = {}
        kind, made = kind_of(model), None
        links = [field.name for field in model._meta.concrete_fields if field.is_relation]
        try:
            made = model(**row)
            made.clean_fields(exclude=["id", "versions", "position", *links, *kind.open])
        except ValidationError as error:
            wrong = {name: " ".join(words) for name, words in error.message_dict.items()}
        except (TypeError, ValueError) as error:
            wrong = {"": str(error)}
        wrong = {**_misshapen(kind, row), **wrong}
        for name, problem in wrong.items():
            column = next((each for each in columns if name in columns[each]), name)
            self.fault(f"{place}, {column}" if column else place, problem)
        return None if wrong else {name: getattr(made, name) for name in row}

    def is_new_code(self, place: str, row: Fields, seen: set[str]) -> bool:
        """Whether a row has an open code (a to z, 0 to 9 and _, at most 20) that none before it has."""
        code = row.get(CODE, "")
        at = f"{place}, {CODE}"
        if Code().misfit(code):
            self.fault(
                at,
                _("“%(code)s” is no code: it has small letters, figures and _, at most 20.")
                % {"code": code},
            )
            return False
        if code in seen:
            self.fault(at, _("“%(code)s” stands there twice.") % {"code": code})
            return False
        seen.add(code)
        return True

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


def _misshapen(kind: Kind, row: Fields) -> dict[str, str]:
    """What the fields of a row hold that no model of Django's judges."""
    codes: dict[str, Shape] = {name: Code() for name in kind.open if row.get(name)}
    shapes = {**kind.shapes, **codes}
    wrong = {name: shapes[name].misfit(row[name]) for name in shapes if name in row}
    for name, value in row.items():
        if isinstance(value, str) and "\0" in value:  # no database of ours could keep it
            wrong[name] = _("it holds a letter that is none; type it anew.")
    return {name: problem for name, problem in wrong.items() if problem}


def _is_of(kind: type, value: object) -> bool:
    """Whether a value of a file is of a type; a whole number is also one with a point."""
    return type(value) is kind or (kind is Decimal and type(value) is int)


def in_words(languages: Sequence[str], field: str) -> dict[str, tuple[str, ...]]:
    """Language → the fields that its words fill: the office's own `field`, and `field_en` the English.

    Where English is none of the languages, the office's own stands in for it.
    """
    own = languages[0]
    if ENGLISH not in languages or own == ENGLISH:
        return {own: (field, f"{field}_{ENGLISH}")}
    return {own: (field,), ENGLISH: (f"{field}_{ENGLISH}",)}
