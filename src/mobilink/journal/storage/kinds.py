"""The registry of replicated tables: which travel, who may write them, and in which stream.

Each room declares its kinds in its own `journal.py`, which this module loads at start.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models

from mobilink.journal.core.errors import NotStorable
from mobilink.journal.core.merge import Ownership as Ownership
from mobilink.journal.core.sequence import Rule
from mobilink.journal.storage.fact_streams import UNIT, stream_of_unit
from mobilink.journal.storage.law import ALL, EVERYTHING, NOTHING, THE_OFFICES, Sets, Whose
from mobilink.journal.storage.rows import Row, SharedRow
from mobilink.journal.storage.shaped import Shaped
from mobilink.journal.storage.shapes import Code, Shape

PUBLIC = "public"
TEAM = "team"
OFFICE = "office"
PICTURE = "photo"
"""How a field is called that names a picture by its hash."""


@dataclass(frozen=True)
class OfUnit:
    """The stream of the unit to which these links lead from a fact; `otherwise` where the first is
    empty. The office's judge follows them too (`fact_streams`): what is in another's stream is not taken.
    """

    links: tuple[str, ...]
    otherwise: str = ""

    def __call__(self, fact: Row) -> str:
        unit: Any = fact
        for name in self.links:
            unit = getattr(unit, name)
            if unit is None:
                return self.otherwise
        return stream_of_unit(unit.code)


@dataclass(frozen=True, eq=False)
class Kind:
    """One replicated table: its name on the wire, its model, its class of data, its stream; and its
    law (`law`, `shapes`): whose its rows are, what a phone and a hub set, what its JSON looks like.

    A phone may write what its room says that a `phone` sets, and nothing else. A hub sets everything
    of rows that are its own where its room says nothing else. `shapes` name every JSON field; `open`
    are fields whose list the office owns: a code of that list is judged by its form alone.
    """

    name: str
    model: type[Row]
    ownership: Ownership
    stream: str | Callable[[Any], str]
    is_personal: bool = False
    whose: Whose = THE_OFFICES
    phone: Sets = NOTHING
    hub: Sets | None = None
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    # Of which streams a chosen one is, where that is known beforehand.
    among: tuple[str, ...] = ()
    # What the office does about rows of others right after it has ordered them: id → whose machine.
    afterwards: Callable[[Mapping[UUID, UUID]], object] | None = None
    # The same for rows that others changed: id → the fields that they set.
    on_change: Callable[[dict[UUID, set[str]]], object] | None = None

    @property
    def pictures(self) -> list[str]:
        """Its fields that name a picture by its SHA-256."""
        return [field.name for field in self.fields if field.name == PICTURE]

    @property
    def fields(self) -> list["models.Field[Any, Any]"]:
        """The model's fields that travel, in the order of the model."""
        return [field for field in self.model._meta.concrete_fields if field.name not in KEPT_HERE]

    @property
    def may_change(self) -> bool:
        """Whether rows of this kind change after they are made; facts never do."""
        return self.ownership is not Ownership.FACT

    @property
    def by_phone(self) -> bool:
        """Whether a phone writes rows of this kind."""
        return self.phone != NOTHING

    @property
    def by_hub(self) -> Sets:
        """What a hub sets of the rows that are its own."""
        if self.hub is not None:
            return self.hub
        return NOTHING if self.whose.is_offices else EVERYTHING

    def misshapen(self, fields: Mapping[str, object]) -> str:
        """The first field whose value has not the shape that the kind declares; empty where all have."""
        for name, value in fields.items():
            shape = self.shapes.get(name) or (CODE if name in self.open else None)
            is_left_open = value is None or (name in self.open and value == "")
            if shape and not is_left_open and (problem := shape.misfit(value)):
                return f"{name}: {problem}"
        return ""

    @property
    def streams(self) -> tuple[str, ...]:
        """Every stream that rows of this kind may be in; none where a row's own unit tells it."""
        return (self.stream,) if isinstance(self.stream, str) else self.among

    @cached_property
    def rule(self) -> Rule:
        """What the office's judge knows of this kind."""
        links = {
            field.name: _by_model[field.related_model].name
            for field in self.fields
            if field.is_relation and field.related_model in _by_model
        }
        stream = self.stream if isinstance(self.stream, str) else UNIT
        unit = self.stream.links if isinstance(self.stream, OfUnit) else ()
        return Rule(self.ownership, links, stream if self.by_phone else "", unit)

    def stream_of(self, row: Row) -> str:
        """The stream that carries this row."""
        return self.stream if isinstance(self.stream, str) else self.stream(row)


KEPT_HERE = {"id", "revision", "versions"}
CODE = Code()
_by_name: dict[str, Kind] = {}
_by_model: dict[type[models.Model], Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make tables replicated; called once by each room's `journal.py`."""
    for kind in kinds:
        if kind.may_change and not issubclass(kind.model, SharedRow):
            raise TypeError(f"{kind.name} may change, so {kind.model.__name__} must be a SharedRow")
        _refuse_undeclared(kind)
        for each in kind.fields:
            if isinstance(each, Shaped):
                each.shape = kind.shapes[each.name]
        _by_name[kind.name] = kind
        _by_model[kind.model] = kind


@contextmanager
def only(*kinds: Kind) -> Iterator[None]:
    """Let these be all kinds in the block, as on the machines of a simulated world."""
    before = dict(_by_name), dict(_by_model)
    _by_name.clear()
    _by_model.clear()
    try:
        declare(*kinds)
        yield
    finally:
        _by_name.clear()
        _by_model.clear()
        _by_name.update(before[0])
        _by_model.update(before[1])


def _refuse_undeclared(kind: Kind) -> None:
    """Refuse a law about fields that are not there, and a JSON field without a shape."""
    names = {field.name for field in kind.fields}
    said = {*kind.shapes, *kind.open, *kind.whose.fixed, *kind.whose.places}
    for sets in (kind.phone, kind.hub or NOTHING):
        said |= {*sets.new, *sets.change, *sets.only, *sets.only_new, *sets.back} - {*ALL}
    json = {field.name for field in kind.fields if isinstance(field, models.JSONField)}
    if unknown := (said - names) | (json - {*kind.shapes}):
        raise TypeError(f"{kind.name}: {min(unknown)} is no field, or has no shape")


def kind_of(model: type[models.Model]) -> Kind:
    """The kind of a replicated model."""
    return _by_model[model]


def named(name: str) -> Kind:
    """The kind with this name on the wire; raises NotStorable for a name of another version."""
    try:
        return _by_name[name]
    except KeyError as error:
        raise NotStorable(f"This version does not know the kind “{name}”.") from error


def find(name: str) -> Kind | None:
    """The kind with this name on the wire, where this version knows it."""
    return _by_name.get(name)


def every_kind() -> list[Kind]:
    """All replicated kinds, in the order in which the rooms declared them."""
    return list(_by_name.values())
