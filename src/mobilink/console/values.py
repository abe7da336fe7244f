"""What the journal keeps of a row, as people read it: the row's name, the field's, the value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mobilink.cases.models import VisitRequest
from mobilink.goods.models import Maker, Permit, Product
from mobilink.guidance.models import PrintedMatter
from mobilink.journal.storage.fields import Field, from_wire, to_wire
from mobilink.journal.storage.kinds import named
from mobilink.journal.storage.review_queue import Conflict
from mobilink.journal.storage.rows import Row
from mobilink.outreach import slots
from mobilink.outreach.models import Assignment, Outing, Slot, Trip
from mobilink.outreach.queries import programme_names
from mobilink.partners.models import Agreement, Contact, Invitation, Organisation
from mobilink.people.models import Absence, Unit
from mobilink.people.queries import UnitNames, office_day
from mobilink.people.reader import language, moment
from mobilink.places.models import Venue
from mobilink.places.queries import region_names

WITH: dict[type[Row], tuple[str, ...]] = {
    Assignment: ("outing", "person", "van", "equipment"),
    Invitation: ("outing", "organisation"),
    Absence: ("person",),
    Trip: ("outing",),
    Permit: ("product",),
}
# Where the desk shows a row: the page, and which of its ids leads there.
PAGES: dict[type[Row], tuple[str, str]] = {
    Outing: ("outing", "pk"),
    Venue: ("venue", "pk"),
    Assignment: ("outing", "outing_id"),
    Invitation: ("outing", "outing_id"),
    Trip: ("drive", "outing_id"),
    Organisation: ("partner", "pk"),
    Contact: ("partner", "organisation_id"),
    Agreement: ("partner", "organisation_id"),
    Absence: ("person", "person_id"),
    Maker: ("goods_maker", "pk"),
    Product: ("goods_product", "pk"),
    Permit: ("goods_product", "product_id"),
    PrintedMatter: ("printed", ""),
    VisitRequest: ("letters", ""),
    Slot: ("slots", ""),
}


@dataclass(frozen=True)
class Record:
    """A row as people know it: what kind of thing, its name, and where the desk shows it."""

    kind: str
    name: str
    link: str


class Records:
    """The rows that conflicts speak of, read once for a whole page: one query for each table."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        wanted: dict[type[Row], set[UUID]] = {}
        for model, pk in _meant(conflicts):
            wanted.setdefault(model, set()).add(pk)
        self._rows = {
            model: model._default_manager.select_related(*WITH.get(model, ())).in_bulk(pks)
            for model, pks in wanted.items()
        }
        self._units = UnitNames()
        codes = {str(value) for each in conflicts for value in _values(each)}
        self._codes: dict[str, Mapping[str, Any]] = {
            "programmes": programme_names(get_language() or "id"),
            "regency_code": (regions := region_names(codes)),
            "district_code": regions,
            "origin_code": regions,
            "weekday": {str(code): words for code, words in WEEKDAYS.items()},
            "weeks": {str(code): words for code, words in slots.WEEKS.items()},
        }

    def of(self, kind: str, row: str) -> Record:
        """The row as people know it."""
        model = named(kind).model
        word = capfirst(str(model._meta.verbose_name))
        its_row = self.row(kind, row)
        return Record(word, self._name(its_row), _link(its_row))

    def row(self, kind: str, row: str) -> Row | None:
        """The row itself, where it is here."""
        return self._rows[named(kind).model].get(UUID(row))

    def now(self, kind: str, row: str, name: str) -> str:
        """What the field says today."""
        field, current = field_of(kind, name), self.row(kind, row)
        if field is None or current is None:
            return ""
        return self.value(kind, name, to_wire(field, getattr(current, field.attname)))

    def value(self, kind: str, name: str, value: Any) -> str:
        """A value as it travelled, in words."""
        field = field_of(kind, name)
        if value is None or value in ("", []):
            return _("nothing")
        if field is None:
            return str(value)
        if field.is_relation:
            return self._name(self._rows[_model(field)].get(UUID(value)))
        codes = self._codes.get(name) or _choices(field)
        parts = value if isinstance(value, list) else [value]
        return ", ".join(str(codes.get(str(part), _plain(field, part))) for part in parts)

    def _name(self, row: Row | None) -> str:
        if isinstance(row, Outing):
            return f"{row.title}, {language().day(row.day)}"
        if isinstance(row, Assignment):
            return f"{row.booked}, {row.outing.title}"
        if isinstance(row, Absence):
            return f"{row.person}, {row.words}"
        if isinstance(row, Permit):
            return f"{row}, {row.product}"
        if isinstance(row, Unit):
            return self._units.on(row, office_day()).short_name
        return str(row) if row else _("not known here")


def field_name(kind: str, name: str) -> str:
    """What people call the field."""
    field = field_of(kind, name)
    return capfirst(str(field.verbose_name)) if field else name


def field_of(kind: str, name: str) -> "Field | None":
    """The model's field, where this version has it."""
    return next((field for field in named(kind).fields if field.name == name), None)


def _meant(conflicts: Sequence[Conflict]) -> Iterable[tuple[type[Row], UUID]]:
    """The rows of the conflicts and those that their values point to."""
    for each in conflicts:
        yield named(each.kind).model, UUID(each.row)
        field = field_of(each.kind, each.field)
        if field is not None and field.is_relation:
            yield from ((_model(field), UUID(value)) for value in _values(each) if value)


def _values(conflict: Conflict) -> tuple[Any, Any, Any]:
    return conflict.base, conflict.won.value, conflict.lost.value


def _model(field: Field) -> type[Row]:
    related: Any = field.related_model
    model: type[Row] = related  # what travels points only to what travels
    return model


def _choices(field: Field) -> dict[str, Any]:
    """Code → words, from the model's choices."""
    return {str(code): words for code, words in field.flatchoices}


def _plain(field: Field, value: Any) -> str:
    held = value if isinstance(value, list | dict) else from_wire(field, value)
    if isinstance(held, bool):
        return _("Yes") if held else _("No")
    if isinstance(held, datetime):
        return moment(held)
    if isinstance(held, date):
        return language().day(held)
    return language().time(held) if isinstance(held, time) else str(held)


def _link(row: Row | None) -> str:
    page, by = PAGES.get(type(row), ("fleet", "")) if row else ("fleet", "")
    return reverse(f"console:{page}", args=[getattr(row, by)] if by else [])
