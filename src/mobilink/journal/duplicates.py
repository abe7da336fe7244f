"""Duplicates: rows that machines which could not hear each other made of one thing.

A room says in its `journal.py` what of it may be there twice: how such pairs are found, and how two
become one and two again. A person decides about each pair; pages and commands ask here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from mobilink.journal.storage import review_queue
from mobilink.journal.storage.rows import SharedRow


@dataclass(frozen=True)
class Pair:
    """Two rows that look like one thing."""

    row: Any
    other: Any

    @property
    def id(self) -> str:
        """By which decisions name the two, in either order."""
        return "+".join(sorted((self.row.pk.hex, self.other.pk.hex)))

    @property
    def seen(self) -> str:
        """What a page keeps of what its reader saw of the two."""
        return f"{self.row.revision}.{self.other.revision}"


class Duplicates(NamedTuple):
    """What is done about duplicates of one model; without `merge` a person cancels one of the two."""

    model: type[SharedRow]
    proposed: Callable[[], list[Pair]]
    merge: Callable[..., None] | None = None
    split: Callable[..., None] | None = None

    def row(self, pk: UUID) -> Any:
        """The row with this id, if it is of this model."""
        return self.model._default_manager.filter(pk=pk).first()

    def merged(self) -> list[Any]:
        """What was merged into another one."""
        if not self.merge:
            return []
        rows: Any = self.model._default_manager
        gone = rows.exclude(merged_into=None)
        return [*gone.select_related("merged_into")]


_registered: dict[str, Duplicates] = {}


def register(kind: str, duplicates: Duplicates) -> None:
    """Say what is done about duplicates of a kind; called by a room's `journal.py`."""
    _registered[kind] = duplicates


def every_kind() -> dict[str, Duplicates]:
    """Kind → what is done about its duplicates."""
    return dict(_registered)


def proposed() -> dict[str, list[Pair]]:
    """Kind → what seems to be there twice."""
    return {kind: duplicates.proposed() for kind, duplicates in _registered.items()}


def undecided(pairs: Iterable[Pair]) -> list[Pair]:
    """Those of the pairs that no person has decided yet."""
    proposals = list(pairs)
    ruled = review_queue.latest_rulings([pair.id for pair in proposals])
    return [pair for pair in proposals if pair.id not in ruled]


def meant(text: str) -> tuple[Duplicates, Any] | None:
    """The row that an id means and how its like are merged; nothing where nothing is merged so."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    mergeable = ((each, each.row(key)) for each in _registered.values() if each.merge)
    return next(((each, row) for each, row in mergeable if row is not None), None)
