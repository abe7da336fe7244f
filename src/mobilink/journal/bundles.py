"""Bundles: entries in a file, for a stick or a colleague's phone.

    MLB1, then frames: length (4 bytes), SHA-256 (8 bytes), parcel

Each parcel is signed by its author and each frame checks itself, so a file cut anywhere is good up
to its last whole frame, and whoever carries it can neither read a sealed part nor alter any.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import msgspec
from django.db import connection

from mobilink.basics.disk import put_new
from mobilink.basics.errors import Refused
from mobilink.journal import departures, guards
from mobilink.journal.actions import alone
from mobilink.journal.errors import Malformed
from mobilink.journal.exchange import lacking
from mobilink.journal.portions import everything, keep
from mobilink.journal.replica import Replica
from mobilink.journal.segment import LARGEST
from mobilink.journal.store import Parcel
from mobilink.journal.tables import TableStore, put_in_order, replica

MAGIC = b"MLB1"


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
        put_new(file, chain([MAGIC], map(_frame, parcels)))
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
            if stream.read(len(MAGIC)) != MAGIC:
                raise Malformed(f"{file} is no bundle of Mobilink.")
            for parcel in _frames(stream):
                unloaded = _with(unloaded, parcel)
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


def _frame(parcel: Parcel) -> bytes:
    body = msgspec.msgpack.encode((parcel.data, parcel.signature))
    return len(body).to_bytes(4) + hashlib.sha256(body).digest()[:8] + body


def _frames(stream: BinaryIO) -> Iterator[Parcel | None]:
    """The parcels of a file, and nothing where it ends or goes wrong within a frame."""
    while head := stream.read(12):
        size = int.from_bytes(head[:4])
        body = stream.read(size) if len(head) == 12 and size <= LARGEST else b""
        if len(body) != size or hashlib.sha256(body).digest()[:8] != head[4:]:
            yield None
            return
        try:
            yield Parcel(*msgspec.msgpack.decode(body, type=tuple[bytes, bytes]))
        except msgspec.MsgspecError:
            yield None
            return
