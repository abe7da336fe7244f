"""The one place that reads the machine's clock.

Time is evidence, never authority: callers keep what this clock claimed and
decide nothing by comparing it with another machine's.
"""

import os
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The present instant in UTC, shifted when `MOBILINK_NOW` moves the clock."""
    return datetime.now(UTC) + _shift


def _shift_from(setting: str) -> timedelta:
    """How far `MOBILINK_NOW` (ISO 8601 with an offset) lies from the machine's clock.

    The moved clock goes on ticking, so that a rehearsal of another day behaves like that day.
    """
    if not setting:
        return timedelta(0)
    moment = datetime.fromisoformat(setting)
    if moment.tzinfo is None:
        raise ValueError("MOBILINK_NOW needs an offset, for example 2019-07-14T06:00+07:00.")
    return moment - datetime.now(UTC)


_shift = _shift_from(os.environ.get("MOBILINK_NOW", ""))
