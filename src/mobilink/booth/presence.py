"""Presence settled out of what several people told: the same in any order."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Presence(NamedTuple):
    """What one record says of a person at an outing, or what all of them come to.

    A time that is None was not told. Who was not there has no times.
    """

    was_there: bool = True
    since: datetime | None = None
    until: datetime | None = None


def settle(presences: Iterable[Presence]) -> Presence | None:
    """The presence of one person, out of all that was told; None where nobody told anything.

    Whoever was seen was there, whatever somebody else says. The earliest arrival and the latest
    leaving count; who arrived again after the latest leaving has not left.
    """
    recorded = list(presences)
    seen = [presence for presence in recorded if presence.was_there]
    if not seen:
        return Presence(was_there=False) if recorded else None
    arrivals = [presence.since for presence in seen if presence.since]
    leavings = [presence.until for presence in seen if presence.until]
    last = max(leavings, default=None)
    has_left = last is not None and all(last >= arrival for arrival in arrivals)
    return Presence(since=min(arrivals, default=None), until=last if has_left else None)
