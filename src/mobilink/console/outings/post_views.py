"""Doing something with an outing: one small POST each, its refusal shown on the outing's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mobilink.booth.actions import attend as record_attendance
from mobilink.booth.actions import undo
from mobilink.booth.attendance import find_attendance
from mobilink.console.desk import desk, outing_or_404, unless_overtaken
from mobilink.console.outings import attendance
from mobilink.console.outings.bookings import FORMS, booking_forms
from mobilink.console.outings.cash import CODE, cash_form
from mobilink.console.outings.offered_acts import OFFERED_ACTS
from mobilink.console.outings.views import BOOKING, outing_page
from mobilink.design.acting import attempt, redirect_saying
from mobilink.goods.actions import count_cash
from mobilink.outreach import bookings
from mobilink.outreach.crew import Crew
from mobilink.outreach.models import Assignment
from mobilink.people.models import Person


@require_POST
@desk
def act(request: HttpRequest, person: Person, pk: UUID, code: str) -> HttpResponse:
    """Do one of the acts that the outing's page offers; what was typed stays when it is refused."""
    outing, offered = outing_or_404(pk), OFFERED_ACTS.get(code)
    if offered is None:
        raise Http404
    form = offered.form(request.POST, auto_id=f"{code}_%s")
    return _attempt(
        request, person, pk,
        unless_overtaken(request, outing, lambda _fields: offered.do(outing, person, form)),
        offered.done, tried=(code, form),
    )  # fmt: skip


@require_POST
@desk
def book(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Book a person, a van or a piece of equipment."""
    outing = outing_or_404(pk)
    if what not in FORMS:
        raise Http404
    form = booking_forms(Crew(outing), request.POST, [what])[what]
    return attempt(
        form,
        lambda fields: bookings.book(
            outing, fields["thing"], by=person, duty=fields.get("duty", "")
        ),
        lambda form, **more: outing_page(
            request, person, outing_or_404(pk), tried=(what, form), **more
        ),
        lambda _booking: redirect_saying(
            request, _("Booked."), f"{reverse('console:outing', args=[pk])}?{BOOKING}"
        ),
    )


@require_POST
@desk
def free(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Free what was booked."""
    booking = _booking(pk)
    return _attempt(
        request, person, booking.outing_id, lambda _fields: bookings.release(booking, by=person),
        _("Freed."),
    )  # fmt: skip


@require_POST
@desk
def served(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Say whether what was booked was really there."""
    booking = _booking(pk)
    was_there = {"yes": True, "no": False}.get(request.POST.get("served", ""))
    if was_there is None:
        raise Http404
    return _attempt(
        request, person, booking.outing_id,
        lambda _fields: bookings.record_served(booking, was_there, by=person), _("Recorded."),
    )  # fmt: skip


@require_POST
@desk
def attend(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Record afterwards whether one of the team was there, and how that is known."""
    outing, form = outing_or_404(pk), attendance.attendance_form(request.POST)
    return _attempt(
        request, person, pk,
        lambda fields: record_attendance(
            outing, fields["person"], form.presence_on(outing), by=person, note=fields["note"]
        ),
        _("The attendance is recorded."), tried=(attendance.CODE, form),
    )  # fmt: skip


@require_POST
@desk
def attend_back(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take one record of an attendance back."""
    fact = find_attendance(pk)
    if fact is None:
        raise Http404
    return _attempt(
        request, person, fact.outing_id, lambda _fields: undo(fact, by=person),
        _("Taken back. The record stays in the list of all records."),
    )  # fmt: skip


@require_POST
@desk
def cash(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Count the cash of an outing by two."""
    outing, form = outing_or_404(pk), cash_form(request.POST)
    return _attempt(
        request, person, pk, lambda fields: count_cash(outing, by=person, **fields),
        _("The count of the cash is recorded."), tried=(CODE, form),
    )  # fmt: skip


def _attempt(
    request: HttpRequest,
    person: Person,
    pk: UUID,
    act: Callable[[dict[str, Any]], object],
    words: str | Promise,
    tried: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    return attempt(
        tried[1] if tried else None,
        act,
        lambda _form, **more: outing_page(request, person, outing_or_404(pk), tried=tried, **more),
        lambda _done: redirect_saying(request, words, "console:outing", pk),
    )


def _booking(pk: UUID) -> Assignment:
    related = ("outing__owner_unit", "outing__executing_unit", "person", "van", "equipment")
    booking = Assignment.objects.filter(pk=pk).select_related(*related).first()
    if booking is None:
        raise Http404
    return booking
