"""What the office's decisions leave for a person: values that lost, entries that were not applied."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any
from uuid import UUID

from mobilink.journal.chains import line_of
from mobilink.journal.fields import instant
from mobilink.journal.models import LedgerLine, Member
from mobilink.journal.replica import Branch, Line, parts_of
from mobilink.journal.sequence import CONFLICT, QUARANTINED
from mobilink.journal.tables import TableStore
from mobilink.journal.wire import Chain, Entry, Op


@dataclass(frozen=True)
class Side:
    """One of two values: what, when its author's clock said, where it was written, by whom."""

    value: Any
    at: str
    where: str
    by: str


@dataclass(frozen=True)
class Conflict:
    """A field that two changed without knowing of each other: the value before, and both."""

    stream: str
    revision: int
    kind: str
    row: str
    field: str
    base: Any
    won: Side
    lost: Side

    def __str__(self) -> str:
        return (
            f"{self.kind} {self.row}, {self.field}: “{self.won.value}” ({self.won.where}, "
            f"{self.won.at}) stands; “{self.lost.value}” ({self.lost.where}, {self.lost.at}) lost; "
            f"before both it was “{self.base}”."
        )


@dataclass(frozen=True)
class Quarantined:
    """An entry that is kept and not applied."""

    stream: str
    revision: int
    where: str
    action: str
    at: str
    reason: str

    def __str__(self) -> str:
        return f"{self.action} ({self.where}, {self.at}): {self.reason}"


@dataclass(frozen=True)
class Fork:
    """Two histories under one name: a disk was set back, or two machines carry one identity.

    `number` is the first entry in which they differ; `at` says when each claims to have written it.
    """

    author: UUID
    where: str
    stream: str
    number: int
    at: tuple[str, str]

    def __str__(self) -> str:
        return (
            f"{self.where} has two histories from its entry {self.number} in {self.stream} on "
            f"({self.at[0]}, {self.at[1]}); both are kept. Its disk was set back, or two machines "
            "carry its identity: then revoke it, and enrol each of them anew."
        )


def forks() -> list[Fork]:
    """Every installation whose history goes two ways, until it is revoked; an alarm for a person."""
    store, names = TableStore(), _names()
    revoked = set(Member.objects.filter(cut__isnull=False).values_list("author", flat=True))
    chains: dict[Chain, list[Branch]] = {}
    for branch in store.every_branch():
        chains.setdefault(branch.chain, []).append(branch)
    return [
        Fork(chain.author, names.get(str(chain.author), "office"), chain.stream, other.since, at)
        for chain, branches in chains.items()
        for one, other in permutations(branches, 2)
        if chain.author not in revoked and _part_ways(store, one, other)
        for at in [(_claimed(store, one, other.since), _claimed(store, other, other.since))]
    ]


def _part_ways(store: TableStore, one: Branch, other: Branch) -> bool:
    """Whether `other` leaves `one` where that goes on by itself."""
    if not one.since <= other.since <= one.tip or other.since > other.tip:
        return False
    if one.since == other.since:
        return one.prev == other.prev and one.id < other.id
    return store.hash_at(one, other.since - 1) == other.prev


def _claimed(store: TableStore, branch: Branch, seq: int) -> str:
    [entry] = store.entries(branch, seq, seq)
    return instant(entry.claimed_at).isoformat()


def quarantine() -> list[Quarantined]:
    """Every entry that was not applied, the newest first."""
    store, names = TableStore(), _names()
    return [
        Quarantined(
            line.stream,
            line.revision,
            names.get(str(line.author), str(line.author)),
            entry.payload.action,
            instant(entry.claimed_at).isoformat(),
            line.verdict.reason,
        )
        for line, entry in _decided(store, QUARANTINED)
    ]


def conflicts() -> list[Conflict]:
    """Every field that two changed without knowing of each other, the newest first."""
    store, names = TableStore(), _names()
    return [
        found
        for line, entry in _decided(store, CONFLICT)
        for position, (_, op) in enumerate(entry.rows())
        for is_lost, contested in ((True, line.verdict.lost), (False, line.verdict.beaten))
        for place, name in contested
        if place == position
        for found in [_conflict(store, names, line, entry, position, op, name, is_lost=is_lost)]
    ]


def _conflict(
    store: TableStore,
    names: dict[str, str],
    line: Line,
    entry: Entry,
    position: int,
    op: Op,
    name: str,
    *,
    is_lost: bool,
) -> Conflict:
    row = next(row for number, (row, _) in enumerate(entry.rows()) if number == position)
    mine = _side(entry, op.fields.get(name), names)
    base, theirs = None, Side(None, "", "", "")
    for _, told in store.story(row):
        for changed, other in told.rows():
            if changed == row and name in other.fields and told.hash != entry.hash:
                if told.hash == op.base.get(name) or (other.row is None and not op.base.get(name)):
                    base = other.fields[name]
                else:
                    theirs = _side(told, other.fields[name], names)
    won, lost = (theirs, mine) if is_lost else (mine, theirs)
    return Conflict(line.stream, line.revision, op.kind, str(row), name, base, won, lost)


def _decided(store: TableStore, word: str) -> Iterator[tuple[Line, Entry]]:
    for row in LedgerLine.objects.filter(verdict=word).order_by("-id"):
        line = line_of(row)
        parts = parts_of(store, line.chain, line.first, line.last, line.head) or []
        for branch, first, last in parts:
            for entry in store.entries(branch, first, last):
                yield line, entry


def _side(entry: Entry, value: Any, names: dict[str, str]) -> Side:
    where = names.get(str(entry.link.author), "office")
    return Side(value, instant(entry.claimed_at).isoformat(), where, entry.payload.by)


def _names() -> dict[str, str]:
    return {str(member.author): member.name for member in Member.objects.all()}
