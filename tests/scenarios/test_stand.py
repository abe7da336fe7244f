"""The stand of the demo: visibly invented makers of real provinces, and something of each kind."""

import pytest

from mobilink.goods.balance import reckon
from mobilink.goods.figures import cash_of, counted_of, going_stale, lapsing
from mobilink.goods.models import CashCount, Consignment, GoodsCount, Maker, Product
from mobilink.goods.queries import Statement, makers, moves, on_show, takings
from mobilink.people.queries import office_day
from mobilink.places.queries import province_choices
from mobilink.scenarios import stand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(db):
    stand.load("kepri-2019")


def test_three_makers_of_three_provinces_are_visibly_invented():
    makers = Maker.objects.all()

    assert all("contoh" in one.name and "Contoh" in one.person_name for one in makers)
    assert len({one.origin_code for one in makers}) == 3
    assert {one.origin_code for one in makers} <= set(dict(province_choices()))


def test_of_five_products_one_has_a_lapsed_permit_and_one_lapses_soon():
    day = office_day()

    barred = {*Product.objects.all()} - {*on_show(day)}
    assert Product.objects.count() == 5
    assert [one.name for one in barred] == ["Kopi bubuk robusta"]
    assert [product.name for product, _permit in lapsing(day)] == ["Sambal kemangi"]
    assert [(lot.code, many) for lot, many in going_stale(day)] == [("T-7F3Q", 16)]


def test_its_movements_add_up_and_its_cash_has_a_difference_and_a_late_fact():
    told = reckon(moves())

    assert all(one.left >= 0 for one in told.values())
    assert len(told) == Consignment.objects.count() == 3
    assert Statement(makers().get(told_name__contains="Yuni")).owed == 105_000
    first, second = CashCount.objects.all()
    [counted] = cash_of(first.outing).counts
    assert (counted.variance, counted.since) == (-5_000, 20_000)
    assert second.counted == second.expected == takings(second.outing)


def test_of_two_counts_of_its_goods_a_late_sale_explains_one_and_the_other_waits():
    explained, waiting = GoodsCount.objects.order_by("at")

    assert {one.count.pk: one.now for one in counted_of(Consignment.objects.all())} == {
        explained.pk: 0,
        waiting.pk: -1,
    }
    assert explained.expected != explained.counted
