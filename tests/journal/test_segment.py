"""A run of entries packed in columns comes back entry by entry, or is refused by name."""

import random
import unicodedata
from uuid import UUID

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from mobilink.journal.core import salts, segment, wire
from mobilink.journal.core.errors import Malformed, NotStorable
from mobilink.journal.core.wire import Link, Op, Payload

pytestmark = pytest.mark.pure

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
names = texts.map(lambda text: text[:100])
values = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.lists(texts)
payloads = st.builds(
    Payload,
    names,
    names,
    texts,
    st.lists(st.builds(Op, names, st.none(), st.dictionaries(names, values, max_size=4))),
)

START = Link(UUID(int=1), UUID(int=2), "unit/BATAM", 1, b"")
SEED = b"s" * 16
visit = st.builds(
    Op,
    kind=st.sampled_from(["visit", "tally"]),
    row=st.none() | st.just(b"r" * 16),
    fields=st.dictionaries(st.sampled_from(["at", "sex", "note"]), values | texts, max_size=3),
    base=st.dictionaries(st.sampled_from(["at", "sex"]), st.just(b"b" * 32), max_size=1),
)
acts = st.lists(payloads | st.builds(Payload, names, names, texts, st.lists(visit, max_size=2)))


def chained(payloads, *, salted=True):
    link, entries = START, []
    for number, payload in enumerate(payloads):
        salt = salts.salt_of(SEED, link.seq) if salted else b""
        entries.append(link.entry(1_563_055_200_000 + 977 * number, salt, payload))
        link = entries[-1].after
    return entries


@given(acts.filter(bool), st.booleans())
def test_every_entry_comes_back_with_its_hash(payloads, salted):
    entries = chained(payloads, salted=salted)

    [run] = segment.runs(entries)
    unpacked = segment.unpack(segment.pack(run, SEED).data)

    assert unpacked.entries == entries
    assert (unpacked.chain, unpacked.first, unpacked.last, unpacked.head) == (
        START.chain,
        1,
        len(entries),
        entries[-1].hash,
    )


def test_a_day_of_visits_costs_less_than_fifteen_bytes_each():
    chance = random.Random(2018)
    payloads = [
        Payload(
            "record visit",
            "officer",
            "",
            [Op("visit", None, {"outing": "o" * 36, "topics": chance.sample("abcdefghijkl", 3)})],
        )
        for _ in range(500)
    ]

    assert len(segment.pack(chained(payloads), SEED).data) < 15 * len(payloads)


def test_long_runs_are_cut_where_a_segment_is_full():
    act = Payload("tap", "", "", [Op("tally", None, {"sex": "f"})])
    entries = chained([act] * (segment.MOST_ENTRIES + 1))

    cut = list(segment.runs(entries))

    assert [len(run) for run in cut] == [segment.MOST_ENTRIES, 1]
    assert [segment.unpack(segment.pack(run, SEED).data).entries for run in cut] == cut


def test_a_segment_tells_the_salt_of_no_entry_in_another():
    act = Payload("tap", "", "", [Op("tally", None, {"note": "n" * 9000})])
    packed = [segment.pack(run, SEED).data for run in segment.runs(chained([act] * 300))]
    decoder = msgspec.msgpack.Decoder(segment.Packed)

    first, second, *_ = (decoder.decode(zstandard.decompress(data)).keys for data in packed)

    assert all(len(keys) % salts.KEY_SIZE == 0 for keys in (first, second))
    assert not {first[at:][:16] for at in range(0, len(first), 16)} & {second[:16], second[-16:]}


@settings(max_examples=300)
@given(st.data())
def test_a_flipped_bit_is_refused_or_names_another_head(data):
    packed = segment.pack(
        chained([Payload("tap", "", "", [Op("tally", None, {"a": 1})])] * 3), SEED
    )
    at = data.draw(st.integers(0, len(packed.data) - 1))
    flipped = bytearray(packed.data)
    flipped[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        unpacked = segment.unpack(bytes(flipped))
    except (Malformed, NotStorable):
        return
    assert unpacked.head != packed.head or unpacked.entries == packed.entries


def hostile(**changes):
    packed = segment.pack(
        chained([Payload("tap", "", "", [Op("tally", None, {"a": 1})])] * 3), SEED
    )
    contents = msgspec.msgpack.Decoder(segment.Packed).decode(zstandard.decompress(packed.data))
    contents = msgspec.structs.replace(contents, **changes)
    return zstandard.compress(msgspec.msgpack.encode(contents))


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"first": 0},
        {"first": -(2**60)},
        {"prev": b"short"},
        {"author": b"short"},
        {"order": b""},
        {"order": b"\0" * 5000},
        {"order": b"\x07\0\0"},
        {"times": [2, ["a" * 1000] * 3]},
        {"times": [2, [2**62, 2**62, 2**62]]},
        {"times": [9, [1, 2, 3]]},
        {"times": [2, [1, 2]]},
        {"times": []},
        {"times": [0, ["a", "b", "c"]]},
        {"erased": {0: b"x" * 32}, "salts": [b""] * 3},
        {"columns": []},
        {"columns": [[[0, ["", "", ""]]]]},
        {"columns": [[[0, [1, 2, 3]], [0, ["", "", ""]], [0, [1, 2, 3]]]]},
        {"columns": [[[1, [""], b""], [1, [""], b""], [1, ["a", "b"], b"\x02\x00\x01"]]]},
        {"columns": [[[1, [""], b""], [1, [""], b""], [0, [1.5, 2, 3]]]]},
        {"columns": [[[1, [""], b""], [1, [""], b""], [2, "abc"]]]},
        {"columns": [[[1, [""], b""], [1, [""], b""], [0, [1] * 4]]]},
        {"columns": [[[1, ["\0"], b""], [1, [""], b""], [0, [1, 2, 3]]]]},
        {"columns": [[[1, ["x" * 101], b""], [1, [""], b""], [0, [1, 2, 3]]]]},
        {"columns": [[[1, [1], b""], [1, [""], b""], [0, [1, 2, 3]]]]},
        {"columns": [[[1, [""], b""], [1, ["\0"], b""], [0, [1, 2, 3]]]]},
        {"stream": "\0"},
        {"stream": "x" * 101},
        {"first": 2**53},
        {"shapes": [segment.Shape("tap\0", False, [segment.Part("tally", False, ["a"], [])])]},
        {"shapes": [segment.Shape("tap", False, [segment.Part("tally", False, ["e\u0301"], [])])]},
        {"shapes": [segment.Shape("tap", False, [segment.Part("tally", True, [], [])])]},
        {"shapes": [segment.Shape("tap", False, [segment.Part("tally", False, [], ["a"])])]},
        {"shapes": [segment.Shape("tap", False, [])] * 257},
        {"shapes": [segment.Shape("tap", False, [segment.Part("tally", False, ["a", "a"], [])])]},
    ],
)
def test_what_no_author_packs_is_refused_by_name(changes):
    with pytest.raises((Malformed, NotStorable)):
        segment.unpack(hostile(**changes))


def test_a_short_segment_cannot_say_the_same_long_thing_thousands_of_times():
    column = [1, ["x" * 60_000], b""]
    times = [2, [0] * 4096]
    shapes = [segment.Shape("tap", False, [segment.Part("tally", False, ["a"], [])])]
    with pytest.raises(NotStorable, match="more than one segment may"):
        segment.unpack(
            hostile(
                order=bytes(4096), times=times, shapes=shapes,
                columns=[[[1, [""], b""], [1, [""], b""], column]],
            )
        )  # fmt: skip


def test_row_31_a_bomb_is_not_unpacked():
    """Row 31: neither what says that it is too large, nor what does not say how large it is."""
    with pytest.raises(Malformed, match="too many"):
        segment.unpack(zstandard.compress(b"\0" * 9_000_000))
    with pytest.raises(Malformed):
        segment.unpack(zstandard.compress(b"\x91" * 100_000))


def test_two_entries_that_say_the_same_are_committed_to_each_in_its_own_way():
    """Else what is left of one that was erased would be told by the other."""
    act = Payload("record visit", "", "", [Op("visit", None, {"note": "n"})])
    said = [wire.commitment(entry.salt, wire.encode(act)) for entry in chained([act] * 3)]

    assert len({*said}) == 3
