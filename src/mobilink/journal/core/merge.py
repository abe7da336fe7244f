"""The merge rule: what an op does to a row, by which tables follow from entries.

A row's *state* is its fields as they travel, and for each changed field the entry that set it. A
change names, per field, the entry it replaces (`base`), and so says what its author had seen. Who
decides (`contests`) needs the stories of the ops; who only follows a decision (`state_after`) does not, so
every machine with the same ledger has the same rows.

Deleting is a change like any other: it sets `deleted`. Whoever deletes names all that was seen of
the row; a change that was not seen keeps the row, whichever comes first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import msgspec

from mobilink.journal.core.wire import Op

DELETED = "deleted"


class Ownership(Enum):
    """The three classes of data; the class decides who writes and how changes meet."""

    OFFICE = "office-owned"
    FACT = "fact"
    SHARED = "shared record"


class RowState(msgspec.Struct):
    """One row as the journal tells it; empty values may be absent. Line `revision` touched it last."""

    fields: dict[str, Any]
    revision: int | None
    versions: dict[str, str] = {}


class Setting(NamedTuple):
    """What is known of one op that set a field: its weight when clocks must decide, and its base."""

    weight: tuple[int, bytes]
    base: bytes


@dataclass(frozen=True)
class Contest:
    """Two changes of one field whose authors had not seen each other; one of them lost."""

    field: str
    current: bytes
    is_lost: bool


class Story(Protocol):
    """What a node remembers of the changes of rows."""

    def setting(self, row: UUID, name: str, entry: bytes) -> Setting | None:
        """What is known of how `entry` set a field of a row; nothing where it is not here."""

    def is_built_on(self, row: UUID, name: str, entry: bytes) -> bool:
        """Whether something in the ledger replaced the value that `entry` set."""


def state_after(
    state: RowState | None,
    op: Op,
    entry: bytes,
    revision: int | None,
    lost: Collection[str] = (),
) -> RowState:
    """The state after `op`, but for the fields that it lost.

    A change may come before the op that makes its row: what it set then stays set. A change of a
    deleted row brings it back.
    """
    fields = dict(state.fields) if state else {}
    versions = dict(state.versions) if state else {}
    if op.row is None:
        as_made = {name: value for name, value in op.fields.items() if name not in versions}
        set_since = {name: value for name, value in fields.items() if name in versions}
        return RowState(as_made | set_since, revision, versions)
    for name, value in op.fields.items():
        if name not in lost:
            fields[name] = value
            versions[name] = entry.hex()
    if fields.get(DELETED) and DELETED not in op.fields and not op.fields.keys() <= set(lost):
        del fields[DELETED]
        versions.pop(DELETED, None)
    return RowState(fields, revision, versions)


def seen(versions: Mapping[str, str], fields: Mapping[str, Any]) -> dict[str, bytes]:
    """The base of a change of these fields by somebody who sees a row with these versions."""
    names = {*versions, *fields} if fields.get(DELETED) else fields
    return {name: bytes.fromhex(versions.get(name, "")) for name in names}


def unknown_bases(row: UUID, op: Op, story: Story) -> bool:
    """Whether `op` builds on an entry that is not here yet."""
    return any(base and story.setting(row, name, base) is None for name, base in op.base.items())


def contests(
    row: UUID, state: RowState, op: Op, weight: tuple[int, bytes], story: Story
) -> list[Contest]:
    """The fields in which `op` and the current value do not know of each other.

    An op that builds on the current value, or on something that builds on it, applies whatever the
    clocks say. Otherwise the later one wins; `weight` is the op's time, not later than its receipt,
    and its hash, and nobody is earlier than what they had seen. What comes late, after something
    that was built on it, never wins. Who keeps a row always wins over who deletes it.
    """
    clashes = []
    for name in op.fields:
        current, base = bytes.fromhex(state.versions.get(name, "")), op.base.get(name, b"")
        if (
            current
            and current != base
            and current not in (mine := _past(row, name, base, story)).seen
        ):
            theirs = _past(row, name, current, story)
            is_superseded = weight[1] in theirs.seen or story.is_built_on(row, name, weight[1])
            is_older = max(weight, mine.latest) < theirs.latest
            if name == DELETED and op.fields[name] is not bool(state.fields.get(name)):
                is_older = bool(op.fields[name])
            clashes.append(Contest(name, current, is_superseded or is_older))
    return clashes + _about_the_row(row, state, op, {c.field for c in clashes if c.is_lost}, story)


def _about_the_row(
    row: UUID, state: RowState, op: Op, lost: Collection[str], story: Story
) -> list[Contest]:
    """The contest between a deletion and a change of the row that do not know of each other."""
    if op.fields.get(DELETED) and DELETED not in lost:
        for name, version in state.versions.items():
            current = bytes.fromhex(version)
            if (
                name != DELETED
                and current not in _past(row, name, op.base.get(name, b""), story).seen
            ):
                return [Contest(DELETED, current, is_lost=True)]
    deletion = bytes.fromhex(state.versions.get(DELETED, ""))
    is_kept = DELETED not in op.fields and not op.fields.keys() <= set(lost)
    if is_kept and state.fields.get(DELETED) and deletion != op.base.get(DELETED, b""):
        return [Contest(DELETED, deletion, is_lost=False)]
    return []


class _Past(NamedTuple):
    """What the author of a value had seen, that value included, and how late the latest of it is."""

    seen: set[bytes]
    latest: tuple[int, bytes]


def _past(row: UUID, name: str, entry: bytes, story: Story) -> _Past:
    seen, latest = set[bytes](), (-(2**63), b"")
    while entry and entry not in seen:
        seen.add(entry)
        setting = story.setting(row, name, entry)
        latest, entry = (max(latest, setting.weight), setting.base) if setting else (latest, b"")
    return _Past(seen, latest)
