"""The driver's day: one page for the phone, the same on one sheet of paper."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mobilink.console.desk import desk, outing_or_404, seen, unless_overtaken
from mobilink.console.fleet.forms import InspectionForm
from mobilink.console.outings.forms import TripForm
from mobilink.console.reports.views import pdf
from mobilink.design.acting import attempt, redirect_saying
from mobilink.fleet.models import Part
from mobilink.outreach.models import Outing, Trip
from mobilink.outreach.queries import STILL_TO_COME
from mobilink.outreach.trips import driver_day, plan_trip, trip_of
from mobilink.outreach.unknown import why_unknown
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights
from mobilink.publishing.drives import driver_sheet
from mobilink.publishing.posters import where


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def drive(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """What the driver must know of an outing; a POST writes down the way."""
    outing = outing_or_404(pk)
    if request.method != "POST":
        return _page(request, person, outing)

    def write_down(fields: dict[str, Any]) -> Trip:
        return plan_trip(outing, by=person, **fields)

    trip = trip_of(outing)
    return attempt(
        TripForm(request.POST),
        unless_overtaken(request, trip, write_down) if trip.pk else write_down,
        lambda form, **more: _page(request, person, outing, form=form, **more),
        lambda _trip: redirect_saying(request, _("The way is written down."), "console:drive", pk),
    )


@require_safe
@desk
def sheet(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The same on one A4 sheet."""
    outing = outing_or_404(pk)
    return pdf(driver_sheet(outing), f"pengemudi-{outing.day}.pdf")


def _page(
    request: HttpRequest,
    person: Person,
    outing: Outing,
    *,
    form: TripForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    day, rights = driver_day(outing), Rights(person)
    plans = rights.may(Role.Function.PLANNER, outing.owner_unit_id)
    drives = rights.may(Role.Function.DRIVER, outing.executing_unit_id)
    aboard = any(one.person == person for one in day.crew)
    page = {
        "outing": outing,
        "day": day,
        "missing": why_unknown(outing).label,
        "where": where(outing),
        "seen": seen(request, day.trip),
        "form": form or TripForm(initial=TripForm.initial_of(day.trip)),
        "may_plan": (plans or drives or aboard) and outing.state in STILL_TO_COME,
        "inspections": _inspections(day.vans, rights, aboard),
        "parts": [part.label for part in Part],
        **more,
    }
    return render(request, "console/outings/drive.html", page, status=status)


def _inspections(vans: list[Any], rights: Rights, aboard: bool) -> list[tuple[Any, InspectionForm]]:
    """The checklist of each van, for who may fill it in."""
    return [
        (each.van, InspectionForm(auto_id=f"inspection-{each.van.pk}-%s"))
        for each in vans
        if aboard
        or rights.may(Role.Function.DRIVER, each.van.unit_id)
        or rights.may(Role.Function.CUSTODIAN, each.van.unit_id)
    ]
