"""Whether a product may be shown on a day, by rows alone, so that a van knows without a network."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple


class Bar(StrEnum):
    """Why a product is not shown."""

    OFF = "off"  # taken off the list
    NO_PERMIT = "no_permit"  # food of which no permit is recorded
    LAPSED = "lapsed"  # a permit ended, and none of its kind follows
    STALE = "stale"  # past the day until which it is good


FOOD_PERMITS: Final = frozenset({"pirt", "bpom"})
"""Food and drink need one of these."""


class Papers(NamedTuple):
    """A permit: its kind and its last day, or none where it has no end."""

    kind: str
    valid_until: date | None


def bar(
    day: date,
    *,
    is_listed: bool,
    is_food: bool,
    permits: Iterable[Papers],
    best_before: date | None = None,
) -> Bar | None:
    """Why the product must not be shown on that day; nothing where it may."""
    if not is_listed:
        return Bar.OFF
    had, valid = set(), set()
    for kind, until in permits:
        had.add(kind)
        if until is None or day <= until:
            valid.add(kind)
    if had - valid:
        return Bar.LAPSED
    if is_food and not had & FOOD_PERMITS:
        return Bar.NO_PERMIT
    return Bar.STALE if best_before and best_before < day else None
