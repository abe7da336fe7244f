"""Streams of facts: in which unit's stream a fact belongs, by where its links lead."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from mobilink.journal.core.sequence import Known

UNIT: Final = "unit"
"""What the streams of the units begin with; which unit's it is, is in the fact."""


class Remembered(Known, Protocol):
    """Who knows the rows, and what they were."""

    def history(self, row: UUID, name: str) -> list[tuple[UUID, Any]]: ...


def stream_of_unit(code: str) -> str:
    """The stream of the unit with this code."""
    return f"{UNIT}/{code}"


def units_in(streams: Iterable[str]) -> set[str]:
    """The codes of the units whose streams are among these."""
    start = stream_of_unit("")
    return {stream.removeprefix(start) for stream in streams if stream.startswith(start)}


def streams_of(kind: str, columns: Mapping[str, list[Any]], known: Known) -> set[str]:
    """The streams in which facts of these columns belong, as far as their units are known; none for
    a kind that may be in any.
    """
    rule = known.rule(kind)
    first = rule.unit[0] if rule and rule.unit else ""
    values = {value for value in columns.get(first, ()) if isinstance(value, str)}
    return set(filter(None, (_stream_of(kind, {first: value}, known) for value in values)))


def belongs(kind: str, fields: Mapping[str, Any], stream: str, known: Remembered) -> bool:
    """Whether a fact may be in a stream: its links lead there, or did before what it tells of went to
    another unit.
    """
    homes = streams_of(kind, {name: [value] for name, value in fields.items()}, known)
    return homes <= {stream} or stream in _former_streams(kind, fields, known)


def _former_streams(kind: str, fields: Mapping[str, Any], known: Remembered) -> Iterator[str]:
    rule = known.rule(kind)
    *links, last = rule.unit if rule and rule.unit else ("",)
    row = None
    for name in links:
        kind, row, fields = _led(kind, fields, name, known)
    for _, unit in known.history(row, last) if row else ():
        yield _code(_led(kind, {last: unit}, last, known)[2])


def _stream_of(kind: str, fields: Mapping[str, Any], known: Known) -> str:
    """Where the links of a fact lead; nothing where one is not known."""
    rule = known.rule(kind)
    for name in rule.unit if rule else ():
        kind, _, fields = _led(kind, fields, name, known)
    return _code(fields)


def _led(
    kind: str, fields: Mapping[str, Any], name: str, known: Known
) -> tuple[str, UUID | None, Mapping[str, Any]]:
    """The kind, id and fields of the row to which a link leads; no fields where it is not known."""
    rule, row = known.rule(kind), _id_of(fields.get(name))
    linked = rule.links.get(name, "") if rule else ""
    state = known.row(linked, row) if row else None
    return linked, row, state.fields if state else {}


def _code(unit: Mapping[str, Any]) -> str:
    return stream_of_unit(unit["code"]) if unit.get("code") else ""


def _id_of(value: Any) -> UUID | None:
    """An id, where a machine that may say anything told one."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
