"""A product with its photo and its permits, and taking goods in from its maker."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobilink.console.desk import desk, seen, unless_overtaken
from mobilink.console.forms import OutingField, UnitField
from mobilink.console.goods.table import PRODUCTS, why_not
from mobilink.console.tables.views import at_desk
from mobilink.console.unit_badges import UnitBadges
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field, text_area
from mobilink.goods import actions, photos
from mobilink.goods.models import Consignment, Movement, Permit, Product
from mobilink.goods.queries import consignments, makers, products
from mobilink.lists.fields import offered
from mobilink.lists.models import PERMIT
from mobilink.outreach.queries import outings_near
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import Rights, office_day

LOTS = 20


class ProductForm(RowForm):
    """What buyers read of a product, and what one costs."""

    class Meta:
        model = Product
        fields = ("name", "name_en", "kind", "pack", "price", "about", "picture", "is_listed")

    kind = row_field(Product, "kind", choices=[("", _("Choose")), *Product.Kind.choices])
    about = row_field(Product, "about", widget=text_area(3))
    picture = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-redraw": "1200"}),
        help_text=_("JPEG. It is made smaller, and place and device are taken out of it."),
    )
    is_listed = row_field(Product, "is_listed", initial=True)

    def fields_of(self) -> dict[str, Any]:
        """The fields of the product; the photo is kept first, or refused."""
        fields = dict(self.cleaned_data)
        picture = fields.pop("picture")
        return fields | (photos.keep(picture.read()) if picture else {})


class PermitForm(RowForm):
    class Meta:
        model = Permit
        fields = ("kind", "number", "valid_until")

    kind = row_field(Permit, "kind", choices=lambda: [("", _("Choose")), *offered(PERMIT)])


class TakeInForm(RowForm):
    """What a maker hands over at once, and on which terms."""

    class Meta:
        model = Consignment
        fields = ("quantity", "price", "office_percent", "best_before", "unit", "outing")

    quantity = row_field(Movement, "quantity")
    office_percent = row_field(Consignment, "office_percent", initial=0)
    unit = row_field(Consignment, "unit", UnitField, label=_("Into the store of"))
    outing = OutingField()

    def __init__(self, data: Any = None, *, product: Product, among: set[UUID]) -> None:
        """`among` are the units whose stores the reader keeps."""
        first = {"price": product.price}
        if product.maker.unit_id in among:
            first["unit"] = product.maker.unit_id
        super().__init__(data, initial=first, auto_id="take_%s")
        unit: Any = self.fields["unit"]
        unit.marks, unit.day = UnitBadges(), office_day()
        unit.queryset = Unit.in_use().filter(pk__in=among)
        outing: Any = self.fields["outing"]
        outing.queryset = outings_near(office_day())


@require_safe
@desk
def products_list(request: HttpRequest, person: Person) -> HttpResponse:
    """All products, and which may be shown today."""
    shown = at_desk(request, person, PRODUCTS)
    return render(request, "console/goods/products.html", {"shown": shown}, status=shown.status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """List something that a maker sells."""
    maker = get_object_or_404(makers(), pk=pk)
    form = ProductForm(request.POST or None, request.FILES or None)

    def page(form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        page = {"form": form, "maker": maker, **more}
        return render(request, "console/goods/product.html", page, status=status)

    if request.method != "POST":
        return page(form)
    return attempt(
        form,
        lambda _fields: actions.list_product(maker, by=person, **form.fields_of()),
        page,
        lambda made: redirect_saying(
            request,
            _("The product is listed. Note its permits, then goods can be taken in."),
            "console:goods_product",
            made.pk,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def product(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """One product: what it is, its permits, whether it may be shown, its lots."""
    chosen = _product(pk)
    if request.method != "POST":
        return _page(request, person, chosen)
    form = _form(chosen, request)
    return attempt(
        form,
        unless_overtaken(
            request,
            chosen,
            lambda _fields: actions.revise_product(chosen, by=person, **form.fields_of()),
        ),
        lambda form, **more: _page(request, person, chosen, form=form, tried=form, **more),
        lambda _done: redirect_saying(request, _("Saved."), "console:goods_product", pk),
    )


@require_POST
@desk
def permit(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Note a permit that somebody saw."""
    chosen = _product(pk)
    return attempt(
        PermitForm(request.POST, auto_id="permit_%s"),
        lambda fields: actions.note_permit(chosen, by=person, **fields),
        lambda form, **more: _page(request, person, chosen, permit=form, tried=form, **more),
        lambda _made: redirect_saying(
            request, _("The permit is noted."), "console:goods_product", pk
        ),
    )


@require_POST
@desk
def take_in(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take goods in; the page of the lot offers the slip."""
    chosen, among = _product(pk), Rights(person).units(Role.Function.CUSTODIAN)
    return attempt(
        TakeInForm(request.POST, product=chosen, among=among),
        lambda fields: actions.take_in(chosen, by=person, **fields),
        lambda form, **more: _page(request, person, chosen, take=form, tried=form, **more),
        lambda lot: redirect_saying(
            request,
            _("Taken in. Print the slip, and have both sign it."),
            "console:goods_lot",
            lot.pk,
        ),
    )


@require_safe
@desk
def photo(request: HttpRequest, person: Person, hash_: str) -> HttpResponse:
    """The photo of a product."""
    data = photos.read(hash_)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg")


def _product(pk: UUID) -> Product:
    return get_object_or_404(products().select_related("maker__unit"), pk=pk)


def _form(chosen: Product, request: HttpRequest | None = None) -> ProductForm:
    names = set(ProductForm.base_fields) - {"picture"}
    known = {name: getattr(chosen, name) for name in names}
    if request is None:
        return ProductForm(initial=known)
    return ProductForm(request.POST, request.FILES, initial=known)


def _page(
    request: HttpRequest, person: Person, chosen: Product, *, tried: forms.Form | None = None,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    rights = Rights(person)
    among = rights.units(Role.Function.CUSTODIAN)
    lots: list[Consignment] = [*consignments().filter(product=chosen).order_by("-at")[:LOTS]]
    page = {
        "seen": seen(request, chosen),
        "product": chosen,
        "maker": chosen.maker,
        "why": why_not(chosen),
        "day": office_day(),
        "form": _form(chosen),
        "permit": PermitForm(auto_id="permit_%s"),
        "take": TakeInForm(product=chosen, among=among),
        "problem_form": tried,
        "has_photo": bool(photos.here([chosen])),
        "lots": lots,
        "may_keep": rights.may(Role.Function.CUSTODIAN, chosen.maker.unit_id),
        "may_take": bool(among),
        **more,
    }
    return render(request, "console/goods/product.html", page, status=status)
