"""The latest facts of a booth one by one: to look at them, and to take the right one back."""

from dataclasses import dataclass
from uuid import UUID

from mobilink.booth.models import BoothFact, Closing, Handout, Tally, Visit, Void
from mobilink.outreach.models import Outing

COUNTED: tuple[type[BoothFact], ...] = (Tally, Visit, Handout)


@dataclass(frozen=True)
class Recent:
    """A fact, and whether somebody took it back."""

    fact: BoothFact
    is_void: bool


def recent_facts(outing: Outing, limit: int = 100) -> list[Recent]:
    """The newest tallies, visits and handouts of an outing, void ones included."""
    newest = [
        fact
        for model in COUNTED
        for fact in model._default_manager.filter(outing=outing).order_by("-at")[:limit]
    ]
    newest.sort(key=lambda fact: (fact.at, fact.revision or 0), reverse=True)
    voids = set(Void.objects.filter(outing=outing).values_list("fact", flat=True))
    return [Recent(fact, fact.pk in voids) for fact in newest[:limit]]


def find_fact(outing: Outing, pk: UUID) -> BoothFact | None:
    """The tally, visit or handout of the outing with this id."""
    matches = (
        model._default_manager.filter(outing=outing, pk=pk).select_related("outing__executing_unit")
        for model in COUNTED
    )
    return next((fact for facts in matches for fact in facts), None)


def last_visit(outing: Outing) -> Visit | None:
    """The newest visit, whose programme is the likeliest of the next one."""
    return Visit.objects.filter(outing=outing).order_by("-at", "-revision").first()


def last_closing(outing: Outing) -> Closing | None:
    """How the booth was closed the last time."""
    closings = Closing.objects.filter(outing=outing).select_related("closed_by")
    return closings.order_by("-at", "-revision").first()
