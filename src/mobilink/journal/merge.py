"""What an op does to a row: the one rule by which tables follow from entries.

A row's *state* is its fields as they travel, and for each shared field the entry that set it. A
field change names the entry it replaces (`base`): a change whose base is the current one applies,
whatever any clock says. The tables and the rebuild both use `made` and `changed`, so they cannot
drift apart.
"""

from dataclasses import dataclass, field
from typing import Any

from mobilink.journal.wire import Op


@dataclass
class RowState:
    """One row as the journal tells it; `revision` is the ledger line that touched it last."""

    fields: dict[str, Any]
    revision: int
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loss:
    """A field value that did not become current, kept to be shown to the person who knows."""

    field: str
    current: Any
    offered: Any


def made(op: Op, revision: int) -> RowState:
    """The state of a row that `op` creates."""
    return RowState(dict(op.fields), revision)


def changed(state: RowState, op: Op, entry: bytes, revision: int) -> tuple[RowState, list[Loss]]:
    """The state after `op`, and the values that lost because their base is not the current one."""
    fields, versions = dict(state.fields), dict(state.versions)
    losses = []
    for name, value in op.fields.items():
        if versions.get(name, "") != op.base.get(name, b"").hex():
            losses.append(Loss(name, fields.get(name), value))
            continue
        fields[name] = value
        versions[name] = entry.hex()
    return RowState(fields, revision, versions), losses
