"""Journal queries: what was captured where, and who did what to a row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum

from mobilink.journal.core.merge import Ownership
from mobilink.journal.core.sequence import QUARANTINED
from mobilink.journal.core.store import parts_of
from mobilink.journal.core.wire import Entry
from mobilink.journal.safety.backup import horizon
from mobilink.journal.storage.fields import instant
from mobilink.journal.storage.kinds import every_kind, kind_of
from mobilink.journal.storage.models import LedgerLine, Touch
from mobilink.journal.storage.rows import Row
from mobilink.journal.storage.tables import TableStore, this_installation


@dataclass(frozen=True)
class RecordedAct:
    """One entry's part in the story of a row: when, who, what, why, from where.

    `fields` holds what it set, all of them for the entry that made the row.
    """

    at: datetime
    action: str
    by: UUID | None
    why: str
    author: UUID
    entry: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Counts:
    """Where the facts of one kind are. A fact is in backup once a restore test has read it."""

    captured: int
    in_van: int
    at_office: int
    in_backup: int


def story_of(row: Row) -> list[RecordedAct]:
    """Every act on a row that may change, the newest first."""
    store = TableStore()
    touches = Touch.objects.filter(row=row.pk).order_by("-id").values_list("branch", "seq")
    return [_act(entry, row.pk) for entry in store.entries_at(touches)]


def author_of(row: UUID) -> UUID | None:
    """The installation that wrote a row which may change, or nothing for a row not here."""
    first = Touch.objects.filter(row=row).order_by("id").select_related("branch").first()
    return first.branch.author if first else None


def authors_of(facts: Iterable[Row]) -> dict[UUID, UUID]:
    """Fact → the installation that wrote it, of those that the office has ordered; a query for each
    kind of fact and stream.
    """
    ordered: dict[tuple[type[Row], str], list[UUID]] = {}
    for fact in facts:
        if fact.revision is not None:
            key = type(fact), kind_of(type(fact)).stream_of(fact)
            ordered.setdefault(key, []).append(fact.pk)
    authors: dict[UUID, UUID] = {}
    for (model, stream), keys in ordered.items():
        # A line tells of a run of entries: the last one that begins no later has the fact's.
        lines = LedgerLine.objects.filter(stream=stream, revision__lte=OuterRef("revision"))
        author = Subquery(lines.order_by("-revision").values("author")[:1])
        rows = model._default_manager.filter(pk__in=keys).annotate(author=author)
        authors |= dict(rows.order_by().values_list("pk", "author"))
    return authors


def fact_counts() -> dict[str, Counts]:
    """Per kind of fact, how many are captured and how far they have come."""
    here = this_installation()
    beyond = _beyond_backup(here.in_backup)
    counts = {}
    for kind in every_kind():
        if kind.ownership is Ownership.FACT:
            rows = kind.model._default_manager
            captured, final = rows.count(), rows.filter(revision__isnull=False).count()
            in_van = captured if here.kind == "hub" else 0
            counts[kind.name] = Counts(
                captured, in_van, final, final - beyond.get(kind.name, final)
            )
    return counts


def _beyond_backup(horizon: dict[str, int]) -> dict[str, int]:
    """Per kind, how many facts the ledger has after what the last backup covers.

    Without any backup the kinds are missing.
    """
    if not horizon:
        return {}
    counts = Counter({kind.name: 0 for kind in every_kind()})
    store = TableStore()
    for stream in store.streams():
        for line in store.lines(stream, horizon.get(stream, 0)):
            if line.verdict.word != QUARANTINED:
                for part in parts_of(store, line.chain, line.first, line.last, line.head) or []:
                    for entry in store.entries(*part):
                        counts.update(op.kind for op in entry.payload.ops)
    return counts


def captured_by_installation() -> dict[UUID, dict[str, int]]:
    """Per installation that wrote them, how many facts of each kind this journal holds."""
    facts = {kind.name for kind in every_kind() if kind.ownership is Ownership.FACT}
    counts: dict[UUID, Counter[str]] = {}
    store = TableStore()
    for branch in store.every_branch():
        of_author = counts.setdefault(branch.chain.author, Counter())
        for entry in store.entries(branch, branch.since, branch.tip):
            of_author.update(op.kind for op in entry.payload.ops if op.kind in facts)
    return {author: dict(sorted(of_author.items())) for author, of_author in counts.items()}


def own_entries(store: TableStore) -> tuple[int, int | None]:
    """How many entries this machine wrote, and when the first that the office has not ordered."""
    here = store.here()[0]
    own = [branch for branch in store.every_branch() if branch.chain.author == here]
    unsent = [
        next(iter(store.entries(branch, branch.ordered + 1, branch.ordered + 1))).claimed_at
        for branch in own
        if branch.ordered < branch.tip
    ]
    captured = sum(branch.tip - branch.since + 1 for branch in own)
    return captured, min(unsent, default=None)


def in_backup() -> dict[UUID, int]:
    """Per installation, how many of its entries a backup covers that was read back."""
    counts: Counter[UUID] = Counter()
    for stream, until in horizon().items():
        lines = LedgerLine.objects.filter(stream=stream, revision__lte=until)
        counts.update(dict(lines.values_list("author").annotate(Sum("count")).order_by()))
    return dict(counts)


def _act(entry: Entry, row: UUID) -> RecordedAct:
    payload = entry.payload
    return RecordedAct(
        at=instant(entry.claimed_at),
        action=payload.action,
        by=UUID(payload.by) if payload.by else None,
        why=payload.why,
        author=entry.link.author,
        entry=entry.hash.hex(),
        fields={
            name: value
            for touched, op in entry.rows()
            if touched == row
            for name, value in op.fields.items()
        },
    )
