"""What is measured of a contender, and in which units."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple


class Growth(NamedTuple):
    """A reader at the office found more records than before; when it looked then, and when now."""

    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Leg:
    """One sync from the field to the office, as the relay between them saw it."""

    records: int
    """How many the field had and the office had not."""
    visible_seconds: float
    """From the start of the sync until all were seen at the office; means nothing without records."""
    done_seconds: float
    """From the start of the sync until the field knows that it is finished."""
    wire_bytes: int
    """TCP payload, both directions."""
    round_trips: int
    """Requests begun; those sent side by side are counted one by one."""
    longest_wait: float
    """The longest that a batch lay at the office until it was seen there, in seconds."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of one contender cost. Bytes are bytes, MB are a million of them."""

    name: str
    versions: str
    """Of what was measured, in one line."""
    with_note: bool
    slow: bool
    """Whether the link was `wire.SLOW`."""
    first: Leg
    more: Leg
    """100 new records on top."""
    nothing: Leg
    """Nothing new."""
    office_cpu_seconds: float
    """CPU of the office's processes during the first leg."""
    database_bytes: int
    """What the office's database grew by over all legs, after a checkpoint."""
    idle_mb: float
    """Resident memory of the office before the first leg, after the meeting."""
    peak_mb: float
    """Highest resident memory of the office over all legs."""

    @property
    def records_per_second(self) -> float:
        return self.first.records / self.first.visible_seconds

    @property
    def office_cpu_us(self) -> float:
        """Office CPU per record, in microseconds."""
        return self.office_cpu_seconds / self.first.records * 1_000_000

    @property
    def wire_bytes_per_record(self) -> float:
        return self.first.wire_bytes / self.first.records

    @property
    def database_bytes_per_record(self) -> float:
        return self.database_bytes / (self.first.records + self.more.records)

    @property
    def above_idle_mb(self) -> float:
        return self.peak_mb - self.idle_mb

    def as_json(self) -> dict[str, Any]:
        """All fields, and what follows from them."""
        return {
            **asdict(self),
            "records_per_second": self.records_per_second,
            "office_cpu_us": self.office_cpu_us,
            "wire_bytes_per_record": self.wire_bytes_per_record,
            "database_bytes_per_record": self.database_bytes_per_record,
            "above_idle_mb": self.above_idle_mb,
        }


def longest_wait(arrivals: Sequence[float], growths: Sequence[Growth]) -> float:
    """The longest time from a batch's arrival until a reader found more records because of it.

    A growth counts for a batch when the look before it came after the batch: else it may be due to
    an earlier one. The last growth, after which all was there, counts for all.
    """
    return max((_wait(arrived_at, growths) for arrived_at in arrivals), default=0.0)


def _wait(arrived_at: float, growths: Sequence[Growth]) -> float:
    *earlier, last = growths
    times = (each.now for each in earlier if each.before >= arrived_at)
    return max(0.0, next(times, last.now) - arrived_at)
