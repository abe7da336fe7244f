"""Differences between counts and records: a count changes no balance, it is explained or settled.

A count is set beside what moved until then, whenever that came to be known: a sale that another
phone brings home late explains it by itself. The last count of a lot at a place holds; those before
it are history.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Counted(NamedTuple):
    """So many of a lot were counted at a place. `base`: how many, but for the movements told beside."""

    id: UUID
    lot: UUID
    place: str
    at: datetime
    counted: int
    base: int = 0


class Moved(NamedTuple):
    """A movement as a count sees it: `as_of` is the moment that it tells of. What settles a count
    tells of the moment of that count, what takes a record back of the moment of that record.
    """

    lot: UUID
    quantity: int
    origin: str
    target: str
    as_of: datetime


def differences(counts: Iterable[Counted], moves: Iterable[Moved]) -> dict[UUID, int]:
    """Count that holds → how many more were there than is known now of that moment; below 0: fewer."""
    ordered = sorted(counts, key=lambda count: (count.at, count.id))
    holding = {(count.lot, count.place): count for count in ordered}
    known = Counter({count.id: count.base for count in holding.values()})
    for move in moves:
        for place, many in ((move.origin, -move.quantity), (move.target, move.quantity)):
            count = holding.get((move.lot, place))
            if count and move.as_of <= count.at:
                known[count.id] += many
    return {count.id: count.counted - known[count.id] for count in holding.values()}
