"""What one message carries, and how what it brought is kept."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.db import connection

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.journal import guards
from mobilink.journal.actions import alone
from mobilink.journal.exchange import Heads
from mobilink.journal.fields import milliseconds
from mobilink.journal.replica import Replica
from mobilink.journal.store import Line, Parcel
from mobilink.journal.tables import TableStore, replica

# Bytes of segments in one message: what is sent again after a cut. A line of 256 kbit/s that breaks
# every 30 s carries 960 KB between two cuts, so one of them costs 3.4 % at most.
PORTION = 32 * 1024
LINES = 5_000


def everything(stream: str) -> bool:
    """Whatever a hub holds may go up to the office, others' entries too."""
    return True


def portion_of(parcels: Iterable[Parcel], budget: int) -> tuple[list[Parcel], bool]:
    """As many parcels as fit, at least one; and whether others are left."""
    taken: list[Parcel] = []
    size = 0
    for parcel in parcels:
        size += len(parcel.data)
        if taken and size > budget:
            return taken, True
        taken.append(parcel)
    return taken, False


def most_lines(budget: int) -> int:
    """How many lines go with so many bytes of segments; who wants few bytes gets few of both."""
    return LINES if budget >= PORTION else max(16, budget // 128)


def some_of(lines: Iterator[Line], most: int) -> list[Line]:
    """So many lines at most."""
    return [line for _, line in zip(range(most), lines, strict=False)]


class Kept(NamedTuple):
    """What came of some parcels: how many are on disk now, their ends, and why others were refused."""

    many: int
    ends: Heads
    refused: list[str]


def keep(
    parcels: list[Parcel], then: Callable[[Replica[TableStore]], object] = lambda _: None
) -> Kept:
    """Keep parcels, each in its own transaction.

    `then` goes on in the same transaction; the office decides there.
    """
    many, refused = 0, list[str]()
    ends: Heads = {}
    for parcel in parcels:
        try:
            with alone():
                here = replica()
                with guards.writing(connection):
                    _, segment = here.receive(parcel, milliseconds(clock.now()))
                then(here)
            many += 1
            ends.setdefault(segment.chain, set()).add((segment.last, segment.head))
        except Refused as refusal:
            refused.append(str(refusal))
    return Kept(many, ends, refused)


def together(ends: Heads, more: Heads) -> Heads:
    """The ends of both: what the other side named, and what it just brought."""
    return {chain: ends.get(chain, set()) | more.get(chain, set()) for chain in {*ends, *more}}


def hashes_of(ends: Heads) -> set[bytes]:
    """The ends alone, whatever chains they are of."""
    return {hash_ for some in ends.values() for _, hash_ in some}


def some_ends(ends: Heads, hashes: set[bytes]) -> Heads:
    """Those of the ends that have one of these hashes."""
    return {chain: {end for end in some if end[1] in hashes} for chain, some in ends.items()}
