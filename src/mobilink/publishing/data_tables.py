"""Tables of the journal as CSV with a dictionary, for whoever reckons with them.

Only kinds that are named here go along, and of these no link to a person and no words in which one
may stand: what is added later stays at home until somebody has thought about it. The dictionary names
what is left out.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from mobilink.basics.errors import Refused
from mobilink.journal.storage.kinds import Kind, every_kind
from mobilink.people.models import Person
from mobilink.publishing.spreadsheets import Cell, Sheet, write

DICTIONARY: Final = "dictionary"
GOING: Final = frozenset(
    {
        "agreement", "assignment", "attendance", "card", "cash_count", "checklist_item", "closing",
        "consignment", "cost_rule", "country_status", "decision", "equipment", "fuel", "goods_count",
        "handout", "holiday", "inspection", "invitation", "load", "maker", "mending", "movement",
        "odometer", "organisation", "outing", "particular", "payment", "permit", "printed_matter",
        "product", "programme", "receipt", "recruiter", "region", "session", "slot", "snapshot",
        "survey_answer", "survey_question", "tally", "telling", "tick", "topic", "unit", "unit_name",
        "vacancy", "van", "van_term", "venue", "visit", "void",
    }
)  # fmt: skip
"""The kinds that go along: what was planned and done, counted, kept and told."""
TYPED: Final = frozenset(
    {
        "answer", "checked_by", "contact", "measured_by", "note", "notes", "owner", "photo",
        "purpose", "reason", "result", "signed_off_by", "source", "verified_by", "written_by",
    }
)  # fmt: skip
"""Fields in which somebody may have typed of a person, or shown one; in whatever kind."""
AT_ONCE: Final = 1000
COLUMNS: Final = ("table", "column", "label", "type", "choices", "leads_to", "meaning")


def write_tables(folder: Path) -> int:
    """One file for each kind into a new or empty folder, and the dictionary; how many tables.

    The folder is there whole or not at all.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            _("%(folder)s is there already; name a new or an empty folder.") % {"folder": folder}
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    kinds = sorted(every_kind(), key=lambda kind: kind.name)
    going = [kind for kind in kinds if kind.name in GOING]
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        made = Path(beside) / "made"
        made.mkdir()
        described = [row for kind in kinds for row in _described(kind)]
        with override("en"):  # programs read it: a comma parts, a point is decimal
            for kind in going:
                _put(made / f"{kind.name}.csv", _sheet(kind))
            _put(made / f"{DICTIONARY}.csv", Sheet(DICTIONARY, COLUMNS, COLUMNS, described))
        made.replace(folder)
    return len(going)


def _put(file: Path, sheet: Sheet) -> None:
    with file.open("xb") as stream:
        write(sheet, "csv", stream)


def _fields(kind: Kind) -> list[Any]:
    """The fields of a kind that go along."""
    return [
        field
        for field in kind.fields
        if field.name not in TYPED and field.related_model is not Person
    ]


def _sheet(kind: Kind) -> Sheet:
    names = ["id", *(field.name for field in _fields(kind))]
    return Sheet(kind.name, names, names, _rows(kind))


def _rows(kind: Kind) -> Iterator[list[Cell]]:
    attributes = ["pk", *(field.attname for field in _fields(kind))]
    for row in kind.model._default_manager.order_by("pk").iterator(AT_ONCE):
        yield [_cell(getattr(row, name)) for name in attributes]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return value if isinstance(value, Cell) else str(value)


def _described(kind: Kind) -> Iterator[list[Cell]]:
    meta = kind.model._meta
    whole = " ".join((kind.model.__doc__ or "").split("\n\n")[0].split())
    if kind.name not in GOING:
        yield [kind.name, "", capfirst(str(meta.verbose_name)), "", "", "", _("left out")]
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
