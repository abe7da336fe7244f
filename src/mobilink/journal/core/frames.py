"""Framing of a bundle: sealed for those who may open it, good up to wherever it was cut.

    MLB1, length (4 bytes), locks, then sealed chunks of one size

The locks hold the secret of this bundle, each for the key of one reader. The chunks are the signed segments
one after another, each after its length (4 bytes), a length of nothing, and zeros up to the end of
the last chunk: without the secret nobody learns more than how many readers and chunks there are.
Each chunk is sealed with ChaCha20-Poly1305 under its number and the locks.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from mobilink.journal.core.errors import Malformed, Stranger
from mobilink.journal.core.segment import LARGEST
from mobilink.journal.core.store import SignedSegment

MAGIC = b"MLB1"
CHUNK = 4096
TAG = 16
MOST_LOCKS = 1024 * 1024  # bytes
END = bytes(4)


def framed(
    signed_segments: Iterable[SignedSegment], secret: bytes, locks: list[bytes]
) -> Iterator[bytes]:
    """The bytes of a bundle, part by part; `locks` hold its secret of 32 bytes, used only here."""
    header = msgspec.msgpack.encode(locks)
    yield MAGIC + len(header).to_bytes(4) + header
    seal = ChaCha20Poly1305(secret)
    for number, chunk in enumerate(_chunks(signed_segments)):
        yield seal.encrypt(number.to_bytes(12), chunk, header)


def _chunks(signed_segments: Iterable[SignedSegment]) -> Iterator[bytes]:
    room = bytearray()
    for signed_segment in signed_segments:
        body = msgspec.msgpack.encode((signed_segment.data, signed_segment.signature))
        room += len(body).to_bytes(4) + body
        while len(room) > CHUNK:
            yield bytes(room[:CHUNK])
            del room[:CHUNK]
    room += END
    while room:
        yield bytes(room[:CHUNK]).ljust(CHUNK, b"\0")
        del room[:CHUNK]


def signed_segments_of(
    stream: BinaryIO, unlock: Callable[[list[bytes]], bytes | None]
) -> Iterator[SignedSegment | None]:
    """The signed segments of a bundle, and None at last where it was cut or altered before its end.

    Raises Malformed for what is no bundle, and Stranger where no lock opens here.
    """
    header = _locks_in(stream)
    if not header:
        yield None
        return
    try:
        secret = unlock(msgspec.msgpack.decode(header, type=list[bytes]))
    except msgspec.MsgspecError as error:
        raise Malformed(f"The bundle does not say who may open it: {error}.") from error
    if secret is None:
        raise Stranger("It is sealed for other installations; carry it on to one of them.")
    for body in _bodies(_opened(stream, ChaCha20Poly1305(secret), header)):
        signed_segment = _signed_segment(body)
        yield signed_segment
        if signed_segment is None:
            return


def _locks_in(stream: BinaryIO) -> bytes:
    """What a bundle says before its chunks; nothing where it was cut within that."""
    if stream.read(len(MAGIC)) != MAGIC:
        raise Malformed("This is no bundle of Mobilink.")
    size = int.from_bytes(stream.read(4))
    header = stream.read(min(size, MOST_LOCKS))
    return header if len(header) == size else b""


def _bodies(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What stands in the chunks, signed segment by signed segment, and nothing at last where they break off."""
    room = bytearray()
    for chunk in chunks:
        room += chunk
        while len(room) >= 4 + (size := int.from_bytes(room[:4])):
            if not size:
                return
            yield bytes(room[4 : 4 + size])
            del room[: 4 + size]
        if size > LARGEST:
            break
    yield b""


def _opened(stream: BinaryIO, seal: ChaCha20Poly1305, header: bytes) -> Iterator[bytes]:
    """The chunks up to the first that is not whole or not as it was written."""
    number = 0
    while len(sealed := stream.read(CHUNK + TAG)) == CHUNK + TAG:
        try:
            yield seal.decrypt(number.to_bytes(12), sealed, header)
        except InvalidTag:
            return
        number += 1


def _signed_segment(body: bytes) -> SignedSegment | None:
    try:
        return SignedSegment(*msgspec.msgpack.decode(body, type=tuple[bytes, bytes]))
    except msgspec.MsgspecError:
        return None
