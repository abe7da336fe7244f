"""Batches: what one message carries, and how what it brought is kept."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.journal.actions import alone
from mobilink.journal.core.errors import Enough
from mobilink.journal.core.exchange import Heads
from mobilink.journal.core.store import Line, SignedSegment
from mobilink.journal.core.wire import Chain
from mobilink.journal.members import allowances
from mobilink.journal.storage.tables import receive

# Bytes of segments in one message: what is sent again after a cut. A line of 256 kbit/s that breaks
# every 30 s carries 960 KB between two cuts, so one of them costs 3.4 % at most.
BATCH = 32 * 1024
LINES = 5_000


def everything(place: str | Chain) -> bool:
    """Whatever a hub holds may go up to the office, others' entries too."""
    return True


def batch_of(
    signed_segments: Iterable[SignedSegment], budget: int
) -> tuple[list[SignedSegment], bool]:
    """As many signed segments as fit, at least one; and whether others are left."""
    taken: list[SignedSegment] = []
    size = 0
    for signed_segment in signed_segments:
        size += len(signed_segment.data)
        if taken and size > budget:
            return taken, True
        taken.append(signed_segment)
    return taken, False


def most_lines(budget: int) -> int:
    """How many lines go with so many bytes of segments; who wants few bytes gets few of both."""
    return LINES if budget >= BATCH else max(16, budget // 128)


def at_most(lines: Iterator[Line], most: int) -> list[Line]:
    """So many lines at most."""
    return [line for _, line in zip(range(most), lines, strict=False)]


class BatchResult(NamedTuple):
    """What came of some signed segments: how many are on disk now, their ends, and why others were refused."""

    many: int
    ends: Heads
    refused: list[str]


def receive_all(signed_segments: list[SignedSegment], by: UUID | None = None) -> BatchResult:
    """Keep signed segments, each in its own transaction, in which the office decides on them too.

    Who brings them (`by`) is held to what a machine may bring of its own in a day.
    """
    many, refused = 0, list[str]()
    ends: Heads = {}
    for signed_segment in signed_segments:
        try:
            with alone():
                has_room = by is None or allowances.has_room(by)
                is_new, segment = receive(signed_segment)
                if is_new and segment.chain.author == by:
                    if not has_room:  # nothing of it is kept then
                        raise Enough(f"{Enough.code}: {allowances.ENOUGH}")
                    allowances.count_entries(by, len(signed_segment.data), len(segment.entries))
            many += 1
            ends.setdefault(segment.chain, set()).add((segment.last, segment.head))
        except Refused as refusal:
            refused.append(str(refusal))
    return BatchResult(many, ends, refused)


def union(ends: Heads, more: Heads) -> Heads:
    """The ends of both: what the other side named, and what it just brought."""
    return {chain: ends.get(chain, set()) | more.get(chain, set()) for chain in {*ends, *more}}


def hashes_of(ends: Heads) -> set[bytes]:
    """The ends alone, whatever chains they are of."""
    return {hash_ for some in ends.values() for _, hash_ in some}


def held_by(theirs: Heads, ours: Heads) -> set[bytes]:
    """Which of our ends are among those that the other side named, with as much before them."""
    return {
        hash_
        for chain, ends in ours.items()
        for last, hash_ in ends
        if {(last, hash_), (abs(last), hash_)} & theirs.get(chain, set())
    }


def ends_with(ends: Heads, hashes: set[bytes]) -> Heads:
    """Those of the ends that have one of these hashes."""
    return {chain: {end for end in some if end[1] in hashes} for chain, some in ends.items()}
