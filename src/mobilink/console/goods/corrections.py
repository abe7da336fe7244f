"""Taking back the record of what two machines both recorded, each for itself."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mobilink.console.desk import desk
from mobilink.console.goods import lots, statements
from mobilink.design.acting import attempt, redirect_saying
from mobilink.goods import corrections
from mobilink.goods.models import Movement, Payment
from mobilink.goods.queries import consignments
from mobilink.people.models import Person

TAKEN_BACK = _("The record is taken back. Both stay readable.")


class BackForm(forms.Form):
    reason = forms.CharField(label=_("Why it is taken back"), max_length=lots.LONG_REASON)


@require_POST
@desk
def movement(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take the record of a movement back."""
    chosen = get_object_or_404(Movement.objects.select_related("outing"), pk=pk)
    chosen.consignment = get_object_or_404(consignments(), pk=chosen.consignment_id)
    return attempt(
        BackForm(request.POST, auto_id=f"back_{pk}_%s"),
        lambda fields: corrections.reverse_movement(chosen, by=person, **fields),
        lambda form, **more: lots.page_of(request, person, chosen.consignment, tried=form, **more),
        lambda _done: redirect_saying(
            request, TAKEN_BACK, "console:goods_lot", chosen.consignment_id
        ),
    )


@require_POST
@desk
def payment(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take the record of a payment back."""
    chosen = get_object_or_404(Payment.objects.select_related("maker__unit"), pk=pk)
    return attempt(
        BackForm(request.POST, auto_id=f"back_{pk}_%s"),
        lambda fields: corrections.reverse_payment(chosen, by=person, **fields),
        lambda form, **more: statements.page_of(request, person, chosen.maker, tried=form, **more),
        lambda _done: redirect_saying(
            request, TAKEN_BACK, "console:goods_statement", chosen.maker_id
        ),
    )
