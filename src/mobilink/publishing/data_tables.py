"""Every table of the journal as CSV with a dictionary, for whoever reckons with all of it.

Nothing goes along of which a single person could be found: kinds that hold persons are left out, and
of visits the words that an officer typed. The dictionary names what is left out.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from mobilink.basics.errors import Refused
from mobilink.journal.storage.kinds import Kind, every_kind
from mobilink.publishing.spreadsheets import Cell, Sheet, write

DICTIONARY: Final = "dictionary"
NAMELESS: Final = {"visit": ("note",), "attendance": ()}
"""Kinds that may hold a person and yet go along, without these fields."""
AT_ONCE: Final = 1000
COLUMNS: Final = ("table", "column", "label", "type", "choices", "leads_to", "meaning")


def write_tables(folder: Path) -> int:
    """One file for each kind into a new or empty folder, and the dictionary; how many tables."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is there already; name a new or an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    kinds = sorted(every_kind(), key=lambda kind: kind.name)
    going = [kind for kind in kinds if _goes(kind)]
    for kind in going:
        with override("en"):  # programs read it: a comma parts, a point is decimal
            _put(folder / f"{kind.name}.csv", _sheet(kind))
    described = [row for kind in kinds for row in _described(kind)]
    _put(folder / f"{DICTIONARY}.csv", Sheet(DICTIONARY, COLUMNS, COLUMNS, described))
    return len(going)


def _goes(kind: Kind) -> bool:
    return not kind.is_personal or kind.name in NAMELESS


def _put(file: Path, sheet: Sheet) -> None:
    with file.open("xb") as stream:
        write(sheet, "csv", stream)


def _fields(kind: Kind) -> list[Any]:
    left_out = NAMELESS.get(kind.name, ())
    return [field for field in kind.fields if field.name not in left_out]


def _sheet(kind: Kind) -> Sheet:
    names = ["id", *(field.name for field in _fields(kind))]
    return Sheet(kind.name, names, names, _rows(kind, names))


def _rows(kind: Kind, names: list[str]) -> Iterator[list[Cell]]:
    attributes = [kind.model._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]
    for row in kind.model._default_manager.order_by("pk").iterator(AT_ONCE):
        yield [_cell(getattr(row, name)) for name in attributes]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return value if isinstance(value, Cell) else str(value)


def _described(kind: Kind) -> Iterator[list[Cell]]:
    meta = kind.model._meta
    whole = " ".join((kind.model.__doc__ or "").split("\n\n")[0].split())
    if not _goes(kind):
        yield [kind.name, "", capfirst(str(meta.verbose_name)), "", "", "", _("left out: persons")]
        return
    yield [kind.name, "id", capfirst(str(meta.verbose_name)), "UUID", "", "", whole]
    for field in _fields(kind):
        choices = "|".join(f"{value}={label}" for value, label in field.choices or ())
        leads = field.related_model._meta.model_name if field.is_relation else ""
        yield [
            kind.name, field.name, capfirst(str(field.verbose_name)), _type(field), choices, leads,
            str(field.help_text),
        ]  # fmt: skip


def _type(field: "models.Field[Any, Any]") -> str:
    return "UUID" if field.is_relation else field.get_internal_type().removesuffix("Field")
