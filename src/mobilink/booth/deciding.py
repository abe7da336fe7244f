"""Permission to change the plan of an outing from a phone: the same functions as at the desk."""

from collections.abc import Iterable
from datetime import date

from mobilink.outreach.actions import CANCEL, REVISE
from mobilink.outreach.bookings import BOOK
from mobilink.outreach.models import Outing
from mobilink.outreach.possible import possible_acts
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, current_on, office_day

Deciders = list[dict[str, str]]
ACTS = {"moved": REVISE, "driver": BOOK, "cancel": CANCEL}
"""What a phone calls each act, and its act at the desk, a planner's. A late start is approved anew."""


def all_rights() -> list[Rights]:
    """The rights of everybody who plans."""
    planners = Role.objects.filter(current_on(office_day()), function=Role.Function.PLANNER)
    people = Person.objects.filter(pk__in=planners.values("person"), is_active=True)
    return [Rights(person) for person in people]


def who_may(outing: Outing, rights: Iterable[Rights]) -> dict[str, Deciders]:
    """Per act, who may do it as the outing stands now, and `until` when, where their role ends."""
    deciders: dict[str, Deciders] = {act: [] for act in (*ACTS, "late")}
    for held in rights:
        possible = possible_acts(outing, held)
        plans = held.last_day(Role.Function.PLANNER, outing.owner_unit_id)
        approves = held.last_day(Role.Function.APPROVER, outing.owner_unit_id)
        ends = {act: plans for act, at_desk in ACTS.items() if at_desk in possible}
        if REVISE in possible and plans and approves and outing.state == Outing.State.APPROVED:
            ends["late"] = min(plans, approves)
        for act, last in ends.items():
            deciders[act].append(_decider(held.person, last))
    return deciders


def _decider(person: Person, last: date | None) -> dict[str, str]:
    decider = {"id": str(person.pk), "name": person.name}
    return decider | {"until": f"{last}"} if last and last < date.max else decider
