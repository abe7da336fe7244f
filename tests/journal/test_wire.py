"""The bytes of an entry: one spelling, strict, and what they refuse."""

import contextlib
import unicodedata
from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mobilink.journal import wire
from mobilink.journal.errors import Malformed, NotStorable

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
ops = st.builds(
    wire.Op,
    kind=texts,
    row=st.none() | st.binary(min_size=16, max_size=16),
    fields=st.dictionaries(texts, values, max_size=4),
    base=st.dictionaries(texts, st.binary(max_size=32), max_size=2),
)
payloads = st.builds(wire.Payload, action=texts, by=texts, why=texts, ops=st.lists(ops, max_size=3))
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
    for decode in (wire.decode_payload, wire.decode_header):
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


def test_an_entry_larger_than_the_limit_is_refused():
    payload = wire.Payload("load", "", "", [wire.Op("note", None, {"text": "x" * 70_000})])

    with pytest.raises(Malformed, match="65536 is the most"):
        wire.decode_payload(wire.encode(payload))


def test_a_header_of_a_later_version_asks_for_an_upgrade():
    header = HOME.header(datetime(2019, 7, 14, tzinfo=UTC), b"\x02" * 32)
    later = msgspec.structs.replace(header, version=2)

    with pytest.raises(Malformed, match="upgrade"):
        wire.decode_header(wire.encode(later))


def test_row_ids_follow_from_the_place_in_the_chain_alone():
    again = wire.Link(HOME.author, HOME.epoch, HOME.stream, HOME.seq, b"another history")

    assert wire.row_id(HOME, 0) == wire.row_id(again, 0)
    assert wire.row_id(HOME, 0) != wire.row_id(HOME, 1)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(0, 9)), unique=True))
def test_no_two_places_share_a_row_id(places):
    links = [
        wire.Link(UUID(int=author), UUID(int=9), "team", seq, b"") for author, seq, _ in places
    ]
    ids = {wire.row_id(link, place[2]) for link, place in zip(links, places, strict=True)}

    assert len(ids) == len(places)


def test_the_frozen_entry_keeps_its_identity():
    """The bytes of version 1 are a promise to every later version."""
    payload = wire.Payload(
        "record tally",
        "",
        "",
        [wire.Op("tally", None, {"at": "2019-07-13T23:10:00+00:00", "sex": "f"})],
    )
    data = wire.encode(payload)
    header = wire.encode(
        HOME.header(datetime(2019, 7, 13, 23, 10, tzinfo=UTC), wire.commitment(b"", data))
    )

    assert data.hex() == FROZEN_PAYLOAD
    assert wire.entry_id(header).hex() == FROZEN_ID
    assert str(wire.row_id(HOME, 0)) == FROZEN_ROW


def test_a_link_of_a_random_installation_survives_its_header():
    link = wire.Link(uuid4(), uuid4(), "unit/BATAM", 1, wire.NO_ENTRY)

    header = wire.decode_header(wire.encode(link.header(datetime.now(UTC), b"\x00" * 32)))

    assert (UUID(bytes=header.author), header.stream, header.seq) == (link.author, link.stream, 1)


FROZEN_PAYLOAD = (
    "94ac7265636f72642074616c6c79a0a09194a574616c6c79c082a26174b9323031392d30372d3133"
    "5432333a31303a30302b30303a3030a3736578a16680"
)
FROZEN_ID = "63a74e85e6ff03bea1912fdfdd661c56c9adec9d6fc6ef828b01f2b66079cad8"
FROZEN_ROW = "40fd5cc6-a2a8-1bdb-fd21-037e7f58bbb3"
