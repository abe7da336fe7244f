"""What may be taken instead of a thing that an outing cannot have."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Condition, Equipment, Van
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import booked_elsewhere

Thing = Van | Equipment


def free_instead(outing: Outing, thing: object) -> list[str]:
    """What of the same sort is free on the outing's day and may be used, the nearest first."""
    taken = booked_elsewhere(outing).keys()
    if isinstance(thing, Van):
        vans = Van.objects.exclude(pk__in=[*taken, thing.pk]).select_related("unit")
        upkeep = Upkeep(vans)
        return _named(outing, [van for van in vans if not upkeep.on(van, outing.day).blocks])
    if isinstance(thing, Equipment):
        same = Equipment.objects.filter(kind=thing.kind).exclude(condition=Condition.BROKEN)
        return _named(outing, same.exclude(pk__in=[*taken, thing.pk]).select_related("unit"))
    return []


def instead_words(outing: Outing, thing: object) -> str:
    """One sentence: what is free, or what to do where nothing is."""
    if free := free_instead(outing, thing):
        return _("Free on that day: %(names)s.") % {"names": ", ".join(free)}
    if isinstance(thing, Equipment) and thing.kind == Equipment.Kind.TENT:
        return _("No tent is free on that day; borrow one from a partner, or stand in the shade.")
    return _("Nothing of that kind is free on that day; move the outing or do without.")


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
