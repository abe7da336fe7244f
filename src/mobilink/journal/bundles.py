"""Bundles: entries in a file, for a stick or a colleague's phone.

Whoever carries one can neither read it nor alter anything in it. Any honoured installation can open
it and carry it on, unless it was made for one alone.
"""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from django.db import connection

from mobilink.basics.disk import put_new
from mobilink.basics.errors import Refused
from mobilink.journal import departures, guards, keys
from mobilink.journal.actions import alone
from mobilink.journal.errors import Malformed, NotOurs, Stranger
from mobilink.journal.exchange import lacking
from mobilink.journal.frames import framed, parcels_of
from mobilink.journal.installations import has_ended
from mobilink.journal.models import Member, Peer
from mobilink.journal.portions import everything, keep
from mobilink.journal.replica import Replica
from mobilink.journal.store import Parcel
from mobilink.journal.tables import TableStore, put_in_order, replica


@dataclass(frozen=True)
class Unloaded:
    """What a bundle brought. `is_whole` is False where the file ends too early or was altered."""

    kept: int
    refused: list[str]
    is_whole: bool


def write(file: Path, to: UUID | None = None) -> int:
    """Write everything held here to a new file, all of it or nothing; returns how many segments.

    Only `to` can open it, or any installation that is honoured as far as this one knows.
    """
    readers = _readers(to)
    with alone():
        with guards.writing(connection):
            replica().seal()
        parcels = list(lacking(replica().store, {}, (), everything))
    if file.exists():
        raise Refused(f"{file} is there already. Bundles are never overwritten; choose a new name.")
    try:
        departures.remember()
        secret = secrets.token_bytes(keys.SECRET)
        put_new(file, framed(parcels, secret, [keys.locked(key, secret) for key in readers]))
    except OSError as error:
        raise Refused(
            f"{file} could not be written: {error.strerror}. Nothing was left there."
        ) from error
    return len(parcels)


def read(file: Path) -> Unloaded:
    """Keep what a bundle holds, up to its last whole chunk; reading it again changes nothing."""
    unloaded = Unloaded(0, [], is_whole=True)
    try:
        with file.open("rb") as stream:
            for parcel in parcels_of(stream, keys.unlocked):
                unloaded = _with(unloaded, parcel)
    except (Malformed, Stranger) as error:
        raise type(error)(f"{file} cannot be opened. {error}") from error
    except OSError as error:
        before = f" {unloaded.kept} segments before that were kept." if unloaded.kept else ""
        raise Refused(f"{file} cannot be read: {error.strerror}.{before}") from error
    return unloaded


def _readers(to: UUID | None) -> set[bytes]:
    """The keys of those who may open a bundle."""
    known = {peer.author: peer.key for peer in Peer.objects.filter(is_office=True)}
    members = Member.objects.filter(cut__isnull=True)
    known |= {member.author: member.key for member in members if not has_ended(member)}
    known[TableStore().here()[0]] = keys.public().hex()
    if to is not None and to not in known:
        raise NotOurs(f"No installation {to} is honoured here. Look it up: mobilink installations")
    return {bytes.fromhex(key) for author, key in known.items() if to in (None, author)}


def _decide(here: Replica[TableStore]) -> None:
    if here.store.is_office:
        put_in_order(here)


def _with(so_far: Unloaded, parcel: Parcel | None) -> Unloaded:
    if parcel is None:
        return replace(so_far, is_whole=False)
    kept, _, refused = keep([parcel], then=_decide)
    return replace(so_far, kept=so_far.kept + kept, refused=so_far.refused + refused)
