"""Booking persons, vans and equipment for an outing, and recording what was really there."""

from django.utils.translation import gettext as _

from mobilink.fleet.errors import VanBlocked
from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Equipment, Van
from mobilink.journal.actions import alone, commit
from mobilink.outreach.actions import expect_state
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.instead import instead_words
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import PERMITS, STILL_TO_COME
from mobilink.people.actions import require
from mobilink.people.models import Person, Role

Bookable = Person | Van | Equipment


def book(
    outing: Outing, thing: Bookable, *, by: Person | None, duty: str = "", note: str = ""
) -> Assignment:
    """Book something for an outing; booking it again can only change its duty.

    A clash, or that somebody is away, is not refused here: planning goes through both, approving
    does not. A van that is blocked is refused, with what is free instead.
    """
    require(by, Role.Function.PLANNER, outing.owner_unit)
    expect_state(outing, *PERMITS["book"].states)
    place = {_place_of(thing): thing}
    default = Assignment.Duty.CREW if isinstance(thing, Person) else Assignment.Duty.RESOURCE
    with alone():
        there = Assignment.objects.filter(outing=outing, is_released=False, **place).first()
        if there:
            with commit("change duty", by=by) as draft:
                draft.change(there, duty=duty or there.duty)
            return there
        _refuse_blocked(outing, thing)
        with commit("book", by=by) as draft:
            return draft.add(Assignment, outing=outing, duty=duty or default, note=note, **place)


def release(assignment: Assignment, *, by: Person | None) -> None:
    """Free what was booked."""
    require(by, Role.Function.PLANNER, assignment.outing.owner_unit)
    if assignment.served is not None:
        raise BadPlan(
            _("Whether %(thing)s was there is recorded; correct that record instead.")
            % {"thing": assignment.booked}
        )
    with commit("release booking", by=by, on=assignment) as draft:
        draft.change(assignment, is_released=True)


def record_served(
    assignment: Assignment, served: bool, *, by: Person | None, note: str = ""
) -> None:
    """Say whether a van or equipment was really there; never assumed from the booking.

    People are refused: who was there, from when until when, is a fact of the booth (`attend`).
    """
    require(by, Role.Function.OFFICER, assignment.outing.executing_unit)
    expect_state(assignment.outing, *PERMITS["record_served"].states)
    if assignment.person_id:
        raise BadPlan(
            _("%(thing)s is one of the team; record from when until when they were there.")
            % {"thing": assignment.booked}
        )
    if assignment.is_released:
        raise BadPlan(
            _("%(thing)s was freed from this outing; book it again first.")
            % {"thing": assignment.booked}
        )
    with commit("record what served", by=by, why=note, on=assignment) as draft:
        draft.change(assignment, served=served, note=note or assignment.note)


def _refuse_blocked(outing: Outing, thing: Bookable) -> None:
    # What was held with it was held; only what is still to come can be kept from harm.
    if not isinstance(thing, Van) or outing.state not in STILL_TO_COME:
        return
    if blocked := Upkeep([thing]).on(thing, outing.day).block_words:
        raise VanBlocked(f"{blocked} {instead_words(outing, thing)}")


def _place_of(thing: Bookable) -> str:
    return {Person: "person", Van: "van", Equipment: "equipment"}[type(thing)]
