"""The officer's day on the phone: the booths that are open, today's outings, the next ones."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from mobilink.booth.models import Closing, Session
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import outings
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import current_on, office_day

State = Outing.State
TODAY = (
    State.APPROVED,
    State.UNDER_WAY,
    State.HELD,
    State.REPORTED,
    State.CANCELLED,
    State.POSTPONED,
)


@dataclass(frozen=True)
class OfficersDay:
    """Outings of the units that an officer serves, each in one of the three lists.

    `serves` is false for somebody who holds the function nowhere.
    """

    serves: bool
    open: list[Outing]
    today: list[Outing]
    next: list[Outing]


def duty_of(person: Person, today: date) -> OfficersDay:
    """The officer's outings: open booths of any day, the rest of today, and the nearest day to come.

    Six queries whatever the number of outings.
    """
    units = units_of(person, Role.Function.OFFICER)
    own = outings().filter(executing_unit__in=units)
    running = list(with_open_booth(own))
    rest = own.exclude(pk__in=[outing.pk for outing in running])
    later = rest.filter(day__gt=today, state=State.APPROVED)
    nearest = later.first()
    return OfficersDay(
        serves=bool(units),
        open=running,
        today=list(rest.filter(day=today, state__in=TODAY)),
        next=list(later.filter(day=nearest.day)) if nearest else [],
    )


def with_open_booth(outings: QuerySet[Outing]) -> QuerySet[Outing]:
    """Those of the outings whose booth was opened and not closed."""
    closed = Closing.objects.filter(session=OuterRef("pk"))
    still = Session.objects.filter(~Exists(closed), outing=OuterRef("pk"))
    return outings.filter(Exists(still))


def units_of(person: Person, function: Role.Function) -> list[Unit]:
    """The units where the person holds the function today, with everything below them."""
    if not person.is_active:
        return []
    held = Role.objects.filter(current_on(office_day()), person=person, function=function)
    reached = set(held.values_list("unit", flat=True))
    units = list(Unit.objects.all())
    for _level in units:
        reached |= {unit.pk for unit in units if unit.parent_id in reached}
    return [unit for unit in units if unit.pk in reached]
