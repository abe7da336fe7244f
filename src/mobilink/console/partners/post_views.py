"""Doing something with a partner: one small POST each, its refusal shown on the partner's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mobilink.console.desk import desk, unless_overtaken
from mobilink.console.partners.views import (
    FORMS,
    PartnerForm,
    Tried,
    form_of,
    partner_or_404,
    partner_page,
)
from mobilink.design.acting import attempt, redirect_saying
from mobilink.partners import access, actions, letters
from mobilink.partners.access import outlives_contacts
from mobilink.partners.models import Access, Contact, Objection, Organisation, ProposedVacancy
from mobilink.people.models import Person

LETTERS: dict[str, type[Objection] | type[ProposedVacancy]] = {
    "objection": Objection,
    "vacancy": ProposedVacancy,
}
KEEP: dict[str, tuple[Callable[..., object], Promise]] = {
    "revise": (actions.revise, _("The changes are saved.")),
    "contact": (actions.add_contact, _("The contact is saved.")),
    "agreement": (actions.file_agreement, _("The agreement is filed.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def add(request: HttpRequest, person: Person) -> HttpResponse:
    """Register a partner."""
    form = PartnerForm(request.POST if request.method == "POST" else None)

    def page(form: PartnerForm, *, status: int = 200, **more: Any) -> HttpResponse:
        return render(request, "console/partners/new.html", {"form": form, **more}, status=status)

    if not form.is_bound:
        return page(form)
    return attempt(
        form,
        lambda fields: actions.register(by=person, **fields),
        page,
        lambda made: redirect_saying(
            request, _("The partner is registered."), "console:partner", made.pk
        ),
    )


@require_POST
@never_cache
@desk
def keep(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Change a partner, or add a contact, a paper or a way in."""
    partner = partner_or_404(pk)
    if what not in FORMS:
        raise Http404
    form = form_of(what, partner, request.POST)
    if what == "access":
        return attempt(
            form,
            lambda fields: access.give(partner, by=person, **fields),
            lambda form, **more: partner_page(request, person, partner, tried=(what, form), **more),
            lambda given: partner_page(request, person, partner, code=given[1]),
        )
    act, words = KEEP[what]

    def kept(fields: dict[str, Any]) -> object:
        return act(partner, by=person, **fields)

    checked = unless_overtaken(request, partner, kept) if what == "revise" else kept
    return _attempt(request, person, partner, checked, words, tried=(what, form))


@require_POST
@never_cache
@desk
def contact(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Open how to reach somebody privately, or say that they left."""
    meant = get_object_or_404(Contact.objects.select_related("organisation"), pk=pk)
    partner = partner_or_404(meant.organisation_id)
    if what == "left":
        return attempt(
            None,
            lambda _fields: actions.contact_left(meant, by=person),
            lambda _form, **more: partner_page(request, person, partner, **more),
            lambda _left: redirect_saying(
                request, left_words(partner), "console:partner", partner.pk
            ),
        )
    if what != "open":
        raise Http404
    reason = request.POST.get("reason", "")[:200]
    return attempt(
        None,
        lambda _fields: actions.open_contact(meant, by=person, reason=reason),
        lambda _form, **more: partner_page(request, person, partner, **more),
        lambda opened: partner_page(request, person, partner, opened=(meant.name, opened)),
    )


def left_words(partner: Organisation) -> Promise:
    """What to say when a contact left; the codes of before belong to nobody and may stay open."""
    if outlives_contacts(partner):
        return _(
            "The contact was erased. Codes from before belong to no contact and stay open: "
            "take back below the ones that this person had."
        )
    return _("The contact was erased. Codes that were given to that person open nothing any more.")


@require_POST
@desk
def take_back(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Close a way in."""
    meant = get_object_or_404(Access.objects.select_related("organisation"), pk=pk)
    reason = request.POST.get("reason", "")[:200]
    return _attempt(
        request, person, meant.organisation,
        lambda _fields: access.take_back(meant, by=person, reason=reason),
        _("The code opens nothing any more."),
    )  # fmt: skip


@require_POST
@desk
def answer(request: HttpRequest, person: Person, what: str, pk: UUID) -> HttpResponse:
    """Answer what a partner wrote."""
    if what not in LETTERS:
        raise Http404
    letter: Any = get_object_or_404(LETTERS[what].objects.select_related("organisation"), pk=pk)
    words = request.POST.get("answer", "")
    return _attempt(
        request, person, letter.organisation,
        unless_overtaken(
            request, letter, lambda _fields: letters.answer_letter(letter, by=person, answer=words)
        ),
        _("The partner can read your answer."),
    )  # fmt: skip


@require_POST
@desk
def erase(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Erase what a recruiter wrote."""
    letter = get_object_or_404(Objection.objects.select_related("organisation"), pk=pk)
    return _attempt(
        request, person, letter.organisation,
        lambda _fields: letters.erase_words(letter, by=person, why=request.POST.get("why", "")),
        _("Erased here, and at every other machine with its next exchange."),
    )  # fmt: skip


def _attempt(
    request: HttpRequest,
    person: Person,
    partner: Organisation,
    act: Callable[[dict[str, Any]], object],
    words: str | Promise,
    tried: Tried | None = None,
) -> HttpResponse:
    return attempt(
        tried[1] if tried else None,
        act,
        lambda _form, **more: partner_page(
            request, person, partner_or_404(partner.pk), tried=tried, **more
        ),
        lambda _done: redirect_saying(request, words, "console:partner", partner.pk),
    )
