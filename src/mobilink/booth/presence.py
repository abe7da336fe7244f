"""Who was there from when until when, out of what several people told: the same in any order."""

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


def settle(told: Iterable[Presence]) -> Presence | None:
    """What all that was told of one person comes to; None where nobody told anything.

    Whoever was seen was there, whatever somebody else says. The earliest arrival and the latest
    leaving count; who arrived again after the latest leaving has not left.
    """
    all_told = list(told)
    seen = [one for one in all_told if one.was_there]
    if not seen:
        return Presence(was_there=False) if all_told else None
    arrivals = [one.since for one in seen if one.since]
    leavings = [one.until for one in seen if one.until]
    last = max(leavings, default=None)
    has_left = last is not None and all(last >= arrival for arrival in arrivals)
    return Presence(since=min(arrivals, default=None), until=last if has_left else None)
