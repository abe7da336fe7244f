"""What is open is asked for; what was settled in years before costs nothing."""

from datetime import date, timedelta

import pytest

from mobilink.goods import actions, balance
from mobilink.goods.counts import count_goods
from mobilink.goods.figures import going_stale, unexplained
from mobilink.goods.queries import open_lots
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit

pytestmark = pytest.mark.django_db
STORE = balance.store_of("KEPRI-KPP")
VAN = "van/00000000-0000-0000-0000-000000000008"
BEST = date(2030, 1, 1)


@pytest.fixture
def take(db):
    unit = Unit.objects.get(code="KEPRI-KPP")
    maker = actions.register_maker(by=None, unit=unit, name="Anyaman Misal (contoh)")
    bag = actions.list_product(maker, by=None, name="Tas misal", kind="craft", price=50_000)
    return lambda: actions.take_in(bag, by=None, unit=unit, quantity=3, best_before=BEST)


@pytest.fixture
def sell(db):
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    return lambda lot, place=STORE: actions.sell(outing, [(lot, 3)], by=None, origin=place)


def settle(take, sell):
    """A lot that was counted, sold out and is past."""
    lot = take()
    count_goods(lot, by=None, place=STORE, counted=2)
    sell(lot)


@pytest.mark.both
def test_a_lot_is_open_while_something_is_with_us_or_lacks(take, sell):
    full, empty, moved, odd = take(), take(), take(), take()
    sell(empty)
    actions.move(moved, by=None, quantity=3, origin=STORE, target=balance.MAKER)
    # Sold from a van into which nobody recorded that it was loaded.
    sell(odd, VAN)

    assert {*open_lots()} == {full, odd}


@pytest.mark.parametrize(
    "ask",
    [lambda: [*open_lots()], unexplained, lambda: going_stale(BEST - timedelta(days=1))],
    ids=["open", "counts", "stale"],
)
@pytest.mark.both
def test_what_was_settled_in_years_before_is_not_read(take, sell, rows_read, ask):
    count_goods(take(), by=None, place=STORE, counted=2)
    settle(take, sell)
    few = rows_read(ask)
    for _each in range(12):
        settle(take, sell)

    assert rows_read(ask) == few > 0
