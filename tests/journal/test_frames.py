"""A bundle is opened by its readers alone, and is good up to wherever it was cut or altered."""

import io

import msgspec
import pytest

from mobilink.journal.core import frames
from mobilink.journal.core.errors import Malformed, Stranger
from mobilink.journal.core.store import SignedSegment

pytestmark = pytest.mark.pure

SECRET = b"s" * 32
SEGMENTS = [SignedSegment(bytes([number]) * (700 * number), b"signed") for number in range(1, 9)]


def bundle(signed_segments=SEGMENTS):
    return b"".join(frames.framed(signed_segments, SECRET, [b"lock"]))


def read(data, unlock=lambda locks: SECRET if locks == [b"lock"] else None):
    return list(frames.signed_segments_of(io.BytesIO(data), unlock))


def whole_before(cut):
    """The signed segments that stand in the whole chunks before a cut."""
    chunks = max(0, cut - len(bundle([])) + 4096 + 16) // (4096 + 16)
    ends, at = [], 0
    for signed_segment in SEGMENTS:
        at += 4 + len(msgspec.msgpack.encode((signed_segment.data, signed_segment.signature)))
        ends.append(at)
    return [
        signed_segment
        for signed_segment, end in zip(SEGMENTS, ends, strict=True)
        if end <= chunks * 4096
    ]


@pytest.mark.parametrize("many", range(9))
def test_what_was_framed_is_read_to_its_end(many):
    assert read(bundle(SEGMENTS[:many])) == SEGMENTS[:many]


def test_row_25_a_bundle_cut_at_every_byte_keeps_what_is_whole_before_the_cut():
    data = bundle()

    for cut in range(len(frames.MAGIC), len(data)):
        assert read(data[:cut]) == [*whole_before(cut), None], cut


def test_row_35_a_bundle_with_any_byte_flipped_is_good_before_it_and_refused_from_there_on():
    data = bundle()

    for at in range(len(data)):
        edited = bytearray(data)
        edited[at] ^= 1
        try:
            assert read(bytes(edited)) == [*whole_before(at), None], at
        except (Malformed, Stranger):
            assert at < len(bundle([])) - 4096 - 16


def test_chunks_in_another_order_or_of_another_bundle_are_refused():
    data, size = bundle(), frames.CHUNK + frames.TAG
    start = len(data) % size
    first, second = data[start : start + size], data[start + size : start + 2 * size]

    assert read(data[:start] + second + first + data[start + 2 * size :]) == [None]
    other = b"".join(frames.framed(SEGMENTS, SECRET, [b"lock", b"key"]))
    assert read(data[:start] + other[-3 * size :]) == [None]


def test_who_has_no_lock_of_it_learns_only_its_size():
    with pytest.raises(Stranger, match="other installations"):
        read(bundle(), unlock=lambda locks: None)

    assert len(bundle([])) == len(bundle(SEGMENTS[:1]))
    assert b"signed" not in bundle()


@pytest.mark.parametrize(
    "data", [b"", b"MLB", b"PK\3\4", b"MLB1\0\0\0\1\xc1", b"MLB1\0\0\0\2\x91\x01"]
)
def test_what_is_no_bundle_is_refused(data):
    with pytest.raises(Malformed):
        read(data)


def test_a_signed_segment_that_is_none_ends_the_bundle():
    odd = [SignedSegment(b"", 5), *SEGMENTS]

    assert read(bundle(odd)) == [None]
