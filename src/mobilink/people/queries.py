"""Questions about units, their names on a day, and who may do what."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from mobilink.basics import clock
from mobilink.people.models import Person, Role, Unit, UnitName


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


def unit_and_above(unit: Unit) -> list[Unit]:
    """The unit, then what it belongs to, up to the office."""
    chain = [unit]
    while chain[-1].parent_id and len(chain) < 8:
        chain.append(Unit.objects.get(pk=chain[-1].parent_id))
    return chain


def may(person: Person, function: Role.Function, unit: Unit) -> bool:
    """Whether the person holds the function at the unit or above it, today."""
    held = Role.objects.filter(current_on(clock.now().date()), person=person, function=function)
    return person.is_active and held.filter(unit__in=unit_and_above(unit)).exists()


def functions_of(person: Person) -> set[str]:
    """Every function that the person holds somewhere today."""
    held = Role.objects.filter(current_on(clock.now().date()), person=person)
    return set(held.values_list("function", flat=True))


def staff_with(function: Role.Function) -> list[Person]:
    """The active persons who hold the function somewhere today, by name."""
    held = Role.objects.filter(current_on(clock.now().date()), function=function)
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person")))
