"""Rows on the tables: the second half of a `store.Store`.

The ledger's word on rows is gathered and written once, by `settle`. At a hub a row may show more
than the ledger says: changes of this machine that the office has not ordered lie on top, and
`Settled` keeps what is below them.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from mobilink.journal.core.merge import RowState, state_after
from mobilink.journal.core.sequence import ERASURE
from mobilink.journal.core.store import Branch
from mobilink.journal.core.wire import Entry, Op
from mobilink.journal.storage import bulk_insert, guards, models
from mobilink.journal.storage.fields import lacks_required, row_from_wire, row_to_wire
from mobilink.journal.storage.kinds import Kind, find, named
from mobilink.journal.storage.rows import Row, SharedRow

Place = tuple[str, UUID]


class RowStore:
    """Gathers what the ledger says of rows, and writes them. `TableStore` adds the chains."""

    def __init__(self) -> None:
        self._states: dict[Place, RowState | None] = {}
        self._dirty: set[Place] = set()
        self._facts: dict[str, dict[UUID, RowState]] = {}
        self._there: set[tuple[str, str]] = set()
        self._touches: list[models.Touch] = []
        self._gone: set[str] | None = None
        self.arrived: dict[str, dict[UUID, UUID]] = {}
        self.changed: dict[str, dict[UUID, set[str]]] = {}

    def own_pending(self) -> Iterator[tuple[Branch, Entry]]:
        """This machine's entries that have no line yet; the other half knows them."""
        raise NotImplementedError

    def branch_of(self, entry: Entry) -> Branch:
        """Where an entry lies; the other half knows it."""
        raise NotImplementedError

    def row(self, kind: str, row: UUID) -> RowState | None:
        place = (kind, row)
        state = self._facts.get(kind, {}).get(row) or self._states.get(place)
        if state is None:  # what is not here may come
            state = self._states[place] = _read(named(kind), row)
        return state

    def is_there(self, kind: str, row: str) -> bool:
        place = (kind, row)
        if place not in self._there and self._is_known(kind, UUID(row)):
            self._there.add(place)
        return place in self._there

    def _is_known(self, kind: str, row: UUID) -> bool:
        """Whether the ledger tells of a row; what only this machine says of it does not count."""
        known = named(kind)
        if known.may_change:
            return self.row(kind, row) is not None
        state = self._facts.get(kind, {}).get(row)
        if state is not None:
            return state.revision is not None
        return known.model._default_manager.filter(pk=row, revision__isnull=False).exists()

    def put(self, kind: str, row: UUID, state: RowState, entry: Entry, op: Op) -> None:
        known = find(kind)
        if known is None:
            return
        if known.afterwards and op.row is None:
            self.arrived.setdefault(kind, {})[row] = entry.link.author
        if known.on_change and op.row is not None:
            before = self.row(kind, row)
            now = {
                name
                for name in op.fields
                if before is None or before.fields.get(name) != state.fields.get(name)
            }
            self.changed.setdefault(kind, {}).setdefault(row, set()).update(now)
        if not known.may_change:
            self._facts.setdefault(kind, {})[row] = state
            return
        if kind == ERASURE:
            self._erased_rows().add(state.fields["row"])
        self._states[kind, row] = state
        self._dirty.add((kind, row))
        self.touch(row, entry)

    def touch(self, row: UUID, entry: Entry) -> None:
        """Remember that an entry made or changed a row."""
        place = {"branch_id": self.branch_of(entry).id, "seq": entry.link.seq}
        self._touches.append(models.Touch(row=row, hash=entry.hash, **place))

    def remove(self, kind: str, row: UUID) -> None:
        """Take away a fact whose entry is erased."""
        self._facts.get(kind, {}).pop(row, None)
        self._there.discard((kind, str(row)))
        known = find(kind)
        if known is not None and not known.may_change:
            known.model._default_manager.filter(pk=row).delete()

    def is_erased(self, row: str) -> bool:
        return row in self._erased_rows()

    def _erased_rows(self) -> set[str]:
        if self._gone is None:
            self._gone = set(map(str, models.Erasure.objects.values_list("row", flat=True)))
        return self._gone

    def take_back(self, kind: str, row: UUID, entry: Entry, op: Op) -> None:
        if find(kind) is not None:
            self.restate(kind, row)

    def restate(self, kind: str, row: UUID) -> None:
        """Show a row anew: what this machine did on it has changed, not the ledger's word."""
        self._dirty.add((kind, row))

    def settle(self) -> None:
        """Write everything gathered, in few statements."""
        with guards.writing(connection):
            for kind, states in self._facts.items():
                bulk_insert.insert(named(kind), states.items())
            self._write_shared()
            if self._touches:
                self._write_touches()
        self._facts, self._dirty, self._touches = {}, set(), []

    def _write_touches(self) -> None:
        fresh = {(touch.row, bytes(touch.hash)): touch for touch in self._touches}
        known = models.Touch.objects.filter(row__in={row for row, _ in fresh})
        for row, hash_ in known.values_list("row", "hash"):
            fresh.pop((row, bytes(hash_)), None)
        models.Touch.objects.bulk_create(fresh.values())

    def _write_shared(self) -> None:
        """Each touched row: the ledger's word, and on it what this machine did since."""
        pending = self._pending_on({row for _, row in self._dirty}) if self._dirty else {}
        for kind, row in sorted(self._dirty):
            known = named(kind)
            if not known.may_change:
                known.model._default_manager.filter(pk=row, revision=None).delete()
                continue
            shown = below = self.row(kind, row)
            for op, entry in pending.get(row, []):
                shown = state_after(shown, op, entry.hash, None)
            is_whole = shown is not None and not lacks_required(known, shown.fields)
            _show(known, row, shown if is_whole else None)
            models.Settled.objects.filter(pk=row).delete()
            if row in pending or (below and not is_whole):
                _keep_below(known, row, below)

    def _pending_on(self, rows: set[UUID]) -> dict[UUID, list[tuple[Op, Entry]]]:
        pending: dict[UUID, list[tuple[Op, Entry]]] = {}
        for _, entry in self.own_pending():
            for row, op in entry.rows():
                if row in rows:
                    pending.setdefault(row, []).append((op, entry))
        return pending


def row_of(kind: Kind, pk: UUID, state: RowState) -> Row:
    """The table's row for a state."""
    row: Any = kind.model(id=pk, revision=state.revision, **row_from_wire(kind, state.fields))
    if isinstance(row, SharedRow):
        row.versions = state.versions
    return row  # type: ignore[no-any-return]


def state_of(kind: Kind, row: Row) -> RowState:
    """The state that a row of a table shows."""
    versions = row.versions if isinstance(row, SharedRow) else {}
    return RowState(row_to_wire(kind, row), row.revision, dict(versions))


def settled(kind: Kind) -> dict[UUID, RowState]:
    """What the ledger says of every row of a kind, as its table would show it."""
    rows = kind.model._default_manager.filter(revision__isnull=False)
    states = {row.pk: state_of(kind, row) for row in rows}
    for below in models.Settled.objects.filter(kind=kind.name):
        states.pop(below.row, None)
        if below.fields is not None:
            state = RowState(below.fields, below.revision, below.versions)
            states[below.row] = state_of(kind, row_of(kind, below.row, state))
    return states


def _read(kind: Kind, pk: UUID) -> RowState | None:
    below = models.Settled.objects.filter(pk=pk).first()
    if below is not None:
        return (
            None if below.fields is None else RowState(below.fields, below.revision, below.versions)
        )
    row = kind.model._default_manager.filter(pk=pk).first()
    return state_of(kind, row) if row is not None and row.revision is not None else None


def _keep_below(kind: Kind, pk: UUID, below: RowState | None) -> None:
    models.Settled.objects.create(
        row=pk,
        kind=kind.name,
        fields=below.fields if below else None,
        versions=below.versions if below else {},
        revision=below.revision if below else None,
    )


def _show(kind: Kind, pk: UUID, state: RowState | None) -> None:
    table = kind.model._default_manager.filter(pk=pk)
    if state is None:
        table.delete()
        return
    row = row_of(kind, pk, state)
    fields = [f.attname for f in kind.model._meta.concrete_fields if not f.primary_key]
    if not table.update(**{name: getattr(row, name) for name in fields}):
        row.save(force_insert=True)
