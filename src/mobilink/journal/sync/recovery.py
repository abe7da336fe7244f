"""Recovery: an office that was set back decides nothing until it has heard its hubs again.

What it had decided since then, its hubs have witnessed: they bring the lines of the ledger back,
and with them whom it revoked. Until then its own people go on working as at a hub: what they write
is shown, and waits. When every hub that was enrolled and not revoked has been heard, or when an
operator says so, it puts everything in order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.journal.actions import alone
from mobilink.journal.core.errors import Diverged, NotOurs
from mobilink.journal.core.exchange import held
from mobilink.journal.core.messages import Ask, RawHead, ends_from_wire, line_from_wire
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.sequence import ERASED, QUARANTINED, problem_of
from mobilink.journal.core.store import Line
from mobilink.journal.members import installations
from mobilink.journal.storage import guards
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import TEAM
from mobilink.journal.storage.models import PHONE, Installation, Member, Peer, Witness
from mobilink.journal.storage.tables import OFFICE, TableStore, put_in_order, replica
from mobilink.journal.sync import claims, signed_heads
from mobilink.journal.sync.batches import hashes_of


@dataclass(frozen=True)
class Awaited:
    """An installation that may know what the office has forgotten."""

    id: UUID
    name: str
    unit: str = ""


@dataclass(frozen=True)
class Recovery:
    """Whether the office waits, since when (ms since 1970), and for whom; as a hub was told at last.

    `heard` counts the hubs that it has heard since, as far as this is the office.
    """

    is_on: bool
    heard: int
    awaited: list[Awaited]
    since: int | None = None

    @property
    def names(self) -> str:
        """Whom the office awaits."""
        return ", ".join(one.name for one in self.awaited)

    def __str__(self) -> str:
        if not self.is_on:
            return _("This installation is not recovering.")
        return _(
            "This office was set back and decides nothing yet. Heard since: %(heard)s. Awaited: "
            "%(names)s."
        ) % {"heard": self.heard, "names": self.names or _("nobody")}


OFF = Recovery(False, 0, [])


def state() -> Recovery:
    """How far the recovery of the office has come; at a hub, as the office told it."""
    here = Installation.objects.first()
    if here is not None and here.set_back_at is not None:
        return Recovery(True, len(_heard(here)), _awaited(here), here.set_back_at)
    if here is None or here.kind == OFFICE:
        return OFF
    office = Peer.objects.filter(is_office=True).first()
    if office is None or not office.recovery:
        return OFF
    since, awaited = office.recovery
    return Recovery(True, 0, [Awaited(UUID(id_), name) for id_, name in awaited], since)


def message() -> tuple[int, list[tuple[bytes, str]]] | None:
    """What this office tells its hubs of its recovery."""
    now = state()
    return (
        (now.since or 0, [(one.id.bytes, one.name) for one in now.awaited]) if now.is_on else None
    )


def note_message(office: Peer, awaits: tuple[int, list[tuple[bytes, str]]] | None) -> None:
    """Keep at a hub what its office told; the caller saves it."""
    office.recovery = awaits and [awaits[0], [[str(UUID(bytes=i)), name] for i, name in awaits[1]]]


def revoke(author: UUID, why: str, by: Any = None) -> None:
    """Honour nothing more of an installation; an office that was set back waits for it no more."""
    with alone():
        installations.revoke(author, why, by)
        _end_if_heard(Installation.objects.get())


def end() -> int:
    """Decide without those who were not heard; returns how many entries were put in order."""
    with alone():
        here = Installation.objects.first()
        if here is None or here.set_back_at is None:
            raise NotOurs(_("This installation is not recovering, so there is nothing to end."))
        return _end(here)


def hear(author: UUID) -> None:
    """Note that a hub has told everything it holds; the last of them ends the recovery.

    Inside `actions.alone()`.
    """
    here = Installation.objects.get()
    if here.set_back_at is not None:
        known = {"at": milliseconds(clock.now()), "revision": 0}
        Witness.objects.get_or_create(peer=author, stream=TEAM, defaults=known)
        Witness.objects.filter(peer=author).update(epoch=here.epoch)
        _end_if_heard(here)


def notice_what_was_forgotten(ask: Ask, scope: frozenset[str]) -> None:
    """A hub that shows a signed head of no line here proves that the office was set back.

    Unless it was signed in an epoch that this office went on from: its recovery is over, and this
    hub goes back. Inside `actions.alone()`, before anything is decided.
    """
    store = TableStore()
    if store.decides:
        here = store.installation
        epochs = {str(UUID(bytes=head[3])) for head in _forgotten(store, ask, scope)}
        if epochs - {*here.past_epochs}:
            here.past_epochs = sorted({*here.past_epochs, *epochs})  # so that each stops it once
            store.renew_epoch()


def _forgotten(store: TableStore, ask: Ask, scope: Collection[str]) -> list[RawHead]:
    """The heads that a hub shows, this office signed, and no line here ends in."""
    unknown = [head for head in ask.heads if head[0] in scope and not store.has_line(*head[:3])]
    return signed_heads.genuine(store, unknown)


def _until(store: TableStore, stream: str) -> int:
    line = store.last_line(stream)
    return line.until if line else 0


def ahead(store: TableStore, ask: Ask, scope: frozenset[str]) -> dict[str, int]:
    """The streams of whose ledger a hub says that it knows more, and up to which revision."""
    return {
        stream: revision
        for stream, revision, _ in ask.ledger
        if stream in scope and revision > _until(store, stream)
    }


def take_back(author: UUID, ask: Ask, scope: frozenset[str], *, is_news: bool) -> set[str]:
    """An office that was set back takes what a hub has witnessed; the streams that fork.

    What was decided without a hub stands: that goes back to where both agree. A hub is heard by a
    question that is news and shows a head which the office signed since it was set back: one that
    was recorded before cannot, though the office may have forgotten it.
    Inside `actions.alone()`, after what the hub brings is kept.
    """
    store = TableStore()
    claimed = ahead(store, ask, scope)
    shown = {head[0] for head in _forgotten(store, ask, scope)}
    ignored = claims.ruled(author, claimed, claims.IGNORED)
    believed: set[str] = set()
    if store.decides:
        forked = ignored | shown
    else:
        believed = claims.ruled(author, claimed, claims.BELIEVED)
        forked = (ignored - shown) | _adopt(ask, believed)
        store = TableStore()
        claimed = ahead(store, ask, scope)
    if is_news:
        settled = shown | forked | believed
        claims.note(author, {of: until for of, until in claimed.items() if of not in settled})
        theirs = ends_from_wire(ask.ends)
        is_all_here = hashes_of(theirs) <= held(store, theirs)
        is_of_now = signed_heads.is_of_now(store, ask.heads)
        if is_of_now and is_all_here and not claimed.keys() - forked:
            hear(author)
    return forked


def _adopt(ask: Ask, believed: Collection[str]) -> set[str]:
    """Take back decisions that a hub has witnessed; the streams whose lines are not ours.

    They lead to a head that this office signed, or a person believes the hub about the stream. What
    lacks an entry yet is left for the next time.
    """
    lines = [line_from_wire(told) for told in ask.tail]
    here = replica()
    proven = signed_heads.proven(here.store, lines, signed_heads.genuine(here.store, ask.heads))
    forked: set[str] = set()
    waiting: set[str] = set()
    with guards.writing(connection):
        for line in lines:
            is_known = line.until <= _until(here.store, line.stream)
            if is_known or line.stream in forked | waiting:
                continue
            stands = line.hash in proven or (line.stream in believed and _may_stand(here, line))
            if not stands and _continues(here, line):
                waiting.add(line.stream)
                continue
            try:
                if not here.follow(line):
                    waiting.add(line.stream)
            except Diverged:
                forked.add(line.stream)
        here.store.settle()
    return forked


def _continues(here: Replica[TableStore], line: Line) -> bool:
    last = here.store.last_line(line.stream)
    return line.hash == line.hash_after(last.hash if last else b"")


def _may_stand(here: Replica[TableStore], line: Line) -> bool:
    """Whether the entries of a line are here, and could have been given this verdict."""
    author = here.store.member(line.author)
    parts = here.parts_of(line)
    if author is None or parts is None:
        return False
    # What an entry said may have been erased since the line was written.
    return line.verdict.word == QUARANTINED or all(
        problem_of(entry, author, here.store) in ("", ERASED)
        for branch, first, last in parts
        for entry in here.store.entries(branch, first, last)
    )


def _heard(here: Installation) -> set[UUID]:
    """The hubs that told everything since the office was set back."""
    return {*Witness.objects.filter(epoch=here.epoch).values_list("peer", flat=True)}


def _awaited(here: Installation) -> list[Awaited]:
    heard = _heard(here)
    return [
        Awaited(one.author, one.name, one.unit)
        # Phones follow no ledger, so they have witnessed nothing.
        for one in Member.objects.exclude(kind=PHONE)
        if one.cut is None and one.author not in heard
    ]


def _end_if_heard(here: Installation) -> None:
    if here.set_back_at is not None and not _awaited(here):
        _end(here)


def _end(here: Installation) -> int:
    here.set_back_at = None
    here.save(update_fields=["set_back_at"])
    decided = put_in_order(replica())
    installations.certify()  # an upgrade that came meanwhile left it
    return decided
