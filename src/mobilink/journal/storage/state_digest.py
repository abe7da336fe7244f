"""State digest: machines with the same ledger compare one hash of their rows now and then.

Whoever follows the same lines has the same rows, if both programs do the same and nobody touched a
table. A hash over the rows of a stream that may change says whether that is so; facts need none,
since the hash of the ledger names each of them.
"""

import hashlib

import msgspec

from mobilink.basics import clock
from mobilink.journal.core.messages import Answer, Ask
from mobilink.journal.storage import models
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import every_kind
from mobilink.journal.storage.row_store import row_of, settled
from mobilink.journal.storage.tables import TableStore

EVERY = 1_000  # revisions between two comparisons
AT_LEAST = 24 * 3600 * 1000  # and at most so many ms, when anything changed
_encoder = msgspec.msgpack.Encoder(order="sorted")


def state_hash(stream: str) -> bytes:
    """One hash over what the ledger says of every row of a stream that may change."""
    digest = hashlib.sha256(b"mobilink state")
    for kind in every_kind():
        if kind.may_change and stream in kind.streams:
            for pk, state in sorted(settled(kind).items()):
                if kind.stream == stream or kind.stream_of(row_of(kind, pk, state)) == stream:
                    row = [kind.name, pk.hex, state.revision, state.fields, state.versions]
                    digest.update(_encoder.encode(row))
    return digest.digest()


def due(office: models.Peer) -> dict[str, bytes]:
    """The hashes that a hub should compare with its office now; nothing where it did of late."""
    store = TableStore()
    last = {stream: store.last_line(stream) for stream in store.streams()}
    ends = {stream: line.until for stream, line in last.items() if line}
    behind = {stream: end - office.compared.get(stream, 0) for stream, end in ends.items()}
    is_long_ago = milliseconds(clock.now()) - (office.compared_at or 0) > AT_LEAST
    if max(behind.values(), default=0) < (1 if is_long_ago else EVERY):
        return {}
    return {stream: state_hash(stream) for stream in ends}


def compared(ask: Ask, store: TableStore) -> tuple[list[str], list[str]]:
    """At the office: the streams that could be compared, being at the same line, and which differ."""
    same_line = [
        stream for stream, revision, hash_ in ask.ledger
        if (last := store.last_line(stream)) and (last.until, last.hash) == (revision, hash_)
    ]  # fmt: skip
    asked = [stream for stream in same_line if stream in ask.states]
    return asked, [stream for stream in asked if state_hash(stream) != ask.states[stream]]


def note(office: models.Peer, ask: Ask, said: Answer) -> None:
    """At a hub: remember what was compared, so that what differs is compared again after repair."""
    ends = {stream: revision for stream, revision, _ in ask.ledger}
    office.compared |= {s: ends[s] for s in said.compared if s not in said.differs}
    office.differs = said.differs
    office.compared_at = milliseconds(clock.now())
    office.save(update_fields=["compared", "differs", "compared_at"])
