"""What holds on a day, and what should have been looked at again. Pure; it runs on each device.

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


def has_lapsed(one: Dated, day: date) -> bool:
    """Whether its last day is over."""
    return one.valid_to is not None and one.valid_to < day


def is_overdue(one: Dated, day: date) -> bool:
    """Whether the day by which somebody was to check it again is over."""
    return one.review_by < day


def state(one: One, versions: Iterable[One], day: date) -> str:
    """Where a version stands among those of its thing, the oldest first."""
    if one.valid_from is not None and day < one.valid_from:
        return AHEAD
    begun = [each for each in versions if each.valid_from is None or each.valid_from <= day]
    if begun[-1] is not one:
        return REPLACED
    if has_lapsed(one, day):
        return LAPSED
    return OVERDUE if is_overdue(one, day) else TOLD


def each_in_force(rows: Iterable[One], day: date, *, thing: Callable[[One], Hashable]) -> list[One]:
    """Of many things, the version of each that is to be told; `thing` tells them apart.

    The versions of one thing come the oldest first.
    """
    versions: dict[Hashable, list[One]] = {}
    for row in rows:
        versions.setdefault(thing(row), []).append(row)
    found = (in_force(of_one, day) for of_one in versions.values())
    return [one for one in found if one is not None]
