"""What a hub and its office both held when they last parted.

A van that comes back has little to tell: most of what it holds, the office holds too. So it first
asks with one hash of all that (`greeting`), beside its news. Where the office comes to the same
hash, both go on from there, however many chains there are; where not, the hub asks in full.
What is remembered is a guess that the hash proves, so it may be as old as it likes.
"""

import hashlib
from collections.abc import Collection, Iterator
from uuid import UUID

import msgspec

from mobilink import __version__
from mobilink.journal import models
from mobilink.journal.exchange import Heads, heads, lacking
from mobilink.journal.kinds import PUBLIC
from mobilink.journal.messages import Answer, Ask, End, ends_heard, ends_told
from mobilink.journal.portions import everything, hashes_of
from mobilink.journal.store import Parcel
from mobilink.journal.tables import TableStore
from mobilink.journal.wire import Hash, Name, Number


class Ground(msgspec.Struct, array_like=True, frozen=True):
    """The ends of chains, and the last line of each ledger: stream, revision, hash."""

    ends: list[End]
    ledger: list[tuple[Name, Number, Hash]]

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(b"mobilink common" + msgspec.msgpack.encode(self)).digest()

    @property
    def heads(self) -> Heads:
        return ends_heard(self.ends)


def ground(store: TableStore, hub: UUID, scope: Collection[str]) -> Ground:
    """What a hub that may read these streams holds, where it and this installation hold the same."""
    ends = {
        chain: some
        for chain, some in heads(store, everything).items()
        if chain.stream in scope or chain.author == hub
    }
    last = [(stream, store.last_line(stream)) for stream in sorted(scope)]
    lines = [(stream, line.until, line.hash) for stream, line in last if line]
    return Ground(sorted(ends_told(ends)), lines)


def remember(office: models.Peer) -> None:
    """Note at a hub what both hold, when they part without anything left to say."""
    store = TableStore()
    here = store.installation
    office.common = msgspec.msgpack.encode(ground(store, here.id, {PUBLIC, *here.streams}))


def remembered(office: models.Peer) -> Ground | None:
    """What both held when they last parted; nothing where the office may count in another way now."""
    if not office.common or office.version != __version__:
        return None
    return msgspec.msgpack.decode(office.common, type=Ground)


def since(store: TableStore, both: Ground) -> Iterator[Parcel]:
    """The segments that came to this hub since."""
    return lacking(store, both.heads, hashes_of(both.heads), everything)


def asked_in_full(ask: Ask, both: Ground) -> Ask:
    """A question whose hash is that of `both`, as if it had been asked in full."""
    return msgspec.structs.replace(ask, ends=both.ends, ledger=both.ledger)



def told_in_full(said: Answer, ask: Ask, both: Ground) -> Answer:
    """The answer to such a question, as if it named the ends that the office holds."""
    store = TableStore()
    is_all_there = said.received == len(ask.parcels)
    they_hold = heads(store, everything) if is_all_there else both.heads
    return msgspec.structs.replace(said, holds=sorted(hashes_of(they_hold)))
