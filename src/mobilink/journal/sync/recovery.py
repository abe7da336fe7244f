"""Recovery: an office that was set back decides nothing until it has heard its hubs again.

What it had decided since then, its hubs have witnessed: they bring the lines of the ledger back,
and with them whom it revoked. Until then its own people go on working as at a hub: what they write
is shown, and waits. When every hub that was enrolled and not revoked has been heard, or when an
operator says so, it puts everything in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from mobilink.journal.actions import alone
from mobilink.journal.core.errors import Diverged, NotOurs
from mobilink.journal.core.exchange import held
from mobilink.journal.core.messages import Ask, ends_from_wire, line_from_wire
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.sequence import ERASED, QUARANTINED, problem_of
from mobilink.journal.core.store import Line
from mobilink.journal.members import installations
from mobilink.journal.storage import guards
from mobilink.journal.storage.models import PHONE, Installation, Member, Peer
from mobilink.journal.storage.tables import OFFICE, TableStore, put_in_order, replica
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
            return "This installation is not recovering."
        return (
            f"This office was set back and decides nothing yet. Heard since: {self.heard}. "
            f"Awaited: {self.names or 'nobody'}."
        )


OFF = Recovery(False, 0, [])


def state() -> Recovery:
    """How far the recovery of the office has come; at a hub, as the office told it."""
    here = Installation.objects.first()
    if here is not None and here.heard is not None:
        return Recovery(True, len(here.heard), _awaited(here), here.set_back_at)
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
        here = Installation.objects.get()
        if here.heard is not None and not _awaited(here):
            _end(here, missed=[])


def end() -> int:
    """Decide without those who were not heard; returns how many entries were put in order."""
    with alone():
        here = Installation.objects.first()
        if here is None or here.heard is None:
            raise NotOurs("This installation is not recovering, so there is nothing to end.")
        return _end(here, missed=[str(one.id) for one in _awaited(here)])


def hear(author: UUID) -> None:
    """Note that a hub has told everything it holds; the last of them ends the recovery.

    Inside `actions.alone()`.
    """
    here = Installation.objects.get()
    if here.heard is not None:
        here.heard = sorted({*here.heard, str(author)})
        here.save(update_fields=["heard"])
        if not _awaited(here):
            _end(here, missed=[])
    elif str(author) in here.missed:
        here.missed = [one for one in here.missed if one != str(author)]
        here.save(update_fields=["missed"])


def miss(author: UUID) -> None:
    """Note that this office went on without a hub that it had forgotten.

    Inside `actions.alone()`.
    """
    here = Installation.objects.get()
    here.missed = sorted({*here.missed, str(author)})
    here.save(update_fields=["missed"])


def _was_missed(author: UUID) -> bool:
    """Whether an operator ended the recovery without a hub, and it was not heard since."""
    return str(author) in Installation.objects.get().missed


def notice_what_was_forgotten(author: UUID, ask: Ask, scope: frozenset[str]) -> None:
    """A hub that knows more of the ledger than the office shows that the office was set back.

    Inside `actions.alone()`, before anything is decided.
    """
    store = TableStore()
    if store.decides and _ahead(store, ask, scope) and not _was_missed(author):
        store.renew_epoch()


def _ahead(store: TableStore, ask: Ask, scope: frozenset[str]) -> set[str]:
    """The streams of whose ledger a hub knows more."""
    last = {stream: store.last_line(stream) for stream in scope}
    return {
        stream
        for stream, revision, _ in ask.ledger
        if stream in scope and revision > (line.until if (line := last[stream]) else 0)
    }


def take_back(author: UUID, ask: Ask, scope: frozenset[str], *, is_news: bool) -> set[str]:
    """An office that was set back takes what a hub has witnessed; the streams that fork.

    What was decided without a hub that was missed stands: it goes back to where both agree. Only a
    question that is news counts as having heard the hub.
    Inside `actions.alone()`, after what the hub brings is kept.
    """
    store = TableStore()
    if store.decides:
        if not _was_missed(author):
            return set()
        forked = _ahead(store, ask, scope)
    else:
        forked = _adopt(line_from_wire(told) for told in ask.tail)
    store = TableStore()
    theirs = ends_from_wire(ask.ends)
    is_all_here = hashes_of(theirs) <= held(store, theirs)
    if is_news and is_all_here and not _ahead(store, ask, scope):
        hear(author)
    return forked


def _adopt(lines: Iterable[Line]) -> set[str]:
    """Take back decisions that a hub has witnessed; the streams whose lines are not ours.

    What lacks an entry yet is left for the next time.
    """
    here = replica()
    forked: set[str] = set()
    waiting: set[str] = set()
    with guards.writing(connection):
        for line in lines:
            last = here.store.last_line(line.stream)
            is_known = last is not None and line.until <= last.until
            if is_known or line.stream in forked | waiting:
                continue
            if not _may_stand(here, line):
                waiting.add(line.stream)
                continue
            try:
                here.follow(line)
            except Diverged:
                forked.add(line.stream)
        here.store.settle()
    return forked


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


def _awaited(here: Installation) -> list[Awaited]:
    return [
        Awaited(one.author, one.name, one.unit)
        # Phones follow no ledger, so they have witnessed nothing.
        for one in Member.objects.exclude(kind=PHONE)
        if one.cut is None and str(one.author) not in here.heard
    ]


def _end(here: Installation, missed: list[str]) -> int:
    here.heard, here.missed = None, missed
    here.set_back_at = None
    here.save(update_fields=["heard", "missed", "set_back_at"])
    decided = put_in_order(replica())
    installations.certify()  # an upgrade that came meanwhile left it
    return decided
