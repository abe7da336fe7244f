"""A phone that lives in a test: it joined the office, and signs itself what it says."""

import hashlib
import uuid
from collections.abc import Sequence
from itertools import count
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mobilink import __version__
from mobilink.journal.core.messages import VERSION, Message, read_envelope, sign_message
from mobilink.journal.core.segment import claim, pack
from mobilink.journal.core.wire import Link, Op, Payload, run
from mobilink.journal.storage import keys
from mobilink.journal.sync import blobs, enrolment, phone_server
from mobilink.journal.sync.phone_server import Delivery, Receipt
from mobilink.outreach.models import Outing

PLAN = b'{"day":"2019-08-18"}'
STREAM = "unit/KEPRI-KPP"
AT = 1_566_081_000_000
HERE = "office.example"
"""The name by which the phones of these tests call this station."""


class Phone:
    """A phone as the office knows it: its key, its chain, and what it has not brought yet."""

    def __init__(self, unit: str = "KEPRI-KPP") -> None:
        self.private = Ed25519PrivateKey.generate()
        self.public = self.private.public_key().public_bytes_raw()
        code = enrolment.invite(enrolment.PHONE, unit, "Ponsel Contoh 1")
        self.welcome = self.joins(code)
        self.author = uuid.UUID(bytes=self.welcome.author)
        self.link = Link(self.author, uuid.uuid4(), f"unit/{unit}", 1, b"")
        self.turns = count(1)

    def joins(self, code: str, who: bytes = b"", streams: Sequence[str] = ()) -> enrolment.Welcome:
        request = enrolment.request_of(code, self.public, enrolment.PHONE, who, streams)
        return enrolment.welcome_in(enrolment.answer(msgspec.msgpack.encode(request)), code)

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)

    def signed_segment(
        self, *facts: tuple[str, dict[str, object]], stream: str = "", by: str = ""
    ) -> tuple[bytes, bytes]:
        """A segment of entries that each record one fact, in the name of a person or of nobody."""
        contents = [
            (AT + place, b"", Payload(f"record {kind}", by, "", [Op(kind, None, fields)]), b"")
            for place, (kind, fields) in enumerate(facts)
        ]
        link = Link(self.author, self.link.epoch, stream, 1, b"") if stream else self.link
        entries = list(run(link, contents))
        if not stream:
            self.link = entries[-1].after
        segment = pack(entries, b"s" * 16)
        return segment.data, self.private.sign(claim(segment))

    def says(
        self,
        *signed_segments: tuple[bytes, bytes],
        plan: bytes = b"",
        carried: Sequence[bytes] = (),
        **changes: Any,
    ) -> bytes:
        """The signed bytes of a delivery, with these fields otherwise."""
        known = hashlib.sha256(plan).digest()
        delivery = Delivery(
            VERSION, __version__, list(signed_segments), 0, None, AT, known, list(carried),
            to=HERE, turn=next(self.turns),
        )  # fmt: skip
        return self.signed(msgspec.structs.replace(delivery, **changes))

    def signed(self, message: Message) -> bytes:
        return sign_message(message, self.author, self)

    def brings(self, *signed_segments: tuple[bytes, bytes], **more: Any) -> Receipt:
        return heard(self.says(*signed_segments, **more))

    def shows(self, *part: Any) -> int:
        """How much of a picture the station holds after a part of it."""
        said = self.signed(blobs.Part(VERSION, __version__, *part, to=HERE))
        return (
            read_envelope(blobs.answer(said, HERE))
            .open(blobs.Held, keys.public(), keys.Ed25519())
            .held
        )


def tallies(outing: Outing, many: int) -> list[tuple[str, dict[str, object]]]:
    """So many passers-by at an outing, as a signed segment holds them."""
    return [("tally", {"outing": str(outing.pk), "at": AT}) for _ in range(many)]


def tally_at(outing: Outing, **fields: object) -> Op:
    """One passer-by at an outing, as an entry holds them."""
    return Op("tally", None, {"outing": str(outing.pk), "at": AT, **fields})


def heard(said: bytes) -> Receipt:
    """What this station answers to a delivery."""
    return opened(phone_server.answer(said, HERE, lambda unit: PLAN))


def opened(answer: bytes) -> Receipt:
    """A receipt whose signature holds by the key that it names."""
    heard = read_envelope(answer)
    receipt = msgspec.msgpack.decode(heard.body, type=Receipt)
    signed = b"\0".join([b"mobilink", b"Receipt", heard.author.bytes, heard.nonce, heard.body])
    Ed25519PublicKey.from_public_bytes(receipt.key).verify(heard.signature, signed)
    return receipt
