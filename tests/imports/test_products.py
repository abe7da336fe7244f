"""Makers and products by table: a maker of several rows is entered once, a second time nothing."""

from datetime import date

import pytest

from mobilink.goods.models import Maker, Permit, Product
from mobilink.imports import tables
from mobilink.imports.kinds import TABLES

pytestmark = pytest.mark.django_db
HEAD = "maker,province,worked_in,unit,product,kind,price,permit,permit_number,valid_until\n"
ROWS = (
    "Dapur Yuni (contoh),Lampung,Taiwan,KEPRI-KPP,Keripik,food,15.000,pirt,P-IRT 1,31/8/2027\n"
    "dapur yuni (contoh),Lampung,Taiwan,KEPRI-KPP,Tas pandan,craft,185000,,,\n"
)


@pytest.fixture
def take(tmp_path):
    """Imports a table of products."""

    def read(text):
        file = tmp_path / "products.csv"
        file.write_text(HEAD + text)
        return tables.read(TABLES["products"], file, as_at=date(2026, 7, 1))

    return read


def test_a_maker_of_two_rows_is_entered_once_and_again_changes_nothing(take):
    assert take(ROWS).entered == 2
    again = take(ROWS)

    assert (again.entered, again.unchanged) == (0, 2)
    maker, permit = Maker.objects.get(), Permit.objects.get()
    assert (maker.origin_code, maker.worked_in) == ("18", "TW")
    assert [product.price for product in Product.objects.all()] == [15_000, 185_000]
    assert (permit.number, permit.valid_until) == ("P-IRT 1", date(2027, 8, 31))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("Lampung", "Atlantis"), "province"),
        (("Taiwan", "Atlantis"), "worked_in"),
        (("KEPRI-KPP", "NONE"), "unit"),
        (("15.000", "0"), "price"),
        (("15.000", "15.50"), "price"),
        (("food", "fish"), "kind"),
        (("P-IRT 1", ""), "permit_number"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_nothing_is_entered(take, wrong, said):
    outcome = take(ROWS.replace(*wrong, 1))

    assert len(outcome.problems) == 1
    assert said in outcome.problems[0]
    assert not Maker.objects.exists()
