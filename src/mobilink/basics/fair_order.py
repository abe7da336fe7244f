"""Fair order: whose turn is next, among makers at the stand or recruiters along.

A rule that anyone can check, and nobody can lean on.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Turn(NamedTuple):
    """Who waits, how many turns they had, and when the last."""

    name: str
    key: str
    had: int
    last: date | None


def in_turn(waiting: Iterable[Turn]) -> list[Turn]:
    """Fewest turns first; among equals who waits longest, then by name."""
    return sorted(
        waiting, key=lambda one: (one.had, one.last or date.min, one.name.casefold(), one.key)
    )
