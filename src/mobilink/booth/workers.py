"""Workers on the phones of a unit, each until a day: a phone may hear of nothing for days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from mobilink.booth.officers_day import units_of, with_open_booth
from mobilink.journal.members import installations
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import outings
from mobilink.people.models import AT_WORK, Person, Role, Unit
from mobilink.people.queries import absences_within, current_on, office_day, unit_and_above
from mobilink.people.skills import Skills

BEFORE, AHEAD = timedelta(days=3), timedelta(days=21)
"""A booth may be closed late; what lies further ahead changes until then."""
HIDDEN: Final = (Outing.State.DRAFT, Outing.State.PROPOSED)
Ends = dict[str, date | None]
"""Function → its last day; nothing where it has no end."""


def outings_around(unit: Unit, day: date) -> QuerySet[Outing]:
    """The outings of a unit of which its phones know on a day, and those whose booth is open still."""
    return _around(outings().filter(executing_unit=unit), day)


def _around(those: QuerySet[Outing], day: date) -> QuerySet[Outing]:
    known = those.exclude(state__in=HIDDEN)
    is_near = Q(day__range=(day - BEFORE, day + AHEAD))
    return known.filter(is_near | Q(pk__in=with_open_booth(known).order_by().values("pk")))


def people_at(phone: UUID) -> QuerySet[Person]:
    """Who may work with a phone today."""
    unit = Unit.objects.filter(code=installations.unit_of(phone)).first()
    day = office_day()
    workers = workers_of(unit, day) if unit else []
    still = [worker["id"] for worker in workers if not worker["until"] or worker["until"] >= day]
    return Person.objects.filter(pk__in=still)


def workers_of(unit: Unit, day: date) -> list[dict[str, Any]]:
    """The officers and drivers of a unit, and the crews of its outings, of whichever post.

    `functions` are what each may do there, by roles there or above; `ends` has the last day of
    those that end, `until` the last day at all, where there is one. Roles that ended since a day
    are among them: a phone says whose access ended, and when.
    """
    above = {senior.pk for senior in unit_and_above(unit)}
    aboard = _aboard(unit, day)
    here, anywhere = defaultdict[UUID, Ends](dict), defaultdict[UUID, Ends](dict)
    lasting = Q(until__isnull=True) | Q(until__gte=day - BEFORE)
    for role in Role.objects.filter(lasting, since__lte=day):
        _prolong(anywhere[role.person_id], role)
        if role.unit_id in above:
            _prolong(here[role.person_id], role)
    return [
        {
            "id": person.pk,
            "name": person.name,
            "functions": sorted(here[person.pk]),
            "ends": _ending(here[person.pk]),
            "until": max(filter(None, terms)) if all(terms) else None,
        }
        for person in Person.objects.filter(pk__in=[*here, *aboard], is_active=True)
        if (terms := _terms(person, here[person.pk], anywhere[person.pk], person.pk in aboard))
    ]


def units_worked_at(person: Person) -> list[Unit]:
    """The units in whose plans somebody finds their work today: by a role, or because they go along.

    Where none of them has an outing, the first of them.
    """
    day = office_day()
    held = {unit.pk: unit for role in AT_WORK for unit in units_of(person, role)}
    crews = Assignment.objects.filter(person=person, is_released=False).values("outing")
    is_theirs = Q(executing_unit__in=held) | (Q(pk__in=crews) if person.is_active else Q())
    busy = _around(outings().filter(is_theirs), day).values("executing_unit")
    units = [*Unit.objects.filter(pk__in=busy.order_by()).order_by("code")]
    return units or [*held.values()][:1]


def drivers_of_office(day: date) -> list[dict[str, Any]]:
    """Who may drive, of the whole office."""
    held = defaultdict[UUID, Ends](dict)
    for role in Role.objects.filter(current_on(day), function=Role.Function.DRIVER):
        _prolong(held[role.person_id], role)
    people = Person.objects.filter(pk__in=held, is_active=True)
    return [
        {"id": person.pk, "name": person.name, "ends": _ending(held[person.pk])}
        for person in people
    ]


def hindrances(people: Iterable[UUID], day: date) -> dict[str, dict[str, Any]]:
    """Person → what to know before they are asked to drive on one of the days of which phones know:
    from when to when they are `away`, without why, and the last day of a `licence` that ends by
    then; two queries.
    """
    first, last = day - BEFORE, day + AHEAD
    away, skills = defaultdict[UUID, list[tuple[date, date]]](list), Skills()
    for absence in absences_within(first, last):
        away[absence.person_id].append((max(first, absence.since), min(last, absence.until)))
    by_person = {}
    for person in people:
        until = skills.licence_until(person)
        ends = until if until and until < last else None
        if away[person] or ends:
            by_person[str(person)] = {"away": away[person], "licence": ends}
    return by_person


def _aboard(unit: Unit, day: date) -> set[UUID]:
    """Who is booked for an outing of which the phones know."""
    booked = Assignment.objects.filter(outing__in=outings_around(unit, day), is_released=False)
    return {*booked.exclude(person=None).order_by().values_list("person", flat=True)}


def _terms(person: Person, here: Ends, anywhere: Ends, is_aboard: bool) -> list[date | None]:
    """The last days of all that lets somebody work with these phones; none where nothing does.

    Whoever goes along needs no function here, but of a guest it ends with the last role anywhere.
    """
    if is_aboard:
        return [*anywhere.values()] if person.is_guest else [None]
    return [last for function, last in here.items() if function in AT_WORK]


def _prolong(ends: Ends, role: Role) -> None:
    """Of two roles of one function the one that lasts longer counts; no end is the longest."""
    known = ends.get(role.function, date.min)
    ends[role.function] = max(known, role.until) if known and role.until else None


def _ending(ends: Ends) -> Ends:
    """The functions that end, with their last day."""
    return {function: day for function, day in ends.items() if day}
