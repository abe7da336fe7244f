"""The pages of one partner."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobilink.design.acting import attempt, redirect_saying
from mobilink.insight.benefit import benefit_of
from mobilink.outreach.queries import STILL_TO_COME
from mobilink.partners import actions
from mobilink.partners.models import Access, Invitation, Organisation
from mobilink.partners.queries import WARNING, agreements_now, held_with, joint_of, turns
from mobilink.people.queries import office_day
from mobilink.portal.calendars import feed_address
from mobilink.portal.door import SESSION, CodeForm, access_of, door, enter, partner_only
from mobilink.publishing.thanks import thanks_paper

READ_OR_SEND = ["GET", "HEAD", "POST"]
State = Invitation.State


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (answer.value, answer.label) for answer in (State.COMES, State.CHANGED, State.DECLINED)
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What changes, or why not"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(READ_OR_SEND)
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The partner's outings, figures and papers; or the door."""
    if request.method == "POST":
        return enter(request)
    access = access_of(request)
    if access is None:
        return door(request, CodeForm(initial={"code": request.GET.get("code", "")[:60]}))
    partner, day = access.organisation, office_day()
    invitations = list(joint_of(partner))
    ahead = [invitation for invitation in invitations if invitation.outing.state in STILL_TO_COME]
    page = {
        **about(access),
        "ahead": sorted(ahead, key=lambda invitation: invitation.outing.day),
        "benefit": benefit_of(held_with(partner)),
        "agreements": [
            (paper, paper.until is not None and paper.until <= day + WARNING)
            for paper in agreements_now(partner, day)
        ],
        "turn": _turn(partner),
        "feed": feed_address(request, access),
    }
    return render(request, "portal/home.html", page)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget on this device who came in; an officer who is signed in here stays so."""
    request.session.pop(SESSION, None)
    return redirect("portal:home")


@require_http_methods(READ_OR_SEND)
@partner_only
def invitation(request: HttpRequest, access: Access, pk: UUID) -> HttpResponse:
    """One invitation of the partner, and its answer."""
    meant = get_object_or_404(joint_of(access.organisation), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    may_answer = meant.state in actions.CHANGEABLE and meant.outing.state in STILL_TO_COME

    def page(form: AnswerForm, status: int = 200, **more: Any) -> HttpResponse:
        page = {**about(access), "one": meant, "may_answer": may_answer, "form": form, **more}
        return render(request, "portal/invitation.html", page, status=status)

    if not form.is_bound:
        return page(form)
    return attempt(
        form,
        lambda fields: actions.answer_for_itself(meant, fields["state"], words=fields["words"]),
        page,
        lambda _done: redirect_saying(request, _("The office has your answer."), "portal:home"),
    )


@require_safe
@partner_only
def thanks(request: HttpRequest, access: Access, pk: UUID) -> HttpResponse:
    """The certificate of thanks for one joint outing that took place."""
    joint = joint_of(access.organisation).filter(outing=pk).first()
    if joint is None:
        raise Http404
    response = HttpResponse(thanks_paper(joint), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="terima-kasih-{joint.outing.day}.pdf"'
    return response


def about(access: Access) -> dict[str, object]:
    """What every page says of who is in."""
    return {
        "partner": access.organisation,
        "access": access,
        "regency": access.organisation.regency,
        "is_recruiter": access.organisation.kind == Organisation.Kind.RECRUITER,
    }


def _turn(partner: Organisation) -> tuple[int, int] | None:
    """Which turn a recruiter has, of how many; no other is named."""
    order = [turn.key for turn in turns()]
    key = str(partner.pk)
    return (order.index(key) + 1, len(order)) if key in order else None
