"""The server side for phones: what one brings to a hub or an office, and the receipt that it gets.

A phone writes its own chains and follows no ledger. Any station that knows it takes its segments;
the office decides on them, a hub carries them on. The receipt says how far each chain came, what
needs a person, and brings the plan that a booth needs, where the phone has another.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from itertools import islice, starmap
from typing import Annotated
from uuid import UUID

import msgspec
from django.db.models import F, Max

from mobilink import __version__
from mobilink.basics import clock
from mobilink.journal.actions import alone
from mobilink.journal.core.errors import Enough, Malformed, Stranger
from mobilink.journal.core.messages import VERSION, Message, Text, sign_message
from mobilink.journal.core.segment import unpack
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.core.wire import Hash, Id, Name, Number, Seen
from mobilink.journal.members import allowances, installations
from mobilink.journal.members.authentication import authenticate, note_contact
from mobilink.journal.storage import keys, review_queue
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import TEAM
from mobilink.journal.storage.models import PHONE, Branch, LedgerLine
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import bundles, replays, rollback_guard
from mobilink.journal.sync.batches import receive_all

ENOUGH = "This phone came more often today than phones do. It keeps what it has, until tomorrow."
LARGEST_LOAD = 1024 * 1024  # bytes of segments that a phone carries for one van
MOST_TROUBLES = 200  # told at once; what is older stands on the office's own pages
ChainReceipt = tuple[Id, Name, Number, Hash, Number, Number]
"""How far a chain of the phone came: epoch, stream, last number here and its hash, the last number
that the ledger has, the last that a backup covers.
"""
RootlessReceipt = tuple[Id, Name, Number, Number, Hash, Number, Number]
"""Entries without those before them: epoch, stream, first number here, then as in `ChainReceipt`."""
Trouble = tuple[Id, Name, Number, Number, Name, Text]
"""What needs a person: epoch, stream, first number, how many, the verdict, its reason."""


# The names of messages are signed (`messages._signed`): they belong to the wire format.
class Delivery(Message, array_like=True, frozen=True):
    """What a phone brings: its segments, how many entries it wrote, its clock, the plan it knows.

    `plan` is the SHA-256 of that plan. `carried` are sealed loads of vans, for the office;
    `takes_load` asks a van for another one, beyond what those it has go to (`knows`). `to` is the name by which the station is called, and
    `turn` grows with every message. Instants are ms since 1970.
    """

    signed_segments: list[tuple[bytes, bytes]]
    captured: Annotated[int, msgspec.Meta(ge=0)]
    oldest_unsent: Number | None
    clock: Number
    plan: Seen
    carried: list[bytes] = []
    takes_load: bool = False
    to: Text = ""
    turn: Number = 0
    knows: list[Hash] = []


class Receipt(Message, array_like=True, frozen=True):
    """What a station answers, by the key for which `certificate` vouches `until` then where it is no
    office.

    `unloaded` are the hashes of loads that the office keeps now; `load` is what a van gives along,
    and goes to the entries in `load_ends`. `middles` are here and have no beginning here.
    `newest` is how far the station knows the ledger of what the plan is made of. `revoked` are the
    stations that are not honoured any more. `turn` is the last that was heard of this phone: one
    whose storage was set back goes on from there.
    """

    kind: Name
    name: Name
    key: bytes
    certificate: bytes
    ends: list[ChainReceipt]
    troubles: list[Trouble]
    refused: list[Text]
    clock: Number
    plan: bytes
    unloaded: list[Hash] = []
    load: bytes = b""
    newest: Number = 0
    until: Number = 0
    revoked: list[Id] = []
    middles: list[RootlessReceipt] = []
    load_ends: list[Hash] = []
    turn: Number = 0


def answer(data: bytes, host: str, plan_of: Callable[[str], bytes]) -> bytes:
    """The receipt for what a phone brought; raises Refused where the phone is not honoured here.

    `host` is the name by which this station was asked; `plan_of` gives the plan of a unit by its
    code, which an office keeps back from a phone whose term is over. Everything is on disk when this
    returns.
    """
    envelope, phone, delivery = authenticate(data, Delivery, host, kind=PHONE)
    rollback_guard.notice()
    with alone():
        is_news = replays.is_next(phone.author, delivery.turn)
        if is_news and not allowances.take(phone.author, allowances.DELIVERIES):
            raise Enough(ENOUGH)
        if is_news:
            note_contact(phone.author, delivery)
        if is_news and installations.is_office():
            installations.renew_in_time(phone.author)
    kept = receive_all([*starmap(SignedSegment, delivery.signed_segments)], phone.author)
    unloaded = [*_unloaded(delivery.carried, phone.author)]
    rollback_guard.remember(phone.streams)
    gives_plan = is_news and not installations.is_withheld_from(phone)
    plan = plan_of(phone.unit) if gives_plan else b""
    plan = b"" if hashlib.sha256(plan).digest() == delivery.plan else plan
    gives = is_news and delivery.takes_load
    load = bundles.load(LARGEST_LOAD, {*delivery.knows}) if gives else bundles.NO_LOAD
    receipt = _receipt(phone.author, kept.refused, plan, unloaded, load)
    return sign_message(receipt, TableStore().installation.id, keys.Ed25519(), envelope.nonce)


def _unloaded(carried: list[bytes], phone: UUID) -> Iterator[bytes]:
    """The hashes of the loads that could be opened here: what they hold is on disk now."""
    for data in carried:
        with contextlib.suppress(Malformed, Stranger):
            load = bundles.unload(data, phone)
            if load.is_whole and not load.refused:
                yield hashlib.sha256(data).digest()


def _receipt(
    phone: UUID, refused: list[str], plan: bytes, unloaded: list[bytes], load: bundles.Load
) -> Receipt:
    here = TableStore().installation
    branches = [*Branch.objects.filter(author=phone, tip__gt=0).order_by("pk")]
    whole = [one for one in branches if one.since == 1]
    rest = [one for one in branches if one.since > 1]
    certificate, until = installations.vouched()
    return Receipt(
        VERSION,
        __version__,
        here.kind,
        here.name,
        keys.public(),
        certificate,
        [*map(_end_of, whole)],
        [*_troubles(phone)],
        refused,
        milliseconds(clock.now()),
        plan,
        unloaded,
        load.data,
        last.until if (last := TableStore().last_line(TEAM)) else 0,
        until,
        [author.bytes for author in installations.revoked_stations()],
        [*_middles(phone, rest)],
        load.ends,
        replays.last_turn(phone),
    )


def _end_of(branch: Branch) -> ChainReceipt:
    """How far a branch came, from its first entry on."""
    place = (branch.epoch.bytes, branch.stream, branch.tip, bytes(branch.tip_hash))
    return *place, _ordered(branch), _covered(branch)


def _middles(phone: UUID, branches: list[Branch]) -> Iterator[RootlessReceipt]:
    """The runs of a phone's entries whose predecessors are not here.

    A phone lets go of what a backup covers, so a van that never heard of that gets the rest alone.
    """
    pieces = [
        (one.since, bytes(one.prev), (one.epoch.bytes, one.stream), _end_of(one))
        for one in branches
    ]
    for stray in TableStore().strays(None):
        if stray.chain.author == phone:
            waiting = unpack(stray.signed.data)
            chain = (waiting.chain.epoch.bytes, waiting.chain.stream)
            end = (*chain, waiting.last, waiting.head, 0, 0)
            pieces.append((waiting.first, waiting.prev, chain, end))
    runs = dict[tuple[tuple[bytes, str], bytes], tuple[int, ChainReceipt]]()
    for since, prev, chain, end in sorted(pieces):
        first, before = runs.pop((chain, prev), (since, end))
        far = max(end[4], before[4]), max(end[5], before[5])
        runs[chain, end[3]] = first, (*end[:4], *far)
    for first, (epoch, stream, last, head, ordered, covered) in runs.values():
        yield epoch, stream, first, last, head, ordered, covered


def _covered(branch: Branch) -> int:
    """The last number that a backup covers."""
    in_backup = TableStore().installation.in_backup.get(branch.stream, 0)
    lines = LedgerLine.objects.filter(
        author=branch.author,
        epoch=branch.epoch,
        stream=branch.stream,
        revision__lte=in_backup - F("count") + 1,
    )
    last = lines.aggregate(last=Max(F("first") + F("count") - 1))["last"]
    return min(last or 0, _ordered(branch))


def _ordered(branch: Branch) -> int:
    """The number up to which every entry has its line."""
    return min((first - 1 for first, _ in branch.skipped), default=branch.ordered)


def _troubles(phone: UUID) -> Iterator[Trouble]:
    """The entries of a phone that wait in quarantine, the newest first."""
    waiting = (line for line in review_queue.quarantined() if line.author == phone)
    for line in islice(waiting, MOST_TROUBLES):
        place = (line.epoch.bytes, line.stream, line.first, line.count)
        yield (*place, line.verdict, line.reason[:2_000])
