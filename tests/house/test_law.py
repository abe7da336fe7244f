"""The law of kinds as authority has it: whose rows, what a phone sets, what a hub sets not."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import models

from mobilink.cli import law
from mobilink.field.forms import CloseForm
from mobilink.journal.acts import Act
from mobilink.journal.core.merge import Ownership
from mobilink.journal.storage.kinds import Kind, _refuse_undeclared, every_kind
from mobilink.journal.storage.law import (
    ALL,
    ANYBODYS,
    EVERYTHING,
    NOTHING,
    OF_ITS_OUTING,
    OF_ITS_STREAM,
    Sets,
    own,
)
from mobilink.outreach.models import Outing
from tests.law import problem_of_verb

HOME = Path(__file__).parents[2]
APP = HOME / "src/mobilink/field/static/field/app"
KINDS = {kind.name: kind for kind in every_kind()}
WHOSE = {
    "outing slot": own("owner_unit", "executing_unit"),
    "assignment trip load decision invitation cash_count": OF_ITS_OUTING,
    "odometer fuel receipt inspection reading withdrawal harm_report visit_wish": ANYBODYS,
    "van equipment": own("unit"),
    "van_term": own("van.unit"),
    "mending": own("inspection.van.unit"),
    "absence skill": own("person.unit"),
    "maker": own("unit"),
    "maker_person product payment": own("maker.unit"),
    "permit": own("product.maker.unit"),
    "consignment": own("unit", "product.maker.unit"),
    "movement": own("outing.executing_unit", "consignment.unit", places=("origin", "target")),
    "goods_count": own("outing.executing_unit", "consignment.unit", places=("place",)),
}
OF_STREAMS = (
    "session closing tally visit handout tick handover attendance telling void survey_answer"
    " follow_up"
)
BY_REGENCY = ("venue", "visit_request")


def test_whose_the_rows_of_each_kind_are():
    declared = {name: kind.whose for name, kind in KINDS.items() if not kind.whose.is_offices}
    expected = {name: whose for names, whose in WHOSE.items() for name in names.split()}
    expected |= dict.fromkeys(OF_STREAMS.split(), OF_ITS_STREAM)

    assert {name for name in declared if declared[name].regency} == {*BY_REGENCY}
    assert {name: declared[name] for name in declared if name not in BY_REGENCY} == expected


def test_a_path_to_a_unit_leads_to_one():
    for kind in KINDS.values():
        for path in kind.whose.units:
            model = kind.model
            for name in path.split("."):
                model = model._meta.get_field(name).related_model
            assert model.__name__ == "Unit", (kind.name, path)


def test_only_rows_of_a_units_own_stream_are_judged_by_it():
    for name in OF_STREAMS.split():
        assert not isinstance(KINDS[name].stream, str), name


def test_what_a_phone_changes_of_a_plan():
    outing, assignment, decision = (
        KINDS[name].phone for name in ("outing", "assignment", "decision")
    )

    assert {*outing.change} == {"start", "place_text", "reason", "next_day", "state"}
    assert (outing.new, outing.only, outing.back) == ((), {"state": ("cancelled",)}, ("state",))
    assert {*assignment.change} == {"is_released", "duty", "served"}
    assert {*assignment.new} == {"outing", "person", "duty"}
    assert assignment.only_new == {"duty": ("driver",)}
    assert decision.only_new == {"verdict": ("cancelled",)}
    assert decision.together == {"outing": {"state": "cancelled"}}
    assert KINDS["pin_grant"].phone.itself == "phone"


def test_a_phone_changes_nothing_but_outings_and_bookings():
    assert {name for name, kind in KINDS.items() if kind.phone.change} == {"outing", "assignment"}


def test_what_a_hub_does_not_set():
    venue, request = KINDS["venue"], KINDS["visit_request"]
    declared = {name for name, kind in KINDS.items() if kind.hub is not None}

    assert declared == {"venue", "visit_request"}
    assert {field.name for field in venue.fields} - {*venue.by_hub.change} == {"merged_into"}
    assert request.by_hub.only_new == {"state": ("new",)}
    assert {*request.by_hub.change} == {"state", "answer", "outing"}
    assert all(kind.by_hub == NOTHING for kind in KINDS.values() if kind.whose.is_offices)


def test_every_code_of_an_open_list_has_room_in_its_column():
    narrow = [
        f"{kind.name}.{field.name}"
        for kind in every_kind()
        for field in kind.fields
        if field.name in kind.open and field.max_length < 20
    ]

    assert narrow == []


def test_every_json_field_has_a_shape():
    for kind in KINDS.values():
        json = {field.name for field in kind.fields if isinstance(field, models.JSONField)}
        assert json == {*kind.shapes}, kind.name


@pytest.mark.parametrize(
    "law",
    [
        {},
        {"shapes": {"programmes": None}, "open": ("colour",)},
        {"shapes": {"programmes": None}, "phone": Sets(change=("colour",))},
        {"shapes": {"programmes": None}, "hub": Sets(new=ALL, only_new={"colour": ("red",)})},
    ],
)
def test_a_law_about_what_is_no_field_is_refused_at_start(law):
    with pytest.raises(TypeError, match=r"colour|programmes"):
        _refuse_undeclared(Kind("outing", Outing, Ownership.SHARED, "team", **law))


def test_what_is_not_set_is_told():
    sets = Sets(new=("a", "b"), only_new={"a": ("x",)}, change=("b", "state"), back=("state",))

    assert sets.misfit({"a": "x", "b": 1}, is_new=True) == ""
    assert sets.misfit({"a": "y"}, is_new=True) == "does not set a to y"
    assert sets.misfit({"c": 1, "b": 1}, is_new=False) == "does not set c"
    assert NOTHING.misfit({}, is_new=True) == "makes none"
    assert EVERYTHING.misfit({"anything": 1}, is_new=False) == ""


def test_the_documents_have_the_whole_law():
    assert law.in_markdown() in (HOME / "docs/reference/law.md").read_text("utf-8")


def op(kind, row=None, **fields):
    return SimpleNamespace(kind=kind, row=row, fields=fields)


@pytest.mark.parametrize(
    ("is_offices", "ops", "problem"),
    [
        (False, [op("outing", b"1", title="X")], ""),
        (False, [op("person", name="X")], "person: makes none"),
        (False, [op("venue", b"1", merged_into="x")], "venue: does not set merged_into"),
        (True, [op("venue", b"1", merged_into="x"), op("venue", b"2", aliases=["X"])], ""),
        (True, [op("van", b"1", plate="X")], "is said to be the office’s, and any hub may do it"),
        (False, [op("outing", b"1", programmes="X")], "programmes: is no list"),
    ],
)
def test_a_verb_that_writes_what_is_not_declared_is_seen(is_offices, ops, problem):
    assert problem_of_verb(Act("x", "X", is_offices=is_offices), ops) == problem


def of_phone(name):
    """What the types of the phone's program say: kind → fields."""
    text = (APP / "law.d.ts").read_text("utf-8")
    body = re.search(rf"interface {name} {{(.*?)}}", text, re.DOTALL)[1]
    lines = [line.partition(":") for line in body.split(";") if line.strip()]
    return {kind.strip(): set(re.findall(r'"(\w+)"', fields)) for kind, _, fields in lines}


def test_the_types_of_the_phone_name_the_fields_that_it_sets():
    """`tsc` refuses a record with any other field, however its parts came together."""
    phones = {name: kind.phone for name, kind in KINDS.items()}

    assert of_phone("NewFields") == {n: {*sets.new} for n, sets in phones.items() if sets.new}
    assert of_phone("ChangedFields") == {
        name: {*sets.change} for name, sets in phones.items() if sets.change
    }


def test_the_form_of_a_close_asks_for_nothing_that_a_phone_does_not_set():
    """The phone reads it by the names of its fields, which `tsc` does not know."""
    assert {*CloseForm.Meta.fields} <= {*KINDS["closing"].phone.new}


NOT_LISTED = {"pin_grant", "void"}
SAID_OTHERWISE = {"handout", "movement"}
"""By what was given, and by the way it went."""


def test_what_a_phone_records_is_listed_there_and_has_words():
    listed = re.search(
        r"LISTED = new Set\(\[(.*?)\]", (APP / "screens/records.js").read_text(), re.DOTALL
    )
    pages = (APP.parents[2] / "templates").rglob("*.html")
    words = {
        word for page in pages for word in re.findall(r"<dt>(\w+)</dt>", page.read_text("utf-8"))
    }
    recorded = {*of_phone("NewFields"), *of_phone("ChangedFields")} - NOT_LISTED

    assert set(re.findall(r'"(\w+)"', listed[1])) == recorded
    assert recorded - words == SAID_OTHERWISE


def test_what_a_phone_records_goes_through_what_the_types_hold():
    """`factAct`, `teamAct` and `change` alone make what is recorded; a sale learns its receipt later."""
    made = re.compile(r'\bstream(?:: "team"|: outing\.stream|,)')
    makers = {path.name: len(made.findall(path.read_text("utf-8"))) for path in APP.rglob("*.js")}

    assert {name: many for name, many in makers.items() if many} == {"booth.js": 4, "goods.js": 1}
