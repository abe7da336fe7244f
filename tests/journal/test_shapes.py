"""The shape of a JSON field is of types and lengths; a code that nobody here knows fits."""

import pytest

from mobilink.journal.storage.kinds import every_kind
from mobilink.journal.storage.shapes import (
    Code,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Text,
    Truth,
)

ANSWER = MapOf(Text(20), OneOf((Number(1, 5), Text(10))), most=2)
CONSENT = Record({"yes": Truth(), "text": Text(10)})


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (Code(), "a_list_that_is_newer"[:20]),
        (ListOf(Code(), most=2), ["pelatihan", "umkm"]),
        (ListOf(Number(-1, 5), most=6), [1, -1]),
        (ANSWER, {"kind": 4, "clear": "skip"}),
        (CONSENT, {"yes": True, "text": "2019-07-01"}),
    ],
)
def test_what_has_the_shape_fits(shape, value):
    assert shape.misfit(value) == ""


@pytest.mark.parametrize(
    ("shape", "value", "problem"),
    [
        (Code(), "Umkm", "is no code"),
        (Code(), "x" * 21, "is no code"),
        (Text(3), "four", "is longer than 3 characters"),
        (Text(3), 3, "is no text"),
        (Number(1, 5), 6, "is not from 1 to 5"),
        (Number(0, 1), True, "is no whole number"),
        (Truth(), 1, "is neither yes nor no"),
        (ListOf(Code(), most=1), ["a", "b"], "has more than 1 parts"),
        (ListOf(Code(), most=1), "a", "is no list"),
        (ListOf(Code(), most=3), ["a", "B"], "1: is no code"),
        (ANSWER, {"kind": 6}, "kind: is not from 1 to 5 and is no text"),
        (ANSWER, {"a": 1, "b": 1, "c": 1}, "has more than 2 parts"),
        (ANSWER, ["kind"], "is no map"),
        (ANSWER, {"x" * 21: 1}, f"{'x' * 21}: is longer than 20 characters"),
        (CONSENT, {"yes": True}, "has not the parts yes, text"),
        (CONSENT, {"yes": "ya", "text": ""}, "yes: is neither yes nor no"),
    ],
)
def test_what_has_not_the_shape_is_told_with_the_way_to_it(shape, value, problem):
    assert shape.misfit(value) == problem


def test_a_field_whose_list_the_office_owns_takes_a_code_that_is_not_known_here():
    outing = next(kind for kind in every_kind() if kind.name == "outing")

    assert outing.misshapen({"kind": "harbour", "programmes": ["newest"], "title": 3}) == ""
    assert outing.misshapen({"kind": "At the harbour"}) == "kind: is no code"
