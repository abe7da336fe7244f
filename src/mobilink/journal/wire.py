"""The bytes of an entry.

An entry is two msgpack arrays. The *payload* says what was done:

    [action, by, why, [op, …]]        op = [kind, row | nil, {field: value}, {field: base}]

and the *header* commits to it:

    [1, author, epoch, stream, seq, prev, claimed_at, SHA-256(salt ‖ payload)]

The entry's identity is the SHA-256 of its header bytes. `salt` is empty unless the payload holds
personal data: erasing a salted payload leaves a commitment that nobody can guess back. A new row
carries no id: it follows from its place in the chain (`row_id`), so it costs nothing on the wire
and two machines can never mint the same one.

Decoding is strict. What decodes is re-encoded and must give the same bytes, which refuses duplicate
keys, padded integers and every other second spelling at once.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from mobilink.journal.errors import Malformed, NotStorable

VERSION = 1
LARGEST_ENTRY = 64 * 1024
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 8
NO_ENTRY = b""


class Op(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """One row made (`row` is None) or changed; `base` names the op each shared field replaces."""

    kind: str
    row: bytes | None
    fields: dict[str, Any]
    base: dict[str, bytes] = {}


class Payload(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """What was done: the verb, the person who did it ("" for the machine), the reason, the ops."""

    action: str
    by: str
    why: str
    ops: list[Op]


class Header(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """Where an entry stands in its chain, and the commitment to its payload."""

    version: int
    author: bytes
    epoch: bytes
    stream: str
    seq: int
    prev: bytes
    claimed_at: str
    commitment: bytes


Part = TypeVar("Part", Payload, Header)


@dataclass(frozen=True)
class Link:
    """The place of an entry in a chain: known before its content is."""

    author: UUID
    epoch: UUID
    stream: str
    seq: int
    prev: bytes

    def header(self, claimed_at: datetime, commitment: bytes) -> Header:
        """The header of the entry that stands here."""
        return Header(
            VERSION,
            self.author.bytes,
            self.epoch.bytes,
            self.stream,
            self.seq,
            self.prev,
            claimed_at.astimezone(UTC).isoformat(timespec="milliseconds"),
            commitment,
        )


_encoder = msgspec.msgpack.Encoder(order="sorted")
_payloads = msgspec.msgpack.Decoder(Payload)
_headers = msgspec.msgpack.Decoder(Header)


def encode(part: Payload | Header) -> bytes:
    """The canonical bytes of a payload or header."""
    return _encoder.encode(part)


def decode_payload(data: bytes) -> Payload:
    """The payload in `data`; raises Malformed or NotStorable, never anything else."""
    payload = _decode(_payloads, data)
    for op in payload.ops:
        check_fields(op.kind, op.fields)
    return payload


def decode_header(data: bytes) -> Header:
    """The header in `data`; raises Malformed, never anything else."""
    header = _decode(_headers, data)
    if header.version != VERSION:
        raise Malformed(f"Entry version {header.version} is not known here; upgrade Mobilink.")
    return header


def commitment(salt: bytes, payload: bytes) -> bytes:
    """What a header signs instead of the payload itself."""
    return hashlib.sha256(salt + payload).digest()


def entry_id(header: bytes) -> bytes:
    """The identity of the entry with these header bytes."""
    return hashlib.sha256(header).digest()


def row_id(link: Link, position: int) -> UUID:
    """The id of the row that op number `position` of the entry at `link` makes."""
    place = [link.author.bytes, link.epoch.bytes, link.stream, link.seq, position]
    return UUID(bytes=hashlib.sha256(b"mobilink row" + _encoder.encode(place)).digest()[:16])


def rows_of(header: Header, payload: Payload) -> Iterator[tuple[UUID, Op]]:
    """Each op of an entry with the id of the row that it makes or changes."""
    author, epoch = UUID(bytes=header.author), UUID(bytes=header.epoch)
    link = Link(author, epoch, header.stream, header.seq, header.prev)
    for position, op in enumerate(payload.ops):
        yield UUID(bytes=op.row) if op.row else row_id(link, position), op


def check_fields(kind: str, fields: dict[str, Any]) -> None:
    """Refuse values that one of the two databases or a browser could not keep unchanged."""
    for name, value in fields.items():
        _check_value(f"{kind}.{name}", value, depth=1)


def _decode(decoder: "msgspec.msgpack.Decoder[Part]", data: bytes) -> Part:
    if len(data) > LARGEST_ENTRY:
        raise Malformed(f"The entry has {len(data)} bytes; {LARGEST_ENTRY} is the most.")
    try:
        part = decoder.decode(data)
        canonical = _encoder.encode(part)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise Malformed(f"The bytes are not an entry: {error}.") from error
    if canonical != data:
        raise Malformed("The bytes are not in the one spelling that entries have.")
    return part


def _check_value(name: str, value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise NotStorable(f"{name} is nested more than {DEEPEST} deep.")
    if isinstance(value, str):
        _check_text(name, value)
    elif isinstance(value, list):
        for item in value:
            _check_value(name, item, depth + 1)
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            _check_value(name, part, depth + 1)
    elif value is not None:
        _check_number(name, value)


def _check_number(name: str, value: Any) -> None:
    if not isinstance(value, int):
        raise NotStorable(f"{name} has the type {type(value).__name__}, which cannot travel.")
    if abs(value) > LARGEST_INTEGER:
        raise NotStorable(f"{name} is {value}; whole numbers end at {LARGEST_INTEGER}.")


def _check_text(name: str, text: str) -> None:
    if "\0" in text:
        raise NotStorable(f"{name} contains a NUL character; remove it.")
    if not unicodedata.is_normalized("NFC", text):
        raise NotStorable(f"{name} is not in Unicode's composed form (NFC).")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotStorable(f"{name} contains half a character; type it again.") from error
