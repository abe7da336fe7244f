"""What two installations say to each other: signed messages over whatever carries bytes.

A hub asks, the office answers. Both are signed over the nonce of the question, so a captive
portal's page, a replayed answer and a proxy's error are all simply no answer.
"""

import secrets
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from mobilink.journal.errors import Forged, Malformed
from mobilink.journal.exchange import Heads
from mobilink.journal.sequence import Verdict
from mobilink.journal.store import Line, Parcel, Signer
from mobilink.journal.wire import Chain

VERSION = 1
LARGEST = 8 * 1024 * 1024


class Spoken(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """The envelope of every message; `signature` covers the other three."""

    author: bytes
    nonce: bytes
    body: bytes
    signature: bytes


class Ask(msgspec.Struct, array_like=True, frozen=True):
    """A hub's question: what it holds, what it brings, how far it knows the ledger, its clock.

    `ledger` is (stream, revision, hash) of its last lines, `tail` lines that a restored office
    may have forgotten, `holds` the ends of the office's that it holds: all of those that the last
    answer named, once `has_compared`. `states` are hashes of rows at the lines of `ledger`.
    """

    version: int
    program: str
    ends: list[tuple[bytes, bytes, str, int, bytes]]
    holds: list[bytes]
    has_compared: bool
    ledger: list[tuple[str, int, bytes]]
    parcels: list[tuple[bytes, bytes]]
    tail: list[list[Any]]
    budget: int
    clock: int
    states: dict[str, bytes] = {}
    captured: int | None = None
    oldest_unsent: int | None = None


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """The office's answer: what it holds of the hub's, what it brings, its decisions.

    `received` counts the parcels of the question that are on its disk now. `wants` names streams
    of whose ledger the hub knows more; `forks` gives (revision, hash) of a ledger that the hub's
    does not continue, so that it can go back to where they agree. Of the `compared` streams those
    in `differs` show other rows here. `in_backup` is the last revision of each stream that the
    office's backup covers, `clock` its clock in ms.
    """

    version: int
    program: str
    ends: list[tuple[bytes, bytes, str, int, bytes]]
    holds: list[bytes]
    received: int
    refused: list[str]
    parcels: list[tuple[bytes, bytes]]
    lines: list[list[Any]]
    wants: list[tuple[str, int]]
    forks: dict[str, list[tuple[int, bytes]]]
    is_more: bool
    compared: list[str] = []
    differs: list[str] = []
    in_backup: dict[str, int] = {}
    clock: int | None = None


Message = TypeVar("Message", Ask, Answer)


class Heard(NamedTuple):
    """An envelope whose signature is yet to be held against its author's key."""

    author: UUID
    nonce: bytes
    body: bytes
    signature: bytes

    def open(self, of: type[Message], key: bytes, signer: Signer) -> Message:
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


def speak(message: Ask | Answer, author: UUID, signer: Signer, nonce: bytes = b"") -> bytes:
    """The signed bytes of a message; a question makes its own nonce."""
    nonce = nonce or secrets.token_bytes(16)
    body = msgspec.msgpack.encode(message)
    signature = signer.sign(_signed(type(message), author.bytes, nonce, body))
    return msgspec.msgpack.encode(Spoken(author.bytes, nonce, body, signature))


def hear(data: bytes) -> Heard:
    """The envelope in `data`; raises Malformed for anything else."""
    try:
        spoken = msgspec.msgpack.decode(data, type=Spoken)
        author = UUID(bytes=spoken.author)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Malformed("What came back is not from a Mobilink office.") from error
    return Heard(author, spoken.nonce, spoken.body, spoken.signature)


def _signed(kind: type, author: bytes, nonce: bytes, body: bytes) -> bytes:
    return b"\0".join([b"mobilink", kind.__name__.encode(), author, nonce, body])


def ends_told(ends: Heads) -> list[tuple[bytes, bytes, str, int, bytes]]:
    """Heads as they travel."""
    return [
        (chain.author.bytes, chain.epoch.bytes, chain.stream, seq, hash_)
        for chain, some in ends.items()
        for seq, hash_ in sorted(some)
    ]


def ends_heard(told: list[tuple[bytes, bytes, str, int, bytes]]) -> Heads:
    """Heads as they came; raises Malformed for ids that are none."""
    ends: Heads = {}
    try:
        for author, epoch, stream, seq, hash_ in told:
            chain = Chain(UUID(bytes=author), UUID(bytes=epoch), stream)
            ends.setdefault(chain, set()).add((seq, hash_))
    except ValueError as error:
        raise Malformed(f"The message names a chain that cannot be: {error}.") from error
    return ends


def line_told(line: Line) -> list[Any]:
    """A ledger line as it travels."""
    v = line.verdict
    place = [line.stream, line.revision, line.author.bytes, line.epoch.bytes, line.first, line.many]
    return [*place, line.head, v.word, v.reason, v.lost, v.beaten, line.at, line.hash]


def line_heard(told: list[Any]) -> Line:
    """A ledger line as it came; raises Malformed where it is none."""
    try:
        (
            stream,
            revision,
            author,
            epoch,
            first,
            many,
            head,
            word,
            reason,
            lost,
            beaten,
            at,
            hash_,
        ) = told
        contests = [tuple((int(place), str(name)) for place, name in of) for of in (lost, beaten)]
        verdict = Verdict(str(word), str(reason), *contests)
        chain = (UUID(bytes=author), UUID(bytes=epoch), int(first), int(many))
        return Line(str(stream), int(revision), *chain, bytes(head), verdict, int(at), bytes(hash_))
    except (ValueError, TypeError) as error:
        raise Malformed(f"The message holds a line that cannot be: {error}.") from error


def parcels_heard(told: list[tuple[bytes, bytes]]) -> list[Parcel]:
    """Parcels as they came."""
    return [Parcel(data, signature) for data, signature in told]
