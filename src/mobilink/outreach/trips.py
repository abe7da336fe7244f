"""The way to an outing: what the driver must know, and where the office writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from mobilink.fleet.fitness import Fitness, Upkeep
from mobilink.fleet.models import Equipment, Inspection
from mobilink.fleet.queries import inspections_on
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.outreach.aboard import is_aboard
from mobilink.outreach.loads import Balance, balance
from mobilink.outreach.models import Assignment, Outing, Trip
from mobilink.outreach.queries import STILL_TO_COME, bookings_of
from mobilink.people.models import Person, Role

FIELDS = ("leave_at", "gate", "parking", "contact", "crossing", "last_boat", "plan_b")


PLAN_TRIP = Act(
    "plan trip", gettext_lazy("Way of an outing written down"),
    by=((Role.Function.DRIVER, "executing_unit"), (Role.Function.PLANNER, "owner_unit")),
    states=STILL_TO_COME,
)  # fmt: skip


@dataclass(frozen=True)
class DriverDay:
    """What is known of an outing by the eyes of who drives there."""

    outing: Outing
    trip: Trip
    crew: list[Assignment]
    vans: list[Fitness]
    equipment: list[Equipment]
    inspected: list[Inspection]
    taken: list[Balance]

    @property
    def load_lines(self) -> list[str]:
        """What goes into the van, a line each."""
        things = [*self.equipment, *(each.equipment for each in self.taken if each.equipment)]
        named = {thing.pk: " ".join(filter(None, [thing.name, thing.label])) for thing in things}
        return [*named.values(), *(each.words for each in self.taken if not each.equipment)]

    @property
    def tents(self) -> list[Equipment]:
        return [thing for thing in self.equipment if thing.kind == Equipment.Kind.TENT]


def plan_trip(outing: Outing, *, by: Person | None, **values: Any) -> Trip:
    """Write down the way to an outing; its planner, its crew, or a driver of the unit that goes."""
    PLAN_TRIP.require(by, outing, is_own=by is not None and is_aboard(outing, by))
    with alone():
        trip = Trip.objects.filter(outing=outing).first()
        with commit(PLAN_TRIP, by=by) as draft:
            if trip is None:
                return draft.add(Trip, outing=outing, **values)
            draft.change(trip, **values)
    return trip


def trip_of(outing: Outing) -> Trip:
    """The way to an outing. Where two machines wrote one each, the first counts, and the second
    fills in what it left open.
    """
    return trips_of([outing])[outing.pk]


def trips_of(outings: Sequence[Outing]) -> dict[UUID, Trip]:
    """The ways to several outings; one query."""
    trips: dict[UUID, Trip] = {}
    for trip in Trip.objects.filter(outing__in=outings):
        first = trips.setdefault(trip.outing_id, trip)
        for name in FIELDS:
            if getattr(first, name) in (None, ""):
                setattr(first, name, getattr(trip, name))
    return {outing.pk: trips.get(outing.pk, Trip(outing=outing)) for outing in outings}


def driver_day(outing: Outing) -> DriverDay:
    """Everything for the driver's page and sheet."""
    booked = bookings_of(outing)
    vans = [one.van for one in booked if one.van]
    upkeep = Upkeep(vans)
    return DriverDay(
        outing,
        trip_of(outing),
        [one for one in booked if one.person],
        [upkeep.on(van, outing.day) for van in vans],
        [one.equipment for one in booked if one.equipment],
        inspections_on(vans, [outing.day]),
        balance(outing),
    )
