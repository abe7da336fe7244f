"""Km, fuel and receipts of each van over a window of days, and whether they fit each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mobilink.fleet.models import OdometerReading, Receipt, Refuelling, Van
from mobilink.fleet.plausible import (
    Reading,
    Verdict,
    judge_fuel,
    judge_km,
    legs,
    per_100_km,
    road_km,
)
from mobilink.fleet.queries import vans
from mobilink.journal.members.installations import machines_of
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import BEGAN
from mobilink.places.map import chart
from mobilink.places.nearness import kilometres

# A reading may be taken the evening before, or the morning after.
MARGIN = timedelta(days=3)


@dataclass(frozen=True)
class Drive:
    """Outings between two readings: km driven, km on the map, and what they say of each other."""

    outings: list[Outing]
    before: Reading | None
    after: Reading | None
    straight_km: float | None
    verdict: Verdict

    @property
    def driven(self) -> int | None:
        return self.after.km - self.before.km if self.before and self.after else None

    @property
    def map_km(self) -> int | None:
        """There and back by the stated factor."""
        return None if self.straight_km is None else round(road_km(self.straight_km))


@dataclass(frozen=True)
class Proof:
    """One receipt or reading, with who told it when and from which machine; its photo if any."""

    fact: OdometerReading | Refuelling | Receipt
    machine: str


@dataclass(frozen=True)
class VanFigures:
    """A van over a window of days."""

    van: Van
    drives: list[Drive]
    km: int | None
    litres: float | None
    thirst: float | None
    fuel_verdict: Verdict
    proofs: list[Proof]


def van_figures(first: date, last: date) -> list[VanFigures]:
    """Every van over a window of days, both included."""
    return [_of(van, first, last) for van in vans()]


def figures_of(outing: Outing) -> list[VanFigures]:
    """The vans of one outing on its day."""
    booked = outing.assignments.filter(van__isnull=False, is_released=False).exclude(served=False)
    booked_vans = {assignment.van_id for assignment in booked}
    return [_of(van, outing.day, outing.day) for van in vans() if van.pk in booked_vans]


def _of(van: Van, first: date, last: date) -> VanFigures:
    begin, end = _moment(first), _moment(last + timedelta(days=1))
    around = {"van": van, "at__gte": begin - MARGIN, "at__lt": end + MARGIN}
    within = {"van": van, "at__gte": begin, "at__lt": end}
    read = list(OdometerReading.objects.filter(**around).select_related("van__unit", "told_by"))
    inside = sorted((one for one in read if begin <= one.at < end), key=lambda one: one.at)
    fuel = list(Refuelling.objects.filter(**within).select_related("van__unit", "told_by"))
    paid = list(Receipt.objects.filter(**within).select_related("van__unit", "told_by"))
    km = inside[-1].km - inside[0].km if len(inside) > 1 else None
    litres = _between(fuel, inside[0].at, inside[-1].at) if len(inside) > 1 else None
    return VanFigures(
        van,
        _drives(van, _outings(van, first, last), [Reading(one.at, one.km) for one in read]),
        km,
        litres,
        per_100_km(litres, km),
        judge_fuel(litres, km),
        _proofs([*inside, *fuel, *paid]),
    )


def _outings(van: Van, first: date, last: date) -> list[Outing]:
    """The outings at which the van is recorded as having been there, or at least was not denied."""
    assignments = Assignment.objects.filter(van=van, is_released=False).exclude(served=False)
    outings = Outing.objects.filter(
        pk__in=assignments.values("outing"), day__range=(first, last), state__in=BEGAN
    )
    return list(outings.select_related("venue", "executing_unit").order_by("day", "start"))


def _drives(van: Van, outings: Sequence[Outing], readings: Sequence[Reading]) -> list[Drive]:
    drives, timed = [], set[int]()
    for leg in legs(readings, [_hours(outing) for outing in outings]):
        on_leg = [outings[number] for number in leg.outings]
        straight = _straight(van, on_leg)
        verdict = judge_km(leg.km, straight)
        drives.append(Drive(on_leg, leg.before, leg.after, straight, verdict))
        timed.update(leg.outings)
    for number, outing in enumerate(outings):
        if number not in timed:
            alone = _straight(van, [outing])
            drives.append(Drive([outing], None, None, alone, Verdict.UNRECORDED))
    return sorted(drives, key=lambda drive: drive.outings[0].day)


def _straight(van: Van, outings: Sequence[Outing]) -> float | None:
    """Km in a straight line from the seat of the van's home to each venue, added up.

    Nothing where a point is not measured, or water lies between: a line says nothing of a boat's way.
    """
    home, total = chart().seats.get(van.unit.regency_code), 0.0
    for outing in outings:
        venue, island = outing.venue, outing.executing_unit.island
        is_across = bool(island and van.unit.island and island != van.unit.island)
        if home is None or venue.lat is None or venue.lon is None or is_across:
            return None
        total += kilometres(home, (float(venue.lat), float(venue.lon)))
    return total


def _hours(outing: Outing) -> tuple[datetime, datetime]:
    """From when to when; of an outing without hours, the working day."""
    start, end = outing.start or time(7), outing.end or outing.start or time(16)
    return _moment(outing.day, start), _moment(outing.day, max(start, end))


def _between(fuel: Sequence[Refuelling], first: datetime, last: datetime) -> float | None:
    """What was taken on the way; nothing where no receipt is recorded."""
    taken = [float(one.litres) for one in fuel if first < one.at <= last]
    return sum(taken) if taken else None


def _proofs(facts: Sequence[OdometerReading | Refuelling | Receipt]) -> list[Proof]:
    machines = machines_of(facts)
    newest = sorted(facts, key=lambda one: one.at, reverse=True)
    return [Proof(one, machines.get(one.pk, "")) for one in newest]


def _moment(day: date, at: time = time()) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
