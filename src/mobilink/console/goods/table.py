"""Makers, products and consigned lots as tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.console.goods.places import Places, is_short, stock_in
from mobilink.console.tables.units import filter_by_unit, name_units, unit_column
from mobilink.design.tables.columns import Column, Filter, column, filter_by, words_in
from mobilink.design.tables.table import Table
from mobilink.goods import balance
from mobilink.goods.actions import WHY
from mobilink.goods.figures import unexplained
from mobilink.goods.models import Consignment, Maker, Product
from mobilink.goods.queries import (
    consignments,
    kept_makers,
    makers,
    moves,
    open_lots,
    products,
)
from mobilink.goods.showable import Bar
from mobilink.guidance.countries import name_of
from mobilink.people.queries import office_day
from mobilink.people.reader import language
from mobilink.places.queries import region_names


def why_not(product: Product) -> str:
    """Why a product must not be shown today; nothing where it may."""
    bar = product.bar_on(office_day())
    return str(WHY[bar]) if bar else ""


def _with_products(rows: Sequence[Any]) -> Iterable[Any]:
    """The makers, each with the names of the products that may be shown today, and the others."""
    kept, made = kept_makers(), defaultdict[UUID, list[Product]](list)
    called = {pk for pk, into in kept.items() if into in {maker.pk for maker in rows}}
    for product in products().filter(maker__in=[*called, *(maker.pk for maker in rows)]):
        made[kept.get(product.maker_id, product.maker_id)].append(product)
    origins = region_names({maker.origin_region for maker in rows})
    for maker in name_units(rows, "unit"):
        maker.origin = origins.get(maker.origin_region, "")
        reasons = [(product.name, why_not(product)) for product in made[maker.pk]]
        maker.on_show = ", ".join(name for name, why in reasons if not why)
        maker.off_show = "; ".join(f"{name}: {why}" for name, why in reasons if why)
        yield maker


def _about(maker: Maker) -> str:
    """Who stands behind a maker, and since when they are gone."""
    left = ""
    if maker.left_on:
        left = _("left on %(day)s") % {"day": language().day(maker.left_on)}
    person = maker.person.person_name if maker.person else ""
    return " · ".join(filter(None, (person, left)))


MAKERS = Table(
    name="makers",
    title=gettext_lazy("Makers"),
    rows=lambda: makers().filter(merged_into=None).select_related("unit"),
    columns=(
        Column(
            "name",
            gettext_lazy("Maker"),
            lambda maker: maker.name,
            sort=("told_name",),
            note=_about,
        ),
        Column(
            "origin_code",
            gettext_lazy("Origin"),
            lambda maker: maker.origin,
            sort=("origin_code",),
            code=lambda maker: maker.origin_region,
        ),
        Column(
            "on_show",
            gettext_lazy("What of it may be shown today"),
            lambda maker: maker.on_show,
            note=lambda maker: (
                _("Not shown: %(why)s") % {"why": maker.off_show} if maker.off_show else ""
            ),
            empty=gettext_lazy("nothing"),
        ),
        unit_column(Maker, "unit", label=gettext_lazy("Kept by")),
        column(
            Maker,
            "worked_in",
            value=lambda maker: name_of(maker.worked_in),
            code=lambda maker: maker.worked_in,
            is_shown=False,
        ),
        column(Maker, "since", is_shown=False),
        column(Maker, "left_on", is_shown=False, empty="–"),
    ),
    empty=gettext_lazy(
        "No maker yet. Enter the first returnee who makes something, then what they make."
    ),
    search=words_in("told_name"),
    filters=(filter_by_unit(Maker, "unit"),),
    prepare=_with_products,
    address=lambda maker: reverse("console:goods_maker", args=[maker.pk]),
)
PRODUCTS = Table(
    name="products",
    title=gettext_lazy("Products"),
    rows=lambda: products().order_by("name", "pk"),
    columns=(
        column(Product, "name", note=lambda product: product.maker.name),
        column(Product, "kind"),
        column(Product, "pack"),
        column(Product, "price"),
        Column(
            "permits",
            gettext_lazy("Permits"),
            lambda product: ", ".join(map(str, product.permits.all())),
            empty="–",
        ),
        Column(
            "on_show",
            gettext_lazy("May be shown today"),
            lambda product: not why_not(product),
            note=why_not,
        ),
        Column("maker", gettext_lazy("Maker"), lambda product: product.maker.name, is_shown=False),
        column(Product, "is_listed", is_shown=False),
        column(Product, "about", is_shown=False),
    ),
    empty=gettext_lazy("No product yet. Enter a maker first, then what they make."),
    search=words_in("name", "name_en", "about"),
    filters=(filter_by(Product, "kind"),),
    address=lambda product: reverse("console:goods_product", args=[product.pk]),
)


def _with_balances(rows: Sequence[Any]) -> Iterable[Any]:
    """The lots, each with what is where, what was sold, and what does not fit."""
    moved, places = moves(consignments=[lot.pk for lot in rows]), Places()
    reckoned, stock = balance.reckon(moved), stock_in(moved)
    off = {difference.count.consignment_id for difference in unexplained()}
    for lot in name_units(rows, "unit"):
        held = stock.get(lot.pk, {})
        lot.sum = reckoned.get(lot.pk, balance.Reckoning())
        lot.there = "; ".join(f"{places[place]}: {many}" for place, many in sorted(held.items()))
        lot.questions = " ".join(
            filter(
                None,
                (
                    _("Something has not been told yet.") if is_short(held) else "",
                    _("Counted otherwise than recorded") if lot.pk in off else "",
                ),
            )
        )
        yield lot


def _stale(lot: Any) -> str:
    """That a lot is past its day while something of it is with us."""
    is_past = lot.best_before and lot.best_before < office_day() and lot.sum.left > 0
    return str(WHY[Bar.STALE]) if is_past else ""


STATES: Final = {
    "open": gettext_lazy("With us now"),
    "settled": gettext_lazy("Sold out or returned"),
}


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    unsettled = open_lots().values("pk")
    return rows.filter(pk__in=unsettled) if state == "open" else rows.exclude(pk__in=unsettled)


LOTS = Table(
    name="lots",
    title=gettext_lazy("Consignments"),
    rows=lambda: consignments().order_by("-at", "pk"),
    columns=(
        column(Consignment, "code", label=gettext_lazy("Lot")),
        column(
            Consignment,
            "product",
            value=lambda lot: lot.product.name,
            note=lambda lot: lot.product.maker.name,
            sort=("product__name",),
        ),
        Column(
            "there",
            gettext_lazy("Where it is now"),
            lambda lot: lot.there,
            note=lambda lot: lot.questions,
            empty=gettext_lazy("nothing with us"),
        ),
        Column("sold", gettext_lazy("Sold"), lambda lot: lot.sum.sold, is_figure=True),
        Column("taken", gettext_lazy("Taken in"), lambda lot: lot.sum.taken, is_figure=True),
        column(Consignment, "best_before", note=_stale, empty="–"),
        column(Consignment, "at", label=gettext_lazy("When")),
        column(Consignment, "price", is_shown=False),
        unit_column(Consignment, "unit", is_shown=False),
    ),
    empty=gettext_lazy("Nothing was consigned yet. To take goods in, open the product."),
    search=words_in("code", "product__name"),
    filters=(
        Filter("state", gettext_lazy("State"), STATES.items, _in_state),
        filter_by_unit(Consignment, "unit"),
    ),
    prepare=_with_balances,
    address=lambda lot: reverse("console:goods_lot", args=[lot.pk]),
)
