"""Booking persons, vans and equipment for an outing, and recording what was really there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.fleet.errors import VanBlocked
from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Equipment, Van
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.outreach.actions import OFFICER, PLANNER, State
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.instead import instead_words
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import BEGAN, STILL_TO_COME, TOOK_PLACE
from mobilink.people.models import Person
from mobilink.people.reader import language

Bookable = Person | Van | Equipment


BOOK = Act(
    "book", gettext_lazy("Booking made"), by=PLANNER, at="owner_unit",
    states=(*STILL_TO_COME, *TOOK_PLACE),
)  # fmt: skip
CHANGE_DUTY = Act("change duty", gettext_lazy("Duty changed"), by=PLANNER, at="owner_unit")
RELEASE = Act(
    "release booking", gettext_lazy("Booking released"), by=PLANNER, at="outing.owner_unit"
)
RECORD_SERVED = Act(
    "record what served", gettext_lazy("What was there recorded"), by=OFFICER,
    at="executing_unit", states=(State.APPROVED, *BEGAN),
)  # fmt: skip


def book(
    outing: Outing, thing: Bookable, *, by: Person | None, duty: str = "", note: str = ""
) -> Assignment:
    """Book something for an outing; booking it again can only change its duty.

    A clash, or that somebody is away, is not refused here: planning goes through both, approving
    does not. A van that is blocked is refused, with what is free instead.
    """
    BOOK.require(by, outing)
    place = {_place_of(thing): thing}
    default = Assignment.Duty.CREW if isinstance(thing, Person) else Assignment.Duty.RESOURCE
    with alone():
        booking = Assignment.objects.filter(outing=outing, is_released=False, **place).first()
        if booking:
            with commit(CHANGE_DUTY, by=by) as draft:
                draft.change(booking, duty=duty or booking.duty)
            return booking
        _refuse_gone(outing, thing)
        _refuse_blocked(outing, thing)
        with commit(BOOK, by=by) as draft:
            return draft.add(Assignment, outing=outing, duty=duty or default, note=note, **place)


def release(assignment: Assignment, *, by: Person | None) -> None:
    """Free what was booked."""
    RELEASE.require(by, assignment)
    if assignment.served is not None:
        raise BadPlan(
            _("Whether %(thing)s was there is recorded; correct that record instead.")
            % {"thing": assignment.booked}
        )
    with commit(RELEASE, by=by, on=assignment) as draft:
        draft.change(assignment, is_released=True)


def record_served(
    assignment: Assignment, served: bool, *, by: Person | None, note: str = ""
) -> None:
    """Say whether a van or equipment was really there; never assumed from the booking.

    People are refused: who was there, from when until when, is a fact of the booth (`attend`).
    """
    RECORD_SERVED.require(by, assignment.outing)
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
    with commit(RECORD_SERVED, by=by, why=note, on=assignment) as draft:
        draft.change(assignment, served=served, note=note or assignment.note)


def _refuse_gone(outing: Outing, thing: Bookable) -> None:
    # What was held with it was held, also where that is told afterwards.
    if isinstance(thing, Van | Equipment) and thing.gone_on and outing.day >= thing.gone_on:
        raise BadPlan(
            _("%(thing)s is not used since %(day)s. %(instead)s")
            % {
                "thing": thing,
                "day": language().day(thing.gone_on),
                "instead": instead_words(outing, thing),
            }
        )


def _refuse_blocked(outing: Outing, thing: Bookable) -> None:
    # What was held with it was held; only what is still to come can be kept from harm.
    if not isinstance(thing, Van) or outing.state not in STILL_TO_COME:
        return
    if blocked := Upkeep([thing]).on(thing, outing.day).block_words:
        raise VanBlocked(f"{blocked} {instead_words(outing, thing)}")


def _place_of(thing: Bookable) -> str:
    return {Person: "person", Van: "van", Equipment: "equipment"}[type(thing)]
