"""An outing: planning it, and the page on which everything about it stands."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mobilink.basics.errors import Refused
from mobilink.booth.checklists import checklist_of, handovers_of
from mobilink.cases.actions import plan_visit
from mobilink.console.desk import (
    desk,
    outing_or_404,
    seen,
    unless_overtaken,
)
from mobilink.console.outings import attendance, bookings, cash, story
from mobilink.console.outings.forms import OutingForm, outing_form
from mobilink.console.outings.offered_acts import OFFERED_ACTS, offers
from mobilink.console.outings.posters import posts_of
from mobilink.console.outings.table import OUTINGS
from mobilink.console.outings.visit_requests import wish_meant, wished
from mobilink.console.partners import outing_invitation_forms
from mobilink.console.reports.views import survey_bars
from mobilink.console.tables.views import at_desk
from mobilink.console.todo.fleet import of_vans
from mobilink.console.unit_badges import UnitBadges
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import in_range
from mobilink.fleet.models import Van
from mobilink.insight.reports import lines_for
from mobilink.journal.acts import Act
from mobilink.outreach import actions
from mobilink.outreach.bookings import BOOK, RECORD_SERVED
from mobilink.outreach.crew import Crew
from mobilink.outreach.errors import PlannedAlready
from mobilink.outreach.instead import instead_words
from mobilink.outreach.models import Decision, Outing, Slot
from mobilink.outreach.possible import possible_acts
from mobilink.outreach.queries import (
    BEGAN,
    clashes_of,
    programme_names,
    vans_of,
)
from mobilink.outreach.slots import caution_words, cautions_for
from mobilink.people.models import Person
from mobilink.people.queries import Rights, office_day

READ_OR_SEND = ["GET", "HEAD", "POST"]
BOOKING = "booking"  # in the address: the forms to book something more stand open
# What a template asks for by a name, since it cannot import.
IN_TEMPLATES = {"revise": actions.REVISE, "book": BOOK, "record_served": RECORD_SERVED}
PLANNED = (Outing.State.DRAFT, Outing.State.PROPOSED, Outing.State.APPROVED)


@require_safe
@desk
def outings(request: HttpRequest, person: Person) -> HttpResponse:
    """All outings, the latest first."""
    shown = at_desk(request, person, OUTINGS)
    return render(request, "console/outings/outings.html", {"shown": shown}, status=shown.status)


@require_safe
@desk
def outing(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Everything about one outing."""
    return outing_page(request, person, outing_or_404(pk))


def outing_page(
    request: HttpRequest,
    person: Person,
    outing: Outing,
    *,
    tried: tuple[str, forms.Form] | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The outing's page; `tried` is the act that was sent and what was typed for it."""
    rights = Rights(person)
    possible, crew = possible_acts(outing, rights), Crew(outing)
    page = _recorded(crew, UnitBadges(rights.known))
    page |= _to_do(request, outing, possible, tried) | {"refusal": refusal}
    page |= bookings.part_of_page(crew, page["line"].booked, possible, tried)
    page |= attendance.part_of_page(outing, page["line"].team, possible, tried)
    page |= cash.part_of_page(outing, rights, tried)
    page |= outing_invitation_forms.part_of_page(outing, possible, tried)
    return render(request, "console/outings/outing.html", page, status=status)


def _to_do(
    request: HttpRequest,
    outing: Outing,
    possible: set[Act],
    tried: tuple[str, forms.Form] | None,
) -> dict[str, Any]:
    """What was done with an outing, and what its reader may do now."""
    acts, offered = story.acts_on(outing), offers(outing, possible, tried)
    return {
        "seen": seen(request, outing),
        "reopen": reverse("console:outing", args=[outing.pk]),
        "way": story.way(outing, acts),
        "events": story.events(acts),
        "possible": [name for name, act in IN_TEMPLATES.items() if act in possible],
        "offers": [each for each in offered if not each.act.ends],
        "endings": [each for each in offered if each.act.ends],
        "tried": tried[0] if tried else "",
        "problem_form": tried[1] if tried else None,
        "posts": posts_of(request, outing),
        "was_booked": BOOKING in request.GET,
    }


def _recorded(crew: Crew, marks: UnitBadges) -> dict[str, Any]:
    """What is recorded of an outing and what to beware of, whoever reads it."""
    outing = crew.outing
    line = lines_for([outing], marks.names)[0]
    booked = line.booked
    return {
        "outing": outing,
        "line": line,
        "owner": marks.on(outing.owner_unit, outing.day),
        "executing": marks.on(outing.executing_unit, outing.day),
        "cautions": [
            *_cautions(outing, [one.van for one in booked if one.van]),
            *crew.gone(booked),
            *crew.licences(booked),
            *crew.warnings(booked),
        ],
        "clashes": [clash.words for clash in clashes_of(outing)],
        "away": [(away.words, instead_words(outing, away.person)) for away in crew.missing(booked)],
        "decisions": Decision.objects.filter(outing=outing),
        "successor": Outing.objects.filter(follows=outing).first(),
        "programmes": programme_names(get_language() or "id"),
        "took_place": outing.state in BEGAN,
        "survey": survey_bars(outing),
        "checked": checklist_of(outing),
        "handovers": handovers_of(outing),
    }


@require_http_methods(READ_OR_SEND)
@desk
def new(request: HttpRequest, person: Person) -> HttpResponse:
    """Plan an outing, from nothing, from what a slot asks for, or from a request for a visit."""
    slot, wish = _slot(request.GET.get("slot", "")), wish_meant(request.GET.get("wish", ""))
    start = _start(person, slot, request.GET.get("day", ""))
    initial = OutingForm.initial_of(start) | (wished(wish) if wish else {})
    form = outing_form(Rights(person), UnitBadges(), request.POST or None, initial)
    if request.method != "POST":
        return _form_page(request, form, start, wish=wish)

    proposes = "propose" in request.POST

    def plan(_fields: dict[str, Any]) -> Outing:
        outing_plan = form.plan(slot=slot)
        with transaction.atomic():
            made = (
                plan_visit(wish, outing_plan, by=person)
                if wish
                else actions.draft_outing(outing_plan, by=person)
            )
            if proposes:
                actions.propose(made, by=person)
        return made

    def page(form: OutingForm, refusal: Refused | None = None, **more: Any) -> HttpResponse:
        if isinstance(refusal, PlannedAlready):
            words = _("This outing was on the calendar already; nothing was added.")
            return redirect_saying(request, words, "console:outing", refusal.outing)
        return _form_page(request, form, start, wish=wish, refusal=refusal, **more)

    words = OFFERED_ACTS["propose"].done if proposes else _("Saved as a draft.")
    return attempt(
        form, plan, page, lambda made: redirect_saying(request, words, "console:outing", made.pk)
    )


@require_http_methods(READ_OR_SEND)
@desk
def edit(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Change the plan of an outing."""
    outing = outing_or_404(pk)
    form = outing_form(
        Rights(person), UnitBadges(), request.POST or None, OutingForm.initial_of(outing)
    )
    if request.method != "POST":
        return _form_page(request, form, outing)
    return attempt(
        form,
        unless_overtaken(
            request, outing, lambda fields: actions.revise_outing(outing, by=person, **fields)
        ),
        lambda form, **more: _form_page(request, form, outing, **more),
        lambda _revised: redirect_saying(
            request, _("The changes are saved."), "console:outing", pk
        ),
    )


def _form_page(
    request: HttpRequest, form: OutingForm, outing: Outing, *, status: int = 200, **more: Any
) -> HttpResponse:
    page = {
        "seen": seen(request, outing),
        "form": form,
        "outing": outing if outing.pk else None,
        "cautions": _cautions(outing, vans_of(outing) if outing.pk else []),
        **more,
    }
    return render(request, "console/outings/outing_form.html", page, status=status)


def _cautions(outing: Outing, vans: list[Van]) -> list[str]:
    """What to beware of on the day of a plan and with its vans, in words."""
    words = [*of_vans(outing, vans), *(caution_words(one) for one in cautions_for(outing))]
    if outing.day < office_day() and outing.state in PLANNED:
        words.insert(0, _("This day has passed. Change the day, or cancel the outing."))
    return words


def _slot(code: str) -> Slot | None:
    """The slot that the address names, if it names one."""
    if not code:
        return None
    try:
        slot = Slot.objects.filter(pk=UUID(code)).first()
    except ValueError:
        slot = None
    if slot is None:
        raise Http404
    return slot


def _start(person: Person, slot: Slot | None, day: str) -> Outing:
    """What the form begins with: the slot's plan, else the planner's own unit and the day."""
    try:
        chosen = date.fromisoformat(day) if day else office_day()
        in_range(chosen)
    except (ValueError, ValidationError) as error:
        raise Http404 from error
    if slot is None:
        unit = person.unit
        return Outing(pk=None, day=chosen, owner_unit=unit, executing_unit=unit)
    return Outing(
        title=slot.name, kind=slot.kind, day=chosen, start=slot.start, end=slot.end,
        venue=slot.venue, owner_unit=slot.owner_unit, executing_unit=slot.executing_unit,
        programmes=slot.programmes, slot=slot,
    )  # fmt: skip
