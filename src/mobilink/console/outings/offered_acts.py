"""Acts that an outing's page offers: each a verb, a form of its own, and one action of the outreach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mobilink.console.forms import ReasonForm
from mobilink.console.outings import forms as f
from mobilink.journal.acts import Act
from mobilink.outreach import actions
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import papers_awaited
from mobilink.people.models import Person

Do = Callable[[Outing, Person, Any], object]


@dataclass(frozen=True)
class Offered:
    """An act as a page offers it: its verb, its form, what is said when done."""

    act: Act
    verb: Promise
    done: Promise
    form: type[forms.Form]
    do: Do
    first: bool = False
    ends: bool = False


def _approve_orally(outing: Outing, by: Person, form: f.OralForm) -> None:
    actions.approve(outing, by=by, oral=form.approval(), reason=form.cleaned_data["reason"])


def _with_values(action: Callable[..., object]) -> Do:
    return lambda outing, by, form: action(outing, by=by, **form.cleaned_data)


OFFERED_ACTS: dict[str, Offered] = {
    "propose": Offered(
        actions.PROPOSE, _("Propose"), _("Proposed. It now awaits the decision."), f.NothingForm,
        _with_values(actions.propose), first=True,
    ),
    "approve": Offered(
        actions.APPROVE, _("Approve"), _("Approved. The public can see it now."), f.RemarkForm,
        _with_values(actions.approve), first=True,
    ),
    "refuse": Offered(
        actions.REFUSE, _("Send back"), _("Sent back to its planner as a draft."), ReasonForm,
        _with_values(actions.refuse),
    ),
    "approve_orally": Offered(
        actions.APPROVE_ORALLY, _("Record an oral approval"), _("Oral approval recorded. The paper is awaited."),
        f.OralForm, _approve_orally,
    ),
    "file_paper": Offered(
        actions.FILE_PAPER, _("File the paper"), _("The paper is filed."), f.PaperForm,
        _with_values(actions.file_paper), first=True,
    ),
    "report": Offered(
        actions.REPORT, _("Hand in the report"), _("The report is handed in."), f.ReportForm,
        _with_values(actions.report), first=True,
    ),
    "postpone": Offered(
        actions.POSTPONE, _("Postpone"), _("Postponed. A proposal for the new date was made."), f.PostponeForm,
        _with_values(actions.postpone), ends=True,
    ),
    "cancel": Offered(
        actions.CANCEL, _("Cancel the outing"), _("Cancelled. The public page says why."), f.CancelForm,
        _with_values(actions.cancel), ends=True,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """An act offered to a person now, with its form as it stands."""

    code: str
    act: Offered
    form: forms.Form
    verb: str
    is_first: bool


def offers(
    outing: Outing, possible: set[Act], tried: tuple[str, forms.Form] | None = None
) -> list[Offer]:
    """The acts to offer, in the order of the outing's way; `tried` keeps what was typed."""
    if actions.REVISE in possible and any(each.outing_id == outing.pk for each in papers_awaited()):
        possible = possible | {actions.FILE_PAPER}
    return [
        _offer(code, outing, tried[1] if tried and tried[0] == code else _empty(code, outing))
        for code, offered in OFFERED_ACTS.items()
        if offered.act in possible
    ]


def _offer(code: str, outing: Outing, form: forms.Form) -> Offer:
    """A report handed in once may be corrected, which is no longer the next thing to do."""
    act = OFFERED_ACTS[code]
    again = code == "report" and outing.state == Outing.State.REPORTED
    verb = gettext("Correct the report") if again else str(act.verb)
    return Offer(code, act, form, verb, is_first=act.first and not again)


def _empty(code: str, outing: Outing) -> forms.Form:
    initial = {"result": outing.result} if code == "report" else {}
    return OFFERED_ACTS[code].form(initial=initial, auto_id=f"{code}_%s")
