"""Bundles: entries in a file, for a stick or a colleague's phone.

Whoever carries one can neither read it nor alter anything in it. Any honoured installation can open
it and carry it on, unless it was made for one alone.
"""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from mobilink.basics import chance
from mobilink.basics.disk import put_new
from mobilink.basics.errors import Refused
from mobilink.basics.terminal import reason_of
from mobilink.journal.actions import alone
from mobilink.journal.core.errors import Malformed, NotOurs, Stranger
from mobilink.journal.core.exchange import lacking
from mobilink.journal.core.frames import framed, signed_segments_of
from mobilink.journal.core.segment import unpack
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.members.installations import has_ended
from mobilink.journal.storage import guards, keys
from mobilink.journal.storage.models import PHONE, Member, Peer, Segment
from mobilink.journal.storage.tables import TableStore, replica
from mobilink.journal.sync import rollback_guard
from mobilink.journal.sync.batches import everything, receive_all


@dataclass(frozen=True)
class Unloaded:
    """What a bundle brought. `is_whole` is False where the file ends too early or was altered."""

    kept: int
    refused: list[str]
    is_whole: bool


class Load(NamedTuple):
    """Entries for the office alone, and the hashes of those to which they go."""

    data: bytes
    ends: list[bytes]


NO_LOAD = Load(b"", [])
NOTHING_YET = Unloaded(0, [], is_whole=True)


def load(most: int, carried: Collection[bytes] = ()) -> Load:
    """What the office has not decided on, as far as this hub knows, for a phone to carry there.

    It goes on behind the ends of other loads that are `carried` already. About so many bytes at
    most; only the office can open it. Nothing where nothing waits.
    """
    office = Peer.objects.filter(is_office=True).first()
    if office is None:
        return NO_LOAD
    with alone():
        with guards.writing(connection):
            replica().seal()
        signed_segments = list(_first(_undecided(carried), most))
    rollback_guard.remember()
    if not signed_segments:
        return NO_LOAD
    secret, key = chance.drawn(keys.SECRET), bytes.fromhex(office.key)
    return Load(
        b"".join(framed(signed_segments, secret, [keys.locked(key, secret)])),
        _ends(signed_segments),
    )


def _ends(signed_segments: list[SignedSegment]) -> list[bytes]:
    """The last hashes of what hangs together."""
    ends = dict[bytes, None]()
    for segment in (unpack(signed_segment.data) for signed_segment in signed_segments):
        ends.pop(segment.prev, None)
        ends[segment.head] = None
    return [*ends]


def _undecided(carried: Collection[bytes]) -> Iterator[SignedSegment]:
    store = TableStore()
    for branch in store.every_branch():
        ends = Segment.objects.filter(branch=branch.id, head__in=carried)
        last = ends.aggregate(last=Max("last"))["last"] or 0
        yield from store.signed_segments(branch, max(branch.ordered, last))


def _first(signed_segments: Iterator[SignedSegment], most: int) -> Iterator[SignedSegment]:
    size = 0
    for signed_segment in signed_segments:
        size += len(signed_segment.data)
        if size > most:
            return
        yield signed_segment


def unload(data: bytes, by: UUID | None = None) -> Unloaded:
    """Keep what somebody carried here (`by`); raises Refused where it cannot be opened here."""
    taking = partial(_with, by=by)
    return reduce(taking, signed_segments_of(io.BytesIO(data), keys.unlocked), NOTHING_YET)


def write(file: Path, to: UUID | None = None) -> int:
    """Write everything held here to a new file, all of it or nothing; returns how many segments.

    Only `to` can open it, or any installation that is honoured as far as this one knows.
    """
    readers = _readers(to)
    with alone():
        with guards.writing(connection):
            replica().seal()
        signed_segments = list(lacking(replica().store, {}, (), everything))
    if file.exists():
        raise Refused(
            _("%(file)s is there already. Bundles are never overwritten; choose a new name.")
            % {"file": file}
        )
    try:
        rollback_guard.remember()
        secret = chance.drawn(keys.SECRET)
        put_new(
            file, framed(signed_segments, secret, [keys.locked(key, secret) for key in readers])
        )
    except OSError as error:
        raise Refused(
            _("%(file)s could not be written: %(reason)s. Nothing was left there.")
            % {"file": file, "reason": reason_of(error)}
        ) from error
    return len(signed_segments)


def read(file: Path) -> Unloaded:
    """Keep what a bundle holds, up to its last whole chunk; reading it again changes nothing."""
    unloaded = NOTHING_YET
    try:
        with file.open("rb") as stream:
            for signed_segment in signed_segments_of(stream, keys.unlocked):
                unloaded = _with(unloaded, signed_segment)
    except (Malformed, Stranger) as error:
        # The core knows no catalogue; what it says of a bundle stands in the one of this room.
        raise type(error)(
            _("%(file)s cannot be opened. %(reason)s") % {"file": file, "reason": _(str(error))}
        ) from error
    except OSError as error:
        sentence = (
            _("%(file)s cannot be read: %(reason)s. %(kept)s segments before that were kept.")
            if unloaded.kept
            else _("%(file)s cannot be read: %(reason)s.")
        )
        raise Refused(
            sentence % {"file": file, "reason": reason_of(error), "kept": unloaded.kept}
        ) from error
    return unloaded


def _readers(to: UUID | None) -> set[bytes]:
    """The keys of those who may open a bundle."""
    known = {peer.author: peer.key for peer in Peer.objects.filter(is_office=True)}
    members = Member.objects.filter(cut__isnull=True).exclude(kind=PHONE)
    known |= {member.author: member.key for member in members if not has_ended(member)}
    known[TableStore().here()[0]] = keys.public().hex()
    if to is not None and to not in known:
        raise NotOurs(
            _("No installation %(id)s is honoured here. Look it up: mobilink installations")
            % {"id": to}
        )
    return {bytes.fromhex(key) for author, key in known.items() if to in (None, author)}


def _with(
    so_far: Unloaded, signed_segment: SignedSegment | None, by: UUID | None = None
) -> Unloaded:
    if signed_segment is None:
        return replace(so_far, is_whole=False)
    result = receive_all([signed_segment], by)
    kept, refused = so_far.kept + result.many, so_far.refused + result.refused
    return replace(so_far, kept=kept, refused=refused)
