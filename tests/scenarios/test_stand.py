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

    assert all("contoh" in maker.name and "Contoh" in maker.person_name for maker in makers)
    assert len({maker.origin_code for maker in makers}) == 3
    assert {maker.origin_code for maker in makers} <= set(dict(province_choices()))


def test_of_five_products_one_has_a_lapsed_permit_and_one_lapses_soon():
    day = office_day()

    barred = {*Product.objects.all()} - {*on_show(day)}
    assert Product.objects.count() == 5
    assert [product.name for product in barred] == ["Kopi bubuk robusta"]
    assert [product.name for product, _permit in lapsing(day)] == ["Sambal kemangi"]
    assert [(lot.code, many) for lot, many in going_stale(day)] == [("T-7F3Q", 16)]


def test_its_movements_add_up_and_its_cash_has_a_difference_and_a_late_fact():
    sums = reckon(moves())

    assert all(lot.left >= 0 for lot in sums.values())
    assert len(sums) == Consignment.objects.count() == 3
    assert Statement(makers().get(told_name__contains="Yuni")).owed == 105_000
    first, second = CashCount.objects.all()
    [counted] = cash_of(first.outing).counts
    assert (counted.variance, counted.since) == (-5_000, 20_000)
    assert second.counted == second.expected == takings(second.outing)


def test_of_two_counts_of_its_goods_a_late_sale_explains_one_and_the_other_waits():
    explained, waiting = GoodsCount.objects.order_by("at")

    assert {
        difference.count.pk: difference.now for difference in counted_of(Consignment.objects.all())
    } == {
        explained.pk: 0,
        waiting.pk: -1,
    }
    assert explained.expected != explained.counted
