"""Signed messages between two installations, over whatever carries bytes.

A hub asks, the office answers. Both are signed over the nonce of the question, so a captive
portal's page, a replayed answer and a proxy's error are all simply no answer.
"""

from typing import Annotated, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from mobilink.basics import chance
from mobilink.journal.core.errors import Forged, Malformed
from mobilink.journal.core.exchange import Heads
from mobilink.journal.core.sequence import Verdict
from mobilink.journal.core.store import Line, Signer
from mobilink.journal.core.wire import LARGEST_INTEGER, Chain, Hash, Id, Name, Number, Seen

VERSION = 2
LARGEST = 8 * 1024 * 1024
Text = Annotated[str, msgspec.Meta(max_length=2_000)]
RawEnd = tuple[Id, Id, Name, Number, Hash]
"""The end of a branch, as it travels: author, epoch, stream, number of its last entry, its hash."""
Place = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_INTEGER)]
Losses = list[tuple[Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)], Name]]
RawLine = tuple[Name, Place, Id, Id, Place, Place, Hash, Name, Text, Losses, Losses, Number, Hash]
"""A line, as it travels: its fields in order, its verdict spread out."""
Signature = Annotated[bytes, msgspec.Meta(max_length=64)]
RawHead = tuple[Name, Place, Hash, Id, Number, Signature]
"""A line's end that the office signed: stream, revision, hash, the office's epoch, its clock then."""
RawEnvelope = tuple[Id, Annotated[bytes, msgspec.Meta(max_length=16)], bytes, Signature]
"""Author, nonce and body of a message, and the signature that covers all three."""


class Message(msgspec.Struct, array_like=True, frozen=True):
    """What every message begins with. The name of its class is signed, and so part of the wire."""

    version: int
    program: Name


class Ask(Message, array_like=True, frozen=True):
    """A hub's question: what it holds, what it brings, how far it knows the ledger, its clock.

    `ledger` is (stream, revision, hash) of its last lines, `tail` lines that a restored office
    may have forgotten, which `heads` prove, `holds` the ends of the office's that it holds: all of
    those that the last answer named, once `has_compared`. `states` are hashes of rows at the lines
    of `ledger`. A short question names no ends and no hashes of lines, but has one hash of all of
    them (`common_base`).
    """

    ends: list[RawEnd]
    holds: list[Hash]
    has_compared: bool
    ledger: Annotated[list[tuple[Name, Number, Seen]], msgspec.Meta(max_length=100)]
    signed_segments: list[tuple[bytes, bytes]]
    tail: list[RawLine]
    budget: Number
    clock: Number
    states: dict[Name, Hash] = {}
    captured: Number | None = None
    oldest_unsent: Number | None = None
    ground: Seen = b""
    heads: Annotated[list[RawHead], msgspec.Meta(max_length=100)] = []


class Answer(Message, array_like=True, frozen=True):
    """The office's answer: what it holds of the hub's, what it brings, its decisions.

    `received` counts the signed segments of the question that are on its disk now; `heads` prove its
    `lines`. `wants` names streams of whose ledger the hub knows more; `forks` gives (revision, hash)
    of a ledger that the hub's does not continue. Of the `compared` streams those in `differs` show
    other rows here. `in_backup` is the last revision of each stream that the backup covers, `clock`
    the office's in ms. It `agrees` with the hash of a short question, and then names no end; where
    not, the hub asks in full. `awaits`: since when an office that was set back waits, and for whom.
    """

    ends: list[RawEnd]
    holds: list[Hash]
    received: Number
    refused: list[Text]
    signed_segments: list[tuple[bytes, bytes]]
    lines: list[RawLine]
    wants: list[tuple[Name, Number]]
    forks: dict[Name, list[tuple[Number, Hash]]]
    is_more: bool
    compared: list[Name] = []
    differs: list[Name] = []
    in_backup: dict[Name, Number] = {}
    clock: Number | None = None
    agrees: bool = False
    awaits: tuple[Number, list[tuple[Id, Text]]] | None = None
    heads: list[RawHead] = []


AnyMessage = TypeVar("AnyMessage", bound=Message)


class Unverified(NamedTuple):
    """An envelope whose signature is yet to be held against its author's key."""

    author: UUID
    nonce: bytes
    body: bytes
    signature: bytes

    def open(self, of: type[AnyMessage], key: bytes, signer: Signer) -> AnyMessage:
        """The message, once it is proved to be its author's; raises Forged or Malformed."""
        signed = _signed(of, self.author.bytes, self.nonce, self.body)
        if not signer.verify(key, signed, self.signature):
            raise Forged(f"A message names installation {self.author}, which did not sign it.")
        try:
            message = msgspec.msgpack.decode(self.body, type=of)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise Malformed(f"The message cannot be read: {error}.") from error
        if message.version != VERSION:
            raise Malformed(f"The message speaks version {message.version}; upgrade Mobilink.")
        return message


def sign_message(message: Message, author: UUID, signer: Signer, nonce: bytes = b"") -> bytes:
    """The signed bytes of a message; a question makes its own nonce."""
    nonce = nonce or chance.drawn(16)
    body = msgspec.msgpack.encode(message)
    signature = signer.sign(_signed(type(message), author.bytes, nonce, body))
    return msgspec.msgpack.encode((author.bytes, nonce, body, signature))


def read_envelope(data: bytes) -> Unverified:
    """The envelope in `data`; raises Malformed for anything else."""
    try:
        author, *sealed = msgspec.msgpack.decode(data, type=RawEnvelope)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Malformed("What came back is not from a Mobilink office.") from error
    return Unverified(UUID(bytes=author), *sealed)


def _signed(kind: type, author: bytes, nonce: bytes, body: bytes) -> bytes:
    return b"\0".join([b"mobilink", kind.__name__.encode(), author, nonce, body])


def ends_to_wire(ends: Heads) -> list[RawEnd]:
    """Heads in their wire form."""
    return [
        (chain.author.bytes, chain.epoch.bytes, chain.stream, seq, hash_)
        for chain, tips in ends.items()
        for seq, hash_ in sorted(tips)
    ]


def ends_from_wire(wire_ends: list[RawEnd]) -> Heads:
    """Heads from their wire form."""
    ends: Heads = {}
    for author, epoch, stream, seq, hash_ in wire_ends:
        chain = Chain(UUID(bytes=author), UUID(bytes=epoch), stream)
        ends.setdefault(chain, set()).add((seq, hash_))
    return ends


def line_to_wire(line: Line) -> RawLine:
    """A ledger line in its wire form."""
    v = line.verdict
    place = (line.stream, line.revision, line.author.bytes, line.epoch.bytes, line.first, line.many)
    return (*place, line.head, v.word, v.reason, list(v.lost), list(v.beaten), line.at, line.hash)


def line_from_wire(line: RawLine) -> Line:
    """A ledger line from its wire form."""
    stream, revision, author, epoch, first, many, head, word, reason, lost, beaten, at, hash_ = line
    verdict = Verdict(word, reason, tuple(lost), tuple(beaten))
    chain = (UUID(bytes=author), UUID(bytes=epoch), first, many)
    return Line(stream, revision, *chain, head, verdict, at, hash_)
