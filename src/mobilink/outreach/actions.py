"""Everything that may be done with an outing: planning it, and its way through its states.

draft → proposed → approved → under way → held → reported
             ↘ refused (draft again)    cancelled, postponed: from every state before held
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.journal.actions import Draft, alone, commit
from mobilink.outreach.checks import check_next_day, check_plan, refuse_twin
from mobilink.outreach.errors import BadPlan, WrongState
from mobilink.outreach.models import Decision, Outing, Slot
from mobilink.outreach.obstacles import refuse_obstacles
from mobilink.outreach.queries import papers_awaited
from mobilink.people.actions import require
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import office_day
from mobilink.places.models import Venue

State = Outing.State
# What a subscriber's calendar shows of an outing: a change of it must be published anew.
SEEN_BY_THE_PUBLIC = {
    "title", "day", "start", "end", "part_of_day", "venue", "place_text", "purpose",
}  # fmt: skip
# What an approval is about.
DECIDED_UPON = {"day", "start", "end", "part_of_day", "venue", "owner_unit", "executing_unit"}
CHECKED = ("day", "start", "end", "programmes")


@dataclass(frozen=True)
class OutingPlan:
    """What must be known to put an outing on the calendar; hours may be unknown."""

    title: str
    kind: str
    day: date
    venue: Venue
    owner_unit: Unit
    executing_unit: Unit
    start: time | None = None
    end: time | None = None
    part_of_day: str = ""
    programmes: list[str] = field(default_factory=list)
    purpose: str = ""
    place_text: str = ""
    source: str = ""
    slot: Slot | None = None

    @property
    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class OralApproval:
    """An approval by word of mouth: who said it when, and the day by which the paper is due."""

    said_by: str
    said_at: datetime
    paper_due: date


def draft_outing(plan: OutingPlan, *, by: Person | None) -> Outing:
    """Put a draft on the calendar; refuses days out of range and hours that end before they begin."""
    return _plan_outing("draft outing", plan, by=by, state=State.DRAFT)


def propose_from_slot(slot: Slot, day: date, *, by: Person | None) -> Outing:
    """Propose the outing that a recurring slot suggests for a day."""
    plan = OutingPlan(
        title=slot.name,
        kind=slot.kind,
        day=day,
        venue=slot.venue,
        owner_unit=slot.owner_unit,
        executing_unit=slot.executing_unit,
        start=slot.start,
        end=slot.end,
        programmes=slot.programmes,
        slot=slot,
    )
    return _plan_outing("propose outing from slot", plan, by=by, state=State.PROPOSED)


def register_held(plan: OutingPlan, *, by: Person | None) -> Outing:
    """Enter an outing of the past that was held, with what its source tells and no more."""
    require(by, Role.Function.PLANNER, plan.owner_unit)
    check_plan(plan.fields)
    if plan.day > office_day():
        raise BadPlan(
            _("%(day)s is still to come; nothing was held then.") % {"day": date_format(plan.day)}
        )
    with alone():
        refuse_twin(plan.fields)
        with commit("register held outing", by=by) as draft:
            return draft.add(Outing, **plan.fields, state=State.HELD, is_announced=True)


def revise_outing(outing: Outing, *, by: Person | None, **changes: Any) -> None:
    """Change the plan of an outing that is not over; announced changes reach the public feeds.

    What was approved (day, hours, venue, units) is changed only by somebody who may approve it, and
    stands still while the booth is open.
    """
    require(by, Role.Function.PLANNER, outing.owner_unit)
    expect_state(outing, State.DRAFT, State.PROPOSED, State.APPROVED, State.UNDER_WAY)
    changes = {name: value for name, value in changes.items() if getattr(outing, name) != value}
    check_plan({name: getattr(outing, name) for name in CHECKED} | changes)
    if "owner_unit" in changes:
        require(by, Role.Function.PLANNER, changes["owner_unit"])
    if changes.keys() & DECIDED_UPON and outing.state in (State.APPROVED, State.UNDER_WAY):
        require(by, Role.Function.APPROVER, outing.owner_unit)
        expect_state(outing, State.APPROVED)
    if outing.is_announced and changes.keys() & SEEN_BY_THE_PUBLIC:
        changes["sequence"] = outing.sequence + 1
    with commit("revise outing", by=by, on=outing) as draft:
        draft.change(outing, **changes)


def propose(outing: Outing, *, by: Person | None) -> None:
    """Ask for approval of a draft."""
    require(by, Role.Function.PLANNER, outing.owner_unit)
    expect_state(outing, State.DRAFT)
    with commit("propose outing", by=by, on=outing) as draft:
        draft.change(outing, state=State.PROPOSED)


def approve(
    outing: Outing, *, by: Person | None, oral: OralApproval | None = None, reason: str = ""
) -> None:
    """Approve a proposal and announce it; what stands in the way needs a reason.

    An oral approval is entered by a planner: it names who said it, when, and when the paper is due.
    """
    require(by, Role.Function.PLANNER if oral else Role.Function.APPROVER, outing.owner_unit)
    expect_state(outing, State.PROPOSED)
    if not reason.strip():
        refuse_obstacles(outing)
    deed = "record oral approval" if oral else "approve outing"
    with commit(deed, by=by, why=reason, on=outing) as draft:
        draft.add(Decision, **_approval(outing, by, oral), reason=reason)
        draft.change(outing, state=State.APPROVED, is_announced=True)


def file_paper(outing: Outing, *, by: Person | None, reference: str) -> None:
    """Record that the paper of an oral approval has come, and where it is kept."""
    require(by, Role.Function.PLANNER, outing.owner_unit)
    oral = next((each for each in papers_awaited() if each.outing_id == outing.pk), None)
    if oral is None:
        raise WrongState(_("No paper is awaited for “%(outing)s”.") % {"outing": outing.title})
    if not reference.strip():
        raise BadPlan(_("Write the number of the paper, or where it is kept."))
    with commit("file paper of approval", by=by, why=reference, on=outing) as draft:
        draft.add(
            Decision,
            outing=outing,
            verdict=Decision.Verdict.APPROVED,
            decided_by=oral.decided_by,
            decided_at=clock.now(),
            reason=reference,
        )


def refuse(outing: Outing, *, by: Person | None, reason: str) -> None:
    """Send a proposal back to its planner with the reason."""
    require(by, Role.Function.APPROVER, outing.owner_unit)
    expect_state(outing, State.PROPOSED)
    with commit("refuse outing", by=by, why=reason, on=outing) as draft:
        _decide(draft, outing, Decision.Verdict.REFUSED, by, reason)
        draft.change(outing, state=State.DRAFT)


def cancel(outing: Outing, *, by: Person | None, reason: str, next_day: date | None = None) -> None:
    """Cancel an outing, telling everybody why and, where known, when to come instead."""
    require(by, Role.Function.PLANNER, outing.owner_unit)
    # An open booth is closed, not cancelled: people were counted there.
    expect_state(outing, State.DRAFT, State.PROPOSED, State.APPROVED)
    check_next_day(outing, next_day)
    with commit("cancel outing", by=by, why=reason, on=outing) as draft:
        _decide(draft, outing, Decision.Verdict.CANCELLED, by, reason)
        _call_off(draft, outing, State.CANCELLED, reason, next_day)


def postpone(outing: Outing, *, by: Person | None, reason: str, next_day: date) -> Outing:
    """Move an outing to another day: this one stays as postponed, a proposal for that day follows."""
    require(by, Role.Function.PLANNER, outing.owner_unit)
    expect_state(outing, State.DRAFT, State.PROPOSED, State.APPROVED)
    check_next_day(outing, next_day)
    plan = OutingPlan(
        **{
            name: getattr(outing, name) for name in OutingPlan.__dataclass_fields__ if name != "day"
        },
        day=next_day,
    )
    with commit("postpone outing", by=by, why=reason, on=outing) as draft:
        _decide(draft, outing, Decision.Verdict.POSTPONED, by, reason)
        _call_off(draft, outing, State.POSTPONED, reason, next_day)
        return draft.add(Outing, **plan.fields, follows=outing, state=State.PROPOSED)


def begin(outing: Outing, *, by: Person | None) -> None:
    """The outing is under way: the booth opens."""
    require(by, Role.Function.OFFICER, outing.executing_unit)
    expect_state(outing, State.APPROVED, State.UNDER_WAY, State.HELD)
    with commit("begin outing", by=by, on=outing) as draft:
        draft.change(outing, state=State.UNDER_WAY)


def finish(outing: Outing, *, by: Person | None) -> None:
    """The outing was held: the booth is closed."""
    require(by, Role.Function.OFFICER, outing.executing_unit)
    expect_state(outing, State.APPROVED, State.UNDER_WAY)
    with commit("finish outing", by=by, on=outing) as draft:
        draft.change(outing, state=State.HELD)


def report(outing: Outing, *, by: Person | None, result: str) -> None:
    """Hand in the outing's report: what came of it, in the planner's words beside the figures."""
    require(by, Role.Function.PLANNER, outing.owner_unit)
    expect_state(outing, State.HELD, State.REPORTED)
    with commit("report outing", by=by, on=outing) as draft:
        draft.change(outing, state=State.REPORTED, result=result)


def _plan_outing(action: str, plan: OutingPlan, *, by: Person | None, state: State) -> Outing:
    """Enter a plan that the calendar has not."""
    require(by, Role.Function.PLANNER, plan.owner_unit)
    check_plan(plan.fields)
    with alone():
        refuse_twin(plan.fields)
        with commit(action, by=by) as draft:
            return draft.add(Outing, **plan.fields, state=state)


def expect_state(outing: Outing, *states: State) -> None:
    """Refuse an act for which the outing is in the wrong state, naming the right ones."""
    if outing.state not in states:
        raise WrongState(
            _("“%(outing)s” is %(state)s; this can be done only while it is %(states)s.")
            % {
                "outing": outing.title,
                "state": outing.get_state_display().lower(),
                "states": get_text_list([str(state.label).lower() for state in states]),
            }
        )


def _approval(outing: Outing, by: Person | None, oral: OralApproval | None) -> dict[str, Any]:
    fields: dict[str, Any] = {"outing": outing, "verdict": Decision.Verdict.APPROVED}
    if oral:
        if oral.said_at > clock.now() or oral.paper_due < timezone.localdate(oral.said_at):
            raise BadPlan(_("It was said in the past, and its paper is due after that."))
        return fields | {
            "decided_by": oral.said_by,
            "decided_at": oral.said_at,
            "is_oral": True,
            "paper_due": oral.paper_due,
        }
    return fields | {"decided_by": by.name if by else "", "decided_at": clock.now()}


def _decide(
    draft: Draft, outing: Outing, verdict: Decision.Verdict, by: Person | None, reason: str
) -> None:
    if not reason.strip():
        raise BadPlan(_("Say why, so that the public and a later reader know."))
    draft.add(
        Decision,
        outing=outing,
        verdict=verdict,
        decided_by=by.name if by else "",
        decided_at=clock.now(),
        reason=reason,
    )


def _call_off(
    draft: Draft, outing: Outing, state: State, reason: str, next_day: date | None
) -> None:
    sequence = outing.sequence + 1 if outing.is_announced else outing.sequence
    draft.change(outing, state=state, reason=reason, next_day=next_day, sequence=sequence)
