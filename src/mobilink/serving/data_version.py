"""Data version: a value that is another one after each change that a page may show.

What changes is the data, or the day at the office.

A commit counts from whichever process it came: a request here, a command, the exchange. Who asks
after it was committed is never told the state before. Only when something was committed is the
journal asked whether any of it went into the office's streams.
"""

import asyncio
import itertools
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

from django.db import DatabaseError, connection
from sqlcipher3 import dbapi2 as driver

from mobilink.people.queries import office_day
from mobilink.public.sharing import STREAMS

# Rows follow from these and from nothing else: what the office decided, what this machine did
# since, and that the tables were written anew (`rebuild` makes every touch again).
QUESTIONS: Final = (
    *(
        f"SELECT hash FROM journal_ledgerline WHERE stream = '{stream}' "
        "ORDER BY revision DESC LIMIT 1"
        for stream in STREAMS
    ),
    f"SELECT id, tip_hash, ordered FROM journal_branch WHERE stream IN {STREAMS} ORDER BY id",
    "SELECT MAX(id) FROM journal_touch",
)


class Unknown(Exception):
    """The database does not tell its state now."""


class State(NamedTuple):
    """What pages are made of: what the office's streams tell, or anything that was committed."""

    day: date
    streams: Hashable
    commit: Hashable

    def of(self, *, is_told: bool) -> Hashable:
        """What a page depends on; `is_told` where all of it comes by the office's streams."""
        return (self.day, self.streams) if is_told else self


class Watch(Protocol):
    """Tells the state of everything that pages are made of."""

    def known(self) -> State | None:
        """The state as of now, where nobody must wait for it; else nothing."""

    async def now(self) -> State:
        """The state as of now; raises Unknown."""


def watch() -> Watch:
    """Watches the database of this installation."""
    return SQLiteWatch() if connection.vendor == "sqlite" else PostgreSQLWatch()


class SQLiteWatch:
    """A connection that never writes: SQLite counts for it what all others commit.

    It takes microseconds and never waits for a writer, so the event loop asks by itself; once for
    all whom it found waiting.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._connection: Any = None
        self._number = 0
        self._commit: Hashable = None
        self._streams: Hashable = None
        self._now: State | None = None

    def known(self) -> State | None:
        if self._now is None:
            # First: whoever comes to the loop from here on finds it forgotten.
            asyncio.get_running_loop().call_soon(self._forget)
            self._now = self._asked()
        return self._now

    async def now(self) -> State:
        state = self.known()
        if state is None:
            raise Unknown
        return state

    def _forget(self) -> None:
        self._now = None

    def _asked(self) -> State | None:
        try:
            if self._connection is None:
                self._connection = _opened()
                self._number = next(self._numbers)
            # Two connections count apart, so the number tells whose count it is.
            [count] = self._connection.execute("PRAGMA data_version").fetchone()
            if self._commit != (self._number, count):
                self._streams = streams_version(self._connection.cursor())
                self._commit = self._number, count
        except driver.Error:
            self._connection = None
            return None
        return State(office_day(), self._streams, self._commit)


def _opened() -> Any:
    raw = connection.get_new_connection(connection.get_connection_params())
    raw.execute("PRAGMA busy_timeout = 0")
    return raw


class PostgreSQLWatch:
    """PostgreSQL's snapshot: which transactions are over, and so what can be seen.

    One question, in a thread of its own, is for all who came before it was asked.
    """

    def __init__(self) -> None:
        self._came = itertools.count(1)
        self._asking = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="data-version")
        self._told_to, self._commit = 0, ""
        self._streams: Hashable = None

    def known(self) -> None:
        """Nothing: a server is always asked."""

    async def now(self) -> State:
        mine = next(self._came)
        async with self._asking:
            if self._told_to < mine:
                all_here = next(self._came)
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._thread, self._ask)
                self._told_to = all_here
            return State(office_day(), self._streams, self._commit)

    def _ask(self) -> None:
        try:
            with connection.cursor() as cursor:
                commit = _snapshot(cursor)
                if self._commit != commit:
                    self._streams = streams_version(cursor)
                    self._commit = commit
        except DatabaseError as error:
            connection.close()
            raise Unknown from error


def _snapshot(cursor: Any) -> str:
    cursor.execute("SELECT pg_current_snapshot()::text")
    return str(cursor.fetchone()[0])


def streams_version(cursor: Any) -> Hashable:
    """What changes whenever a row of the office's streams does; asked in less than a millisecond.

    A writer cannot forget to tell it: the database refuses rows that are not the journal's, and
    the journal has no row without an entry in a branch.
    """
    results = []
    for question in QUESTIONS:
        cursor.execute(question)
        results.append([tuple(map(str, row)) for row in cursor.fetchall()])
    return str(results)
