"""How much travels twice when one end is killed in the middle of a sync.

An undisturbed sync sends up U bytes in n questions; one that is killed at U/2 and started again V in
m. A question that brings nothing has G bytes, so (V less m G) less (U less n G) came twice.
"""

import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.progress import say
from benchmarks.sync import ours, records
from benchmarks.sync.course import MEETING, Course
from benchmarks.sync.processes import Failed
from benchmarks.sync.wire import Traffic

LONGEST_SECONDS = 600.0
LOOK_SECONDS = 0.002


@dataclass(frozen=True, slots=True)
class Killed:
    """What a kill at either end cost, in bytes."""

    records: int
    undisturbed_bytes: int
    """What goes up without a kill."""
    greeting_bytes: int
    """What goes up when there is nothing new: the cost of a question beside what it brings."""
    segment_bytes: int
    """The largest segment."""
    field_bytes: int
    """So many went up twice when the field was killed half way."""
    office_bytes: int

    @property
    def field_segments(self) -> float:
        return self.field_bytes / self.segment_bytes

    @property
    def office_segments(self) -> float:
        return self.office_bytes / self.segment_bytes

    def as_json(self) -> dict[str, Any]:
        """All fields, and what follows from them."""
        segments = {"field_segments": self.field_segments, "office_segments": self.office_segments}
        return {**asdict(self), **segments}


def measure(folder: Path, count: int) -> Killed:
    """Bring so many records three times: undisturbed, the field killed, the office killed."""
    whole, greeting, segment = _bring(folder, count)
    twice = []
    for end in ("field", "office"):
        killed, _, _ = _bring(folder, count, end=end, after=whole.up_bytes // 2)
        questions = killed.round_trips - whole.round_trips
        twice.append(max(0, killed.up_bytes - whole.up_bytes - questions * greeting))
    return Killed(count, whole.up_bytes, greeting, segment, *twice)


def _bring(folder: Path, count: int, *, end: str = "", after: int = 0) -> tuple[Traffic, int, int]:
    """What passed until all was there; bytes of a greeting, and of the largest segment."""
    made = records.visits(MEETING + count)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        with Course(ours.pair_in(work), work) as course:
            course.load(made, MEETING)
            course.sync()
            say(f"  {count:,} records{f', the {end} killed half way' if end else ''} …")
            course.load(made, count)
            cut_off = _cut_off(course, end, after) if end else Traffic(0, 0, ())
            course.sync()
            passed = cut_off.and_then(course.traffic)
            course.sync()
            greeting = course.traffic.up_bytes
        return passed, greeting, ours.largest_segment(work)


def _cut_off(course: Course, end: str, after: int) -> Traffic:
    """Begin a sync and kill one end after so many bytes; what had passed."""
    course.relay.traffic()
    course.field.ask(sync=True)
    deadline = time.monotonic() + LONGEST_SECONDS
    while course.relay.up_bytes() < after:
        if time.monotonic() > deadline:
            raise Failed(f"Half of the records did not go up within {LONGEST_SECONDS:.0f} s")
        time.sleep(LOOK_SECONDS)
    if end == "field":
        course.kill_field()
    else:
        course.kill_office()
        answer = course.field.answer(LONGEST_SECONDS)
        if not answer or "failed" not in answer:
            raise Failed("The field did not notice that the office was killed under it")
    return course.relay.traffic()
