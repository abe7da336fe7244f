"""What an office and a hub say to each other comes back as it was said, or is no message."""

import random
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.journal.core import messages
from mobilink.journal.core.errors import Forged, Malformed
from mobilink.journal.core.sequence import Verdict
from mobilink.journal.core.store import Line, SignedSegment
from mobilink.journal.core.wire import Chain
from mobilink.journal.simulation.machine import QuickSigner

pytestmark = pytest.mark.pure

HUB, KEY = UUID(int=5), b"k" * 16
ids = st.builds(lambda number: UUID(int=number), st.integers(0, 2**128 - 1))
hashes = st.binary(min_size=32, max_size=32)
contests = st.lists(st.tuples(st.integers(0, 9), st.text(max_size=9)), max_size=2).map(tuple)
lines = st.builds(
    Line, st.text(max_size=100), st.integers(1, 2**40), ids, ids, st.integers(1, 2**40), st.integers(1, 4096),
    hashes, st.builds(Verdict, st.text(), st.text(), contests, contests), st.integers(1 - 2**53, 2**53 - 1), hashes,
)  # fmt: skip
ends = st.dictionaries(
    st.builds(Chain, ids, ids, st.text(max_size=9)),
    st.sets(st.tuples(st.integers(-(2**40), 2**40), hashes), min_size=1, max_size=3),
    max_size=3,
)


def signer():
    return QuickSigner(KEY, random.Random(1))


def ask(**changes):
    plain = messages.Ask(messages.VERSION, "0.1", [], [], False, [], [], [], 1000, 5)
    return msgspec.structs.replace(plain, **changes)


@given(lines)
def test_a_line_comes_back_as_it_was_told(line):
    wire_line = msgspec.msgpack.decode(
        msgspec.msgpack.encode(messages.line_to_wire(line)), type=messages.RawLine
    )

    assert messages.line_from_wire(wire_line) == line


@given(ends)
def test_ends_come_back_as_they_were_told(heads):
    assert messages.ends_from_wire(messages.ends_to_wire(heads)) == heads


def test_a_question_is_opened_by_who_knows_its_authors_key():
    said = ask(signed_segments=[(b"data", b"signature")], holds=[b"h" * 32])

    heard = messages.read_envelope(messages.sign_message(said, HUB, signer()))

    assert heard.author == HUB
    assert heard.open(messages.Ask, KEY, signer()) == said
    assert [SignedSegment(*told) for told in said.signed_segments] == [
        SignedSegment(b"data", b"signature")
    ]


def test_an_answer_carries_the_nonce_of_its_question():
    plain = messages.Answer(messages.VERSION, "0.1", [], [], 0, [], [], [], [], {}, False)

    heard = messages.read_envelope(messages.sign_message(plain, HUB, signer(), nonce=b"n" * 16))

    assert heard.nonce == b"n" * 16
    assert heard.open(messages.Answer, KEY, signer()) == plain


def test_what_another_key_signed_and_a_question_taken_for_an_answer_are_forged():
    heard = messages.read_envelope(messages.sign_message(ask(), HUB, signer()))

    with pytest.raises(Forged):
        heard.open(messages.Ask, b"another key", signer())
    with pytest.raises(Forged):
        heard.open(messages.Answer, KEY, signer())


@given(st.binary(max_size=200))
def test_a_captive_portals_page_is_no_message(data):
    with pytest.raises(Malformed):
        messages.read_envelope(data)


def test_a_message_of_another_version_or_shape_is_refused_by_name():
    later = messages.read_envelope(
        messages.sign_message(ask(version=messages.VERSION + 1), HUB, signer())
    )
    odd = messages.Unverified(HUB, b"", b"\x01", b"")

    with pytest.raises(Malformed, match=f"version {messages.VERSION + 1}"):
        later.open(messages.Ask, KEY, signer())
    with pytest.raises(Malformed, match="cannot be read"):
        odd._replace(
            signature=signer().sign(messages._signed(messages.Ask, HUB.bytes, b"", b"\x01"))
        ).open(messages.Ask, KEY, signer())


def opened(**odd):
    """A question with some parts in another shape, as its author signed it."""
    fields = msgspec.to_builtins(ask(), builtin_types=(bytes,))
    fields = [
        odd.get(name, value)
        for name, value in zip(messages.Ask.__struct_fields__, fields, strict=True)
    ]
    body = msgspec.msgpack.encode(fields)
    signed = signer().sign(messages._signed(messages.Ask, HUB.bytes, b"", body))
    return messages.Unverified(HUB, b"", body, signed).open(messages.Ask, KEY, signer())


@pytest.mark.parametrize(
    "odd",
    [
        {"tail": [[]]},
        {"tail": [[1] * 13]},
        {"tail": [["team", "one", *[b""] * 11]]},
        {"ends": [(b"short", b"", "team", 1, b"")]},
        {"ends": [(b"a" * 16, b"e" * 16, "team", 2**60, b"h" * 32)]},
        {"ends": [(b"a" * 16, b"e" * 16, "t" * 101, 1, b"h" * 32)]},
        {"holds": [b"short"]},
        {"budget": 2**60},
        {"clock": -(2**60)},
        {"program": "x" * 101},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_before_anything_is_done_with_it(odd):
    assert opened() == ask()
    with pytest.raises(Malformed, match="cannot be read"):
        opened(**odd)
