"""The common base of a hub and its office: what both held when they last parted.

A van that comes back has little to tell: most of what it holds, the office holds too. So it asks
shortly, with one hash of all that and with its news. Where the office comes to the same hash, both
go on from there, however many chains there are; where not, the hub asks in full. What a hub
remembers is a guess that the hash proves, so it may be as old as it likes; how far it knows the
ledger is told as it is now.
"""

import hashlib
from collections.abc import Collection, Iterator
from uuid import UUID

import msgspec

from mobilink import __version__
from mobilink.journal.core.exchange import Heads, heads, lacking
from mobilink.journal.core.messages import Answer, Ask, RawEnd, ends_from_wire, ends_to_wire
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.core.wire import Name, Number, Seen
from mobilink.journal.storage import models
from mobilink.journal.storage.kinds import PUBLIC
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync.batches import batch_of, everything, hashes_of


class CommonBase(msgspec.Struct, array_like=True, frozen=True):
    """The ends of chains, and how far the ledgers of their streams are known."""

    ends: list[RawEnd]
    ledger: list[tuple[Name, Number, Seen]]

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(b"mobilink ground" + msgspec.msgpack.encode(self)).digest()


def of_office(hub: UUID, scope: Collection[str]) -> CommonBase:
    """What a hub that may read these streams holds, where it and this office hold the same."""
    store = TableStore()
    last = [(stream, store.last_line(stream)) for stream in sorted(scope)]
    lines = [(stream, line.until, line.hash) for stream, line in last if line]
    return CommonBase(sorted(ends_to_wire(_ends(store, hub, scope))), lines)


def part(office: models.Peer, *, is_known: bool) -> None:
    """Note at a hub what both hold, when they part without anything left to say.

    Where a short question was in vain and the full one moved nothing, both will count differently
    the next time too: then the hub asks in full until something moves.
    """
    store = TableStore()
    here = store.installation
    ends = _sealed(store, _ends(store, here.id, {PUBLIC, *here.streams})) if is_known else {}
    office.ground = msgspec.msgpack.encode(sorted(ends_to_wire(ends)))


def _ends(store: TableStore, hub: UUID, scope: Collection[str]) -> Heads:
    return {
        chain: some
        for chain, some in heads(store, everything).items()
        if chain.stream in scope or chain.author == hub
    }


def _sealed(store: TableStore, ends: Heads) -> Heads:
    """The ends without this machine's open entries, which nobody else can hold."""
    sealed = dict(ends)
    for branch in store.every_branch():
        first = next(iter(store.open_entries(branch)), None)
        if first is not None and branch.chain in sealed:
            without = sealed[branch.chain] - {(branch.tip, branch.tip_hash)}
            sealed[branch.chain] = without | {(first.link.seq - 1, first.link.prev)}
    return sealed


def remembered(office: models.Peer) -> Heads:
    """The ends that both held when they last parted; none where the office may count otherwise now."""
    try:
        ends = msgspec.msgpack.decode(office.ground or b"\x90", type=list[RawEnd])
    except msgspec.MsgspecError:  # as another version wrote it
        return {}
    return ends_from_wire(ends) if office.version == __version__ else {}


def shortened(whole: Ask, shared: Heads, room: int) -> Ask | None:
    """The short form of a full question, with the news; nothing where these are too many, or unknown."""
    if not shared:
        return None
    news, is_more = batch_of(_since(shared), room)
    if is_more:
        return None
    wire_segments = [(signed_segment.data, signed_segment.signature) for signed_segment in news]
    ledger = [(stream, until, b"") for stream, until, _ in whole.ledger]
    hash_ = CommonBase(sorted(ends_to_wire(shared)), whole.ledger).hash
    return msgspec.structs.replace(
        whole, ends=[], ledger=ledger, signed_segments=wire_segments, ground=hash_, heads=[]
    )


def _since(shared: Heads) -> Iterator[SignedSegment]:
    """The segments that came to this hub since it held only what was `shared`."""
    store = TableStore()
    now = heads(store, everything)
    # A stray that has found its predecessor since is an end no more, or another one.
    still = {chain: ends & now.get(chain, set()) for chain, ends in shared.items()}
    return lacking(store, shared, hashes_of(still), everything)


def in_full(short: Ask, base: CommonBase) -> Ask:
    """A short question whose hash is that of `base`, as if it had been asked in full."""
    return msgspec.structs.replace(short, ends=base.ends, ledger=base.ledger)


def answered_in_full(said: Answer, short: Ask, whole: Ask, shared: Heads) -> Answer:
    """The answer to a short question, as if the full one had been asked."""
    is_all_there = said.received == len(short.signed_segments)
    they_hold = ends_from_wire(whole.ends) if is_all_there else shared
    return msgspec.structs.replace(said, holds=sorted(hashes_of(they_hold)))
