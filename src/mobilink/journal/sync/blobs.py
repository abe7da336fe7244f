"""Blobs: pictures that facts name by their hash come in parts, and count only when whole.

Facts are small and come first; a picture follows when there is room for it. Each part is on the
disk before it is acknowledged, so a connection may break off anywhere and the next one goes on
there. Bytes of which the SHA-256 is not their name are thrown away. They lie in the database, which
is encrypted and in every backup.
"""

import hashlib
from collections.abc import Collection
from datetime import timedelta
from typing import Annotated

import msgspec
from django.utils.translation import gettext as _

from mobilink import __version__
from mobilink.basics import clock
from mobilink.journal.actions import alone
from mobilink.journal.core.errors import Ended, Enough, Malformed, Stranger
from mobilink.journal.core.messages import VERSION, Message, Text, read_envelope, sign_message
from mobilink.journal.core.wire import Hash, Number
from mobilink.journal.members import allowances, installations
from mobilink.journal.members.authentication import authenticate, name_in
from mobilink.journal.storage import keys, review_queue
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import PICTURE, every_kind
from mobilink.journal.storage.models import PHONE, Blob, Member, Peer
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync.sync_client import Send

ENDED = "The term of this machine is over. It keeps its pictures until the office prolongs it."
ENOUGH = (
    "This machine brought more pictures today that nothing names. It keeps them, until tomorrow."
)
UNNAMED_FOR = timedelta(days=30)
AT_ONCE = 500  # pictures that are looked at together
PART = 256 * 1024
LARGEST = 512 * 1024
Size = Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]


# The names of messages are signed (`messages._signed`): they belong to the wire format.
class Part(Message, array_like=True, frozen=True):
    """Some bytes of a blob of `size` bytes, from `start` on; none where one only asks.

    `to` is the name by which the station is called. Said again it moves nothing.
    """

    hash: Hash
    size: Size
    start: Number
    data: Annotated[bytes, msgspec.Meta(max_length=PART)]
    to: Text = ""


class Held(Message, array_like=True, frozen=True):
    """How many bytes are here; all of them only once they were seen to be what their name says.

    `certificate` vouches for `key`, `until` then, as in a receipt.
    """

    key: bytes
    certificate: bytes
    held: Number
    until: Number = 0


def answer(data: bytes, host: str) -> bytes:
    """What is here of a blob after a part that a phone or a hub brought; raises Refused.

    `host` is the name by which this station was asked.
    """
    envelope, machine, part = authenticate(data, Part, host)
    if installations.is_withheld_from(machine):
        raise Ended(ENDED)
    held = _take(part, machine)
    here = TableStore().installation.id
    certificate, until = installations.vouched()
    reply = Held(VERSION, __version__, keys.public(), certificate, held, until)
    return sign_message(reply, here, keys.Ed25519(), envelope.nonce)


def carry(send: Send) -> int:
    """Bring a hub's whole blobs to its office; how many are there now. Raises Refused."""
    office = Peer.objects.get(is_office=True)
    waiting = Blob.objects.filter(is_whole=True, is_at_office=False)
    names = [*waiting.values_list("hash", flat=True)]
    known = named(names)
    # Of the others the office takes no more than so many a day.
    for name in sorted(names, key=lambda name: name not in known):
        blob = Blob.objects.get(pk=name)
        held, before = _bring_part(blob, 0, b"", office, send), -1
        while before < held < blob.size:
            before = held
            held = _bring_part(blob, held, bytes(blob.data)[held : held + PART], office, send)
        if held == blob.size:
            Blob.objects.filter(pk=blob.pk).update(is_at_office=True)
    return len(names)


def whole(hashes: set[str]) -> set[str]:
    """Those of some blobs that are here and whole."""
    rows = Blob.objects.filter(hash__in=hashes, is_whole=True)
    return set(rows.values_list("hash", flat=True))


def keep(data: bytes) -> str:
    """Keep a picture that somebody brought to this machine itself; its name."""
    name = hashlib.sha256(data).hexdigest()
    values = {"size": len(data), "data": data, "is_whole": True}
    first = values | {"since": milliseconds(clock.now())}
    with alone():
        Blob.objects.update_or_create(hash=name, defaults=values, create_defaults=first)
    return name


def read(hash_: str) -> bytes | None:
    """The bytes of a blob, once it is whole."""
    blob = Blob.objects.filter(hash=hash_, is_whole=True).first()
    return bytes(blob.data) if blob else None


def named(hashes: Collection[str]) -> set[str]:
    """Those of some blobs that a row here names."""
    return {
        name
        for kind in every_kind()
        for picture in kind.pictures
        for name in kind.model._default_manager.filter(**{f"{picture}__in": hashes})
        .order_by()
        .values_list(picture, flat=True)
    }


def drop_unnamed() -> None:
    """Let go of pictures that nothing has named for a month; not while anything of the machine that
    brought them waits, or an entry that waits for a person names them. A van keeps what its office lacks.
    """
    old = Blob.objects.filter(since__lt=milliseconds(clock.now() - UNNAMED_FOR)).order_by("hash")
    old = old if installations.is_office() else old.filter(is_at_office=True)
    part, waiting = list(old.values_list("hash", "author")[:AT_ONCE]), review_queue.awaited(PICTURE)
    while part:
        with alone():
            unnamed = {name for name, author in part if author not in waiting.authors}
            gone = unnamed - named(unnamed) - waiting.values
            Blob.objects.filter(hash__in=gone).delete()
        part = list(old.filter(hash__gt=part[-1][0]).values_list("hash", "author")[:AT_ONCE])


def _take(part: Part, machine: Member) -> int:
    """Keep a part where it goes on from what is here; how many bytes are here then."""
    name = part.hash.hex()
    with alone():
        blob = Blob.objects.filter(hash=name).first()
        data = bytes(blob.data) if blob else b""
        if (blob and blob.is_whole) or not part.data or part.start != len(data):
            return len(data)
        if not named([name]):
            _count_unnamed(machine, part, is_new=blob is None)
        data += part.data
        is_whole = len(data) >= part.size
        is_right = len(data) == part.size and hashlib.sha256(data).digest() == part.hash
        if not is_whole or is_right:
            values = {"size": part.size, "data": data, "is_whole": is_whole}
            first = values | {"author": machine.author, "since": milliseconds(clock.now())}
            Blob.objects.update_or_create(hash=name, defaults=values, create_defaults=first)
            return len(data)
        Blob.objects.filter(hash=name).delete()
    raise Malformed("A picture is not what its name says, so nothing of it was kept. Send it anew.")


def _count_unnamed(machine: Member, part: Part, *, is_new: bool) -> None:
    """Facts come first, so few pictures of an honest machine are named by none.

    The bytes of what a van carries are not counted as its own.
    """
    size = len(part.data) if machine.kind == PHONE else 0
    has_room = not is_new or allowances.take(machine.author, allowances.PICTURES)
    if not has_room or allowances.take(machine.author, allowances.BYTES, size) < size:
        raise Enough(ENOUGH)


def _bring_part(blob: Blob, start: int, data: bytes, office: Peer, send: Send) -> int:
    """How much of a blob the office holds after some bytes of it."""
    to = name_in(office.address)
    part = Part(VERSION, __version__, bytes.fromhex(blob.hash), blob.size, start, data, to)
    spoken = sign_message(part, TableStore().installation.id, keys.Ed25519())
    back = read_envelope(send(spoken))
    if back.nonce != read_envelope(spoken).nonce or back.author != office.author:
        raise Stranger(
            _("What came back is no answer of our office. Try again on another network.")
        )
    return back.open(Held, bytes.fromhex(office.key), keys.Ed25519()).held
