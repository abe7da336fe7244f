"""The crew of an outing, of whichever post: they load the van and read its meters."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from mobilink.fleet.models import Van
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import CALLED_OFF
from mobilink.people.models import Person

EVE = timedelta(days=1)
"""A van may be fetched on the evening before, and brought back on the morning after."""


def is_aboard(outing: Outing, person: Person) -> bool:
    """Whether the person is booked for the outing."""
    return outing.assignments.filter(person=person, is_released=False).exists()


def crews(vans: Iterable[Van], day: date) -> dict[UUID, set[UUID]]:
    """Van → the persons who go out with it about a day; vans that stay at home are missing."""
    booked = Assignment.objects.filter(is_released=False, outing__day__range=(day - EVE, day + EVE))
    booked = booked.exclude(outing__state__in=CALLED_OFF)
    outings = list(booked.filter(van__in=[van.pk for van in vans]).values_list("outing", "van"))
    people: dict[UUID, set[UUID]] = {}
    for outing, person in booked.filter(
        person__is_active=True, outing__in=[outing for outing, _van in outings]
    ).values_list("outing", "person"):
        people.setdefault(outing, set()).add(person)
    by_van: dict[UUID, set[UUID]] = {}
    for outing, van in outings:
        by_van.setdefault(van, set()).update(people.get(outing, ()))
    return by_van
