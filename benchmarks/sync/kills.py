"""How much travels twice when one end is killed in the middle of a sync.

undisturbed: U bytes go up, and G for a greeting · killed at U/2 and started again: V go up
so what V has more than G and U came twice
"""

import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.sync import ours, records
from benchmarks.sync.course import MEETING, Course
from benchmarks.sync.processes import Failed

LONGEST_SECONDS = 600.0
LOOK_SECONDS = 0.002


@dataclass(frozen=True, slots=True)
class Killed:
    """What a kill at either end cost, in bytes."""

    records: int
    undisturbed_bytes: int
    """What goes up without a kill, greeting and all."""
    greeting_bytes: int
    """What goes up when there is nothing new, as it must once more after a kill."""
    segment_bytes: int
    """The largest segment."""
    field_bytes: int
    """More than those two went up when the field was killed half way."""
    office_bytes: int

    @property
    def field_segments(self) -> float:
        return self.field_bytes / self.segment_bytes

    @property
    def office_segments(self) -> float:
        return self.office_bytes / self.segment_bytes

    def as_json(self) -> dict[str, Any]:
        """All fields, and what follows from them."""
        told = {"field_segments": self.field_segments, "office_segments": self.office_segments}
        return {**asdict(self), **told}


def measure(folder: Path, count: int) -> Killed:
    """Bring so many records three times: undisturbed, the field killed, the office killed."""
    whole, greeting, segment = _bring(folder, count)
    field, _, _ = _bring(folder, count, end="field", after=whole // 2)
    office, _, _ = _bring(folder, count, end="office", after=whole // 2)
    twice = [max(0, went_up - greeting - whole) for went_up in (field, office)]
    return Killed(count, whole, greeting, segment, *twice)


def _bring(folder: Path, count: int, *, end: str = "", after: int = 0) -> tuple[int, int, int]:
    """Bytes that went up until all was there, those of a greeting, and of the largest segment."""
    made = records.visits(MEETING + count)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        with Course(ours.pair_in(work), work) as course:
            course.load(made, MEETING)
            course.sync()
            course.load(made, count)
            cut_off = _cut_off(course, end, after) if end else 0
            course.sync()
            went_up = cut_off + course.up_bytes
            course.sync()
            greeting = course.up_bytes
        return went_up, greeting, ours.largest_segment(work)


def _cut_off(course: Course, end: str, after: int) -> int:
    """Begin a sync and kill one end after so many bytes; how many had gone up."""
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
        told = course.field.answer(LONGEST_SECONDS)
        if not told or "failed" not in told:
            raise Failed("The field did not notice that the office was killed under it")
    return course.relay.traffic().up_bytes
