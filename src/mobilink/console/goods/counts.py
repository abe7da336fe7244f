"""Counting goods anew at the desk, and deciding on what a count and the records still disagree on."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mobilink.console.desk import desk
from mobilink.console.goods import lots
from mobilink.console.goods.places import Places
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field
from mobilink.goods import counts
from mobilink.goods.models import GoodsCount, Movement
from mobilink.goods.queries import consignments
from mobilink.people.models import Person


class SettleForm(RowForm):
    """What a difference is from; how large its reader saw it."""

    difference = forms.IntegerField(min_value=-10_000, max_value=10_000, widget=forms.HiddenInput)
    reason = row_field(Movement, "reason", required=True, help_text="")


@require_POST
@desk
def count(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Say how many of a lot are at a place; it moves nothing."""
    chosen = get_object_or_404(consignments(), pk=pk)
    form = lots.CountForm(request.POST, places=Places(), stock=lots.stock_of(chosen))
    return attempt(
        form,
        lambda fields: counts.count_goods(chosen, by=person, **fields),
        lambda form, **more: lots.page_of(
            request, person, chosen, count_form=form, tried=form, **more
        ),
        lambda _done: redirect_saying(
            request, _("The count is kept. Nothing moved by it."), "console:goods_lot", pk
        ),
    )


@require_POST
@desk
def settle(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Write off what a count did not find, or enter what it found beyond."""
    chosen = get_object_or_404(GoodsCount, pk=pk)
    lot = get_object_or_404(consignments(), pk=chosen.consignment_id)
    return attempt(
        SettleForm(request.POST, auto_id=f"settle_{pk}_%s"),
        lambda fields: counts.settle_count(chosen, by=person, **fields),
        lambda form, **more: lots.page_of(request, person, lot, tried=form, **more),
        lambda _done: redirect_saying(
            request,
            _("Written down. The count and the records agree now."),
            "console:goods_lot",
            lot.pk,
        ),
    )
