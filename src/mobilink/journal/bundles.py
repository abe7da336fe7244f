"""Bundles: entries in a file, for a stick or a colleague's phone.

Each parcel is signed by its author, so whoever carries it can alter none.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection

from mobilink.basics.disk import put_new
from mobilink.basics.errors import Refused
from mobilink.journal import departures, guards
from mobilink.journal.actions import alone
from mobilink.journal.errors import Malformed
from mobilink.journal.exchange import lacking
from mobilink.journal.frames import framed, parcels_of
from mobilink.journal.portions import everything, keep
from mobilink.journal.replica import Replica
from mobilink.journal.store import Parcel
from mobilink.journal.tables import TableStore, put_in_order, replica


@dataclass(frozen=True)
class Unloaded:
    """What a bundle brought. `is_whole` is False where the file ends within a frame."""

    kept: int
    refused: list[str]
    is_whole: bool


def write(file: Path) -> int:
    """Write everything held here to a new file, all of it or nothing; returns how many segments."""
    with alone():
        with guards.writing(connection):
            replica().seal()
        parcels = list(lacking(replica().store, {}, (), everything))
    if file.exists():
        raise Refused(f"{file} is there already. Bundles are never overwritten; choose a new name.")
    try:
        departures.remember()
        put_new(file, framed(parcels))
    except OSError as error:
        raise Refused(
            f"{file} could not be written: {error.strerror}. Nothing was left there."
        ) from error
    return len(parcels)


def read(file: Path) -> Unloaded:
    """Keep what a bundle holds, up to its last whole frame; reading it again changes nothing."""
    unloaded = Unloaded(0, [], is_whole=True)
    try:
        with file.open("rb") as stream:
            for parcel in parcels_of(stream):
                unloaded = _with(unloaded, parcel)
    except Malformed as error:
        raise Malformed(f"{file} is no bundle of Mobilink.") from error
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error
    return unloaded


def _decide(here: Replica[TableStore]) -> None:
    if here.store.is_office:
        put_in_order(here)


def _with(so_far: Unloaded, parcel: Parcel | None) -> Unloaded:
    if parcel is None:
        return replace(so_far, is_whole=False)
    kept, _, refused = keep([parcel], then=_decide)
    return replace(so_far, kept=so_far.kept + kept, refused=so_far.refused + refused)
