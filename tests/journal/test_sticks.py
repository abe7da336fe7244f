"""Bundles on a stick that is pulled, torn and edited, by the rows of the fault catalogue."""

import errno
import itertools
import uuid
from argparse import Namespace
from pathlib import Path, PosixPath

import msgspec
import pytest

from mobilink.basics.errors import Refused
from mobilink.booth.models import Tally
from mobilink.cli import network
from mobilink.journal.core import frames
from mobilink.journal.core.errors import Malformed, NotOurs, Stranger
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.members.installations import revoke
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import keys, review_queue
from mobilink.journal.sync import bundles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def van(machine):
    return machine()


@pytest.fixture
def signed_segments(van, tally):
    """Three of a van, each with one tally."""
    return [van.signed_segment(van.entry(tally)) for _ in range(3)]


@pytest.fixture
def stick(tmp_path):
    """`stick(data)`: a bundle of these bytes on it."""

    def put(data):
        file = tmp_path / "van.mlb"
        file.write_bytes(data)
        return file

    return put


SECRET, SMALL = b"s" * 32, 128


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    """So that a signed segment or two stand in more than one."""
    monkeypatch.setattr(frames, "CHUNK", SMALL)


def bundle(signed_segments):
    """A bundle as whoever may open one can make it."""
    return b"".join(frames.framed(signed_segments, SECRET, [keys.locked(keys.public(), SECRET)]))


def head():
    """How many bytes stand before the first chunk."""
    return len(bundle([])) - SMALL - frames.TAG


def whole_before(at, signed_segments):
    """How many signed segments end in the chunks that are whole before byte `at`."""
    chunks = max(0, at - head()) // (SMALL + frames.TAG)
    ends = itertools.accumulate(
        4 + len(msgspec.msgpack.encode(tuple(one))) for one in signed_segments
    )
    return sum(end <= chunks * SMALL for end in ends)


@pytest.mark.thorough
def test_row_25_and_32_a_bundle_cut_at_every_byte_brings_its_whole_parts(signed_segments, stick):
    """Rows 25 and 32: the stick was pulled while it was written by something else than Mobilink."""
    data = bundle(signed_segments)

    for cut in range(len(frames.MAGIC), len(data)):
        unloaded = bundles.read(stick(data[:cut]))
        whole = whole_before(cut, signed_segments)
        assert unloaded == bundles.Unloaded(whole, [], is_whole=False)
        assert Tally.objects.count() == whole

    assert whole == 2
    assert bundles.read(stick(data)) == bundles.Unloaded(3, [], is_whole=True)
    assert Tally.objects.count() == 3
    assert verify().is_equal


@pytest.mark.parametrize("size", range(4))
def test_row_25_a_file_without_its_first_word_is_no_bundle(db, stick, size):
    """Row 25: cut within the first four bytes."""
    with pytest.raises(Malformed, match=r"van\.mlb cannot be opened\. This is no bundle"):
        bundles.read(stick(frames.MAGIC[:size]))


@pytest.mark.both
def test_row_32_a_stick_pulled_while_it_is_read_leaves_what_was_read(signed_segments, tmp_path):
    """Row 32: what came before is kept, and the sentence says so."""
    data = bundle(signed_segments)
    until = next(at for at in range(len(data)) if whole_before(at, signed_segments)) + 20

    with pytest.raises(Refused, match="1 segments before that were kept"):
        bundles.read(Pulled(tmp_path / "van.mlb", data, until))

    assert Tally.objects.count() == 1


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.rename", "builtins.open"])
def test_row_32_a_stick_pulled_while_it_is_written_keeps_the_bundle_of_before(
    signed_segments, taken, tmp_path, monkeypatch, call
):
    """Row 32: a bundle gets its name when it is whole, and no bundle is ever written over."""
    old = tmp_path / "monday.mlb"
    bundles.write(old)
    before = old.read_bytes()
    taken(*signed_segments)

    def pulled(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("mobilink.journal.sync.rollback_guard.remember", lambda: None)
    with monkeypatch.context() as stick:
        stick.setattr(call, pulled)
        with pytest.raises(Refused, match="Nothing was left there"):
            bundles.write(tmp_path / "tuesday.mlb")
    with pytest.raises(Refused, match="never overwritten"):
        bundles.write(old)

    assert [file.name for file in tmp_path.glob("*.mlb")] == ["monday.mlb"]
    assert old.read_bytes() == before


def test_row_35_every_byte_of_a_bundle_flipped_is_refused_and_the_file_is_named(
    signed_segments, stick, capsys
):
    """Row 35: each chunk proves itself and what stands before the chunks."""
    data = bundle(signed_segments[:1])

    for at in range(len(data)):
        for mask in (0x01, 0x80):
            file = stick(data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :])
            try:
                unloaded = bundles.read(file)
            except (Malformed, Stranger):
                assert at < head()
            else:
                kept = whole_before(at, signed_segments[:1])
                assert unloaded == bundles.Unloaded(kept, [], is_whole=False)

    assert network.run_bundle(Namespace(way="import", file=file, to=None, json=False)) == 1
    assert str(file) in capsys.readouterr().err


def test_row_35_a_courier_who_edits_and_can_make_bundles_is_refused_and_the_author_is_named(
    signed_segments, van, stick
):
    """Row 35: whatever is taken at all says what its author signed, word for word."""
    data, signature = signed_segments[0]
    harmless = 0

    for at in range(len(data) + 64):
        edited = bytearray(data + signature)
        edited[at] ^= 1
        signed_segment = SignedSegment(bytes(edited[: len(data)]), bytes(edited[len(data) :]))
        unloaded = bundles.read(stick(bundle([signed_segment])))
        harmless += unloaded.kept
        assert unloaded.is_whole
        for reason in unloaded.refused:
            assert str(van.author) in reason or at < len(data)

    assert len(data) + 64 - harmless > 64
    assert Tally.objects.count() <= 1  # where only unused bits of the compression were flipped
    assert review_queue.quarantined() == []
    assert verify().is_equal


def test_row_35_an_entry_under_another_machines_name_is_refused(
    signed_segments, machine, van, stick
):
    """Row 35: an honest machine's signature under a segment that names somebody else."""
    other = machine()
    forged = SignedSegment(signed_segments[0].data, other.key.sign(signed_segments[0].data))

    [reason] = bundles.read(stick(bundle([forged]))).refused

    assert reason.startswith("A segment names installation")
    assert str(van.author) in reason
    assert Tally.objects.count() == 0


def test_a_bundle_for_one_installation_is_opened_by_no_other(signed_segments, van, tmp_path, taken):
    taken(*signed_segments)
    bundles.write(tmp_path / "all.mlb")
    bundles.write(tmp_path / "van.mlb", to=van.author)

    assert bundles.read(tmp_path / "all.mlb").kept > 0
    with pytest.raises(Stranger, match=r"van.mlb cannot be opened\. It is sealed for other"):
        bundles.read(tmp_path / "van.mlb")
    with pytest.raises(NotOurs, match="mobilink installations"):
        bundles.write(tmp_path / "nobody.mlb", to=uuid.UUID(int=5))
    assert not (tmp_path / "nobody.mlb").exists()


def test_row_45_a_bundle_is_not_made_for_who_was_revoked(van, tmp_path):
    revoke(van.author, "stolen")

    with pytest.raises(NotOurs, match="honoured"):
        bundles.write(tmp_path / "van.mlb", to=van.author)


class Pulled(PosixPath):
    """A file that fails where the stick was pulled."""

    def __new__(cls, name: Path, data: bytes, until: int):
        made = super().__new__(cls, name)
        made.data, made.until = data, until
        return made

    def open(self, *_, **__):
        return Failing(self.data, self.until)


class Failing:
    def __init__(self, data, until):
        self.data, self.until, self.at = data, until, 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def read(self, many):
        if self.at + many > self.until:
            raise OSError(errno.EIO, "Input/output error")
        self.at += many
        return self.data[self.at - many : self.at]


def test_a_bundle_is_sealed_for_honoured_stations_and_for_nobody_else(
    machine, phone, tmp_path, monkeypatch
):
    van, _ended, revoked = machine(), machine(until=1), machine()
    revoke(revoked.author, "stolen")
    locked, readers = keys.locked, []
    monkeypatch.setattr(
        keys, "locked", lambda key, secret: readers.append(key) or locked(key, secret)
    )

    bundles.write(tmp_path / "all.mlb")

    assert sorted(readers) == sorted([keys.public(), van.key.public_key().public_bytes_raw()])
