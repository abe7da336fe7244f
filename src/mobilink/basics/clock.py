"""The one place that reads the machine's clock.

Time is evidence, never authority: callers keep what this clock claimed and
decide nothing by comparing it with another machine's.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import cache

from mobilink.basics.terminal import gettext as _

# The days that the service can be about; what lies outside is a slip of the keyboard.
FIRST_DAY, LAST_DAY = date(2010, 1, 1), date(2099, 12, 31)


_stopped: ContextVar[datetime | None] = ContextVar("mobilink_clock", default=None)


def now() -> datetime:
    """The present instant in UTC, shifted when `MOBILINK_NOW` moves the clock."""
    return _stopped.get() or datetime.now(UTC) + _shift()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let it be this instant in the block, as on a machine of a simulated world."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)


@cache
def _shift() -> timedelta:
    """How far `MOBILINK_NOW` (ISO 8601 with an offset) lies from the machine's clock.

    The moved clock goes on ticking, so that a rehearsal of another day behaves like that day.
    Raises ValueError when the setting is no such time.
    """
    setting = os.environ.get("MOBILINK_NOW", "")
    if not setting:
        return timedelta(0)
    try:
        return datetime.fromisoformat(setting) - datetime.now(UTC)
    except (ValueError, TypeError) as error:
        raise ValueError(
            _("MOBILINK_NOW is “%(setting)s”; write it like 2019-07-14T06:00+07:00.")
            % {"setting": setting}
        ) from error
