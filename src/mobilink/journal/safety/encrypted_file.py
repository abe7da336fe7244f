"""Authenticated encryption of a backup: its passphrase opens it, and it shows what was altered.

    MOBILINK BACKUP 1, salt (16 bytes), then parts: length (4 bytes), sealed part

The first part says what the others hold.

The passphrase is stretched with Argon2id into a key of this file alone. Each part is compressed and
sealed with ChaCha20-Poly1305 under its number and whether it is the last one, so that parts cannot
be altered, left out, put in another order or taken for the end.
"""

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import zstandard
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from mobilink.basics.disk import put_new
from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _

MAGIC = b"MOBILINK BACKUP 1\n"
LARGEST = 256 * 1024 * 1024
_LAST = 1 << 31  # the bit of a part's length that says that none follows


class Damaged(Refused):
    """A file that is no backup, not this passphrase's, or not what was written."""

    code = "damaged"


class Contents(msgspec.Struct, frozen=True):
    """What a backup holds: of which installation, up to where, and how much.

    `ledger` is the last revision of each stream, `entries` and `rows` are totals; `signing_key` is
    what others know the installation by, `options` the text of its settings file.
    """

    program: str
    at: int
    installation: str
    signing_key: str
    options: str
    ledger: dict[str, int]
    entries: int
    rows: int


def contents_in(first: bytes) -> Contents:
    """What the first part of a file says."""
    return msgspec.msgpack.decode(first, type=Contents)


def write(file: Path, passphrase: str, parts: Iterable[bytes]) -> None:
    """Write a new file, on disk when this returns; raises OSError and leaves nothing then."""
    put_new(file, _sealed(passphrase, parts))


def _sealed(passphrase: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    salt = secrets.token_bytes(16)
    box = ChaCha20Poly1305(_key(passphrase, salt))
    press = zstandard.ZstdCompressor(level=6)
    yield MAGIC + salt
    number = 0
    for part in parts:
        sealed = box.encrypt(_nonce(number, 0), press.compress(part), MAGIC)
        yield len(sealed).to_bytes(4) + sealed
        number += 1
    sealed = box.encrypt(_nonce(number, 1), b"", MAGIC)
    yield (len(sealed) | _LAST).to_bytes(4) + sealed


def read(file: Path, passphrase: str) -> Iterator[bytes]:
    """The parts of a file, each proved before it is given; raises Damaged."""
    with file.open("rb") as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            raise Damaged(
                _(
                    "%(file)s is no backup of Mobilink; a copy of a database is none either. "
                    "Make one with `mobilink backup FILE`."
                )
                % {"file": file}
            )
        box = ChaCha20Poly1305(_key(passphrase, stream.read(16).ljust(16, b"\0")))
        number, is_last = 0, False
        while not is_last:
            sealed, is_last = _next(stream)
            try:
                part = box.decrypt(_nonce(number, is_last), sealed, MAGIC)
            except InvalidTag as error:
                raise Damaged(_damage(file, number)) from error
            if not is_last:
                yield zstandard.ZstdDecompressor().decompress(part, max_output_size=LARGEST)
            number += 1
        if stream.read(1):
            raise Damaged(_damage(file, number))


def _damage(file: Path, number: int) -> str:
    if number == 0:
        return _(
            "%(file)s does not open: the passphrase is another one, or the file is damaged."
        ) % {"file": file}
    return _(
        "%(file)s is damaged after its part %(number)s. Nothing was restored; take another backup."
    ) % {"file": file, "number": number}


def _key(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=3,
        memory_cost=64 * 1024,  # KiB
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )


def _nonce(number: int, is_last: int) -> bytes:
    return number.to_bytes(11) + bytes([is_last])


def _next(stream: BinaryIO) -> tuple[bytes, bool]:
    """The next part as it is kept, empty where the file ends too soon; whether it is the last."""
    head = int.from_bytes(stream.read(4))
    size = head & ~_LAST
    sealed = stream.read(size)
    return sealed if len(sealed) == size else b"", bool(head & _LAST)
