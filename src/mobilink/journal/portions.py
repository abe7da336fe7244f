"""What one message carries, and how what it brought is kept."""

from collections.abc import Callable, Iterable, Iterator

from django.db import connection

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.journal import guards
from mobilink.journal.actions import alone
from mobilink.journal.fields import milliseconds
from mobilink.journal.replica import Replica
from mobilink.journal.store import Line, Parcel
from mobilink.journal.tables import TableStore, replica

PORTION = 64 * 1024  # bytes of segments in one message: what is sent again after a cut
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


def some_of(lines: Iterator[Line], most: int) -> list[Line]:
    """So many lines at most."""
    return [line for _, line in zip(range(most), lines, strict=False)]


def keep(
    parcels: list[Parcel], then: Callable[[Replica[TableStore]], object] = lambda _: None
) -> tuple[int, list[str]]:
    """Keep parcels, each in its own transaction; how many are on disk now, and what was refused.

    `then` goes on in the same transaction; the office decides there.
    """
    kept, refused = 0, []
    for parcel in parcels:
        try:
            with alone():
                here = replica()
                with guards.writing(connection):
                    here.receive(parcel, milliseconds(clock.now()))
                then(here)
            kept += 1
        except Refused as refusal:
            refused.append(str(refusal))
    return kept, refused
