"""Doing something with a partner: one small POST each, its refusal shown on the partner's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mobilink.basics.errors import Refused
from mobilink.console.desk import UNPROCESSABLE, desk, status_of
from mobilink.console.partners.views import (
    FORMS,
    PartnerForm,
    form_of,
    list_page,
    partner_or_404,
    partner_page,
)
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.partners import access, actions, letters
from mobilink.partners.models import Access, Contact, Objection, Organisation, ProposedVacancy
from mobilink.people.models import Person

LETTERS: dict[str, type[Objection] | type[ProposedVacancy]] = {
    "objection": Objection,
    "vacancy": ProposedVacancy,
}
Deed = Callable[[], object]


@require_POST
@desk
def add(request: HttpRequest, person: Person) -> HttpResponse:
    """Register a partner."""
    form = PartnerForm(request.POST)
    if not form.is_valid():
        return list_page(request, person, form, status=UNPROCESSABLE)
    try:
        made = actions.register(by=person, **form.cleaned_data)
    except Refused as refusal:
        return list_page(request, person, form, refusal=refusal, status=status_of(refusal))
    return _done(made, "added")


@require_POST
@never_cache
@desk
def keep(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Change a partner, or add a contact, a paper or a way in."""
    one = partner_or_404(pk)
    if what not in FORMS:
        raise Http404
    form = form_of(what, one, request.POST)
    if not form.is_valid():
        return partner_page(request, person, one, tried=(what, form), status=UNPROCESSABLE)
    try:
        if what == "access":
            _made, code = access.give(one, by=person, **form.cleaned_data)
            return partner_page(request, person, one, code=code)
        _keep(request, one, what, person, form.cleaned_data)
    except Refused as refusal:
        return partner_page(
            request, person, one, tried=(what, form), refusal=refusal, status=status_of(refusal)
        )
    return _done(one, "revised" if what == "revise" else what)


@require_POST
@never_cache
@desk
def contact(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Open how to reach somebody privately, or say that they left."""
    meant = get_object_or_404(Contact.objects.select_related("organisation"), pk=pk)
    if what == "left":
        return _try(
            request,
            person,
            meant.organisation,
            what,
            lambda: actions.contact_left(meant, by=person),
        )
    if what != "open":
        raise Http404
    one = partner_or_404(meant.organisation_id)
    try:
        told = actions.open_contact(meant, by=person, reason=request.POST.get("reason", "")[:200])
    except Refused as refusal:
        return partner_page(request, person, one, refusal=refusal, status=status_of(refusal))
    return partner_page(request, person, one, opened=(meant.name, told))


@require_POST
@desk
def take_back(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Close a way in."""
    meant = get_object_or_404(Access.objects.select_related("organisation"), pk=pk)
    why = request.POST.get("reason", "")[:200]
    return _try(
        request, person, meant.organisation, "taken-back",
        lambda: access.take_back(meant, by=person, reason=why),
    )  # fmt: skip


@require_POST
@desk
def answer(request: HttpRequest, person: Person, what: str, pk: UUID) -> HttpResponse:
    """Answer what a partner wrote."""
    if what not in LETTERS:
        raise Http404
    letter: Any = get_object_or_404(LETTERS[what].objects.select_related("organisation"), pk=pk)
    words = request.POST.get("answer", "")

    def deed() -> None:
        refuse_if_overtaken(letter, request.POST.get("seen", ""))
        letters.answer_letter(letter, by=person, answer=words)

    return _try(request, person, letter.organisation, "answered", deed)


@require_POST
@desk
def erase(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Erase what a recruiter wrote."""
    letter = get_object_or_404(Objection.objects.select_related("organisation"), pk=pk)
    why = request.POST.get("why", "")
    return _try(
        request, person, letter.organisation, "erased",
        lambda: letters.erase_words(letter, by=person, why=why),
    )  # fmt: skip


def _keep(
    request: HttpRequest, one: Organisation, what: str, person: Person, told: dict[str, Any]
) -> None:
    if what == "revise":
        refuse_if_overtaken(one, request.POST.get("seen", ""))
        actions.revise(one, by=person, **told)
    elif what == "contact":
        actions.add_contact(one, by=person, **told)
    else:
        actions.file_agreement(one, by=person, **told)


def _try(
    request: HttpRequest, person: Person, one: Organisation, said: str, deed: Deed
) -> HttpResponse:
    try:
        deed()
    except Refused as refusal:
        page = partner_or_404(one.pk)
        return partner_page(request, person, page, refusal=refusal, status=status_of(refusal))
    return _done(one, said)


def _done(one: Organisation, said: str) -> HttpResponse:
    return redirect(f"{reverse('console:partner', args=[one.pk])}?done={said}")
