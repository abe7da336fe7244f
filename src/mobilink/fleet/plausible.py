"""Plausibility of meters and receipts: do km fit the map, and does fuel fit the km?

Pure rules over plain numbers. A figure that nobody recorded is never judged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

ROAD_FACTOR: Final = 1.4  # roads on these islands wind: km by road for each km in a straight line
MOST_TIMES: Final = 2.0  # errands on the way explain twice the map, and no more
SPARE_KM: Final = 20.0
THIRST: Final = (5, 20)  # litres per 100 km between which a laden van is believed
FEWEST_KM: Final = 100  # below this one full tank more or less decides


class Verdict(StrEnum):
    """What the figures say of each other."""

    UNRECORDED = "unrecorded"
    TOO_LITTLE = "too_little"
    PLAUSIBLE = "plausible"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"


@dataclass(frozen=True)
class Reading:
    """What an odometer showed at a moment."""

    at: datetime
    km: int


@dataclass(frozen=True)
class Leg:
    """Between two readings: the km driven, and which outings (by number) lie in it."""

    before: Reading
    after: Reading
    outings: tuple[int, ...]

    @property
    def km(self) -> int:
        return self.after.km - self.before.km


def road_km(straight_km: float) -> float:
    """There and back by road, from a distance in a straight line."""
    return 2 * straight_km * ROAD_FACTOR


def legs(readings: Sequence[Reading], outings: Iterable[tuple[datetime, datetime]]) -> list[Leg]:
    """The shortest stretches between readings that hold each outing whole, in order of time.

    Outings between the same two readings share a leg; one that has no reading before or after it is
    in none.
    """
    course = sorted(readings, key=lambda reading: (reading.at, reading.km))
    by_readings: dict[tuple[Reading, Reading], list[int]] = {}
    for number, (start, end) in enumerate(outings):
        before = [reading for reading in course if reading.at <= start]
        after = [reading for reading in course if reading.at >= end and reading.at > start]
        if before and after:
            by_readings.setdefault((before[-1], after[0]), []).append(number)
    return [Leg(first, last, tuple(numbers)) for (first, last), numbers in by_readings.items()]


def judge_km(driven: int | None, straight_km: float | None) -> Verdict:
    """Whether km driven fit a way there and back of so many km in a straight line."""
    if driven is None or straight_km is None:
        return Verdict.UNRECORDED
    if driven < int(2 * straight_km):
        return Verdict.TOO_SHORT
    if driven > road_km(straight_km) * MOST_TIMES + SPARE_KM:
        return Verdict.TOO_LONG
    return Verdict.PLAUSIBLE


def per_100_km(litres: float | None, km: int | None) -> float | None:
    """Litres per 100 km; nothing where either is not known or nothing was driven."""
    return litres * 100 / km if litres is not None and km else None


def judge_fuel(litres: float | None, km: int | None) -> Verdict:
    """Whether so many litres fit so many km."""
    thirst = per_100_km(litres, km)
    if thirst is None or km is None:
        return Verdict.UNRECORDED
    if km < FEWEST_KM:
        return Verdict.TOO_LITTLE
    low, high = THIRST
    if thirst < low:
        return Verdict.TOO_LOW
    return Verdict.TOO_HIGH if thirst > high else Verdict.PLAUSIBLE
