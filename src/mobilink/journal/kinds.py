"""Which tables travel, who may write them, and in which stream.

Each room declares its kinds in its own `journal.py`, which this module loads at start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models

from mobilink.journal.errors import NotStorable
from mobilink.journal.rows import Row, SharedRow

PUBLIC = "public"
TEAM = "team"
OFFICE = "office"


class Ownership(Enum):
    """The three classes of data; the class decides who writes and how changes meet."""

    OFFICE = "office-owned"
    FACT = "fact"
    SHARED = "shared record"


@dataclass(frozen=True)
class Kind:
    """One replicated table: its name on the wire, its model, its class of data, its stream."""

    name: str
    model: type[Row]
    ownership: Ownership
    stream: str | Callable[[Any], str]

    @property
    def fields(self) -> list["models.Field[Any, Any]"]:
        """The model's fields that travel, in the order of the model."""
        return [field for field in self.model._meta.concrete_fields if field.name not in KEPT_HERE]

    @property
    def may_change(self) -> bool:
        """Whether rows of this kind change after they are made; facts never do."""
        return self.ownership is not Ownership.FACT

    def stream_of(self, row: Row) -> str:
        """The stream that carries this row."""
        return self.stream if isinstance(self.stream, str) else self.stream(row)


KEPT_HERE = {"id", "revision", "versions"}
_by_name: dict[str, Kind] = {}
_by_model: dict[type[models.Model], Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make tables replicated; called once by each room's `journal.py`."""
    for kind in kinds:
        if kind.may_change and not issubclass(kind.model, SharedRow):
            raise TypeError(f"{kind.name} may change, so {kind.model.__name__} must be a SharedRow")
        _by_name[kind.name] = kind
        _by_model[kind.model] = kind


def kind_of(model: type[models.Model]) -> Kind:
    """The kind of a replicated model."""
    return _by_model[model]


def named(name: str) -> Kind:
    """The kind with this name on the wire; raises NotStorable for a name of another version."""
    try:
        return _by_name[name]
    except KeyError as error:
        raise NotStorable(f"This version does not know the kind “{name}”.") from error


def every_kind() -> list[Kind]:
    """All replicated kinds, in the order in which the rooms declared them."""
    return list(_by_name.values())
