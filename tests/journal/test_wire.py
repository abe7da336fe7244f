"""The bytes of an entry: one spelling, strict, and what they refuse."""

import contextlib
import unicodedata
from uuid import UUID

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mobilink.journal.core import segment, wire
from mobilink.journal.core.errors import Malformed, NotStorable

pytestmark = pytest.mark.pure

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: unicodedata.normalize("NFC", text)
)
names = texts.map(lambda text: text[:100])
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
ops = st.builds(
    wire.Op,
    kind=names,
    row=st.none() | st.binary(min_size=16, max_size=16),
    fields=st.dictionaries(names, values, max_size=4),
    base=st.dictionaries(names, st.binary(max_size=32), max_size=2),
)
payloads = st.builds(wire.Payload, action=names, by=names, why=texts, ops=st.lists(ops, max_size=3))
HOME = wire.Link(UUID(int=1), UUID(int=2), "team", 7, b"\x01" * 32)


@given(payloads)
def test_what_is_encoded_decodes_to_the_same(payload):
    data = wire.encode(payload)

    assert wire.decode_payload(data) == payload
    assert wire.encode(wire.decode_payload(data)) == data


@given(st.binary(max_size=400))
@example(b"")
@example(b"\x94\xa0\xa0\xa0\x91")
def test_any_bytes_decode_or_are_refused_by_name(data):
    for decode in (wire.decode_payload, segment.unpack):
        with contextlib.suppress(Malformed, NotStorable):
            decode(data)


@given(payloads, st.data())
def test_a_changed_byte_is_refused_or_makes_another_entry(payload, data):
    original = wire.encode(payload)
    place = data.draw(st.integers(0, len(original) - 1))
    changed = bytearray(original)
    changed[place] ^= data.draw(st.integers(1, 255))
    before, after = (wire.commitment(b"", bytes(text)) for text in (original, changed))

    assert before != after


def test_a_duplicate_key_is_refused():
    op = b"\x94\xa5visit\xc0\x82\xa1a\x01\xa1a\x02\x80"
    payload = b"\x94\xa0\xa0\xa0\x91" + op

    with pytest.raises(Malformed, match="one spelling"):
        wire.decode_payload(payload)


def test_a_padded_integer_is_a_second_spelling_and_refused():
    op = b"\x94\xa5visit\xc0\x81\xa1a\xcd\x00\x01\x80"

    with pytest.raises(Malformed, match="one spelling"):
        wire.decode_payload(b"\x94\xa0\xa0\xa0\x91" + op)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (2**53, "whole numbers end"),
        (1.5, "cannot travel"),
        ("a\0b", "NUL"),
        ("e\u0301", "NFC"),
        ("\ud800", "half a character"),
        ([[[[[[[[["deep"]]]]]]]]], "nested"),
        ({"key\0": 1}, "NUL"),
    ],
)
def test_a_value_that_one_database_could_not_keep_is_refused(value, says):
    with pytest.raises(NotStorable, match=says):
        wire.check_fields("visit", {"note": value})


@pytest.mark.parametrize(
    "payload",
    [
        ["tap", "", "", [["tally", b"short", {}, {}]]],
        ["tap", "", "", [["tally", None, {}, {"at": b"x" * 33}]]],
        ["tap", "", "", [["tally", None, {"\0": 1}, {}]]],
        ["tap", "", "", [["tally", None, {"a": {0: 0}}, {}]]],
        ["tap", "", "", [["t" * 101, None, {}, {}]]],
        ["tap", "\0", "", []],
        ["tap", "", "\0", []],
        ["\0", "", "", []],
    ],
    ids=str,
)
def test_names_and_identities_that_cannot_be_are_refused(payload):
    with pytest.raises((Malformed, NotStorable)):
        wire.decode_payload(msgspec.msgpack.encode(payload))


def test_an_entry_larger_than_the_limit_is_refused():
    payload = wire.Payload("load", "", "", [wire.Op("note", None, {"text": "x" * 70_000})])

    with pytest.raises(Malformed, match="65536 is the most"):
        wire.decode_payload(wire.encode(payload))
    with pytest.raises(NotStorable, match="divide it"):
        HOME.entry(5, b"", payload)


def test_row_ids_follow_from_the_place_in_the_chain_alone():
    again = wire.Link(HOME.author, HOME.epoch, HOME.stream, HOME.seq, b"another history")

    assert wire.row_id(HOME, 5, 0) == wire.row_id(again, 5, 0)
    assert len({wire.row_id(HOME, *at) for at in ((5, 0), (5, 1), (6, 0))}) == 3


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(0, 9)), unique=True))
def test_no_two_places_share_a_row_id(places):
    links = [
        wire.Link(UUID(int=author), UUID(int=9), "team", seq, b"") for author, seq, _ in places
    ]
    ids = {wire.row_id(link, 5, place[2]) for link, place in zip(links, places, strict=True)}

    assert len(ids) == len(places)


def test_the_frozen_entry_keeps_its_identity():
    """The bytes of version 1 are a promise to every later version."""
    payload = wire.Payload(
        "record tally",
        "",
        "",
        [wire.Op("tally", None, {"at": 1563059400000, "sex": "f"})],
    )
    entry = HOME.entry(1563059400000, b"", payload)

    assert wire.encode(payload).hex() == FROZEN_PAYLOAD
    assert entry.hash.hex() == FROZEN_ID
    assert str(entry.rows()[0][0]) == FROZEN_ROW


FROZEN_PAYLOAD = (
    "94ac7265636f72642074616c6c79a0a09194a574616c6c79c082a26174cf0000016bed99ad40a3736578a16680"
)
FROZEN_ID = "8e1ae8ee1bb31e29c07fdaededaebfc5eaf890448f4f22cb543bde04d1983d7f"
FROZEN_ROW = "345f8d77-73e6-50c0-ebdf-f293d25d205c"
