"""The frames of a bundle: each says how long it is and proves itself.

    MLB1, then frames: length (4 bytes), SHA-256 (8 bytes), parcel

A file that was cut anywhere is good up to its last whole frame.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from mobilink.journal.errors import Malformed
from mobilink.journal.segment import LARGEST
from mobilink.journal.store import Parcel

MAGIC = b"MLB1"


def framed(parcels: Iterable[Parcel]) -> Iterator[bytes]:
    """The bytes of a bundle, part by part."""
    yield MAGIC
    for parcel in parcels:
        body = msgspec.msgpack.encode((parcel.data, parcel.signature))
        yield len(body).to_bytes(4) + hashlib.sha256(body).digest()[:8] + body


def parcels_of(stream: BinaryIO) -> Iterator[Parcel | None]:
    """The parcels of a bundle, and None at last where it ends or goes wrong within a frame.

    Raises Malformed for what is no bundle at all.
    """
    if stream.read(len(MAGIC)) != MAGIC:
        raise Malformed("This is no bundle of Mobilink.")
    while head := stream.read(12):
        size = int.from_bytes(head[:4])
        body = stream.read(size) if len(head) == 12 and size <= LARGEST else b""
        if len(body) != size or hashlib.sha256(body).digest()[:8] != head[4:]:
            yield None
            return
        try:
            yield Parcel(*msgspec.msgpack.decode(body, type=tuple[bytes, bytes]))
        except msgspec.MsgspecError:
            yield None
            return
