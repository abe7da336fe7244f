"""What a phone is told of goods: by sums for what is past, one by one for its own outings."""

import json
from datetime import date, datetime

import pytest

from mobilink.basics import clock
from mobilink.booth.plan import plan_of
from mobilink.fleet.models import Van
from mobilink.goods import actions, balance
from mobilink.goods.counts import count_goods, settle_count
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2019-07-14T05:30:00+07:00")


@pytest.fixture
def lot(monkeypatch, db):
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    unit = Unit.objects.get(code="KEPRI-KPP")
    maker = actions.register_maker(by=None, unit=unit, name="Dapur Yuni (contoh)", origin_code="18")
    crisps = actions.list_product(
        maker, by=None, name="Keripik pisang", kind="food", price=15_000, pack="250 g"
    )
    actions.note_permit(
        crisps, by=None, kind="pirt", number="P-IRT 0", valid_until=date(2019, 8, 1)
    )
    return actions.take_in(crisps, by=None, unit=unit, quantity=30)


@pytest.fixture
def outing(lot):
    """The outing of that day, for which a van is booked."""
    made = Outing.objects.get(day=MORNING.date())
    if not made.assignments.filter(van__isnull=False, is_released=False).exists():
        book(made, Van.objects.first(), by=None)
    return made


def goods_of(outing) -> tuple[dict, str]:
    goods = json.loads(plan_of("KEPRI-KPP"))["goods"]
    return goods, goods["stands"][str(outing.pk)]


def test_goods_of_the_store_are_told_until_the_van_is_loaded(lot, outing):
    store = balance.store_of("KEPRI-KPP")
    goods, stand = goods_of(outing)
    [entry] = goods["lots"]

    assert stand == store
    assert (entry["name"], entry["pack"], entry["price"], entry["there"]) == (
        "Keripik pisang", "250 g", 15_000, {store: 30},
    )  # fmt: skip
    assert (entry["maker"], entry["province"]) == ("Dapur Yuni (contoh)", "Lampung")
    assert entry["permits"] == [{"kind": "pirt", "valid_until": "2019-08-01"}]

    van = outing.assignments.get(van__isnull=False, is_released=False).van
    actions.move(lot, by=None, quantity=20, origin=store, target=balance.aboard(van.pk))
    goods, stand = goods_of(outing)
    assert stand == balance.aboard(van.pk)
    assert goods["lots"][0]["there"] == {store: 10, stand: 20}


def test_what_an_outing_sold_is_told_by_its_id_and_not_in_the_sum(lot, outing):
    van = outing.assignments.get(van__isnull=False, is_released=False).van
    place = balance.aboard(van.pk)
    actions.move(lot, by=None, quantity=30, origin=balance.store_of("KEPRI-KPP"), target=place)
    [sale] = actions.sell(outing, [(lot, 3)], by=None, origin=place)

    goods, _stand = goods_of(outing)

    assert goods["lots"][0]["there"] == {place: 30}
    [move] = goods["moves"]
    assert (move["id"], move["quantity"], move["rupiah"]) == (str(sale.pk), 3, 45_000)
    assert move["receipt"] == sale.receipt
    assert plan_of("KEPRI-KPP") == plan_of("KEPRI-KPP")


def test_a_receipt_is_one_entry_and_none_comes_twice(lot, outing):
    sales = [
        actions.sell(outing, [(lot, 1), (lot, 2)], by=None, origin=balance.store_of("KEPRI-KPP"))
        for _sale in range(3)
    ]

    assert [len({movement.receipt for movement in sale}) for sale in sales] == [1, 1, 1]
    assert len({sale[0].receipt for sale in sales}) == 3


def test_a_count_is_told_with_what_was_there_but_for_what_its_outings_moved(
    lot, outing, monkeypatch
):
    store, van = balance.store_of("KEPRI-KPP"), outing.assignments.get(van__isnull=False).van
    place = balance.aboard(van.pk)
    actions.move(lot, by=None, quantity=20, origin=store, target=place)
    actions.sell(outing, [(lot, 3)], by=None, origin=place)
    count = count_goods(lot, by=None, place=place, counted=16, outing=outing)
    monkeypatch.setattr(clock, "now", lambda: MORNING.replace(hour=18))
    settle_count(count, by=None, difference=-1, reason="Robek")
    actions.move(lot, by=None, quantity=16, origin=place, target=store)

    goods, _stand = goods_of(outing)

    [counted] = goods["counts"]
    assert (counted["id"], counted["counted"], counted["base"]) == (str(count.pk), 16, 20)
    sale, lost = sorted(goods["moves"], key=lambda move: move["at"])
    assert (sale["as_of"], lost["as_of"]) == (counted["at"], counted["at"])
    assert lost["at"] > counted["at"]
