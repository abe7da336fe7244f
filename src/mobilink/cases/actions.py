"""Taking in what people send, answering it, and opening what is sealed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock, codes
from mobilink.cases.errors import Sealed
from mobilink.cases.models import (
    FollowUp,
    Opening,
    Report,
    SealingKey,
    Settlement,
    VisitRequest,
    VisitWish,
    Withdrawal,
)
from mobilink.cases.queries import follow_ups_called, office_key, reports_called, requests_called
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


def publish_key() -> None:
    """At the office: tell every machine for whom to seal; once for each key."""
    key = keys.public().hex()
    with alone():
        if not SealingKey.objects.filter(key=key).exists():
            with commit(PUBLISH_KEY, by=None) as draft:
                draft.add(SealingKey, key=key)


def ask_for_visit(
    *, contact: str, regency_code: str, people: int | None = None, **wish: Any
) -> VisitRequest:
    """Take in a wish for a visit from anybody; `contact` may be empty."""
    kept = sealing.sealed({"contact": contact}, key_to_seal()) if contact else ""
    with alone():
        request = {"regency_code": regency_code, "people": people}
        with commit(ASK_FOR_VISIT, by=None) as draft:
            asked = draft.add(VisitRequest, code=_new_code(), asked_at=clock.now(), **request)
        # In an entry of its own, so that its erasure takes nothing else away.
        with commit(TELL_WISH, by=None) as draft:
            draft.add(VisitWish, request=asked, contact=kept, **wish)
    return asked


def send_report(contents: dict[str, str]) -> Report:
    """Take in a report from anybody; from now on only the office can read it."""
    kept = sealing.sealed(contents, key_to_seal())
    with alone(), commit(SEND_REPORT, by=None) as draft:
        return draft.add(Report, code=_new_code(), sent_at=clock.now(), contents=kept)


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


def settle(subject: FollowUp | Withdrawal, *, by: Person | None) -> None:
    """Say that what somebody waited for was done; once."""
    SETTLE.require(by)
    with alone():
        if not Settlement.objects.filter(subject=subject.pk).exists():
            with commit(SETTLE, by=by) as draft:
                draft.add(Settlement, subject=subject.pk, settled_by=by, at=clock.now())


def erase_for(withdrawal: Withdrawal, meant: FollowUp, *, by: Person | None) -> None:
    """Erase the one of several with this code that was meant."""
    require_at_office(by, Role.Function.APPROVER)
    if meant.code != withdrawal.code:
        raise Sealed(_("This has another code. Look at the page again."))
    erase([meant.pk], by=by, why=f"withdrawn by code {withdrawal.code}")
    settle(withdrawal, by=by)


def opened(
    subject: VisitRequest | Report | FollowUp | BankAccount,
    text: str,
    by: Person | None,
    reason: str,
) -> dict[str, str]:
    """What was sealed, once it is on record who opened it and why."""
    if not reason.strip():
        raise Sealed(_("Say why you open it. Your reason is kept."))
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


def _new_code() -> str:
    """A code that nothing here has yet; another machine may have given it, to be told by its day."""
    while True:
        code = codes.make()
        if not (requests_called(code) or reports_called(code) or follow_ups_called(code)):
            return code
