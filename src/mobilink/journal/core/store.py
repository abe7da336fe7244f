"""The store of a node: what it keeps of the journal, wherever it keeps it, and where things lie.

The databases (`tables`) and the simulator's memory are both a `Store`.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

import msgspec

from mobilink.journal.core.merge import RowState
from mobilink.journal.core.segment import Segment
from mobilink.journal.core.sequence import Known, Member, Verdict
from mobilink.journal.core.wire import Chain, Entry, Op

_encoder = msgspec.msgpack.Encoder()


class SignedSegment(NamedTuple):
    """A segment as it travels: its bytes and its author's signature."""

    data: bytes
    signature: bytes


class Stray(NamedTuple):
    """A segment that waits for the one before it."""

    chain: Chain
    last: int
    head: bytes
    signed: SignedSegment
    at: int


class Branch(NamedTuple):
    """Entries of one chain that hang together, from `since` to `tip`.

    Up to `ordered` they have their line, but for the `skipped` (first, last): the office had gone
    on without them before they came.
    """

    id: int
    chain: Chain
    since: int
    prev: bytes
    tip: int
    tip_hash: bytes
    ordered: int
    skipped: tuple[tuple[int, int], ...] = ()

    @property
    def waiting(self) -> list[tuple[int, int]]:
        """The (first, last) numbers of its entries that have no line."""
        return [*self.skipped, *[(self.ordered + 1, self.tip)] * (self.ordered < self.tip)]


class Line(NamedTuple):
    """The office's decision on a run of entries; `hash` chains it to the line before."""

    stream: str
    revision: int
    author: UUID
    epoch: UUID
    first: int
    many: int
    head: bytes
    verdict: Verdict
    at: int
    hash: bytes

    @property
    def chain(self) -> Chain:
        return Chain(self.author, self.epoch, self.stream)

    @property
    def last(self) -> int:
        return self.first + self.many - 1

    @property
    def until(self) -> int:
        """The revision of its last entry."""
        return self.revision + self.many - 1

    def hash_after(self, prev: bytes) -> bytes:
        """What the line's hash must be when it follows the line with the hash `prev`."""
        decided = [self.verdict.word, self.verdict.reason, self.verdict.lost, self.verdict.beaten]
        place = [self.stream, self.revision, self.author.bytes, self.epoch.bytes, self.first]
        encoded = _encoder.encode([prev, *place, self.many, self.head, *decided, self.at])
        return hashlib.sha256(b"mobilink line" + encoded).digest()


class Signer(Protocol):
    """Keys behind an interface: Ed25519 in the world, something quick in the simulator."""

    def sign(self, message: bytes) -> bytes: ...
    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool: ...
    def secret(self) -> bytes: ...


class Store(Known, Protocol):
    """Where a node keeps its journal and its rows; each method of `Replica` is one transaction."""

    def here(self) -> tuple[UUID, UUID]: ...
    def renew_epoch(self) -> None: ...
    def member(self, author: UUID) -> Member | None: ...
    def branches(self, chain: Chain) -> list[Branch]: ...
    def every_branch(self) -> list[Branch]: ...
    def add_branch(self, chain: Chain, since: int, prev: bytes) -> Branch: ...
    def save_branch(self, branch: Branch) -> None: ...
    def drop_branch(self, branch: Branch) -> None: ...
    def hash_at(self, branch: Branch, seq: int) -> bytes | None: ...
    def entries(self, branch: Branch, first: int, last: int) -> Iterable[Entry]: ...
    def received(self, branch: Branch, seq: int) -> int: ...
    def add_segment(
        self, branch: Branch, segment: Segment, until: int, signed: SignedSegment, at: int
    ) -> None: ...
    def signed_segments(self, branch: Branch, after: int) -> Iterator[SignedSegment]: ...
    def add_stray(self, stray: Stray) -> None: ...
    def strays(self, chain: Chain | None) -> list[Stray]: ...
    def drop_stray(self, stray: Stray) -> None: ...
    def add_open(self, branch: Branch, entry: Entry, at: int) -> None: ...
    def open_entries(self, branch: Branch) -> Iterable[Entry]: ...
    def close_open(self, branch: Branch, until: int) -> None: ...
    def seed(self, branch: Branch) -> bytes: ...
    def set_seed(self, branch: Branch, seed: bytes) -> None: ...
    def last_line(self, stream: str) -> Line | None: ...
    def lines(self, stream: str, after: int) -> Iterator[Line]: ...
    def add_line(self, line: Line) -> None: ...
    def streams(self) -> list[str]: ...
    def unsettle(self, stream: str, after: int) -> None: ...
    def restate_own(self) -> None: ...
    def show_again(self, entries: Iterable[Entry]) -> None: ...
    def put(self, kind: str, row: UUID, state: RowState, entry: Entry, op: Op) -> None: ...
    def take_back(self, kind: str, row: UUID, entry: Entry, op: Op) -> None: ...
    def erased(self) -> Collection[bytes]: ...
    def remove(self, kind: str, row: UUID) -> None: ...
    def strip(self, chain: Chain, seq: int, entry: bytes) -> None: ...
    def settle(self) -> None: ...


AnyStore = TypeVar("AnyStore", bound=Store)


def is_rooted(store: Store, branch: Branch) -> bool:
    """Whether everything before the branch is here too, back to the first entry of its chain."""
    before = branch.since - 1
    return not before or any(
        store.hash_at(other, before) == branch.prev and is_rooted(store, other)
        for other in store.branches(branch.chain)
        if other.since < branch.since
    )


def parts_of(
    store: Store, chain: Chain, first: int, last: int, head: bytes
) -> list[tuple[Branch, int, int]] | None:
    """Where the entries from `first` to `last`, which ends in `head`, are kept."""
    if first > last:
        return None
    for branch in store.branches(chain):
        if store.hash_at(branch, last) == head:
            if first >= branch.since:
                return [(branch, first, last)]
            before = parts_of(store, chain, first, branch.since - 1, branch.prev)
            return None if before is None else [*before, (branch, branch.since, last)]
    return None
