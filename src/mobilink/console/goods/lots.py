"""What was consigned: taken in, loaded, brought back, returned, lost; how many are where."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mobilink.console.desk import desk
from mobilink.console.forms import OutingField
from mobilink.console.goods.places import Places, is_short, stock_in
from mobilink.console.goods.table import LOTS
from mobilink.console.reports.views import pdf
from mobilink.console.tables.views import at_desk
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field
from mobilink.goods import actions, balance
from mobilink.goods.corrections import moved_twice_of
from mobilink.goods.figures import counted_of
from mobilink.goods.models import Consignment, GoodsCount, Movement
from mobilink.goods.queries import STANDING, consignments, keeping, moves
from mobilink.outreach.queries import outings_near
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day
from mobilink.publishing import consigned

LONG_REASON = 200


Keeps = Callable[[str], bool]
"""Whether the reader answers for what is at a place."""


def anywhere(_place: str) -> bool:
    """What was sent is asked of the action, which says why not."""
    return True


class MoveForm(RowForm):
    """So many from where they are to where they go."""

    class Meta:
        model = Movement
        fields = ("quantity", "origin", "target", "outing", "reason")

    origin = row_field(Movement, "origin", forms.ChoiceField)
    target = row_field(Movement, "target", forms.ChoiceField)
    outing = OutingField()

    def __init__(
        self, *args: Any, places: Places, stock: dict[str, int], lost: int, **kwargs: Any
    ) -> None:
        """`stock` and `lost` are how many the reader may move."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["origin"].choices = [
            (place, f"{many}: {places[place]}") for place, many in stock.items() if many > 0
        ]
        if lost:
            label = _("%(many)s: lost, found again") % {"many": lost}
            fields["origin"].choices.append((balance.GONE, label))
        back = [(balance.MAKER, _("Back to the maker")), (balance.GONE, _("Torn, spoilt or lost"))]
        ours = [(place, places[place]) for place in (*places.vans, *places.stores)]
        fields["target"].choices = [("", _("Choose")), *ours, *back]
        fields["outing"].queryset = outings_near(office_day())


class CountForm(RowForm):
    """What lies at a place, counted again by hand."""

    class Meta:
        model = GoodsCount
        fields = ("place", "counted", "reason")

    place = row_field(GoodsCount, "place", forms.ChoiceField)

    def __init__(
        self, data: Any = None, *, places: Places, stock: dict[str, int], keeps: Keeps = anywhere
    ) -> None:
        super().__init__(data, auto_id="count_%s")
        fields: dict[str, Any] = self.fields
        ours = [place for place in (*places.stores, *places.vans) if keeps(place)]
        ours.sort(key=lambda place: place not in stock)
        fields["place"].choices = [(place, places[place]) for place in ours]


@require_safe
@desk
def lots(request: HttpRequest, person: Person) -> HttpResponse:
    """Every lot: where it is, what was sold of it."""
    shown = at_desk(request, person, LOTS)
    return render(request, "console/goods/lots.html", {"shown": shown}, status=shown.status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def lot(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """One lot: its terms, where it is, everything that was told of it; a POST moves some."""
    chosen = get_object_or_404(consignments(), pk=pk)
    if request.method != "POST":
        return page_of(request, person, chosen)

    def then(movement: Movement) -> HttpResponse:
        words = _("Recorded.")
        if movement.target == balance.MAKER:
            words = _("Returned to the maker. Print the slip, and have both sign it.")
        return redirect_saying(request, words, "console:goods_lot", pk)

    return attempt(
        _move_form(chosen, request.POST),
        lambda fields: actions.move(chosen, by=person, **fields),
        lambda form, **more: page_of(request, person, chosen, form=form, tried=form, **more),
        then,
    )


def page_of(
    request: HttpRequest, person: Person, chosen: Consignment, *, tried: forms.Form | None = None,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """A lot's page, with what was `tried` on it and refused."""
    places, stock = Places(), stock_of(chosen)
    counted, keeps = counted_of([chosen]), _keeps(person, chosen)
    page = _history(chosen, places, stock) | {
        "form": _move_form(chosen, keeps=keeps),
        "count_form": CountForm(places=places, stock=stock, keeps=keeps),
        "counted": [(one, places[one.count.place]) for one in reversed(counted) if not one.now],
        "off": [
            (one, places[one.count.place], keeps(one.count.place)) for one in counted if one.now
        ],
        "doubles": [
            (
                one,
                [
                    (move, machine, places[move.target], keeps(move.place))
                    for move, machine in one.records
                ],
            )
            for one in moved_twice_of([chosen.pk])
        ],
        "problem_form": tried,
        "day": office_day(),
    }
    return render(request, "console/goods/lot.html", page | more, status=status)


def _keeps(person: Person, chosen: Consignment) -> Keeps:
    """What is outside is of who keeps the lot."""
    rights, keepers = Rights(person), keeping()
    return lambda place: rights.may(Role.Function.CUSTODIAN, keepers.get(place, chosen.unit_id))


def stock_of(chosen: Consignment) -> dict[str, int]:
    """Place of ours → how many of a lot are there."""
    return stock_in(moves(consignments=[chosen.pk]))[chosen.pk]


def _move_form(chosen: Consignment, data: Any = None, *, keeps: Keeps = anywhere) -> MoveForm:
    moved = moves(consignments=[chosen.pk])
    stock = {place: many for place, many in stock_in(moved)[chosen.pk].items() if keeps(place)}
    lost = balance.held(moved)[chosen.pk, balance.GONE] if keeps(balance.GONE) else 0
    return MoveForm(data, places=Places(), stock=stock, lost=lost)


@require_safe
@desk
def slip(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The slip of a handover between a maker and us, for two to sign."""
    related = ("consignment__product__maker", "consignment__unit", "moved_by")
    standing = Movement.objects.filter(STANDING).select_related(*related)
    handed = get_object_or_404(standing, pk=pk)
    if balance.MAKER not in (handed.origin, handed.target):
        raise Http404
    number = consigned.number_of(handed)
    return pdf(consigned.slip(handed), f"titipan-{number.replace('/', '-')}.pdf")


def _history(lot: Consignment, places: Places, stock: dict[str, int]) -> dict[str, Any]:
    rows = Movement.objects.filter(consignment=lot).select_related("outing", "moved_by")
    movements = [*rows]
    reckoned = balance.reckon(one.move for one in movements)
    void = {one.reverses_id for one in movements} | {one.pk for one in movements if one.reverses_id}
    return {
        "lot": lot,
        "sum": reckoned.get(lot.pk, balance.Reckoning()),
        "there": [(places[place], many) for place, many in sorted(stock.items())],
        "is_short": is_short(stock),
        "moves": [
            (
                one,
                places[one.origin],
                places[one.target],
                one.pk not in void and balance.MAKER in (one.origin, one.target),
            )
            for one in movements
        ],
    }
