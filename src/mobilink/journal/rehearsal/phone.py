"""A rehearsed phone: it writes its own chains and delivers them to any station, as the program does."""

import random
from collections.abc import Iterable
from itertools import count
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mobilink import __version__
from mobilink.journal.core.messages import VERSION, sign_message
from mobilink.journal.core.salts import salt_of
from mobilink.journal.core.segment import claim, pack
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.core.wire import Entry, Link, Op, Payload
from mobilink.journal.sync import enrolment
from mobilink.journal.sync.phone_server import Delivery

HOST = "station"
"""The name by which phones of this world call a station."""


class Phone:
    """A phone that joined the office; it keeps all that it wrote, and says it again each time."""

    def __init__(self, unit: str, chance: random.Random) -> None:
        self.unit, self._chance = unit, chance
        self._key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        self.public = self._key.public_key().public_bytes_raw()
        self.author = UUID(int=0)
        self._epoch = UUID(bytes=chance.randbytes(16))
        self._links: dict[str, Link] = {}
        self._turns = count(1)
        self.signed_segments: list[SignedSegment] = []

    def request(self, code: str) -> bytes:
        """What it asks the office that gave it this code."""
        return msgspec.msgpack.encode(enrolment.request_of(code, self.public, enrolment.PHONE))

    def welcomed(self, code: str, answer: bytes) -> None:
        """Hear who it is from now on."""
        self.author = UUID(bytes=enrolment.welcome_in(answer, code).author)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def write(self, stream: str, at: int, acts: Iterable[list[Op]]) -> list[Entry]:
        """So many acts at one go; one segment of them is ready to leave."""
        link = self._links.get(stream) or Link(self.author, self._epoch, stream, 1, b"")
        seed, entries = self._chance.randbytes(16), list[Entry]()
        for ops in acts:
            salt = salt_of(seed, link.seq)
            entries.append(link.entry(at, salt, Payload("act", "", "", ops)))
            link = entries[-1].after
        self._links[stream] = link
        segment = pack(entries, seed)
        self.signed_segments.append(SignedSegment(segment.data, self.sign(claim(segment))))
        return entries

    def delivery(self, at: int) -> bytes:
        """The signed bytes of a delivery of everything."""
        wrote = sum(link.seq - 1 for link in self._links.values())
        segments = [(signed.data, signed.signature) for signed in self.signed_segments]
        said = Delivery(
            VERSION,
            __version__,
            segments,
            wrote,
            None,
            at,
            bytes(32),
            to=HOST,
            turn=next(self._turns),
        )
        return sign_message(said, self.author, self)  # type: ignore[arg-type]  # which only signs
