"""Proof that the tables are what the journal says, row by row, and their repair.

`verify` walks each stream's ledger, checks every hash on the way, folds the applied entries into
row states and compares them with the tables. `rebuild` writes the tables anew from those states.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from mobilink.journal import guards, ledger, wire
from mobilink.journal.actions import alone
from mobilink.journal.errors import Malformed
from mobilink.journal.fields import row_from_wire, row_to_wire
from mobilink.journal.kinds import Kind, every_kind
from mobilink.journal.merge import RowState, changed, made
from mobilink.journal.models import Entry, LedgerLine, Touch
from mobilink.journal.rows import Row, SharedRow

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
    """Compare the journal with itself and with every replicated table; writes nothing."""
    found: list[Difference] = []
    # Alone, so that the journal and the tables are read as of one moment.
    with alone():
        states = told_by_journal(found)
        for kind in every_kind():
            found += _compare(kind, states.get(kind.name, {}))
        found += _check_chains() + _check_ledger_covers() + _check_touches()
        rows = sum(len(of_kind) for of_kind in states.values())
        return Verification(Entry.objects.count(), rows, found)


def rebuild() -> Verification:
    """Write every replicated table anew from the journal, and verify the result.

    A journal that fails its own checks is not built from: the tables stay as they are.
    """
    broken: list[Difference] = []
    with alone():
        states = told_by_journal(broken)
        broken += _check_chains() + _check_ledger_covers()
        if broken:
            return Verification(Entry.objects.count(), 0, broken)
        with guards.writing(connection):
            for kind in every_kind():
                _replace_table(kind, states.get(kind.name, {}))
            Touch.objects.all().delete()
            Touch.objects.bulk_create(
                Touch(entry_id=entry, row=row) for entry, row in sorted(_told_touches())
            )
    return verify()


def told_by_journal(found: list[Difference]) -> States:
    """Every row as the ledger tells it; what is wrong with the journal itself goes to `found`."""
    states: States = {}
    for line, entry in _lines(found):
        header = wire.decode_header(bytes(entry.header))
        payload = wire.decode_payload(bytes(entry.payload or b""))
        for row, op in wire.rows_of(header, payload):
            of_kind = states.setdefault(op.kind, {})
            if op.row is None:
                of_kind[row] = made(op, line.revision)
            elif row not in of_kind:
                where = f"ledger {line.stream} line {line.revision}"
                found.append(Difference(where, f"it changes {op.kind} {row}, which nothing made"))
            else:
                of_kind[row], _ = changed(of_kind[row], op, bytes(entry.hash), line.revision)
    return states


def _lines(found: list[Difference]) -> Iterator[tuple[LedgerLine, Entry]]:
    """The applied lines of every stream whose hashes hold."""
    heads: dict[str, tuple[int, bytes]] = {}
    lines = LedgerLine.objects.select_related("entry").order_by("stream", "revision")
    for line in lines.iterator(chunk_size=500):
        entry, where = line.entry, f"ledger {line.stream} line {line.revision}"
        revision, prev = heads.get(line.stream, (0, wire.NO_ENTRY))
        heads[line.stream] = (line.revision, bytes(line.hash))
        decision = f"{line.verdict}\n{line.reason}"
        if line.revision != revision + 1:
            found.append(Difference(where, f"line {revision + 1} is missing"))
        elif bytes(line.hash) != ledger.line_hash(prev, line.revision, bytes(entry.hash), decision):
            found.append(Difference(where, "the line does not match its hash"))
        problem = _problem_of(entry)
        if problem:
            found.append(Difference(where, problem))
        elif line.verdict == ledger.APPLIED:
            yield line, entry


def _problem_of(entry: Entry) -> str:
    """Why an entry is not what its author hashed, or nothing."""
    if wire.entry_id(bytes(entry.header)) != bytes(entry.hash):
        return "the entry's header does not match its hash"
    try:
        header = wire.decode_header(bytes(entry.header))
        wire.decode_payload(bytes(entry.payload or b""))
    except Malformed as error:
        return f"the entry cannot be read: {error}"
    if wire.commitment(bytes(entry.salt), bytes(entry.payload or b"")) != header.commitment:
        return "the entry's payload is not the one its header commits to"
    place = (entry.author.bytes, entry.epoch.bytes, entry.stream, entry.seq)
    if place != (header.author, header.epoch, header.stream, header.seq):
        return "the entry is filed under a place that its header does not name"
    return ""


def _check_chains() -> list[Difference]:
    """Each entry of this journal must name the entry before it in its chain."""
    found = []
    heads: dict[tuple[UUID, UUID, str], bytes] = {}
    entries = Entry.objects.order_by("author", "epoch", "stream", "seq")
    for entry in entries.only("author", "epoch", "stream", "seq", "header", "hash").iterator():
        chain = (entry.author, entry.epoch, entry.stream)
        try:
            prev = wire.decode_header(bytes(entry.header)).prev
        except Malformed:
            continue  # told already where the ledger names this entry
        if prev != heads.get(chain, wire.NO_ENTRY):
            where = f"chain {entry.stream} entry {entry.seq}"
            found.append(Difference(where, "it does not follow the entry before it"))
        heads[chain] = bytes(entry.hash)
    return found


def _check_ledger_covers() -> list[Difference]:
    """Every entry of an office has its line; an empty journal has empty tables."""
    found = [
        Difference(f"chain {stream} entry {seq}", "the ledger has no line for it")
        for stream, seq in Entry.objects.filter(line=None).values_list("stream", "seq")
    ]
    if not Entry.objects.exists():
        found += [
            Difference(kind.name, "the journal is empty and the table is not")
            for kind in every_kind()
            if kind.model._default_manager.exists()
        ]
    return found


def _check_touches() -> list[Difference]:
    """The index from rows to their entries names exactly the entries that touched them."""
    told, kept = _told_touches(), set(Touch.objects.values_list("entry", "row"))
    return [
        Difference(f"entry {entry}", f"the way back from row {row} is missing")
        for entry, row in sorted(told - kept)
    ] + [
        Difference(f"entry {entry}", f"it did not touch row {row}, as its index says")
        for entry, row in sorted(kept - told)
    ]


def _told_touches() -> set[tuple[int, UUID]]:
    """Which entries made or changed which rows that may change, as the entries tell it."""
    lasting = {kind.name for kind in every_kind() if kind.may_change}
    told: set[tuple[int, UUID]] = set()
    for entry in Entry.objects.iterator(chunk_size=500):
        if not _problem_of(entry):
            header = wire.decode_header(bytes(entry.header))
            payload = wire.decode_payload(bytes(entry.payload or b""))
            rows = wire.rows_of(header, payload)
            told.update((entry.pk, row) for row, op in rows if op.kind in lasting)
    return told


def _compare(kind: Kind, states: dict[UUID, RowState]) -> list[Difference]:
    """Differences between a table and what the journal tells of it."""
    found = []
    unseen = set(states)
    try:
        for row in kind.model._default_manager.order_by("pk").iterator(chunk_size=2000):
            unseen.discard(row.pk)
            if row.pk in states:
                found += _compare_row(kind, row, states[row.pk])
            else:
                found.append(Difference(f"{kind.name} {row.pk}", "the journal knows no such row"))
    except ValueError as error:
        # SQLite keeps any text in any column: an id or a date may have become unreadable.
        return [*found, Difference(kind.name, f"a row of the table cannot be read: {error}")]
    return found + [
        Difference(f"{kind.name} {missing}", "the row is missing from its table")
        for missing in sorted(unseen)
    ]


def _compare_row(kind: Kind, row: Row, state: RowState) -> list[Difference]:
    where = f"{kind.name} {row.pk}"
    here, told = row_to_wire(kind, row), row_to_wire(kind, _row_of(kind, row.pk, state))
    found = [
        Difference(where, f"{name} is {here.get(name)!r}, the journal says {told.get(name)!r}")
        for name in sorted(here.keys() | told.keys())
        if here.get(name) != told.get(name)
    ]
    if row.revision != state.revision:
        found.append(Difference(where, f"revision is {row.revision}, not {state.revision}"))
    if isinstance(row, SharedRow) and row.versions != state.versions:
        found.append(Difference(where, "its fields are credited to other entries"))
    return found


def _row_of(kind: Kind, pk: UUID, state: RowState) -> Row:
    row: Any = kind.model(id=pk, revision=state.revision, **row_from_wire(kind, state.fields))
    if isinstance(row, SharedRow):
        row.versions = state.versions
    return row  # type: ignore[no-any-return]


def _replace_table(kind: Kind, states: dict[UUID, RowState]) -> None:
    table = kind.model._default_manager
    table.all().delete()
    rows = (_row_of(kind, pk, state) for pk, state in states.items())
    table.bulk_create(rows, batch_size=500)
