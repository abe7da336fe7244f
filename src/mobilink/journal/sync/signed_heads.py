"""Signed heads: the ends of its ledger's lines that an office signed, kept by its hubs.

A line commits to all lines before it, so one signature proves them all. Whoever shows one to an
office that was set back proves what that forgot; whoever holds one, on paper too, can hold it
against a ledger years later.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.journal.core.errors import Malformed
from mobilink.journal.core.messages import Ask, RawHead
from mobilink.journal.core.store import Line
from mobilink.journal.storage import keys
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import PUBLIC
from mobilink.journal.storage.models import Peer, Witness
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync.batches import at_most

SAME, OTHER, BEHIND, FORGED = "same", "other", "behind", "forged"
SHORTEST = 8  # bytes of a hash that somebody typed


def sign(store: TableStore, stream: str, revision: int, hash_: bytes) -> RawHead:
    """The end of a line of this office's ledger, under its signature."""
    office, epoch = store.here()
    unsigned = (stream, revision, hash_, epoch.bytes, milliseconds(clock.now()))
    return (*unsigned, keys.Ed25519().sign(statement_of(office, (*unsigned, b""))))


def reached(
    store: TableStore, ask: Ask, lines: Iterable[Line], scope: Collection[str]
) -> list[RawHead]:
    """The heads that an office signs for a hub: where these lines bring it.

    In a full question it shows what it keeps, so it also gets what it lacks of where it stands; from
    an office that was set back, what it shows to be heard (`is_of_now`).
    """
    ends = {line.stream: (line.until, line.hash) for line in lines}
    if not ask.ground and not (ask.has_compared and store.decides):
        epoch = store.here()[1].bytes
        shown = {head[:3] for head in ask.heads if store.decides or head[3] == epoch}
        for stream, revision, hash_ in ask.ledger:
            is_shown = (stream, revision, hash_) in shown
            if stream in scope and not is_shown and store.has_line(stream, revision, hash_):
                ends.setdefault(stream, (revision, hash_))
    return [sign(store, stream, *end) for stream, end in sorted(ends.items())]


def is_genuine(head: RawHead, office: UUID, key: bytes) -> bool:
    """Whether an office signed this, which has this key."""
    return keys.Ed25519().verify(key, statement_of(office, head), head[-1])


def statement_of(office: UUID, head: RawHead) -> bytes:
    """What an office signs of a head."""
    return b"mobilink head" + msgspec.msgpack.encode([office.bytes, *head[:-1]])


def genuine(store: TableStore, heads: Iterable[RawHead]) -> list[RawHead]:
    """Those that this office itself signed."""
    return [head for head in heads if is_genuine(head, store.here()[0], keys.public())]


def is_of_now(store: TableStore, heads: Iterable[RawHead]) -> bool:
    """Whether one of them was signed in the present epoch: no question of before shows that."""
    epoch = store.here()[1].bytes
    return any(head[3] == epoch for head in genuine(store, heads))


def proven(store: TableStore, lines: Iterable[Line], heads: Iterable[RawHead]) -> set[bytes]:
    """The hashes of the lines that continue the ledger here and lead to one of these heads."""
    ends = {(head[0], head[1], head[2]) for head in heads}
    before: dict[str, bytes] = {}
    open_: dict[str, set[bytes]] = {}
    stand = set[bytes]()
    for line in lines:
        if line.stream not in before:
            last = store.last_line(line.stream)
            before[line.stream] = last.hash if last else b""
        if line.hash != line.hash_after(before[line.stream]):
            continue
        before[line.stream] = line.hash
        open_.setdefault(line.stream, set()).add(line.hash)
        if (line.stream, line.until, line.hash) in ends:
            stand |= open_.pop(line.stream)
    return stand


def keep(office: Peer, heads: Iterable[RawHead], in_backup: dict[str, int]) -> bool:
    """Keep at a hub the heads that its own ledger has reached; whether any is new.

    Those before the office's backup prove nothing that it could forget; the newest stays.
    """
    store, before = TableStore(), newest()
    for head in heads:
        stream, revision, hash_, epoch, at, signature = head
        is_here = store.has_line(stream, revision, hash_)
        if is_here and is_genuine(head, office.author, bytes.fromhex(office.key)):
            kept = {"hash": hash_, "epoch": UUID(bytes=epoch), "at": at, "signature": signature}
            Witness.objects.update_or_create(
                peer=office.author, stream=stream, revision=revision, defaults=kept
            )
            horizon = min(in_backup.get(stream, 0), revision)
            kept_here = Witness.objects.filter(peer=office.author, stream=stream)
            kept_here.filter(revision__lt=horizon).delete()
    return [head[:4] for head in newest()] != [head[:4] for head in before]


def are_complete(store: TableStore) -> bool:
    """Whether a hub keeps a head of where it stands in each stream."""
    kept = {head[:3] for head in newest()}
    lines = [line for stream in store.streams() if (line := store.last_line(stream))]
    return all((line.stream, line.until, line.hash) in kept for line in lines)


def forget(stream: str, after: int) -> None:
    """A hub that goes back with its office has no proof of what came after this revision."""
    Witness.objects.filter(stream=stream, revision__gt=after).delete()


def newest() -> list[RawHead]:
    """The last head of each stream that a hub keeps; each is read by itself, however many there are."""
    store = TableStore()
    kept = Witness.objects.filter(peer=_office(store)[0])
    last = (
        kept.filter(stream=stream).order_by("-revision").first()
        for stream in sorted({PUBLIC, *store.installation.streams})
    )
    return [_raw(row) for row in last if row]


def tail(store: TableStore, stream: str, after: int, most: int) -> list[Line]:
    """The lines that an office forgot, about so many, up to one that it signed.

    Without any that it signed, just the lines.
    """
    # A line that goes on over that is another one there, and shows that both part before it.
    first = store.line_with(stream, after + 1)
    start = first.revision - 1 if first else after
    lines = at_most(store.lines(stream, start), most)
    later = Witness.objects.filter(stream=stream, revision__gt=after).order_by("revision")
    signed = [*later.values_list("revision", flat=True)]
    if not signed or not lines:
        return lines
    end = max((one for one in signed if one <= lines[-1].until), default=signed[0])
    return [*takewhile(lambda line: line.until <= end, store.lines(stream, start))]


def present(store: TableStore) -> list[RawHead]:
    """How far the ledger has come: at the office signed now, at a hub as its office signed it."""
    if not store.is_office:
        return newest()
    lines = [line for stream in store.streams() if (line := store.last_line(stream))]
    return [sign(store, line.stream, line.until, line.hash) for line in lines]


def written(head: RawHead) -> str:
    """A head as one line of a text."""
    stream, revision, hash_, epoch, at, signature = head
    return f"{stream} {revision} {hash_.hex()} {epoch.hex()} {at} {signature.hex()}"


def held_against_ledger(store: TableStore, words: str) -> str:
    """What the ledger here says of a head in a text: one of SAME, OTHER, BEHIND, FORGED.

    The first three words will do, and of the hash its first 16 figures, as somebody types them from
    paper; nobody signed that then. Raises Malformed.
    """
    try:
        stream, revision, hash_, *proof = words.split()
        until = int(revision)
        if len(bytes.fromhex(hash_)) < SHORTEST:
            raise ValueError
        if proof:
            epoch, at, signature = proof
            head = (stream, until, bytes.fromhex(hash_), bytes.fromhex(epoch), int(at))
            if not is_genuine((*head, bytes.fromhex(signature)), *_office(store)):
                return FORGED
    except ValueError as error:
        raise Malformed(_("This is no head: %(words)s") % {"words": words[:80]}) from error
    last = store.last_line(stream)
    if last is None or last.until < until:
        return BEHIND
    line = store.line_to(stream, until)
    return SAME if line is not None and line.hash.hex().startswith(hash_.lower()) else OTHER


def _office(store: TableStore) -> tuple[UUID, bytes]:
    """The office whose ledger is here, and its key."""
    for peer in Peer.objects.filter(is_office=True):
        return peer.author, bytes.fromhex(peer.key)
    return store.here()[0], keys.public()


def proofs(lines: Iterable[Line]) -> Iterator[RawHead]:
    """The heads that a hub keeps of the ends of these lines."""
    last = {line.stream: line.until for line in lines}
    for stream, until in last.items():
        yield from map(_raw, Witness.objects.filter(stream=stream, revision=until))


def _raw(row: Witness) -> RawHead:
    epoch: UUID = row.epoch
    return row.stream, row.revision, bytes(row.hash), epoch.bytes, row.at, bytes(row.signature)
