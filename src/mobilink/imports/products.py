"""Makers and what they make, from a table: one row for each product, its maker named in each."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.goods import actions
from mobilink.goods.models import Maker, MakerPerson, Permit, Product
from mobilink.guidance.countries import code_of
from mobilink.imports.cells import BadCell, Row, amount_in, choice_in, day_in, needed
from mobilink.imports.tables import Column, Table
from mobilink.lists.fields import codes_of
from mobilink.lists.models import PERMIT
from mobilink.lists.queries import names
from mobilink.people.models import Unit
from mobilink.places.models import Region

PROVINCE: Final = "provinsi "


def _enter(row: Row, provinces: dict[str, str]) -> bool:
    maker, name = _maker(row, provinces), needed(row, "product")
    if Product.objects.filter(maker=maker, name__iexact=name).exists():
        return False
    kinds = {kind: kind for kind in Product.Kind.values}
    price = amount_in({"price": needed(row, "price")}, "price")
    if not price or price != int(price):
        raise BadCell(
            "price",
            _("“%(text)s” is no price in rupiah; write it like 15000.") % {"text": row["price"]},
        )
    made = actions.list_product(
        maker, by=None, name=name, price=int(price), kind=choice_in(row, "kind", kinds) or "",
        **{key: row[key] for key in ("name_en", "pack", "about") if key in row},
    )  # fmt: skip
    if permit := choice_in(row, "permit", {kind: kind for kind in names(PERMIT)}):
        until = day_in(row, "valid_until")
        number = needed(row, "permit_number")
        actions.note_permit(made, by=None, kind=permit, number=number, valid_until=until)
    return True


def _maker(row: Row, provinces: dict[str, str]) -> Maker:
    """The maker of that name, entered with their first row."""
    name, unit = needed(row, "maker"), Unit.objects.filter(code=needed(row, "unit")).first()
    if unit is None:
        codes = ", ".join(Unit.objects.values_list("code", flat=True))
        raise BadCell(
            "unit",
            _("there is no unit “%(code)s”; the units are %(codes)s.")
            % {"code": row["unit"], "codes": codes},
        )
    existing = Maker.objects.filter(persons__name__iexact=name, unit=unit).first()
    if existing:
        return existing.merged_into or existing
    country = code_of(row["worked_in"]) if "worked_in" in row else ""
    if "worked_in" in row and not country:
        raise BadCell("worked_in", _("“%(text)s” is not one country.") % {"text": row["worked_in"]})
    return actions.register_maker(
        by=None, unit=unit, name=name, origin_code=_origin(row, provinces), worked_in=country,
        **{key: row[key] for key in ("person_name", "phone", "order_phone") if key in row},
    )  # fmt: skip


def _origin(row: Row, provinces: dict[str, str]) -> str:
    if "province" not in row:
        return ""
    wanted = row["province"].casefold().removeprefix(PROVINCE)
    if wanted not in provinces:
        raise BadCell(
            "province",
            _("“%(text)s” is not a province of the list.") % {"text": row["province"]},
        )
    return provinces[wanted]


def _provinces(_day: object) -> dict[str, str]:
    """Name and code of each province → its code."""
    rows = Region.objects.filter(level=Region.Level.PROVINCE).values_list("code", "name")
    return {key.casefold(): code for code, name in rows for key in (code, name)}


TABLE: Final = Table(
    (
        Column("maker", gettext_lazy("name as buyers read it"), required=True),
        Column(
            "product",
            gettext_lazy("name of the product"),
            required=True,
            called=gettext_lazy("Product"),
        ),
        Column("kind", " | ".join(Product.Kind.values), required=True),
        Column("price", gettext_lazy("rupiah at the stand"), required=True),
        Column("unit", gettext_lazy("code of the unit that keeps the goods"), required=True),
        Column("person_name", gettext_lazy("name of the maker")),
        Column(
            "province",
            gettext_lazy("name or code of it"),
            called=gettext_lazy("Province of origin"),
        ),
        Column("worked_in", gettext_lazy("country")),
        Column("phone", gettext_lazy("for the office only")),
        Column("order_phone", gettext_lazy("shown to everybody, where the maker agreed")),
        Column("name_en", gettext_lazy("name of the product in English")),
        Column("pack", gettext_lazy("for example 250 g")),
        Column("about", gettext_lazy("text")),
        Column("permit", codes_of(PERMIT), called=gettext_lazy("Permit")),
        Column(
            "permit_number",
            gettext_lazy("number of the permit"),
            called=gettext_lazy("Number of the permit"),
        ),
        Column(
            "valid_until",
            gettext_lazy("last day of the permit, YYYY-MM-DD; empty where it has no end"),
        ),
    ),
    _provinces,
    _enter,
    models=(Product, Maker, MakerPerson, Permit),
)
