"""Asking partners along to an outing, and writing down what they said."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from mobilink.basics.errors import Refused
from mobilink.console.desk import UNPROCESSABLE, desk, outing_or_404, status_of
from mobilink.console.outings.actions import done
from mobilink.console.outings.views import outing_page
from mobilink.console.partners.outing_invitation_forms import AnswerForm, invite_form
from mobilink.partners import actions
from mobilink.partners.models import Invitation
from mobilink.people.models import Person


@require_POST
@desk
def invite(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Ask a partner along."""
    outing = outing_or_404(pk)
    form = invite_form(outing, request.POST)
    tried = ("invite", form)
    if not form.is_valid():
        return outing_page(request, person, outing, tried=tried, status=UNPROCESSABLE)
    told = form.cleaned_data
    try:
        actions.invite(outing, told.pop("organisation"), by=person, **told)
    except Refused as refusal:
        return outing_page(
            request, person, outing, tried=tried, refusal=refusal, status=status_of(refusal)
        )
    return done(pk, "invited")


@require_POST
@desk
def answer(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Write down what a partner said, take its invitation back, or say that it was seen."""
    about = Invitation.objects.select_related("outing__owner_unit", "organisation")
    meant = get_object_or_404(about, pk=pk)
    try:
        if "noted" in request.POST:
            actions.note(meant, by=person)
            return done(meant.outing_id, "noted")
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return outing_page(
                request, person, outing_or_404(meant.outing_id), tried=("answer", form),
                status=UNPROCESSABLE,
            )  # fmt: skip
        actions.answer(
            meant, form.cleaned_data["state"], by=person, words=form.cleaned_data["words"]
        )
    except Refused as refusal:
        outing = outing_or_404(meant.outing_id)
        return outing_page(request, person, outing, refusal=refusal, status=status_of(refusal))
    return done(meant.outing_id, "said")
