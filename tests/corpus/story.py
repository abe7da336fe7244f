"""What the office of the corpus holds: a few named rows by hand, then one row of every other kind.

Runs inside the office, in the version that writes. All of it is invented.
"""

import hashlib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from mobilink.cases import actions as cases
from mobilink.journal.actions import commit
from mobilink.journal.storage.models import Blob
from mobilink.people.actions import open_account
from tests.corpus.declared import registry

DAY = date(2019, 8, 18)
AT = datetime(2019, 8, 17, 22, 30, tzinfo=UTC)
PASSWORD = "mobilink-2019"
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 3 + b"\xff\xd9"
NAME_OF_PICTURE = hashlib.sha256(PICTURE).hexdigest()
# The journal writes these itself; the others come of what people send.
OF_THEIR_OWN = {"installation", "erasure", "ruling", "sealing_key"}
OF_PEOPLE = {"visit_request", "visit_wish", "harm_report", "opening"}
BY_HAND: dict[str, dict[str, Any]] = {
    "region": {"code": "21.72", "level": "regency", "parent_code": "21", "name": "Tanjungpinang"},
    "person": {"name": "Dewi Contoh", "initials": "Dwi"},
    "role": {"function": "officer", "since": date(2018, 7, 1)},
    "programme": {"code": "info", "name": "Informasi", "name_en": "Information"},
    "topic": {"code": "documents", "name": "Dokumen", "name_en": "Documents"},
    "survey_question": {"code": "clear", "scale": "faces"},
    "checklist_item": {"code": "tent", "phase": "set_up"},
    "venue": {"name": "Taman Contoh “Ümläut”", "lat": Decimal("0.917"), "lon": Decimal("104.446")},
    "outing": {"day": DAY, "state": "approved", "is_announced": True, "title": "Minggu di taman"},
    "assignment": {"van": None, "equipment": None, "freed_for": None, "is_released": False},
    "slot": {"weekday": 6, "weeks": [1, 3], "until": None},
    "product": {"kind": "food", "price": 15_000, "photo": NAME_OF_PICTURE, "photo_size": 774},
    "movement": {"origin": "maker", "target": "unit/KEPRI-KPP", "quantity": 30, "rupiah": 0},
    "goods_count": {"place": "unit/KEPRI-KPP", "expected": 30, "counted": 29, "reason": "Rusak"},
    "void": {"kind": "tally"},
    "vacancy": {"places_women": 2, "wage": Decimal("1250.50"), "currency": "MYR"},
    "survey_answer": {"answers": {"clear": 3}},
    "partner_contact": {"mail": "contoh@example.org"},
    "release": {"facts": {"visits": 1}},
}
UNITS = [
    {"code": "KEPRI", "kind": "office", "regency_code": "21.72", "island": "Bintan"},
    {"code": "KEPRI-KPP", "kind": "section", "regency_code": "21.72", "island": "Bintan"},
    {"code": "BATAM", "kind": "post", "regency_code": "21.71", "island": "Batam"},
]


def fill() -> None:
    """Fill an empty office."""
    models = {kind.name: kind.model for kind in registry()}
    cases.publish_key()
    with commit("load units") as draft:
        office, *posts = (draft.add(models["unit"], **unit) for unit in UNITS)
        del posts
    with commit("revise outing") as draft:
        for unit in models["unit"].objects.exclude(pk=office.pk):
            draft.change(unit, parent=office)
    _take_what_people_send()
    for kind in _in_order():
        with commit(f"record {kind.name}") as draft:
            draft.add(kind.model, **_values(kind) | BY_HAND.get(kind.name, {}))
    _more_outings(models["outing"])
    cases.open_report(models["harm_report"].objects.get(), by=None, reason="Menolong")
    Blob.objects.create(hash=NAME_OF_PICTURE, size=774, data=PICTURE, is_whole=True)
    open_account("petugas", PASSWORD, models["person"].objects.get())


def _take_what_people_send() -> None:
    asked = cases.ask_for_visit(
        contact="0812 contoh", regency_code="21.72", people=40, place="Balai contoh", reason="Kerja"
    )
    asked = getattr(asked, "case", asked)  # since the code is told apart from what is kept
    cases.answer_request(asked, by=None, state="planned", answer="Kami datang")
    cases.send_report({"what": "Contoh", "contact": "0813 contoh"})


def _more_outings(model: Any) -> None:
    first = model.objects.get()
    with commit("propose outing") as draft:
        for title, day in (("Sabtu di pasar", date(2019, 8, 24)), ("Di sekolah", date(2019, 9, 2))):
            same = {"kind": first.kind, "venue": first.venue, "owner_unit": first.owner_unit}
            draft.add(
                model,
                title=title,
                day=day,
                executing_unit=first.executing_unit,
                state="proposed",
                **same,
            )


def _in_order() -> list[Any]:
    """The kinds of which nothing is here, each behind those to which its rows lead."""
    waiting = [kind for kind in registry() if kind.name not in OF_THEIR_OWN | OF_PEOPLE | {"unit"}]
    models = {kind.model for kind in waiting}
    ordered: list[Any] = []
    while waiting:
        ready = [kind for kind in waiting if not _leads_to(kind) & models]
        assert ready, [kind.name for kind in waiting]
        ordered += ready
        models -= {kind.model for kind in ready}
        waiting = [kind for kind in waiting if kind not in ready]
    return ordered


def _leads_to(kind: Any) -> set[Any]:
    return {field.related_model for field in kind.fields if field.is_relation} - {kind.model}


def _values(kind: Any) -> dict[str, Any]:
    return {field.name: _value(field) for field in kind.fields if not _is_left_out(field, kind)}


def _is_left_out(field: Any, kind: Any) -> bool:
    """What would undo the row, or leads back to a row of its own kind or takes another back."""
    marks = {"is_forgotten", "is_withdrawn", "is_taken_back", "gone_on", "taken_back_at", "left_on"}
    return field.name in marks | {"reverses"} or field.related_model is kind.model


def _value(field: Any) -> Any:
    if field.is_relation:
        rows = field.related_model._default_manager
        if field.related_model._meta.db_table == "people_unit":
            return rows.get(code="KEPRI-KPP")
        return rows.order_by("pk").first()
    values = [value for value, _ in field.flatchoices if value]
    if values:
        return values[0]
    if field.name == "photo":
        return NAME_OF_PICTURE
    if field.name.endswith("regency_code"):
        return "21.72"
    return _of_type(field)


def _of_type(field: Any) -> Any:
    samples: dict[str, Any] = {
        "DateTimeField": AT,
        "DateField": DAY,
        "TimeField": time(6, 30),
        "DecimalField": Decimal("12.5"),
        "BooleanField": True,
        "IntegerField": 7,
        "PositiveIntegerField": 7,
        "PositiveSmallIntegerField": 7,
        "SmallIntegerField": 7,
        "BigIntegerField": 7,
        "UUIDField": UUID(int=7),
        "JSONField": ["Contoh"],
        "SlugField": "contoh",
    }
    text = f"Contoh {field.name}"[: field.max_length or 80]
    return samples.get(field.get_internal_type(), text)
