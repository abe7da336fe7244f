"""Rebuild: proof that the tables are what the journal says, row by row, and their repair.

`verify` has every page of an embedded database checked, makes every entry of every segment anew,
checks each hash and signature on the way, walks each stream's ledger, folds the ordered entries
into row states, lays on them what the office has not ordered yet, and compares the result with the
tables. `rebuild` writes the tables anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from mobilink.basics.errors import Refused
from mobilink.journal.actions import alone
from mobilink.journal.core.merge import Ownership, RowState, state_after
from mobilink.journal.core.segment import claim, unpack
from mobilink.journal.core.sequence import QUARANTINED
from mobilink.journal.core.store import Branch, Line, parts_of
from mobilink.journal.core.wire import Entry, Link, decode_payload
from mobilink.journal.safety.page_check import refuse_if_damaged
from mobilink.journal.safety.snapshot import snapshot
from mobilink.journal.safety.walk_store import WalkStore
from mobilink.journal.storage import guards, keys
from mobilink.journal.storage.fields import lacks_required, row_to_wire
from mobilink.journal.storage.kinds import Kind, every_kind, find
from mobilink.journal.storage.log_store import line_of
from mobilink.journal.storage.models import LedgerLine, OpenEntry, Segment, Settled, Touch
from mobilink.journal.storage.row_store import row_of
from mobilink.journal.storage.rows import Row, SharedRow

States = dict[str, dict[UUID, RowState]]


@dataclass(frozen=True)
class Difference:
    """One thing in which the tables or the journal are not what they must be."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Verification:
    """What a walk over the journal found."""

    entries: int
    rows: int
    differences: list[Difference]

    @property
    def is_equal(self) -> bool:
        return not self.differences


def verify() -> Verification:
    """Compare the journal with itself and with every replicated table, as of one moment; writes nothing,
    and others write meanwhile.
    """
    refuse_if_damaged()
    with snapshot():
        walk = Walk()
        for kind in every_kind():
            walk.found += _compare(kind, walk.shown.get(kind.name, {}))
        walk.found += _check_touches(walk)
        rows = sum(len(of_kind) for of_kind in walk.shown.values())
        return Verification(walk.entries, rows, walk.found)


def rebuild() -> Verification:
    """Write every replicated table anew from the journal, and verify the result.

    A journal that fails its own checks is not built from: the tables stay as they are.
    """
    refuse_if_damaged()
    with alone():
        walk = Walk()
        if walk.found:
            return Verification(walk.entries, 0, walk.found)
        with guards.writing(connection):
            for kind in every_kind():
                _replace_table(kind, walk.shown.get(kind.name, {}))
            Touch.objects.all().delete()
            Touch.objects.bulk_create(
                Touch(row=row, hash=hash_, branch_id=branch, seq=seq)
                for (row, hash_), (branch, seq) in walk.touches.items()
            )
            Settled.objects.all().delete()
            Settled.objects.bulk_create(walk.below())
    return verify()


class Walk:
    """One walk over the journal: the rows that it tells, and what is wrong with itself.

    `ledger` is what the ledger says of each row, `shown` what this machine shows: the same at the
    office, and at a hub with its own changes on top.
    """

    def __init__(self) -> None:
        self.store = WalkStore()
        self.found: list[Difference] = []
        self.entries = 0
        self.ledger: States = {}
        self.touches: dict[tuple[UUID, bytes], tuple[int, int]] = {}
        self.pending: set[tuple[str, UUID]] = set()
        self._check_chains()
        is_sound = not self.found
        for stream in self.store.streams():
            self._walk_ledger(stream)
        self._check_covered()
        self.shown = {kind: dict(rows) for kind, rows in self.ledger.items()}
        if is_sound:
            for branch, entry in self.store.own_pending():
                self._lay(self.shown, branch, entry, None)
                self.pending |= {(op.kind, row) for row, op in entry.rows()}
        for name, rows in self.shown.items():
            kind = find(name)
            if kind is not None and kind.may_change:
                self.shown[name] = {
                    row: state
                    for row, state in rows.items()
                    if not lacks_required(kind, state.fields)
                }

    def _differ(self, where: str, what: str) -> None:
        self.found.append(Difference(where, what))

    def _check_chains(self) -> None:
        """Every segment must unpack to the run it claims, signed by its author, without a gap."""
        for branch in self.store.every_branch():
            where = f"chain {branch.chain.stream} of {branch.chain.author}"
            at, hash_ = branch.since - 1, branch.prev
            for row in Segment.objects.filter(branch=branch.id).order_by("last").iterator(8):
                at, hash_ = self._check_segment(branch, row, at, hash_)
            for kept in OpenEntry.objects.filter(branch=branch.id).order_by("seq").iterator():
                self._check_open(branch, kept, f"{where} entry {kept.seq}", at, hash_)
                at, hash_ = kept.seq, bytes(kept.hash)
                self.entries += 1
            if (at, hash_) != (branch.tip, branch.tip_hash):
                self._differ(where, f"it ends at entry {at}, not at {branch.tip} as it should")

    def _check_open(
        self, branch: Branch, kept: OpenEntry, where: str, at: int, hash_: bytes
    ) -> None:
        if kept.seq != at + 1:
            self._differ(where, "it does not follow the entry before it")
        link = Link(*branch.chain, kept.seq, hash_)
        try:
            payload = decode_payload(bytes(kept.payload))
        except Refused as error:
            self._differ(where, f"it cannot be read: {error}")
            return
        if link.entry(kept.claimed_at, bytes(kept.salt), payload).hash != bytes(kept.hash):
            self._differ(where, "what it says does not match its hash")

    def _check_segment(
        self, branch: Branch, row: Segment, at: int, hash_: bytes
    ) -> tuple[int, bytes]:
        where = (
            f"chain {branch.chain.stream} of {branch.chain.author} entries {row.first}-{row.last}"
        )
        try:
            segment = unpack(bytes(row.data))
        except Refused as error:
            self._differ(where, f"the segment cannot be read: {error}")
            return row.last, bytes(row.head)
        author = self.store.member(segment.chain.author)
        signature = bytes(row.signature)
        if author is None:
            # An office that was put back may not have told a van again who that is.
            if self.store.is_office:
                self._differ(where, "this office never enrolled its author")
        elif not keys.Ed25519().verify(author.key, claim(segment), signature):
            self._differ(where, "the segment is not signed by its author")
        by_seq = {entry.link.seq: entry for entry in segment.entries}
        first, last = by_seq.get(row.first), by_seq.get(row.last)
        if segment.chain != branch.chain or not first or not last or last.hash != bytes(row.head):
            self._differ(where, "the segment is filed under a place that it does not name")
        elif row.first > at + 1 or (row.first == at + 1 and first.link.prev != hash_):
            self._differ(where, "it does not follow the entry before it")
        self.entries += row.last - at
        return row.last, bytes(row.head)

    def _walk_ledger(self, stream: str) -> None:
        prev, revision = b"", 1
        for row in LedgerLine.objects.filter(stream=stream).order_by("revision").iterator():
            line = line_of(row)
            where = f"ledger {stream} line {line.revision}"
            if line.revision != revision:
                self._differ(where, f"line {revision} is missing")
            elif line.hash != line.hash_after(prev):
                self._differ(where, "the line does not match its hash")
            prev, revision = line.hash, line.until + 1
            try:
                self._fold(line, where)
            except Refused:
                self._differ(where, "an entry that it names cannot be read")

    def _fold(self, line: Line, where: str) -> None:
        parts = parts_of(self.store, line.chain, line.first, line.last, line.head)
        if parts is None:
            self._differ(where, "an entry that it names is not here")
            return
        for branch, first, last in parts:
            for entry in self.store.entries(branch, first, last):
                if line.verdict.word != QUARANTINED:
                    revision = line.revision + entry.link.seq - line.first
                    self._lay(self.ledger, branch, entry, revision, line)

    def _lay(
        self,
        states: States,
        branch: Branch,
        entry: Entry,
        revision: int | None,
        line: Line | None = None,
    ) -> None:
        lost = line.verdict.lost if line else ()
        for position, (row, op) in enumerate(entry.rows()):
            kind = find(op.kind)
            if kind is not None:
                of_kind = states.setdefault(op.kind, {})
                fields = {name for place, name in lost if place == position}
                of_kind[row] = state_after(of_kind.get(row), op, entry.hash, revision, fields)
                if kind.may_change:
                    self.touches[row, entry.hash] = (branch.id, entry.link.seq)

    def _check_covered(self) -> None:
        """Every entry of an office that decides has its line; an empty journal has empty tables."""
        for branch in self.store.every_branch():
            if self.store.decides and branch.waiting:
                held = f"{branch.chain.stream} of {branch.chain.author}"
                if branch.chain[:2] == self.store.here():
                    self._differ(f"chain {held}", f"the ledger has no line for entry {branch.tip}")
        ruled = sum(line.many for s in self.store.streams() for line in self.store.lines(s, 0))
        waiting = [part for b in self.store.every_branch() for part in b.waiting]
        ordered = sum(b.tip - b.since + 1 for b in self.store.every_branch())
        ordered -= sum(last - first + 1 for first, last in waiting)
        if ruled < ordered:
            self._differ("ledger", f"{ordered - ruled} entries have lost their line")
        if not self.entries:
            self.found += [
                Difference(kind.name, "the journal is empty and the table is not")
                for kind in every_kind()
                if kind.model._default_manager.exists()
            ]

    def below(self) -> Iterator[Settled]:
        """What must be kept of rows on which changes of this machine lie, or which are not whole."""
        for name, rows in self.ledger.items():
            kind = find(name)
            for row, state in rows.items():
                is_hidden = row not in self.shown[name]
                if kind and kind.may_change and (is_hidden or (name, row) in self.pending):
                    yield Settled(
                        row=row,
                        kind=name,
                        fields=state.fields,
                        versions=state.versions,
                        revision=state.revision,
                    )
        for name, row in self.pending - {(n, r) for n, rows in self.ledger.items() for r in rows}:
            kind = find(name)
            if kind is not None and kind.ownership is not Ownership.FACT:
                yield Settled(row=row, kind=name, fields=None)


def _check_touches(walk: Walk) -> list[Difference]:
    """The index from rows to their entries names exactly the entries that touched them."""
    kept = {(row, bytes(hash_)) for row, hash_ in Touch.objects.values_list("row", "hash")}
    touched = set(walk.touches)
    return [
        Difference(f"entry {hash_.hex()[:12]}", f"the way back from row {row} is missing")
        for row, hash_ in sorted(touched - kept)
    ] + [
        Difference(f"entry {hash_.hex()[:12]}", f"it did not touch row {row}, as its index says")
        for row, hash_ in sorted(kept - touched)
    ]


def _compare(kind: Kind, states: dict[UUID, RowState]) -> list[Difference]:
    """Differences between a table and what the journal tells of it."""
    differences = []
    unseen = set(states)
    try:
        for row in kind.model._default_manager.order_by("pk").iterator(chunk_size=2000):
            unseen.discard(row.pk)
            if row.pk in states:
                differences += _compare_row(kind, row, states[row.pk])
            else:
                differences.append(
                    Difference(f"{kind.name} {row.pk}", "the journal knows no such row")
                )
    except ValueError as error:
        # SQLite keeps any text in any column: an id or a date may have become unreadable.
        return [*differences, Difference(kind.name, f"a row of the table cannot be read: {error}")]
    return differences + [
        Difference(f"{kind.name} {missing}", "the row is missing from its table")
        for missing in sorted(unseen)
    ]


def _compare_row(kind: Kind, row: Row, state: RowState) -> list[Difference]:
    where = f"{kind.name} {row.pk}"
    here, expected = row_to_wire(kind, row), row_to_wire(kind, row_of(kind, row.pk, state))
    differences = [
        Difference(where, f"{name} is {here.get(name)!r}, the journal says {expected.get(name)!r}")
        for name in sorted(here.keys() | expected.keys())
        if here.get(name) != expected.get(name)
    ]
    if row.revision != state.revision:
        differences.append(Difference(where, f"revision is {row.revision}, not {state.revision}"))
    if isinstance(row, SharedRow) and row.versions != state.versions:
        differences.append(Difference(where, "its fields are credited to other entries"))
    return differences


def _replace_table(kind: Kind, states: dict[UUID, RowState]) -> None:
    table = kind.model._default_manager
    table.all().delete()
    rows = (row_of(kind, pk, state) for pk, state in states.items())
    table.bulk_create(rows, batch_size=500)
