"""The one course that every contender runs.

    meet: 1 record · first: N more · more: 100 on top · nothing: nothing new

The meeting lets both ends import, compile and greet, and is not measured. Loading records into the
field's database is not measured either; reading them out of it is.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.progress import say
from benchmarks.sync import records
from benchmarks.sync.measure import Growth, Leg, Measured, longest_wait
from benchmarks.sync.processes import Failed, Program, cpu_seconds, peak_memory, resident_memory
from benchmarks.sync.wire import SLOW, Relay, Traffic

MEETING = 1
MORE = 100
POLL_SECONDS = 0.05
POLL_SOON_SECONDS = 0.01
"""While few records travel, which must not wait for the look."""
FEW = 1_000
BATCH_BYTES = 4_096
"""A smaller request brings no batch, only a greeting or a question."""
LONGEST_SYNC_SECONDS = 3600.0
LONGEST_WAIT_SECONDS = 600.0
"""For anything else that is asked of a program: to start, to load a few."""
LOADED_PER_SECOND = 500
"""So many records the slowest machine loads at least."""
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Pair:
    """How to run one contender: its two programs, and how to look at the office from outside.

    The office writes `{"port": …}` when it listens, and ends when its input does. The field is given
    the relay's port as last word and answers `{}` when it has done `{"load": path}` (records as lines
    of JSON, into its own database) or `{"sync": true}`, for which it connects anew. Where a sync was
    cut off it may say `{"failed": why}` and go on.
    """

    name: str
    versions: str
    """Of what is measured, in one line."""
    office: Sequence[str | Path]
    field: Sequence[str | Path]
    count_visible: Callable[[int], int]
    """How many records a reader finds now at the office that listens on this port."""
    database_size: Callable[[], int]
    """Bytes of the office's database after a checkpoint; asked only while no office runs."""
    is_polled: bool = True
    """Whether looking costs the office nothing, so that it may be done while the sync runs."""


def measure_pair(
    pair: Pair, folder: Path, count: int, *, with_note: bool = True, slow: bool = False
) -> Measured:
    """Run the course in this folder; refuses a record that does not arrive."""
    made = records.visits(MEETING + count + MORE, with_note=with_note)
    size_before = pair.database_size()
    with Course(pair, folder) as course:
        course.load(made, MEETING)
        course.sync()
        course.relay.link = SLOW if slow else None
        say(f"  recording {count:,} …")
        course.load(made, count)
        say("  bringing them …")
        idle, cpu_before = resident_memory(course.office.pid), cpu_seconds(course.office.pid)
        first = course.sync()
        cpu = cpu_seconds(course.office.pid) - cpu_before
        say(f"  {MORE} more, then nothing …")
        course.load(made, MORE)
        more = course.sync()
        nothing = course.sync()
        peak = peak_memory(course.office.pid)
    return Measured(
        name=pair.name,
        versions=pair.versions,
        with_note=with_note,
        slow=slow,
        first=first,
        more=more,
        nothing=nothing,
        office_cpu_seconds=cpu,
        database_bytes=pair.database_size() - size_before,
        idle_mb=idle / MEGA,
        peak_mb=peak / MEGA,
    )


class Course:
    """Both programs and the relay between them, while they run."""

    def __init__(self, pair: Pair, folder: Path) -> None:
        self._pair = pair
        self._folder = folder
        self._loaded = 0
        self._synced = 0
        self.traffic: Traffic = Traffic(0, 0, ())
        """Of the last sync."""

    def __enter__(self) -> "Course":
        self.office = Program(self._pair.office, log=self._folder / "office.log")
        try:
            self._port = int(_answer(self.office)["port"])
            self.relay = Relay(self._port)
            self.field = self._start_field()
        except BaseException:
            self.office.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.field.end()
        self.relay.close()
        self.office.end()

    def kill_field(self) -> None:
        """Kill the field without a word, and start it again with what its disk holds."""
        self.field.kill()
        self.field = self._start_field()

    def kill_office(self) -> None:
        """Kill the office without a word, and start it again with what its disk holds."""
        self.office.kill()
        self.office = Program(self._pair.office, log=self._folder / "office.log")
        self._port = self.relay.office_port = int(_answer(self.office)["port"])

    def _start_field(self) -> Program:
        field = [*self._pair.field, str(self.relay.port)]
        return Program(field, log=self._folder / "field.log")

    def load(self, made: Iterator[records.Visit], count: int) -> None:
        """Let the field record the next visits."""
        path = self._folder / "records.jsonl"
        records.write(path, islice(made, count))
        self.field.ask(load=str(path))
        _answer(self.field, LONGEST_WAIT_SECONDS + count / LOADED_PER_SECOND)
        self._loaded += count

    def sync(self) -> Leg:
        """Let the field bring what the office has not, and watch the office meanwhile."""
        self.relay.traffic()
        start = time.monotonic()
        self.field.ask(sync=True)
        growths, done_at = self._watch(start)
        traffic = self.relay.traffic()
        self.traffic = traffic
        brought, self._synced = self._loaded - self._synced, self._loaded
        batches = [
            request.arrived_at for request in traffic.requests if request.size >= BATCH_BYTES
        ]
        return Leg(
            records=brought,
            visible_seconds=growths[-1].now - start,
            done_seconds=done_at - start,
            wire_bytes=traffic.wire_bytes,
            round_trips=traffic.round_trips,
            longest_wait=longest_wait(batches, growths),
        )

    def _watch(self, start: float) -> tuple[list[Growth], float]:
        """When a reader found more records, at last all of them; when the field said it is done."""
        pause = POLL_SOON_SECONDS if self._loaded - self._synced <= FEW else POLL_SECONDS
        growths = [Growth(start, start)]
        known, looked_at = self._synced, start
        while time.monotonic() < start + LONGEST_SYNC_SECONDS:
            answer = self.field.answer(pause)
            now = time.monotonic()
            if known < self._loaded and (answer is not None or self._pair.is_polled):
                visible = self._pair.count_visible(self._port)
                if visible > known:
                    growths.append(Growth(looked_at, now))
                known, looked_at = visible, now
            if answer is not None:
                self._expect_all(answer, known)
                return growths, now
        raise Failed(f"{self._pair.name}: a sync took longer than {LONGEST_SYNC_SECONDS:.0f} s")

    def _expect_all(self, answer: dict[str, Any], visible: int) -> None:
        if "failed" in answer:
            raise Failed(f"{self._pair.name}: {answer['failed']}")
        if visible < self._loaded:
            raise Failed(f"{self._pair.name}: the field is done, but not all is at the office")


def rows_of(database: Path, table: str) -> int:
    """Rows that a reader finds in this table of a SQLite file; none while it is not there."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as reader:
            count: int = reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            return count
    except sqlite3.OperationalError:
        return 0


def sqlite_size(database: Path) -> int:
    """Bytes of a SQLite file after its write-ahead log has been folded in; nothing if not there."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as owner:
        owner.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.stat().st_size


def _answer(program: Program, patience: float = LONGEST_WAIT_SECONDS) -> dict[str, Any]:
    answer = program.answer(patience)
    if answer is None:
        raise Failed(f"No answer within {patience:.0f} s")
    return answer
