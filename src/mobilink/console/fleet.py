"""Vans and equipment: where they belong, whether they can be used, what the meters said."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics.errors import Refused
from mobilink.console.desk import UNPROCESSABLE, desk, status_of
from mobilink.console.forms import FractionField, MomentField, this_minute
from mobilink.console.marks import UnitMarks
from mobilink.fleet import actions
from mobilink.fleet.models import Condition, Equipment, Van
from mobilink.fleet.queries import equipment, van_cards
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day

DONE = {
    "km": _("The odometer reading is recorded."),
    "fuel": _("The fuel is recorded."),
    "condition": _("The condition is recorded."),
}


class MeterForm(forms.Form):
    at = MomentField(label=_("When"), initial=this_minute)


class OdometerForm(MeterForm):
    field_order = ["km", "at"]
    km = forms.IntegerField(
        label=_("Odometer (km)"), validators=[MinValueValidator(0)], max_value=9_999_999
    )


class FuelForm(MeterForm):
    field_order = ["litres", "rupiah", "at"]
    litres = FractionField(label=_("Litres"), max_digits=6, decimal_places=2)
    rupiah = forms.IntegerField(label=_("Price in rupiah"), min_value=0, max_value=99_999_999)


class ConditionForm(forms.Form):
    condition = forms.ChoiceField(
        label=_("Condition"), choices=[("", _("Choose")), *Condition.choices]
    )


Thing = Van | Equipment
METERS: dict[str, type[forms.Form]] = {"km": OdometerForm, "fuel": FuelForm}
FORMS: dict[str, type[forms.Form]] = {**METERS, "condition": ConditionForm}
Tried = tuple[Thing, str, forms.Form]
ACTIONS: dict[str, Any] = {
    "km": actions.read_odometer,
    "fuel": actions.refuel,
    "condition": actions.set_condition,
}


@require_safe
@desk
def fleet(request: HttpRequest, person: Person) -> HttpResponse:
    """All vans and all equipment."""
    return _page(request, person)


@require_POST
@desk
def record(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Record an odometer reading, fuel taken, or whether a thing can be used."""
    thing = _thing(pk, what)
    form = FORMS[what](request.POST, auto_id=f"{what}-{pk}-%s")
    if not form.is_valid():
        return _page(request, person, tried=(thing, what, form), status=UNPROCESSABLE)
    try:
        ACTIONS[what](thing, by=person, **form.cleaned_data)
    except Refused as refusal:
        return _page(
            request, person, tried=(thing, what, form), refusal=refusal, status=status_of(refusal)
        )
    response = redirect("console:fleet")
    response["Location"] += f"?done={what}"
    return response


def _thing(pk: UUID, what: str) -> Thing:
    """The van that is meant, or where its condition is told, the equipment."""
    thing: Thing | None = Van.objects.select_related("unit").filter(pk=pk).first()
    if thing is None and what == "condition":
        thing = Equipment.objects.select_related("unit").filter(pk=pk).first()
    if thing is None or what not in FORMS:
        raise Http404
    return thing


def _page(
    request: HttpRequest,
    person: Person,
    *,
    tried: Tried | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    marks, rights = UnitMarks(), Rights(person)
    page = {
        "cards": _cards(marks, rights, tried),
        "equipment": [
            (one, marks.on(one.unit, office_day()), _forms(one, rights, tried))
            for one in equipment()
        ],
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
            "forms": _forms(card.van, rights, tried),
        }
        for card in van_cards()
    ]


def _forms(thing: Thing, rights: Rights, tried: Tried | None) -> list[tuple[str, forms.Form]]:
    """What the reader may record of a thing: a driver its meters, the custodian everything."""
    keeps = rights.may(Role.Function.CUSTODIAN, thing.unit_id)
    reads = keeps or rights.may(Role.Function.DRIVER, thing.unit_id)
    allowed = [*METERS] if reads and isinstance(thing, Van) else []
    allowed += ["condition"] if keeps else []
    shown = []
    for what in allowed:
        is_tried = tried and tried[0].pk == thing.pk and tried[1] == what
        empty = FORMS[what](auto_id=f"{what}-{thing.pk}-%s", initial={"condition": thing.condition})
        shown.append((what, tried[2] if tried and is_tried else empty))
    return shown
