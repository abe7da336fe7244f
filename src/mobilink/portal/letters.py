"""What a recruiter sees of its own entry in the list, and what it writes to the office."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field, text_area
from mobilink.guidance import standing
from mobilink.guidance.models import Recruiter
from mobilink.guidance.queries import listing
from mobilink.guidance.words import old_words, standing_words
from mobilink.partners import letters
from mobilink.partners.models import Access, ObjectionWords, Organisation, ProposedVacancy
from mobilink.people.queries import office_day
from mobilink.portal.door import partner_only
from mobilink.portal.views import READ_OR_SEND, about

# What of its entry a recruiter is shown; no telephone and no person.
MASK = ("name", "sip3mi", "status", "valid_from", "valid_to", "city")


class ObjectionForm(RowForm):
    words = row_field(ObjectionWords, "words", widget=text_area(4))


class VacancyForm(RowForm):
    class Meta:
        model = ProposedVacancy
        fields = ("title", "country", "sip2mi", "closes_on", "words")

    country = row_field(
        ProposedVacancy,
        "country",
        forms.RegexField,
        label=_("Country (two letters)"),
        help_text=_("For example MY or SG."),
        max_length=None,
        regex=r"^[A-Za-z]{2}$",
    )
    words = row_field(ProposedVacancy, "words", widget=text_area(3))

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


@require_http_methods(READ_OR_SEND)
@partner_only
def entry(request: HttpRequest, access: Access) -> HttpResponse:
    """The recruiter's own entry as the office tells it, and its objections."""
    partner = _recruiter(access)
    day, register = office_day(), listing(office_day())
    own = letters.own_entry(partner)
    page = {
        "own": _masked(own) if own else None,
        "says": [standing_words(state, register) for state in standing.of(own, day)]
        if own and register
        else [],
        "listing": register,
        "old": old_words(register) if register else "",
        "objections": partner.objections.prefetch_related("told")[:50],
    }
    return _letter(
        request, access, "portal/entry.html", page, ObjectionForm,
        lambda fields: letters.object_to_entry(partner, **fields),
        _("The office has your objection. The answer will stand here."),
    )  # fmt: skip


@require_http_methods(READ_OR_SEND)
@partner_only
def vacancies(request: HttpRequest, access: Access) -> HttpResponse:
    """What the recruiter proposed to be shown; only the office shows anything."""
    partner = _recruiter(access)
    proposals = [
        (proposal, letters.is_on_board(proposal)) for proposal in partner.proposals.all()[:50]
    ]
    return _letter(
        request, access, "portal/vacancies.html", {"proposals": proposals}, VacancyForm,
        lambda fields: letters.propose_vacancy(partner, **fields),
        _("The office has your proposal."),
    )  # fmt: skip


def _letter(
    request: HttpRequest,
    access: Access,
    template: str,
    page: dict[str, Any],
    form_type: type[forms.Form],
    send: Callable[[dict[str, Any]], object],
    words: Promise,
) -> HttpResponse:
    def show(form: forms.Form, status: int = 200, **more: Any) -> HttpResponse:
        shown = {**about(access), **page, "form": form, **more}
        return render(request, template, shown, status=status)

    form = form_type(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return show(form)
    return attempt(form, send, show, lambda _sent: redirect_saying(request, words, request.path))


def _recruiter(access: Access) -> Organisation:
    partner: Organisation = access.organisation
    if partner.kind != Organisation.Kind.RECRUITER:
        raise Http404
    return partner


def _masked(own: Recruiter) -> dict[str, Any]:
    masked: dict[str, Any] = {name: getattr(own, name) for name in MASK}
    return masked | {"status": own.get_status_display()}
