"""The load list of an outing: what goes out, what comes back and how, what did not."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.console.desk import desk, outing_or_404
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field
from mobilink.fleet.models import Condition
from mobilink.outreach import loads
from mobilink.outreach.aboard import is_aboard
from mobilink.outreach.models import Load, Outing
from mobilink.outreach.queries import bookings_of
from mobilink.people.models import AT_WORK, Person, Role
from mobilink.people.queries import Rights

HANDS = (*AT_WORK, Role.Function.CUSTODIAN)


class OutForm(RowForm):
    """Something that is counted and not in the register: leaflets, chairs, a box of snacks."""

    class Meta:
        model = Load
        fields = ("quantity", "name")

    quantity = row_field(Load, "quantity", initial=1)
    name = row_field(Load, "name", required=True)


class ThingForm(RowForm):
    """One thing of the register goes into the van."""

    equipment = row_field(Load, "equipment", required=True, empty_label=_("Choose"))


class BackForm(RowForm):
    """What came back: a thing, or so many of a sort."""

    class Meta:
        model = Load
        fields = ("equipment", "name", "quantity", "condition")

    equipment = row_field(Load, "equipment", widget=forms.HiddenInput)
    name = row_field(Load, "name", widget=forms.HiddenInput)
    quantity = row_field(Load, "quantity", label=_("How many came back"))
    condition = row_field(Load, "condition", choices=[("", _("nobody looked")), *Condition.choices])


FORMS: dict[str, tuple[type[forms.Form], Any]] = {
    "out": (OutForm, loads.take_out),
    "thing": (ThingForm, loads.take_out),
    "back": (BackForm, loads.bring_back),
}


@require_safe
@desk
def load(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The load list of an outing."""
    return _page(request, person, outing_or_404(pk))


@require_POST
@desk
def record(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Record what goes out or what came back."""
    outing = outing_or_404(pk)
    if what not in FORMS:
        raise Http404
    form_type, act = FORMS[what]
    return attempt(
        form_type(request.POST),
        lambda fields: act(outing, by=person, **fields),
        lambda form, **more: _page(request, person, outing, problem_form=form, **more),
        lambda _done: redirect_saying(request, _("Recorded."), "console:load", pk),
    )


def _page(
    request: HttpRequest, person: Person, outing: Outing, *, status: int = 200, **more: Any
) -> HttpResponse:
    balances, rights = loads.balance(outing), Rights(person)
    out = {each.equipment.pk for each in balances if each.equipment and each.missing}
    booked = [one.equipment for one in bookings_of(outing) if one.equipment]
    page = {
        "outing": outing,
        "balances": [(each, _back_form(n, each)) for n, each in enumerate(balances)],
        "to_load": [thing for thing in booked if thing.pk not in out],
        "out_form": OutForm(auto_id="out_%s"),
        "may_load": is_aboard(outing, person)
        or any(rights.may(hand, outing.executing_unit_id) for hand in HANDS),
        **more,
    }
    return render(request, "console/outings/load.html", page, status=status)


def _back_form(number: int, each: loads.Balance) -> BackForm | None:
    if not each.missing:
        return None
    thing = {"equipment": each.equipment, "name": "" if each.equipment else each.name}
    return BackForm(initial=thing | {"quantity": each.missing}, auto_id=f"back-{number}-%s")
