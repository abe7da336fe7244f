"""What promises ask of a machine, read from its tables: as the pure world's MemoryStore answers it."""

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import msgspec

from mobilink.journal.core.merge import RowState, Setting
from mobilink.journal.core.segment import unpack
from mobilink.journal.core.sequence import QUARANTINED
from mobilink.journal.core.store import Branch, Line, parts_of
from mobilink.journal.core.wire import Entry, Op
from mobilink.journal.storage import models
from mobilink.journal.storage.kinds import every_kind
from mobilink.journal.storage.log_store import line_of
from mobilink.journal.storage.row_store import settled, state_of
from mobilink.journal.storage.tables import TableStore

if TYPE_CHECKING:
    from mobilink.journal.rehearsal.machine import Image, Machine

Places = dict[tuple[str, UUID], RowState]
AnyRead = TypeVar("AnyRead")


class TablesInView:
    """The store of a machine, seen from outside of it; what is not here is asked of its TableStore."""

    def __init__(self, machine: "Machine") -> None:
        self._machine = machine
        self._known: dict[str, tuple[int, Any]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: Any) -> Any:
            with self._machine.at_work():
                answer = getattr(self._machine.tables(), name)(*arguments)
                return list(answer) if isinstance(answer, Iterator) else answer

        return ask

    def _read(self, name: str, read: Callable[[], AnyRead]) -> AnyRead:
        """What is read of the tables, once for as long as nothing is written."""
        generation, known = self._known.get(name, (-1, None))
        if generation != self._machine.generation:
            with self._machine.at_work():
                known = read()
            self._known[name] = (self._machine.generation, known)
        kept: AnyRead = known
        return kept

    def image(self) -> "Image":
        return self._machine.image()

    @property
    def writes_left(self) -> int | None:
        return self._machine.writes_left

    @writes_left.setter
    def writes_left(self, many: int | None) -> None:
        self._machine.writes_left = many

    @property
    def author(self) -> UUID:
        return self._machine.author

    @property
    def epoch(self) -> UUID:
        with self._machine.at_work():
            return models.Installation.objects.get().epoch

    @property
    def rows(self) -> Places:
        """What the ledger says of every row."""
        return self._read("rows", _settled)

    @property
    def made(self) -> set[tuple[str, UUID]]:
        """The rows that are here, but for those of which only a change was applied."""
        return self.rows.keys() & self._read("made", _made)

    def shown(self) -> Places:
        """What people see here."""
        return self._read("shown", _shown)

    @property
    def decided(self) -> list[Line]:
        """Every line of the ledger, as it came."""
        return self._read("decided", _lines)

    def setting(self, row: UUID, name: str, entry: bytes) -> Setting | None:
        known = self._read("settings", self._settings).get((row, entry))
        if known is None or name not in known[0].fields:
            return None
        return Setting((known[1], entry), known[0].base.get(name, b""))

    def _settings(self) -> dict[tuple[UUID, bytes], tuple[Op, int]]:
        store = TableStore()
        return {
            (row, entry.hash): (op, min(entry.claimed_at, store.received(branch, entry.link.seq)))
            for line, branch, entry in _ordered_entries(store)
            if line.verdict.word != QUARANTINED
            for row, op in entry.rows()
        }

    def kept(self) -> list[Entry]:
        """Every entry in every form in which it is kept here."""
        return self._read("kept", _kept)

    def hashes(self) -> set[bytes]:
        return {entry.hash for entry in self.kept()}

    def digests(self) -> dict[str, str]:
        """Per stream, one hash over every row that its ledger made."""
        streams = self._read("streams", _streams)
        by_stream: dict[str, list[object]] = {}
        for (kind, row), state in sorted(self.rows.items()):
            fields, versions = sorted(state.fields.items()), sorted(state.versions.items())
            of_stream = by_stream.setdefault(streams[kind, row], [])
            of_stream.append((kind, row.hex, state.revision, fields, versions))
        return {
            name: hashlib.sha256(msgspec.json.encode(rows, order="sorted")).hexdigest()
            for name, rows in by_stream.items()
        }


def _shown() -> Places:
    return {
        (kind.name, row.pk): state_of(kind, row)
        for kind in every_kind()
        for row in kind.model._default_manager.all()
    }


def _settled() -> Places:
    return {(kind.name, pk): state for kind in every_kind() for pk, state in settled(kind).items()}


def _lines() -> list[Line]:
    return [line_of(row) for row in models.LedgerLine.objects.order_by("pk")]


def _streams() -> dict[tuple[str, UUID], str]:
    """In which stream each row was made or changed."""
    return {(op.kind, row): line.stream for line, row, op in _ordered()}


def _made() -> set[tuple[str, UUID]]:
    """The rows whose maker was applied."""
    return {
        (op.kind, row)
        for line, row, op in _ordered()
        if op.row is None and line.verdict.word != QUARANTINED
    }


def _ordered() -> Iterator[tuple[Line, UUID, Op]]:
    """Every op that has a line, with its row."""
    for line, _, entry in _ordered_entries(TableStore()):
        for row, op in entry.rows():
            yield line, row, op


def _ordered_entries(store: TableStore) -> Iterator[tuple[Line, Branch, Entry]]:
    """Every entry that has a line, and the branch that keeps it."""
    for line in _lines():
        for branch, first, last in (
            parts_of(store, line.chain, line.first, line.last, line.head) or []
        ):
            for entry in store.entries(branch, first, last):
                yield line, branch, entry


def _kept() -> list[Entry]:
    store = TableStore()
    runs = [bytes(data) for data in models.Segment.objects.values_list("data", flat=True)]
    runs += [stray.signed.data for stray in store.strays(None)]
    opened = [entry for branch in store.every_branch() for entry in store.open_entries(branch)]
    return [entry for run in runs for entry in unpack(run).entries] + opened
