"""Pictures come in parts, go on where they broke off, and count only as what their name says."""

import hashlib
import uuid

import pytest
from django.db import connection

from mobilink import __version__
from mobilink.journal.core.errors import Ended, Forged, Malformed, Stranger
from mobilink.journal.core.messages import VERSION, read_envelope, sign_message
from mobilink.journal.storage import guards, keys
from mobilink.journal.storage.models import Blob, Installation, Member, Peer
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import blobs
from mobilink.journal.sync.blobs import LARGEST, PART, Held, Part
from tests.journal.phones import HERE, Phone

PICTURE = bytes(range(256)) * 1200  # 307 200 bytes: two parts
NAME = hashlib.sha256(PICTURE)


class Photographer(Phone):
    """A phone that brings parts of one picture."""

    def brings(
        self, start: int, data: bytes, name: bytes = NAME.digest(), size: int = len(PICTURE)
    ) -> int:
        return self.shows(name, size, start, data)


@pytest.fixture
def phone(db) -> Photographer:
    return Photographer()


@pytest.mark.both
def test_a_picture_in_two_parts_is_whole_after_the_second(phone):
    assert phone.brings(0, b"") == 0
    assert phone.brings(0, PICTURE[:PART]) == PART
    assert blobs.whole({NAME.hexdigest()}) == set()

    assert phone.brings(PART, PICTURE[PART:]) == len(PICTURE)

    assert blobs.read(NAME.hexdigest()) == PICTURE


def test_the_office_takes_no_pictures_of_a_machine_whose_term_is_over_and_a_van_does(phone):
    with guards.writing(connection):
        Member.objects.filter(author=phone.author).update(until=1)

    with pytest.raises(Ended):
        phone.brings(0, PICTURE[:PART])
    Installation.objects.update(kind="hub")

    assert phone.brings(0, PICTURE[:PART]) == PART


def test_a_connection_that_was_cut_goes_on_where_it_was(phone):
    phone.brings(0, PICTURE[:1000])

    assert phone.brings(0, b"") == 1000
    assert phone.brings(1000, PICTURE[1000:PART]) == PART


@pytest.mark.both
def test_a_part_that_comes_twice_counts_once(phone):
    phone.brings(0, PICTURE[:PART])

    assert phone.brings(0, PICTURE[:PART]) == PART
    phone.brings(PART, PICTURE[PART:])
    assert phone.brings(PART, PICTURE[PART:]) == len(PICTURE)
    assert Blob.objects.count() == 1


def test_bytes_that_are_not_what_their_name_says_are_thrown_away(phone):
    phone.brings(0, PICTURE[:PART])

    with pytest.raises(Malformed, match="not what its name says"):
        phone.brings(PART, b"x" * (len(PICTURE) - PART))

    assert not Blob.objects.exists()
    assert phone.brings(0, PICTURE[:PART]) == PART


@pytest.mark.parametrize(
    ("data", "size"), [(b"x", LARGEST + 1), (b"x" * (PART + 1), LARGEST), (b"", 0)]
)
def test_what_is_too_large_is_refused(phone, data, size):
    with pytest.raises(Malformed):
        phone.brings(0, data, size=size)


def test_nobody_who_is_not_honoured_brings_a_picture(phone):
    part = Part(VERSION, __version__, NAME.digest(), len(PICTURE), 0, PICTURE[:PART], to=HERE)
    forged = phone.signed(part)
    with pytest.raises(Forged):
        blobs.answer(forged[:-1] + bytes([forged[-1] ^ 1]), HERE)

    phone.author = uuid.uuid4()
    with pytest.raises(Stranger):
        phone.brings(0, PICTURE[:PART])


def test_a_part_that_was_said_to_another_station_is_refused(phone):
    part = Part(VERSION, __version__, NAME.digest(), len(PICTURE), 0, PICTURE[:PART], to=HERE)

    with pytest.raises(Stranger, match="came to “van"):
        blobs.answer(phone.signed(part), "van.example")

    assert not Blob.objects.exists()


def test_a_revoked_phone_brings_nothing_more(phone):
    from mobilink.journal.members import installations

    installations.revoke(phone.author, "Hilang")
    with pytest.raises(Stranger):
        phone.brings(0, PICTURE[:PART])


@pytest.fixture
def office(db):
    """An office that a van asks: what it holds of the picture, and the parts that it was sent.

    This installation plays both, so both have one key.
    """
    here = TableStore().installation.id
    Peer.objects.create(
        author=here, key=keys.public().hex(), is_office=True, address="https://office.example:443/"
    )
    Blob.objects.create(hash=NAME.hexdigest(), size=len(PICTURE), data=PICTURE, is_whole=True)
    Blob.objects.create(hash="0" * 64, size=9, data=b"half", is_whole=False)
    held, sent = bytearray(), []

    def send(data: bytes) -> bytes:
        heard = read_envelope(data)
        part = heard.open(Part, keys.public(), keys.Ed25519())
        assert part.to == HERE
        sent.append(len(part.data))
        held.extend(part.data if part.start == len(held) else b"")
        reply = Held(VERSION, __version__, keys.public(), b"", len(held))
        return sign_message(reply, here, keys.Ed25519(), heard.nonce)

    return send, held, sent


def test_a_van_carries_whole_pictures_on_to_its_office(office):
    send, held, sent = office

    assert blobs.carry(send) == 1

    assert bytes(held) == PICTURE
    assert sent == [0, PART, len(PICTURE) - PART]
    assert blobs.carry(send) == 0


def test_a_van_sends_only_what_its_office_lacks(office):
    send, held, sent = office
    held.extend(PICTURE[:PART])

    blobs.carry(send)

    assert bytes(held) == PICTURE
    assert sent == [0, len(PICTURE) - PART]
