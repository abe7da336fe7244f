"""Validity: what holds on a day, and what is due to be checked again. Pure; it runs on each device.

A van without network sees by its own clock that a card has lapsed: nothing has to reach it.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Final, Protocol, TypeVar

AHEAD: Final = "ahead"
TOLD: Final = "told"
OVERDUE: Final = "overdue"
LAPSED: Final = "lapsed"
REPLACED: Final = "replaced"


class Dated(Protocol):
    """Anything with the days on which it holds, and the day by which it must be checked again."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def review_by(self) -> date: ...


One = TypeVar("One", bound=Dated)


def in_force(versions: Iterable[One], day: date) -> One | None:
    """The version to be told on this day, of the versions of one thing, the oldest first.

    A version replaces all before it from its first day. After its last day nothing is told: what
    it had replaced does not come back.
    """
    begun = [one for one in versions if one.valid_from is None or one.valid_from <= day]
    return begun[-1] if begun and not has_lapsed(begun[-1], day) else None


def has_lapsed(dated: Dated, day: date) -> bool:
    """Whether its last day is over."""
    return dated.valid_to is not None and dated.valid_to < day


def is_overdue(dated: Dated, day: date) -> bool:
    """Whether the day by which somebody was to check it again is over."""
    return dated.review_by < day


def state(version: One, versions: Iterable[One], day: date) -> str:
    """Where a version stands among those of its thing, the oldest first."""
    if version.valid_from is not None and day < version.valid_from:
        return AHEAD
    begun = [each for each in versions if each.valid_from is None or each.valid_from <= day]
    if begun[-1] is not version:
        return REPLACED
    if has_lapsed(version, day):
        return LAPSED
    return OVERDUE if is_overdue(version, day) else TOLD


def each_in_force(rows: Iterable[One], day: date, *, thing: Callable[[One], Hashable]) -> list[One]:
    """Of many things, the version of each that is to be told; `thing` tells them apart.

    The versions of one thing come the oldest first.
    """
    versions: dict[Hashable, list[One]] = {}
    for row in rows:
        versions.setdefault(thing(row), []).append(row)
    current = (in_force(of_one, day) for of_one in versions.values())
    return [row for row in current if row is not None]
