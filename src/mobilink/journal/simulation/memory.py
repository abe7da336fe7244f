"""In-memory store: the plainest thing that keeps a journal, for the simulator and for proofs."""

import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from mobilink.journal.core.merge import Ownership, RowState, Setting, state_after
from mobilink.journal.core.segment import Segment, unpack, without
from mobilink.journal.core.sequence import ERASURE, SCOPE, Member, Rule
from mobilink.journal.core.store import Branch, Line, SignedSegment, Stray
from mobilink.journal.core.wire import ABSENT, Chain, Entry, Op
from mobilink.journal.storage.fact_streams import streams_of

RULES = {
    "licence": Rule(Ownership.OFFICE),
    "revocation": Rule(Ownership.OFFICE),
    "unit": Rule(Ownership.OFFICE),
    "outing": Rule(Ownership.SHARED, {"follows": "outing", "unit": "unit"}),
    "visit": Rule(Ownership.FACT, {"outing": "outing"}, unit=("outing", "unit")),
    "follow-up": Rule(Ownership.FACT, {"visit": "visit"}),
    "goods": Rule(Ownership.SHARED),
    ERASURE: Rule(Ownership.OFFICE),
}


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


class PowerLost(Exception):
    """The machine went dark in the middle of a transaction."""


class MemoryStore:
    """Implements `Store`; `image` is the disk that a restore or a clone begins from.

    With `writes_left` the power goes after so many writes.
    """

    def __init__(self, author: UUID, members: dict[UUID, Member], chance: random.Random) -> None:
        self.author, self.members, self._chance = author, members, chance
        self.epoch = UUID(bytes=chance.randbytes(16))
        self.ledger_epoch = 0
        self.writes_left: int | None = None
        self._branches: dict[int, Branch] = {}
        self._next_branch = 0
        self._of_chain: dict[tuple[int, int, str], list[int]] = {}
        self._entries: dict[int, dict[int, Entry]] = {}
        self._received: dict[bytes, int] = {}
        self._signed_segments: dict[int, list[tuple[int, SignedSegment]]] = {}
        self._open: dict[int, list[Entry]] = {}
        self._seeds: dict[int, bytes] = {}
        self._strays: dict[bytes, Stray] = {}
        self._lines: dict[str, list[Line]] = {}
        self.rows: dict[tuple[str, UUID], RowState] = {}
        self.made: set[tuple[str, UUID]] = set()
        self._streams: dict[tuple[str, UUID], str] = {}
        self._settings: dict[tuple[UUID, bytes], tuple[Op, int]] = {}
        self._built: set[tuple[UUID, str, bytes]] = set()
        self._cuts: dict[str, dict[str, list[tuple[int, str]]]] = {}
        self.decided: list[Line] = []
        self._gone_rows: set[str] = set()
        self._gone_entries: set[bytes] = set()

    def hashes(self) -> set[bytes]:
        """The identity of every entry in the store, strays too."""
        kept = {entry.hash for entries in self._entries.values() for entry in entries.values()}
        loose = {e.hash for s in self._strays.values() for e in _entries_in(s.signed.data)}
        return kept | loose

    def image(self) -> "MemoryStore":
        """The same journal on another disk."""
        twin = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | set):
                setattr(twin, name, type(value)(value))
            elif isinstance(value, dict) and name != "members":
                inner = {k: type(v)(v) if type(v) in (list, dict) else v for k, v in value.items()}
                setattr(twin, name, inner)
        twin.writes_left = None
        return twin

    def _write(self) -> None:
        if self.writes_left is not None:
            self.writes_left -= 1
            if self.writes_left < 0:
                raise PowerLost

    def here(self) -> tuple[UUID, UUID]:
        return self.author, self.epoch

    def renew_epoch(self) -> None:
        self.epoch = UUID(bytes=self._chance.randbytes(16))

    def rule(self, kind: str) -> Rule | None:
        return RULES.get(kind)

    def homes(self, kind: str, columns: Mapping[str, list[Any]]) -> set[str]:
        return streams_of(kind, columns, self)

    def belongs(self, op: Op, stream: str) -> bool:
        return self.homes(op.kind, {name: [value] for name, value in op.fields.items()}) <= {stream}

    def distrust(self, entry: Entry, author: Member) -> str:
        """Goods are the unit's in whose store they lie."""
        for row, op in entry.rows():
            if op.kind == "goods" and not author.is_office:
                state = self.row(op.kind, row)
                before = state.fields.get("store") if state else None
                if not {before, op.fields.get("store")} - {None} <= author.streams:
                    return SCOPE
        return ""

    def misfit(self, op: Op) -> str:
        columns = {name: [value] for name, value in op.fields.items()}
        return "" if self.do_fit(op.kind, columns) else "unfit"

    def do_fit(self, kind: str, columns: Mapping[str, list[Any]]) -> bool:
        links = RULES[kind].links if kind in RULES else {}
        return "unfit" not in columns and all(
            value in (None, ABSENT) or _is_id(value)
            for name in links
            for value in columns.get(name, ())
        )

    def row(self, kind: str, row: UUID) -> RowState | None:
        return self.rows.get((kind, row))

    def is_there(self, kind: str, row: str) -> bool:
        return (kind, UUID(row)) in self.rows

    def setting(self, row: UUID, name: str, entry: bytes) -> Setting | None:
        known = self._settings.get((row, entry))
        if known is None or name not in known[0].fields:
            return None
        op, weight = known
        return Setting((weight, entry), op.base.get(name, b""))

    def is_built_on(self, row: UUID, name: str, entry: bytes) -> bool:
        return (row, name, entry) in self._built

    def member(self, author: UUID) -> Member | None:
        known = self.members.get(author)
        cut = self._cuts.get(str(author)) if self._cuts else None
        return known if known is None or cut is None else replace(known, cut=cut)

    def branches(self, chain: Chain) -> list[Branch]:
        return [self._branches[number] for number in self._of_chain.get(_key(chain), ())]

    def every_branch(self) -> list[Branch]:
        return list(self._branches.values())

    def add_branch(self, chain: Chain, since: int, prev: bytes) -> Branch:
        branch = Branch(self._next_branch, chain, since, prev, since - 1, prev, since - 1)
        self._next_branch += 1
        self.save_branch(branch)
        self._of_chain.setdefault(_key(chain), []).append(branch.id)
        self._entries[branch.id], self._signed_segments[branch.id], self._open[branch.id] = (
            {},
            [],
            [],
        )
        return branch

    def save_branch(self, branch: Branch) -> None:
        self._write()
        self._branches[branch.id] = branch

    def drop_branch(self, branch: Branch) -> None:
        for kept in (self._branches, self._entries, self._signed_segments, self._open):
            del kept[branch.id]
        self._of_chain[_key(branch.chain)].remove(branch.id)

    def hash_at(self, branch: Branch, seq: int) -> bytes | None:
        entry = self._entries[branch.id].get(seq)
        return entry.hash if entry else None

    def entries(self, branch: Branch, first: int, last: int) -> list[Entry]:
        return [self._entries[branch.id][seq] for seq in range(first, last + 1)]

    def received(self, branch: Branch, seq: int) -> int:
        return self._received[self._entries[branch.id][seq].hash]

    def add_segment(
        self, branch: Branch, segment: Segment, until: int, signed: SignedSegment, at: int
    ) -> None:
        self._write()
        self._signed_segments[branch.id].append((segment.last, signed))
        for entry in segment.entries:
            if branch.since <= entry.link.seq <= until:
                self._keep(branch, entry, at)

    def _keep(self, branch: Branch, entry: Entry, at: int) -> None:
        self._entries[branch.id][entry.link.seq] = entry
        received = self._received.setdefault(entry.hash, at)
        for row, op in entry.rows():
            self._settings[row, entry.hash] = (op, min(entry.claimed_at, received))

    def signed_segments(self, branch: Branch, after: int) -> Iterator[SignedSegment]:
        yield from [signed for last, signed in self._signed_segments[branch.id] if last > after]

    def add_stray(self, stray: Stray) -> None:
        self._write()
        self._strays.setdefault(stray.head, stray)

    def strays(self, chain: Chain | None) -> list[Stray]:
        return [stray for stray in self._strays.values() if chain in (None, stray.chain)]

    def drop_stray(self, stray: Stray) -> None:
        self._write()
        self._strays.pop(stray.head, None)

    def add_open(self, branch: Branch, entry: Entry, at: int) -> None:
        self._write()
        self._open[branch.id].append(entry)
        self._keep(branch, entry, at)

    def open_entries(self, branch: Branch) -> list[Entry]:
        return self._open[branch.id]

    def close_open(self, branch: Branch, until: int) -> None:
        self._write()
        left = [entry for entry in self._open[branch.id] if entry.link.seq > until]
        self._open[branch.id] = left

    def seed(self, branch: Branch) -> bytes:
        return self._seeds[branch.id]

    def set_seed(self, branch: Branch, seed: bytes) -> None:
        self._seeds[branch.id] = seed

    def last_line(self, stream: str) -> Line | None:
        lines = self._lines.get(stream)
        return lines[-1] if lines else None

    def lines(self, stream: str, after: int) -> Iterator[Line]:
        yield from [line for line in self._lines.get(stream, []) if line.revision > after]

    def add_line(self, line: Line) -> None:
        self._write()
        self._lines.setdefault(line.stream, []).append(line)
        self.decided.append(line)

    def streams(self) -> list[str]:
        return sorted(self._lines)

    def unsettle(self, stream: str, after: int) -> None:
        """Forget the lines after a revision, and every row: they are laid anew."""
        self._lines[stream] = [line for line in self._lines[stream] if line.revision <= after]
        self.decided = [line for of in self._lines.values() for line in of]
        self._write()
        self.rows.clear()
        self.made.clear()
        self._cuts.clear()
        self._gone_rows.clear()
        self._gone_entries.clear()
        for branch in self.every_branch():
            self.save_branch(branch._replace(ordered=branch.since - 1, skipped=()))

    def restate_own(self) -> None:
        """What waits is laid on the rows when they are shown."""

    def show_again(self, entries: Iterable[Entry]) -> None:
        """What came back is laid on the rows when they are shown."""

    def put(self, kind: str, row: UUID, state: RowState, entry: Entry, op: Op) -> None:
        self._write()
        self.rows[kind, row] = state
        if op.row is None:
            self.made.add((kind, row))
        if kind == ERASURE:
            self._gone_rows.add(state.fields["row"])
        if kind == "revocation":
            self._cuts[state.fields["member"]] = state.fields["cut"]
        self._streams[kind, row] = entry.link.stream
        self._built.update((row, name, base) for name, base in op.base.items())

    def is_erased(self, row: str) -> bool:
        return row in self._gone_rows

    def erased(self) -> set[bytes]:
        return self._gone_entries

    def remove(self, kind: str, row: UUID) -> None:
        self.rows.pop((kind, row), None)
        self.made.discard((kind, row))

    def strip(self, chain: Chain, seq: int, entry: bytes) -> None:
        self._write()
        self._gone_entries.add(entry)
        for branch in self.branches(chain):
            here = self._entries[branch.id].get(seq)
            if here is not None and here.hash == entry:
                self._entries[branch.id][seq] = here.erased()
            self._signed_segments[branch.id] = [
                (last, _stripped(signed, entry))
                for last, signed in self._signed_segments[branch.id]
            ]
        for stray in self.strays(chain):
            self._strays[stray.head] = stray._replace(signed=_stripped(stray.signed, entry))

    def kept(self) -> Iterator[Entry]:
        """Every entry in every form in which it is kept here."""
        for entries in self._entries.values():
            yield from entries.values()
        signed_segments = [signed for of in self._signed_segments.values() for _, signed in of]
        for signed in [
            *signed_segments,
            *(stray.signed for stray in self._strays.values()),
        ]:
            yield from _entries_in(signed.data)

    def take_back(self, kind: str, row: UUID, entry: Entry, op: Op) -> None:
        """Nothing of a quarantined entry was settled."""

    def settle(self) -> None:
        """Memory needs no second pass."""

    def shown(self) -> dict[tuple[str, UUID], RowState]:
        """What people see here: the settled rows, and on them what waits."""
        rows = dict(self.rows)
        for branch in self._branches.values():
            if branch.chain.author == self.author:
                for first, last in branch.waiting:
                    for entry in self.entries(branch, first, last):
                        _show(entry, rows)
        return rows

    def digests(self) -> dict[str, str]:
        """Per stream, one hash over every row that its ledger made."""
        by_stream: dict[str, list[object]] = {}
        for (kind, row), state in sorted(self.rows.items()):
            fields, versions = sorted(state.fields.items()), sorted(state.versions.items())
            of_stream = by_stream.setdefault(self._streams[kind, row], [])
            of_stream.append((kind, row.hex, state.revision, fields, versions))
        return {
            name: hashlib.sha256(repr(rows).encode()).hexdigest()
            for name, rows in by_stream.items()
        }


def _key(chain: Chain) -> tuple[int, int, str]:
    """Hashed at once, where a UUID's hash is slow: half of the simulator's time went there."""
    return chain.author.int, chain.epoch.int, chain.stream


def _show(entry: Entry, rows: dict[tuple[str, UUID], RowState]) -> None:
    for row, op in entry.rows():
        if op.row is None:
            rows[op.kind, row] = RowState(op.fields, None)
        elif (op.kind, row) in rows:
            rows[op.kind, row] = state_after(rows[op.kind, row], op, entry.hash, None)


def _stripped(signed: SignedSegment, entry: bytes) -> SignedSegment:
    if not any(one.hash == entry for one in _entries_in(signed.data)):
        return signed
    return SignedSegment(without(unpack(signed.data), {entry}).data, signed.signature)


@lru_cache(maxsize=256)
def _entries_in(data: bytes) -> list[Entry]:
    """The entries of a segment, of which most machines of a world keep the same."""
    return unpack(data).entries
