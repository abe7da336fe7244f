"""The wire format of an entry.

An entry is two msgpack arrays. The *payload* says what was done:

    [action, by, why, [op, …]]        op = [kind, row | nil, {field: value}, {field: base}]

and the *header* commits to it:

    [1, author, epoch, stream, seq, prev, claimed_at, SHA-256(salt ‖ payload)]

The entry's identity is the SHA-256 of its header bytes; `claimed_at` counts milliseconds since 1970
by its author's clock. `salt` is empty unless the payload may hold personal data: erasing a salted
payload leaves a commitment that nobody can guess back. A new row carries no id: it follows from its
place in the chain (`row_id`), so it costs nothing on the wire and two machines can never mint the
same one.

Decoding is strict. What decodes is re-encoded and must give the same bytes, which refuses duplicate
keys, padded integers and every other second spelling at once.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import msgspec

from mobilink.journal.core.errors import Malformed, NotStorable

VERSION = 1
LARGEST_ENTRY = 64 * 1024
LARGEST_RUN = 8 * 1024 * 1024
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 8
LONGEST_NAME = 100
ABSENT = msgspec.msgpack.Ext(1, b"")


Id = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Seen = Annotated[bytes, msgspec.Meta(max_length=32)]
Name = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)]
Number = Annotated[int, msgspec.Meta(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]


class Op(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True, gc=False):
    """One row made (`row` is None) or changed; `base` names the op each shared field replaces."""

    kind: Name
    row: Id | None
    fields: dict[Name, Any]
    base: dict[Name, Seen] = {}


class Payload(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True, gc=False):
    """What was done: the verb, the person who did it ("" for the machine), the reason, the ops."""

    action: Name
    by: Name
    why: str
    ops: list[Op]


NOTHING_SAID = Payload("", "", "", [])
_encoder = msgspec.msgpack.Encoder(order="sorted")
_payloads = msgspec.msgpack.Decoder(Payload)


class Chain(NamedTuple):
    """The name of a chain: one author's entries of one epoch in one stream."""

    author: UUID
    epoch: UUID
    stream: str


class Link(msgspec.Struct, frozen=True, gc=False):
    """The place of an entry in a chain: known before its content is."""

    author: UUID
    epoch: UUID
    stream: str
    seq: int
    prev: bytes

    @property
    def chain(self) -> Chain:
        return Chain(self.author, self.epoch, self.stream)

    def entry(self, claimed_at: int, salt: bytes, payload: Payload) -> "Entry":
        """The entry that says `payload` and stands here."""
        return next(run(self, [(claimed_at, salt, payload, b"")]))


class RowColumns(msgspec.Struct, frozen=True, eq=False):
    """New rows that many entries tell in one shape: each kind, with every value of its fields.

    A value is ABSENT where one of them leaves the field out.
    """

    ops: list[tuple[str, dict[str, list[Any]]]]


class Entry(msgspec.Struct, eq=False, gc=False):
    """One entry: where it stands, its identity, when it says it was, and what it says.

    Where that was erased, `committed` is what is left of it; elsewhere it is empty. `alike` is what
    it shares with others of its segment, where all of them only make rows.
    """

    link: Link
    hash: bytes
    claimed_at: int
    salt: bytes
    payload: Payload
    committed: bytes = b""
    alike: RowColumns | None = None
    _rows: list[tuple[UUID, Op]] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self._identity() == other._identity()

    def _identity(self) -> tuple[object, ...]:
        return self.link, self.hash, self.claimed_at, self.salt, self.payload, self.committed

    @property
    def after(self) -> Link:
        """Where the entry after this one will stand."""
        link = self.link
        return Link(link.author, link.epoch, link.stream, link.seq + 1, self.hash)

    def erased(self) -> "Entry":
        """The same entry without what it said and without the salt by which that could be guessed."""
        said = self.committed or commitment(self.salt, _encoder.encode(self.payload))
        return Entry(self.link, self.hash, self.claimed_at, b"", NOTHING_SAID, said)

    def rows(self) -> list[tuple[UUID, Op]]:
        """Each op with the id of the row that it makes or changes; worked out once."""
        if self._rows is None:
            self._rows = [
                (UUID(bytes=op.row) if op.row else row_id(self.link, self.claimed_at, position), op)
                for position, op in enumerate(self.payload.ops)
            ]
        return self._rows


EntryContents = tuple[int, bytes, Payload, bytes]
"""Contents of an entry: claimed time, salt, what it says; what is left of that, if erased."""


def run(link: Link, contents: Iterable[EntryContents]) -> Iterator[Entry]:
    """The entries of these contents, one after another from `link` on."""
    author, epoch, stream, seq, prev = link.author, link.epoch, link.stream, link.seq, link.prev
    # An array of eight is what follows its first byte; the first half is the same in the whole run.
    size = 0
    start = b"\x98" + _encoder.encode((VERSION, author.bytes, epoch.bytes, stream))[1:]
    for claimed_at, salt, payload, left in contents:
        said = _encoder.encode(payload)
        if len(said) > LARGEST_ENTRY:
            raise NotStorable("This is too long to be kept in one piece; divide it.")
        size += len(said)
        if size > LARGEST_RUN:
            raise NotStorable("These entries say more than one segment may; divide them.")
        end = _encoder.encode((seq, prev, claimed_at, left or commitment(salt, said)))
        hash_, salt = hashlib.sha256(start + end[1:]).digest(), b"" if left else salt
        yield Entry(Link(author, epoch, stream, seq, prev), hash_, claimed_at, salt, payload, left)
        seq, prev = seq + 1, hash_


def encode(payload: Payload) -> bytes:
    """The canonical bytes of a payload."""
    return _encoder.encode(payload)


def decode_payload(data: bytes) -> Payload:
    """The payload in `data`; raises Malformed or NotStorable, never anything else."""
    if len(data) > LARGEST_ENTRY:
        raise Malformed(f"The entry has {len(data)} bytes; {LARGEST_ENTRY} is the most.")
    try:
        payload = _payloads.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise Malformed(f"The bytes are not an entry: {error}.") from error
    check_names([payload.action, payload.by])
    check_value("why", payload.why)
    for op in payload.ops:
        check_names([op.kind, *op.fields, *op.base])
        check_fields(op.kind, op.fields)
    if _encoder.encode(payload) != data:
        raise Malformed("The bytes are not in the one spelling that entries have.")
    return payload


def commitment(salt: bytes, payload: bytes) -> bytes:
    """What a header signs instead of the payload itself."""
    return hashlib.sha256(salt + payload).digest()


def row_id(link: Link, claimed_at: int, position: int) -> UUID:
    """The id of the row that op number `position` makes, of the entry claimed then at `link`.

    The time is part of it because two machines cloned from one disk stand at the same link.
    """
    digest = _rows_of_chain(link.author.int, link.epoch.int, link.stream).copy()
    digest.update(b"%d %d %d" % (link.seq, claimed_at, position))
    return UUID(bytes=digest.digest()[:16])


@lru_cache(maxsize=256)
def _rows_of_chain(author: int, epoch: int, stream: str) -> "hashlib._Hash":
    """The beginning that the ids of all rows of a chain share."""
    place = author.to_bytes(16) + epoch.to_bytes(16) + stream.encode()
    return hashlib.sha256(b"mobilink row" + place + b"\0")


def check_fields(kind: str, fields: dict[str, Any]) -> None:
    """Refuse values that one of the two databases or a browser could not keep unchanged."""
    for name, value in fields.items():
        check_value(f"{kind}.{name}", value)


def check_names(names: Iterable[str]) -> None:
    """Refuse a name that one of the two databases or a browser could not keep unchanged."""
    for name in names:
        check_value("A name", name)


def check_value(name: str, value: Any, depth: int = 1) -> None:
    """Refuse a value of any shape that cannot be kept unchanged everywhere."""
    if value is None or (type(value) is int and -LARGEST_INTEGER <= value <= LARGEST_INTEGER):
        return
    if depth > DEEPEST:
        raise NotStorable(f"{name} is nested more than {DEEPEST} deep.")
    if isinstance(value, str):
        _check_text(name, value)
    elif isinstance(value, list):
        for item in value:
            check_value(name, item, depth + 1)
    elif isinstance(value, dict):
        _check_keys(name, value)
        for part in (*value.keys(), *value.values()):
            check_value(name, part, depth + 1)
    else:
        _check_number(name, value)


def _check_keys(name: str, value: dict[Any, Any]) -> None:
    if not all(isinstance(key, str) for key in value):
        raise NotStorable(f"{name} has a key that is no text.")


def _check_number(name: str, value: Any) -> None:
    if not isinstance(value, int):
        raise NotStorable(f"{name} has the type {type(value).__name__}, which cannot travel.")
    if abs(value) > LARGEST_INTEGER:
        raise NotStorable(f"{name} is {value}; whole numbers end at {LARGEST_INTEGER}.")


def _check_text(name: str, text: str) -> None:
    if "\0" in text:
        raise NotStorable(f"{name} contains a NUL character; remove it.")
    if text.isascii():  # as most of it is
        return
    if not unicodedata.is_normalized("NFC", text):
        raise NotStorable(f"{name} is not in Unicode's composed form (NFC).")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotStorable(f"{name} contains half a character; type it again.") from error
