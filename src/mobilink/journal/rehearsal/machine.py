"""A rehearsed machine: an installation with a database, a key, a clock and a file of its own."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mobilink.basics import chance, clock
from mobilink.journal.core.replica import Replica
from mobilink.journal.rehearsal import databases
from mobilink.journal.rehearsal.tables import TablesInView
from mobilink.journal.simulation.machine import Node
from mobilink.journal.simulation.memory import PowerLost
from mobilink.journal.storage.fields import instant, milliseconds
from mobilink.journal.storage.models import Installation
from mobilink.journal.storage.tables import TableStore, replica
from mobilink.journal.sync import recovery

LAST = milliseconds(datetime.max.replace(tzinfo=UTC))


class Image(NamedTuple):
    """What a machine's disk held: its database, and the file of heads beside it."""

    database: BaseDatabaseWrapper
    heads: bytes | None

    def image(self) -> "Image":
        """An image does not change; the simulator copies those that do."""
        return self

    def without_heads(self) -> "Image":
        """The database alone, where the file beside it was not copied."""
        return Image(self.database, None)


class Machine(Node):
    """One installation; `at_work` makes it the one that this process is.

    With `writes_left` the power goes after so many statements that write.
    """

    def __init__(
        self,
        name: str,
        streams: tuple[str, ...],
        key: bytes,
        folder: Path,
        now: Callable[[], int],
        drawn: random.Random,
    ) -> None:
        self.folder, self._now, self._drawn = folder, now, drawn
        self._at_work: ContextVar[bool] = ContextVar("mobilink_rehearsal", default=False)
        self.writes_left: int | None = None
        self.generation = 0
        self.heads = folder / f"{len(list(folder.iterdir()))}.json"
        self.heads.touch()
        self.database = databases.copy(databases.blank())
        self.database.execute_wrappers.append(self._execute)
        super().__init__(name, streams, None, key)

    @property
    def store(self) -> Any:
        """What this machine keeps, as the promises ask it of a MemoryStore."""
        return self._view

    @store.setter
    def store(self, image: Image | None) -> None:
        if image is not None:
            self.put_back(image)
        self._view = TablesInView(self)

    def image(self) -> Image:
        """A copy of this machine's disk."""
        return Image(databases.copy(self.database), self.heads.read_bytes())

    def put_back(self, image: Image) -> None:
        """Put this machine's disk back; where the image has no file of heads, that one stays."""
        self.database.connection.close()
        self.database = databases.copy(image.database)
        self.database.execute_wrappers.append(self._execute)
        self.generation += 1
        self.writes_left = None
        if image.heads is not None:
            self.heads.write_bytes(image.heads)

    def twin(self, name: str) -> "Machine":
        twin = Machine(name, self.streams, self.key, self.folder, self._now, self._drawn)
        twin.put_back(self.image())
        return twin

    @property
    def author(self) -> UUID:
        with self.at_work():
            return Installation.objects.get().id

    @property
    def is_recovering(self) -> bool:
        with self.at_work():
            return recovery.state().is_on

    @property
    def replica(self) -> Replica[Any]:
        return replica()

    def tables(self) -> TableStore:
        """A store that may remember what it reads, until something is written. While at work."""
        if self._read_at != self.generation:
            self._tables, self._read_at = TableStore(), self.generation
        return self._tables

    _tables: TableStore
    _read_at = -1

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let this process be this machine in the block."""
        if self._at_work.get():
            yield
            return
        moment = instant(min(self._now() + self.clock_error, LAST))
        before = connections["default"], settings.SIGNING_KEY, settings.HEADS_FILE
        token = self._at_work.set(True)
        connections["default"] = self.database
        settings.SIGNING_KEY, settings.HEADS_FILE = self.key.hex(), self.heads
        try:
            with clock.stopped_at(moment), chance.seeded(self._drawn):
                yield
        finally:
            connections["default"], settings.SIGNING_KEY, settings.HEADS_FILE = before
            self._at_work.reset(token)

    def _execute(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if not sql.startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
            self.generation += 1
            if self.writes_left is not None:
                self.writes_left -= 1
                if self.writes_left < 0:
                    raise PowerLost
        return execute(sql, params, many, context)
