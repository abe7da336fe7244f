"""Substitutes: what may be taken instead of a thing that an outing cannot have."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Condition, Equipment, Van
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import booked_elsewhere
from mobilink.people.models import AT_WORK, Person, Role
from mobilink.people.queries import away_on, current_on, functions_of, unit_and_above

Thing = Van | Equipment


def free_instead(outing: Outing, thing: object) -> list[str]:
    """What of the same sort is free on the outing's day and may be used, the nearest first."""
    taken = booked_elsewhere(outing).keys()
    if isinstance(thing, Van):
        vans = Van.in_use().exclude(pk__in=[*taken, thing.pk]).select_related("unit")
        upkeep = Upkeep(vans)
        return _named(outing, [van for van in vans if not upkeep.on(van, outing.day).blocks])
    if isinstance(thing, Equipment):
        same = Equipment.in_use().filter(kind=thing.kind).exclude(condition=Condition.BROKEN)
        return _named(outing, same.exclude(pk__in=[*taken, thing.pk]).select_related("unit"))
    if isinstance(thing, Person):
        return [str(person) for person in _people_instead(outing, thing)]
    return []


def instead_words(outing: Outing, thing: object) -> str:
    """One sentence: what is free, or what to do where nothing is."""
    if free := free_instead(outing, thing):
        return _("Free on that day: %(names)s.") % {"names": ", ".join(free)}
    if isinstance(thing, Equipment) and thing.kind == Equipment.Kind.TENT:
        return _("No tent is free on that day; borrow one from a partner, or stand in the shade.")
    if isinstance(thing, Person):
        return _(
            "Nobody else of the unit is free on that day; move the outing or ask another unit."
        )
    return _("Nothing of that kind is free on that day; move the outing or do without.")


def _people_instead(outing: Outing, person: Person) -> Iterable[Person]:
    """Who may do the same for the executing unit, is neither away nor booked, here or elsewhere."""
    same = functions_of(person) & AT_WORK
    held = Role.objects.filter(
        current_on(outing.day), function__in=same, unit__in=unit_and_above(outing.executing_unit)
    )
    here = Assignment.objects.filter(outing=outing, is_released=False, person__isnull=False)
    elsewhere, away = booked_elsewhere(outing), away_on(outing.day)
    taken = {*elsewhere, *away, *here.values_list("person", flat=True), person.pk}
    able = Person.objects.filter(pk__in=held.values("person"), is_active=True)
    return able.exclude(pk__in=taken)


def _named(outing: Outing, things: Iterable[Thing]) -> list[str]:
    """Names, with the island of what would have to cross; what is near comes first."""
    island = outing.executing_unit.island
    near, far = [], []
    for thing in things:
        if island and thing.unit.island and thing.unit.island != island:
            values = {"thing": thing, "island": thing.unit.island}
            far.append(_("%(thing)s (on %(island)s, needs a crossing)") % values)
        else:
            near.append(str(thing))
    return near + far
