"""Everything that may be done with an outing: planning it, and its way through its states.

draft → proposed → approved → under way → held → reported
             ↘ refused (draft again)    cancelled, postponed: from every state before held
"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import Draft, alone, commit
from mobilink.journal.acts import Act
from mobilink.outreach.checks import check_next_day, check_plan, refuse_duplicate
from mobilink.outreach.errors import BadPlan, WrongState
from mobilink.outreach.models import Decision, Outing, Slot
from mobilink.outreach.obstacles import refuse_obstacles
from mobilink.outreach.plans import OralApproval as OralApproval
from mobilink.outreach.plans import OutingPlan as OutingPlan
from mobilink.outreach.queries import NOT_BEGUN, STILL_TO_COME, TOOK_PLACE, papers_awaited
from mobilink.people.actions import require
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day
from mobilink.people.reader import language

State = Outing.State
OFFICER, PLANNER = Role.Function.OFFICER, Role.Function.PLANNER
APPROVER = Role.Function.APPROVER
# What a subscriber's calendar shows of an outing: a change of it must be published anew.
SEEN_BY_THE_PUBLIC = {
    "title", "day", "start", "end", "part_of_day", "venue", "place_text", "purpose",
}  # fmt: skip
# What an approval is about.
DECIDED_UPON = {"day", "start", "end", "part_of_day", "venue", "owner_unit", "executing_unit"}
CHECKED = ("day", "start", "end", "programmes")

DRAFT = Act(
    "draft outing", gettext_lazy("Outing planned"), by=PLANNER, at="owner_unit",
    in_story=gettext_lazy("planned this outing"),
)  # fmt: skip
PROPOSE_FROM_SLOT = Act(
    "propose outing from slot", gettext_lazy("Outing proposed from a routine"), by=PLANNER,
    at="owner_unit", in_story=gettext_lazy("proposed it from the routine"),
)  # fmt: skip
REGISTER_HELD = Act(
    "register held outing", gettext_lazy("Held outing entered"), by=PLANNER, at="owner_unit",
    in_story=gettext_lazy("entered it as held, from its source"),
)  # fmt: skip
REVISE = Act(
    "revise outing", gettext_lazy("Plan of an outing changed"), by=PLANNER, at="owner_unit",
    states=STILL_TO_COME, in_story=gettext_lazy("changed the plan"),
)  # fmt: skip
PROPOSE = Act(
    "propose outing", gettext_lazy("Outing proposed"), by=PLANNER, at="owner_unit",
    states=(State.DRAFT,), in_story=gettext_lazy("proposed it"),
)  # fmt: skip
APPROVE = Act(
    "approve outing", gettext_lazy("Outing approved"), by=APPROVER, at="owner_unit",
    states=(State.PROPOSED,), in_story=gettext_lazy("approved it"),
)  # fmt: skip
APPROVE_ORALLY = Act(
    "record oral approval", gettext_lazy("Oral approval recorded"), by=PLANNER, at="owner_unit",
    states=(State.PROPOSED,), in_story=gettext_lazy("recorded an oral approval"),
)  # fmt: skip
FILE_PAPER = Act(
    "file paper of approval", gettext_lazy("Paper of an approval filed"), by=PLANNER,
    at="owner_unit",
)  # fmt: skip
REFUSE = Act(
    "refuse outing", gettext_lazy("Outing sent back"), by=APPROVER, at="owner_unit",
    states=(State.PROPOSED,), in_story=gettext_lazy("sent it back"),
)  # fmt: skip

# An open booth is closed, not cancelled: people were counted there.
CANCEL = Act(
    "cancel outing", gettext_lazy("Outing cancelled"), by=PLANNER, at="owner_unit",
    states=NOT_BEGUN, in_story=gettext_lazy("cancelled it"),
)  # fmt: skip
POSTPONE = Act(
    "postpone outing", gettext_lazy("Outing postponed"), by=PLANNER, at="owner_unit",
    states=NOT_BEGUN, in_story=gettext_lazy("postponed it"),
)  # fmt: skip
BEGIN = Act(
    "begin outing", gettext_lazy("Outing begun"), by=OFFICER, at="executing_unit",
    states=(State.APPROVED, State.UNDER_WAY, State.HELD),
    in_story=gettext_lazy("opened the booth"),
)  # fmt: skip
FINISH = Act(
    "finish outing", gettext_lazy("Outing finished"), by=OFFICER, at="executing_unit",
    states=(State.APPROVED, State.UNDER_WAY), in_story=gettext_lazy("closed the booth"),
)  # fmt: skip
REPORT = Act(
    "report outing", gettext_lazy("Report handed in"), by=PLANNER, at="owner_unit",
    states=TOOK_PLACE, in_story=gettext_lazy("handed in the report"),
)  # fmt: skip


def draft_outing(plan: OutingPlan, *, by: Person | None) -> Outing:
    """Put a draft on the calendar; refuses days out of range and hours that end before they begin."""
    return _plan_outing(DRAFT, plan, by=by, state=State.DRAFT)


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
    return _plan_outing(PROPOSE_FROM_SLOT, plan, by=by, state=State.PROPOSED)


def register_held(plan: OutingPlan, *, by: Person | None) -> Outing:
    """Enter an outing of the past that was held, with what its source tells and no more."""
    REGISTER_HELD.require(by, plan)
    check_plan(plan.fields)
    if plan.day > office_day():
        raise BadPlan(
            _("%(day)s is still to come; nothing was held then.")
            % {"day": language().day(plan.day)}
        )
    with alone():
        refuse_duplicate(plan.fields)
        with commit(REGISTER_HELD, by=by) as draft:
            return draft.add(Outing, **plan.fields, state=State.HELD, is_announced=True)


def revise_outing(outing: Outing, *, by: Person | None, **changes: Any) -> None:
    """Change the plan of an outing that is not over; announced changes reach the public feeds.

    What was approved (day, hours, venue, units) is changed only by somebody who may approve it, and
    stands still while the booth is open.
    """
    REVISE.require(by, outing)
    changes = {name: value for name, value in changes.items() if getattr(outing, name) != value}
    check_plan({name: getattr(outing, name) for name in CHECKED} | changes)
    if "owner_unit" in changes:
        require(by, PLANNER, changes["owner_unit"])
    if changes.keys() & DECIDED_UPON and outing.state in (State.APPROVED, State.UNDER_WAY):
        require(by, APPROVER, outing.owner_unit)
        outing.expect_state(State.APPROVED)
    if outing.is_announced and changes.keys() & SEEN_BY_THE_PUBLIC:
        changes["sequence"] = outing.sequence + 1
    with commit(REVISE, by=by, on=outing) as draft:
        draft.change(outing, **changes)


def propose(outing: Outing, *, by: Person | None) -> None:
    """Ask for approval of a draft."""
    PROPOSE.require(by, outing)
    with commit(PROPOSE, by=by, on=outing) as draft:
        draft.change(outing, state=State.PROPOSED)


def approve(
    outing: Outing, *, by: Person | None, oral: OralApproval | None = None, reason: str = ""
) -> None:
    """Approve a proposal and announce it; what stands in the way needs a reason.

    An oral approval is entered by a planner: it names who said it, when, and when the paper is due.
    """
    act = APPROVE_ORALLY if oral else APPROVE
    act.require(by, outing)
    if not reason.strip():
        refuse_obstacles(outing)
    with commit(act, by=by, why=reason, on=outing) as draft:
        draft.add(Decision, **_approval(outing, by, oral), reason=reason)
        draft.change(outing, state=State.APPROVED, is_announced=True)


def file_paper(outing: Outing, *, by: Person | None, reference: str) -> None:
    """Record that the paper of an oral approval has come, and where it is kept."""
    FILE_PAPER.require(by, outing)
    oral = next((each for each in papers_awaited() if each.outing_id == outing.pk), None)
    if oral is None:
        raise WrongState(_("No paper is awaited for “%(outing)s”.") % {"outing": outing.title})
    if not reference.strip():
        raise BadPlan(_("Write the number of the paper, or where it is kept."))
    with commit(FILE_PAPER, by=by, why=reference, on=outing) as draft:
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
    REFUSE.require(by, outing)
    with commit(REFUSE, by=by, why=reason, on=outing) as draft:
        _decide(draft, outing, Decision.Verdict.REFUSED, by, reason)
        draft.change(outing, state=State.DRAFT)


def cancel(outing: Outing, *, by: Person | None, reason: str, next_day: date | None = None) -> None:
    """Cancel an outing, telling everybody why and, where known, when to come instead."""
    CANCEL.require(by, outing)
    check_next_day(outing, next_day)
    with commit(CANCEL, by=by, why=reason, on=outing) as draft:
        _decide(draft, outing, Decision.Verdict.CANCELLED, by, reason)
        _call_off(draft, outing, State.CANCELLED, reason, next_day)


def postpone(outing: Outing, *, by: Person | None, reason: str, next_day: date) -> Outing:
    """Move an outing to another day: this one stays as postponed, a proposal for that day follows."""
    POSTPONE.require(by, outing)
    check_next_day(outing, next_day)
    plan = OutingPlan(
        **{
            name: getattr(outing, name) for name in OutingPlan.__dataclass_fields__ if name != "day"
        },
        day=next_day,
    )
    with commit(POSTPONE, by=by, why=reason, on=outing) as draft:
        _decide(draft, outing, Decision.Verdict.POSTPONED, by, reason)
        _call_off(draft, outing, State.POSTPONED, reason, next_day)
        return draft.add(Outing, **plan.fields, follows=outing, state=State.PROPOSED)


def begin(outing: Outing, *, by: Person | None) -> None:
    """The outing is under way: the booth opens."""
    BEGIN.require(by, outing)
    with commit(BEGIN, by=by, on=outing) as draft:
        draft.change(outing, state=State.UNDER_WAY)


def finish(outing: Outing, *, by: Person | None) -> None:
    """The outing was held: the booth is closed."""
    FINISH.require(by, outing)
    with commit(FINISH, by=by, on=outing) as draft:
        draft.change(outing, state=State.HELD)


def report(outing: Outing, *, by: Person | None, result: str) -> None:
    """Hand in the outing's report: what came of it, in the planner's words beside the figures."""
    REPORT.require(by, outing)
    with commit(REPORT, by=by, on=outing) as draft:
        draft.change(outing, state=State.REPORTED, result=result)


def _plan_outing(act: Act, plan: OutingPlan, *, by: Person | None, state: State) -> Outing:
    """Enter a plan that the calendar has not."""
    act.require(by, plan)
    check_plan(plan.fields)
    with alone():
        refuse_duplicate(plan.fields)
        with commit(act, by=by) as draft:
            return draft.add(Outing, **plan.fields, state=state)


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
