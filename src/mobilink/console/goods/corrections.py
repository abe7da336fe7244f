"""Taking back the record of what two machines both recorded, each for itself."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mobilink.console.desk import attempt, desk, said
from mobilink.console.goods import lots, statements
from mobilink.goods import corrections
from mobilink.goods.models import Movement, Payment
from mobilink.goods.queries import consignments
from mobilink.people.models import Person


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
        lambda told: corrections.reverse_movement(chosen, by=person, **told),
        lambda form, **more: lots.page_of(request, person, chosen.consignment, tried=form, **more),
        lambda _done: said("goods_lot", "back", chosen.consignment_id),
    )


@require_POST
@desk
def payment(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take the record of a payment back."""
    chosen = get_object_or_404(Payment.objects.select_related("maker__unit"), pk=pk)
    return attempt(
        BackForm(request.POST, auto_id=f"back_{pk}_%s"),
        lambda told: corrections.reverse_payment(chosen, by=person, **told),
        lambda form, **more: statements.page_of(request, person, chosen.maker, tried=form, **more),
        lambda _done: said("goods_statement", "back", chosen.maker_id),
    )
