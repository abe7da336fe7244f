"""The acts on an outing: each a verb, a form of its own, and one action of the outreach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mobilink.console import forms as f
from mobilink.outreach import actions
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import papers_awaited
from mobilink.people.models import Person

Do = Callable[[Outing, Person, Any], object]


@dataclass(frozen=True)
class Act:
    """One thing that can be done with an outing: its verb, its form, what is said when done."""

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


ACTS: dict[str, Act] = {
    "propose": Act(
        _("Propose"), _("Proposed. It now awaits the decision."), f.NothingForm,
        _with_values(actions.propose), first=True,
    ),
    "approve": Act(
        _("Approve"), _("Approved. The public can see it now."), f.RemarkForm,
        _with_values(actions.approve), first=True,
    ),
    "refuse": Act(
        _("Send back"), _("Sent back to its planner as a draft."), f.ReasonForm,
        _with_values(actions.refuse),
    ),
    "approve_orally": Act(
        _("Record an oral approval"), _("Oral approval recorded. The paper is awaited."),
        f.OralForm, _approve_orally,
    ),
    "file_paper": Act(
        _("File the paper"), _("The paper is filed."), f.PaperForm,
        _with_values(actions.file_paper), first=True,
    ),
    "report": Act(
        _("Hand in the report"), _("The report is handed in."), f.ReportForm,
        _with_values(actions.report), first=True,
    ),
    "postpone": Act(
        _("Postpone"), _("Postponed. A proposal for the new date was made."), f.PostponeForm,
        _with_values(actions.postpone), ends=True,
    ),
    "cancel": Act(
        _("Cancel the outing"), _("Cancelled. The public page says why."), f.CancelForm,
        _with_values(actions.cancel), ends=True,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """An act offered to a person now, with its form as it stands."""

    code: str
    act: Act
    form: forms.Form
    verb: str
    is_first: bool


def offers(
    outing: Outing, possible: set[str], tried: tuple[str, forms.Form] | None = None
) -> list[Offer]:
    """The acts to offer, in the order of the outing's way; `tried` keeps what was typed."""
    if "revise" in possible and any(each.outing_id == outing.pk for each in papers_awaited()):
        possible = possible | {"file_paper"}
    return [
        _offer(code, outing, tried[1] if tried and tried[0] == code else _empty(code, outing))
        for code in ACTS
        if code in possible
    ]


def _offer(code: str, outing: Outing, form: forms.Form) -> Offer:
    """A report handed in once may be corrected, which is no longer the next thing to do."""
    act = ACTS[code]
    again = code == "report" and outing.state == Outing.State.REPORTED
    verb = gettext("Correct the report") if again else str(act.verb)
    return Offer(code, act, form, verb, is_first=act.first and not again)


def _empty(code: str, outing: Outing) -> forms.Form:
    initial = {"result": outing.result} if code == "report" else {}
    return ACTS[code].form(initial=initial, auto_id=f"{code}_%s")
