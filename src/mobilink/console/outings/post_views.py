"""Doing something with an outing: one small POST each, its refusal shown on the outing's page."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from mobilink.basics.errors import Refused
from mobilink.booth.actions import attend as record_attendance
from mobilink.booth.actions import undo
from mobilink.booth.attendance import find_attendance
from mobilink.console.desk import UNPROCESSABLE, desk, outing_or_404, status_of
from mobilink.console.outings import attendance
from mobilink.console.outings.actions import ACTS, done
from mobilink.console.outings.bookings import FORMS, booking_forms
from mobilink.console.outings.cash import CODE, cash_form
from mobilink.console.outings.views import outing_page
from mobilink.goods.actions import count_cash
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.outreach import bookings
from mobilink.outreach.crew import Crew
from mobilink.outreach.models import Assignment
from mobilink.people.models import Person


@require_POST
@desk
def act(request: HttpRequest, person: Person, pk: UUID, code: str) -> HttpResponse:
    """Do one act of the outing's way; what was typed stays when it is refused."""
    outing, act = outing_or_404(pk), ACTS.get(code)
    if act is None:
        raise Http404
    form = act.form(request.POST, auto_id=f"{code}_%s")

    def deed() -> None:
        refuse_if_overtaken(outing, request.POST.get("seen", ""))
        act.do(outing, person, form)

    return _try(request, person, pk, code, form=form, deed=deed, said=code)


@require_POST
@desk
def book(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Book a person, a van or a piece of equipment."""
    outing = outing_or_404(pk)
    if what not in FORMS:
        raise Http404
    form = booking_forms(Crew(outing), request.POST, [what])[what]

    def deed() -> object:
        told = form.cleaned_data
        return bookings.book(outing, told["thing"], by=person, duty=told.get("duty", ""))

    return _try(request, person, pk, what, form=form, deed=deed, said="booked")


@require_POST
@desk
def free(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Free what was booked."""
    booking = _booking(pk)
    return _try(
        request, person, booking.outing_id, "free", said="freed",
        deed=lambda: bookings.release(booking, by=person),
    )  # fmt: skip


@require_POST
@desk
def served(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Say whether what was booked was really there."""
    booking = _booking(pk)
    there = {"yes": True, "no": False}.get(request.POST.get("served", ""))
    if there is None:
        raise Http404
    return _try(
        request, person, booking.outing_id, "served", said="served",
        deed=lambda: bookings.record_served(booking, there, by=person),
    )  # fmt: skip


@require_POST
@desk
def attend(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Record afterwards whether one of the team was there, and how that is known."""
    outing, form = outing_or_404(pk), attendance.attendance_form(request.POST)

    def deed() -> object:
        told, about = form.cleaned_data, form.presence_on(outing)
        return record_attendance(outing, told["person"], about, by=person, note=told["note"])

    return _try(request, person, pk, attendance.CODE, form=form, deed=deed, said=attendance.CODE)


@require_POST
@desk
def attend_back(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take one record of an attendance back."""
    fact = find_attendance(pk)
    if fact is None:
        raise Http404
    return _try(
        request, person, fact.outing_id, "attend_back", said="attend_back",
        deed=lambda: undo(fact, by=person),
    )  # fmt: skip


@require_POST
@desk
def cash(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Count the cash of an outing by two."""
    outing, form = outing_or_404(pk), cash_form(request.POST)
    return _try(
        request, person, pk, CODE, form=form, said=CODE,
        deed=lambda: count_cash(outing, by=person, **form.cleaned_data),
    )  # fmt: skip


def _try(
    request: HttpRequest,
    person: Person,
    pk: UUID,
    code: str,
    *,
    deed: Callable[[], object],
    said: str,
    form: forms.Form | None = None,
) -> HttpResponse:
    """Do it and go back to the outing, or show the outing with what stands in the way."""
    tried = (code, form) if form else None
    if form and not form.is_valid():
        return outing_page(request, person, outing_or_404(pk), tried=tried, status=UNPROCESSABLE)
    try:
        deed()
    except Refused as refusal:
        return outing_page(
            request, person, outing_or_404(pk), tried=tried, refusal=refusal,
            status=status_of(refusal),
        )  # fmt: skip
    return done(pk, said)


def _booking(pk: UUID) -> Assignment:
    related = ("outing__owner_unit", "outing__executing_unit", "person", "van", "equipment")
    booking = Assignment.objects.filter(pk=pk).select_related(*related).first()
    if booking is None:
        raise Http404
    return booking
