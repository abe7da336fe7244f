"""Vans and equipment: where they belong, whether they can be used, what the meters said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.console.desk import UNPROCESSABLE, desk, status_of
from mobilink.console.forms import FractionField, MomentField
from mobilink.console.marks import UnitMarks
from mobilink.fleet import actions
from mobilink.fleet.models import Van
from mobilink.fleet.queries import equipment, van_cards
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day

DONE = {"km": _("The odometer reading is recorded."), "fuel": _("The fuel is recorded.")}


def _this_minute() -> datetime:
    return timezone.localtime(clock.now()).replace(second=0, microsecond=0)


class MeterForm(forms.Form):
    at = MomentField(label=_("When"), initial=_this_minute)


class OdometerForm(MeterForm):
    field_order = ["km", "at"]
    km = forms.IntegerField(
        label=_("Odometer (km)"), validators=[MinValueValidator(0)], max_value=9_999_999
    )


class FuelForm(MeterForm):
    field_order = ["litres", "rupiah", "at"]
    litres = FractionField(label=_("Litres"), max_digits=6, decimal_places=2)
    rupiah = forms.IntegerField(label=_("Price in rupiah"), min_value=0, max_value=99_999_999)


FORMS: dict[str, type[MeterForm]] = {"km": OdometerForm, "fuel": FuelForm}
Tried = tuple[Van, str, MeterForm]
ACTIONS: dict[str, Any] = {"km": actions.read_odometer, "fuel": actions.refuel}


@require_safe
@desk
def fleet(request: HttpRequest, person: Person) -> HttpResponse:
    """All vans and all equipment."""
    return _page(request, person)


@require_POST
@desk
def record(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Record an odometer reading or fuel taken."""
    van = Van.objects.select_related("unit").filter(pk=pk).first()
    if van is None or what not in FORMS:
        raise Http404
    form = FORMS[what](request.POST, auto_id=f"{what}-{pk}-%s")
    if not form.is_valid():
        return _page(request, person, tried=(van, what, form), status=UNPROCESSABLE)
    try:
        ACTIONS[what](van, by=person, **form.cleaned_data)
    except Refused as refusal:
        return _page(
            request, person, tried=(van, what, form), refusal=refusal, status=status_of(refusal)
        )
    response = redirect("console:fleet")
    response["Location"] += f"?done={what}"
    return response


def _page(
    request: HttpRequest,
    person: Person,
    *,
    tried: Tried | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    marks, day = UnitMarks(), office_day()
    page = {
        "cards": _cards(marks, Rights(person), tried),
        "equipment": [(one, marks.on(one.unit, day)) for one in equipment()],
        "problem_form": tried[2] if tried else None,
        "done": str(DONE.get(request.GET.get("done", ""), "")),
        **more,
    }
    return render(request, "console/fleet.html", page, status=status)


def _cards(marks: UnitMarks, rights: Rights, tried: Tried | None) -> list[dict[str, Any]]:
    """Each van with its home, and the meter forms for those who may read its meters."""
    return [
        {
            "card": card,
            "unit": marks.on(card.van.unit, office_day()),
            "forms": _forms(card.van, tried) if _may_read(rights, card.van) else [],
        }
        for card in van_cards()
    ]


def _forms(van: Van, tried: Tried | None) -> list[tuple[str, MeterForm]]:
    shown = []
    for what, form in FORMS.items():
        is_tried = tried and tried[0].pk == van.pk and tried[1] == what
        empty = form(auto_id=f"{what}-{van.pk}-%s")
        shown.append((what, tried[2] if tried and is_tried else empty))
    return shown


def _may_read(rights: Rights, van: Van) -> bool:
    functions = (Role.Function.DRIVER, Role.Function.CUSTODIAN)
    return any(rights.may(function, van.unit_id) for function in functions)
