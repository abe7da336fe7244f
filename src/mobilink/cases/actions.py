"""Taking in what people send, answering it, opening what is sealed, and deciding on what is taken back."""

from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock, codes
from mobilink.cases.errors import Sealed
from mobilink.cases.models import (
    Acceptance,
    Case,
    FollowUp,
    LegalHold,
    Opening,
    Report,
    SealingKey,
    Settlement,
    VisitRequest,
    VisitWish,
    Withdrawal,
)
from mobilink.cases.queries import case_with, hold_on, is_hidden, kept_of, office_key
from mobilink.goods.models import BankAccount
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.journal.members import sealing
from mobilink.journal.safety.erasure import erase
from mobilink.journal.storage import keys
from mobilink.outreach import actions as outings
from mobilink.outreach.actions import OutingPlan
from mobilink.outreach.errors import PlannedAlready
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF
from mobilink.people.actions import require, require_at_office
from mobilink.people.models import Person, Role

PUBLISH_KEY = Act("publish sealing key", gettext_lazy("Sealing key published"), is_offices=True)
ASK_FOR_VISIT = Act("ask for visit", gettext_lazy("Visit asked for"))
TELL_WISH = Act("tell what is asked for", gettext_lazy("Words of a request kept"))
SEND_REPORT = Act("send report", gettext_lazy("Report sent in"))
ANSWER_REQUEST = Act(
    "answer visit request", gettext_lazy("Request for a visit answered"),
    by=Role.Function.PLANNER, at=ITSELF,
)  # fmt: skip
PLAN_VISIT = Act(
    "plan visit that was asked for", gettext_lazy("Visit that was asked for planned"),
    by=Role.Function.PLANNER, at=ITSELF,
)  # fmt: skip
SETTLE = Act("settle", gettext_lazy("Case settled"), by=Role.Function.APPROVER, is_offices=True)
OPEN_SEALED = Act("open what is sealed", gettext_lazy("Sealed words opened"), is_offices=True)
ACCEPT = Act(
    "agree to withdrawal", gettext_lazy("Withdrawal agreed to"), by=Role.Function.APPROVER,
    is_offices=True,
)  # fmt: skip
HOLD = Act(
    "place legal hold", gettext_lazy("Kept from being erased"), by=Role.Function.APPROVER,
    is_offices=True,
)  # fmt: skip
LIFT = Act(
    "lift legal hold", gettext_lazy("Not kept from being erased any more"),
    by=Role.Function.APPROVER, is_offices=True,
)  # fmt: skip


class Sent(NamedTuple):
    """What was taken in, and its code, which is told this once."""

    case: Case
    code: str


def publish_key() -> None:
    """At the office: tell every machine for whom to seal; once for each key."""
    key = keys.public().hex()
    with alone():
        if not SealingKey.objects.filter(key=key).exists():
            with commit(PUBLISH_KEY, by=None) as draft:
                draft.add(SealingKey, key=key)


def ask_for_visit(
    *, contact: str, regency_code: str, people: int | None = None, **wish: Any
) -> Sent:
    """Take in a wish for a visit from anybody; `contact` may be empty."""
    sealed = sealing.sealed({"contact": contact}, key_to_seal()) if contact else ""
    code = codes.make()
    request = {"code": kept_of(code), "regency_code": regency_code, "people": people}
    with alone():
        with commit(ASK_FOR_VISIT, by=None) as draft:
            asked = draft.add(VisitRequest, asked_at=clock.now(), **request)
        # In an entry of its own, so that its erasure takes nothing else away.
        with commit(TELL_WISH, by=None) as draft:
            draft.add(VisitWish, request=asked, contact=sealed, **wish)
    return Sent(asked, code)


def send_report(contents: dict[str, str]) -> Sent:
    """Take in a report from anybody; from now on only the office can read it."""
    sealed = sealing.sealed(contents, key_to_seal())
    code = codes.make()
    report = {"code": kept_of(code), "contents": sealed}
    with alone(), commit(SEND_REPORT, by=None) as draft:
        return Sent(draft.add(Report, sent_at=clock.now(), **report), code)


def answer_request(request: VisitRequest, *, by: Person | None, state: str, answer: str) -> None:
    """Say whether the service comes, in words that whoever asked reads under the code."""
    ANSWER_REQUEST.require(by, by and by.unit)
    with commit(ANSWER_REQUEST, by=by, on=request) as draft:
        draft.change(request, state=state, answer=answer.strip())


def plan_visit(request: VisitRequest, plan: OutingPlan, *, by: Person | None) -> Outing:
    """Put a draft on the calendar for whoever asked, and keep that it is theirs; once."""
    PLAN_VISIT.require(by, by and by.unit)
    with alone():
        planned = (
            Outing.objects.filter(pk__in=[request.outing_id]).exclude(state__in=CALLED_OFF).first()
        )
        if planned:
            raise PlannedAlready(
                _("An outing was planned from this request already. Open that one."), planned.pk
            )
        made = outings.draft_outing(plan, by=by)
        with commit(PLAN_VISIT, by=by, on=request) as draft:
            draft.change(request, outing=made)
    return made


def open_contact(request: VisitRequest, *, by: Person | None, reason: str) -> str:
    """How to reach whoever asked for a visit."""
    _require_planner(by)
    if request.wish is None:
        raise Sealed(_("What was written under this code is erased."))
    return opened(request, request.wish.contact, by, reason)["contact"]


def forget_request(request: VisitRequest, *, by: Person | None, why: str) -> int:
    """Erase what was written, here and at every machine; the code still tells the answer."""
    _require_planner(by)
    if not why.strip():
        raise Sealed(_("Say who asked for it and when, without a name: the reason is kept."))
    rows = [one.pk for one in request.wishes.all()]
    return erase(rows, by=by, why=why.strip()) if rows else 0


def open_report(report: Report, *, by: Person | None, reason: str) -> dict[str, str]:
    """All that a report says. The approver of the office is cleared for it."""
    require_at_office(by, Role.Function.APPROVER)
    return opened(report, report.contents, by, reason)


def open_follow_up(asked: FollowUp, *, by: Person | None, reason: str) -> dict[str, str]:
    """How to reach somebody, and what happened to them. The approver of the office is cleared."""
    require_at_office(by, Role.Function.APPROVER)
    return opened(asked, asked.contents, by, reason)


def settle(subject: FollowUp | Report | Withdrawal, *, by: Person | None) -> None:
    """Say that what somebody waited for was done; once. A report that nobody opened was not."""
    SETTLE.require(by)
    if isinstance(subject, Report) and not Opening.objects.filter(subject=subject.pk).exists():
        raise Sealed(
            _("Nobody has opened this report yet. Open it first, then say that it is done.")
        )
    with alone():
        if not Settlement.objects.filter(subject=subject.pk).exists():
            with commit(SETTLE, by=by) as draft:
                draft.add(Settlement, subject=subject.pk, settled_by=by, at=clock.now())


def accept(withdrawal: Withdrawal, meant: Case, *, by: Person | None) -> None:
    """Agree that a case was meant: it is hidden now, and erased in time."""
    ACCEPT.require(by)
    if meant.code != codes.kept(withdrawal.code):
        raise Sealed(_("This has another code. Look at the page again."))
    with alone():
        if Settlement.objects.filter(subject=withdrawal.pk).exists():
            raise Sealed(_("This was decided meanwhile. Look at the page again."))
        if not Acceptance.objects.filter(withdrawal=withdrawal, subject=meant.pk).exists():
            with commit(ACCEPT, by=by) as draft:
                draft.add(
                    Acceptance, withdrawal=withdrawal, subject=meant.pk, accepted_by=by,
                    at=clock.now(),
                )  # fmt: skip


def hold(subject: UUID, *, by: Person | None, reason: str) -> None:
    """Keep what was withdrawn from being erased, since a law demands it."""
    HOLD.require(by)
    if not reason.strip():
        raise Sealed(_("Say by which law or order it must be kept. Your reason is kept."))
    is_gone = case_with(subject) is None
    if is_gone or not Acceptance.objects.filter(subject=subject).exists():
        raise Sealed(_("Nothing is here any more that could be kept. Look at the page again."))
    with alone():
        if hold_on(subject) is None:
            with commit(HOLD, by=by, why=reason.strip()) as draft:
                draft.add(
                    LegalHold, subject=subject, reason=reason.strip(), placed_by=by,
                    placed_at=clock.now(),
                )  # fmt: skip


def lift(held: LegalHold, *, by: Person | None) -> None:
    """Let what was withdrawn be erased after all."""
    LIFT.require(by)
    with commit(LIFT, by=by, on=held) as draft:
        draft.change(held, lifted_by=by, lifted_at=clock.now())


def opened(
    subject: VisitRequest | Report | FollowUp | BankAccount,
    text: str,
    by: Person | None,
    reason: str,
) -> dict[str, str]:
    """What was sealed, once it is on record who opened it and why."""
    if not reason.strip():
        raise Sealed(_("Say why you open it. Your reason is kept."))
    if is_hidden(subject.pk):
        raise Sealed(_("This was taken back. Nobody opens it any more, and it is erased in time."))
    contents = sealing.opened(text)
    if contents is None:
        raise Sealed(_("This is sealed for the office and can be opened only there."))
    with commit(OPEN_SEALED, by=by, why=reason.strip()) as draft:
        draft.add(Opening, subject=subject.pk, opened_by=by, at=clock.now(), reason=reason.strip())
    return contents


def _require_planner(by: Person | None) -> None:
    """Whoever plans for any unit answers requests: they say which unit comes."""
    if by is not None:
        require(by, Role.Function.PLANNER, by.unit)


def key_to_seal() -> bytes:
    """The office's key; refuses where this machine does not know it yet."""
    key = office_key()
    if key is None:
        raise Sealed(
            _("This machine does not know the office's key yet. Ask an officer, or come later.")
        )
    return key
