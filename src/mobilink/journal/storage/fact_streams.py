"""Streams of facts: in which unit's stream a fact belongs, by where its links lead."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from mobilink.journal.core.sequence import Known

UNIT: Final = "unit"
"""What the streams of the units begin with; which unit's it is, is in the fact."""


def stream_of_unit(code: str) -> str:
    """The stream of the unit with this code."""
    return f"{UNIT}/{code}"


def streams_of(kind: str, columns: Mapping[str, list[Any]], known: Known) -> set[str]:
    """The streams in which facts of these columns belong, as far as their units are known; none for
    a kind that may be in any.
    """
    rule = known.rule(kind)
    first = rule.unit[0] if rule and rule.unit else ""
    values = {value for value in columns.get(first, ()) if isinstance(value, str)}
    return set(filter(None, (_stream_of(kind, {first: value}, known) for value in values)))


def _stream_of(kind: str, fields: Mapping[str, Any], known: Known) -> str:
    """Where the links of a fact lead; nothing where one is not known."""
    rule = known.rule(kind)
    for name in rule.unit if rule else ():
        of, row = known.rule(kind), _id_of(fields.get(name))
        kind = of.links[name] if of else ""
        state = known.row(kind, row) if row else None
        if state is None:
            return ""
        fields = state.fields
    code = fields.get("code")
    return stream_of_unit(code) if code else ""


def _id_of(value: Any) -> UUID | None:
    """An id, where a machine that may say anything told one."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
