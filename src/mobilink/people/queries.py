"""Questions about units, their names on a day, and who may do what."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mobilink.basics import clock
from mobilink.people.models import Absence, Person, Role, Unit, UnitName


def office_day() -> date:
    """The day it is at the office, by its own time zone: at dawn UTC still has yesterday."""
    return timezone.localdate(clock.now())


def current_on(day: date) -> Q:
    """Dated rows that hold on a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def unit_name(unit: Unit, day: date) -> str:
    """The name that the unit bore on the day, else the nearest it is known by."""
    return UnitNames([unit]).on(unit, day).name


class UnitNames:
    """The dated names of units, read once for a whole page."""

    def __init__(self, units: Iterable[Unit] | None = None) -> None:
        names = UnitName.objects.all() if units is None else UnitName.objects.filter(unit__in=units)
        self._names: dict[object, list[UnitName]] = {}
        for name in names.order_by("since"):
            self._names.setdefault(name.unit_id, []).append(name)

    def on(self, unit: Unit, day: date) -> UnitName:
        """The name valid on the day; before the first known name, the first."""
        names = self._names.get(unit.pk, [])
        valid = [name for name in names if name.since <= day]
        if valid:
            return valid[-1]
        return names[0] if names else UnitName(unit=unit, name=unit.code, short_name=unit.code)


def head_unit() -> Unit:
    """The office itself, to which everything belongs."""
    return _offices()[0]


def known_office() -> Unit | None:
    """The office itself; nothing on a machine that does not know its office yet."""
    return _offices().first()


def _offices() -> QuerySet[Unit]:
    return Unit.objects.filter(parent=None).order_by("code")


def office_name(day: date) -> str:
    """What the office is called on the day; nothing on a machine that does not know its office yet."""
    office = known_office()
    return unit_name(office, day) if office else ""


def unit_and_above(unit: Unit) -> list[Unit]:
    """The unit, then what it belongs to, up to the office."""
    chain = [unit]
    while chain[-1].parent_id and len(chain) < 8:
        chain.append(Unit.objects.get(pk=chain[-1].parent_id))
    return chain


def may(person: Person, function: Role.Function, unit: Unit) -> bool:
    """Whether the person holds the function at the unit or above it, today."""
    held = Role.objects.filter(current_on(office_day()), person=person, function=function)
    return person.is_active and held.filter(unit__in=unit_and_above(unit)).exists()


def functions_of(person: Person) -> set[str]:
    """Every function that the person holds somewhere today."""
    held = Role.objects.filter(current_on(office_day()), person=person)
    return set(held.values_list("function", flat=True))


class Rights:
    """What a person may do where, today: two queries, however often it is asked."""

    def __init__(self, person: Person) -> None:
        self.person = person
        held = Role.objects.filter(current_on(office_day()), person=person)
        self._held: dict[tuple[str, UUID], date] = {}
        for function, at, until in held.values_list("function", "unit", "until"):
            if person.is_active:
                longest = max(self._held.get((function, at), date.min), until or date.max)
                self._held[function, at] = longest
        self.known = units()
        self._parents: dict[UUID, UUID | None] = {unit.pk: unit.parent_id for unit in self.known}

    def may(self, function: str, unit: UUID) -> bool:
        """Whether the person holds the function at the unit or above it."""
        return self.last_day(function, unit) is not None

    def last_day(self, function: str, unit: UUID) -> date | None:
        """The last day on which the person may do it there, by the roles of today: `date.max`
        where no end is set, None where they may not.
        """
        at: UUID | None = unit
        days = []
        for _step in range(8):
            if at is None:
                break
            if last := self._held.get((function, at)):
                days.append(last)
            at = self._parents.get(at)
        return max(days, default=None)

    def may_at_office(self, function: str) -> bool:
        """Whether the person holds the function for the whole office."""
        return any(self.may(function, unit) for unit, parent in self._parents.items() if not parent)

    def units(self, function: str) -> set[UUID]:
        """Every unit at which the person may do what the function does."""
        return {unit for unit in self._parents if self.may(function, unit)}


def absences_within(first: date, last: date) -> QuerySet[Absence]:
    """What stands of absences that touch a window of days."""
    standing = Absence.objects.filter(is_taken_back=False, since__lte=last, until__gte=first)
    return standing.select_related("person")


def away_on(day: date) -> dict[UUID, Absence]:
    """Person → why they are away on a day; of several the one that lasts longest."""
    rows = absences_within(day, day).order_by("until")
    return {absence.person_id: absence for absence in rows}


def guests_gone_by(day: date) -> dict[UUID, str]:
    """Guests who hold no role on a day → their names."""
    held = Role.objects.filter(current_on(day)).values("person")
    guests = Person.objects.filter(is_active=True).exclude(engaged_as=Person.Engagement.STAFF)
    return dict(guests.exclude(pk__in=held).values_list("pk", "name"))


def person_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Person → name, in one query."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def units() -> list[Unit]:
    """Every unit, the office before its sections and posts."""
    return sorted(Unit.objects.all(), key=lambda unit: (unit.parent_id is not None, unit.code))


def roles_on(day: date) -> dict[UUID, list[Role]]:
    """Person → the roles that they hold on the day; one query."""
    roles: dict[UUID, list[Role]] = {}
    for role in Role.objects.filter(current_on(day)).select_related("unit").order_by("function"):
        roles.setdefault(role.person_id, []).append(role)
    return roles
