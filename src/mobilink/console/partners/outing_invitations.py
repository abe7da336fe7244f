"""Asking partners along to an outing, and writing down what they said."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mobilink.console.desk import desk, outing_or_404
from mobilink.console.outings.views import outing_page
from mobilink.console.partners.outing_invitation_forms import AnswerForm, invite_form
from mobilink.design.acting import attempt, redirect_saying
from mobilink.partners import actions
from mobilink.partners.models import Invitation
from mobilink.people.models import Person


@require_POST
@desk
def invite(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Ask a partner along."""
    outing = outing_or_404(pk)
    words = _(
        "Asked along. The partner can answer by its own way in, or you write its answer down."
    )
    return attempt(
        invite_form(outing, request.POST),
        lambda fields: actions.invite(
            outing, fields["organisation"], by=person, duty=fields["duty"], brings=fields["brings"]
        ),
        lambda form, **more: outing_page(request, person, outing, tried=("invite", form), **more),
        lambda _invitation: redirect_saying(request, words, "console:outing", pk),
    )


@require_POST
@desk
def answer(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Write down what a partner said, take its invitation back, or say that it was seen."""
    about = Invitation.objects.select_related("outing__owner_unit", "organisation")
    meant = get_object_or_404(about, pk=pk)
    pk, is_noted = meant.outing_id, "noted" in request.POST

    def act(fields: dict[str, Any]) -> None:
        if is_noted:
            actions.note(meant, by=person)
        else:
            actions.answer(meant, fields["state"], by=person, words=fields["words"])

    return attempt(
        None if is_noted else AnswerForm(request.POST),
        act,
        lambda form, **more: outing_page(
            request, person, outing_or_404(pk), tried=form and ("answer", form), **more
        ),
        lambda _done: redirect_saying(
            request,
            _("Noted.") if is_noted else _("The answer is written down."),
            "console:outing",
            pk,
        ),
    )
