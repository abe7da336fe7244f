"""Counting goods is a fact and moves nothing; who keeps them decides on what nothing explains."""

from datetime import date, datetime

import pytest

from mobilink.basics import clock
from mobilink.fleet.models import Van
from mobilink.goods import actions, balance
from mobilink.goods.counts import count_goods, settle_count
from mobilink.goods.errors import NotCounted, NotThere
from mobilink.goods.figures import cash_of, counted_at, counted_of, unexplained
from mobilink.goods.models import GoodsCount, Movement
from mobilink.goods.queries import aboard, at_place
from mobilink.journal.actions import commit
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Person, Role, Unit
from tests.acts import an_act

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2019-07-14T05:30:00+07:00")


@pytest.fixture
def at(monkeypatch):
    """`at(hour)`: it is so late on the Sunday of the outing."""

    def go(hour):
        monkeypatch.setattr(clock, "now", lambda: MORNING.replace(hour=hour))

    go(5)
    return go


@pytest.fixture
def outing(db):
    return Outing.objects.get(title="Car Free Day Tanjungpinang", day__month=7)


@pytest.fixture
def van(lot):
    """Ten of the lot are in it."""
    made = balance.aboard(Van.objects.order_by("name").last().pk)
    actions.move(lot, by=None, quantity=10, origin=balance.store_of("KEPRI-KPP"), target=made)
    return made


@pytest.fixture
def lot(at):
    unit = Unit.objects.get(code="KEPRI-KPP")
    maker = actions.register_maker(by=None, unit=unit, name="Anyaman Misal (contoh)")
    bag = actions.list_product(maker, by=None, name="Tas misal", kind="craft", price=50_000)
    return actions.take_in(bag, by=None, unit=unit, quantity=10)


@pytest.fixture
def short(lot, van, outing, at):
    """Nine of the ten were found at the end of the day."""
    at(10)
    return count_goods(lot, by=None, place=van, counted=9, outing=outing, reason="Tidak ketemu")


def test_a_count_moves_nothing_and_keeps_what_was_known(short, lot, van, outing):
    assert (short.expected, short.counted, at_place(lot, van)) == (10, 9, 10)
    [difference] = counted_at(outing)
    assert (difference.now, difference.known, cash_of(outing).goods) == (-1, 10, [difference])
    assert [each.count for each in unexplained()] == [short]


@pytest.mark.both
def test_a_sale_that_comes_home_late_makes_the_difference_vanish(short, lot, van, outing, at):
    at(9)
    actions.sell(outing, [(lot, 1)], by=None, origin=van)

    [difference] = counted_at(outing)
    assert (difference.now, difference.known) == (0, 9)
    assert unexplained() == []
    with pytest.raises(NotCounted, match="Sementara itu"):
        settle_count(short, by=None, difference=-1, reason="Hilang")
    assert not Movement.objects.filter(target=balance.GONE).exists()


def test_what_nothing_explains_is_written_off_once_and_with_a_reason(short, lot, van, outing):
    with pytest.raises(NotCounted, match="apa yang terjadi"):
        settle_count(short, by=None, difference=-1, reason=" ")
    lost = settle_count(short, by=None, difference=-1, reason="Tertinggal di lapangan")

    assert (lost.origin, lost.target, lost.settles, lost.outing) == (van, "gone", short, outing)
    assert (at_place(lot, van), unexplained()) == (9, [])
    assert [stall.lost for stall in cash_of(outing).stalls] == [1]
    with pytest.raises(NotCounted):
        settle_count(short, by=None, difference=-1, reason="Sekali lagi")


def test_what_a_count_did_not_find_is_not_written_off_beside_it(short, lot, van):
    loss = {"by": None, "origin": van, "target": balance.GONE, "reason": "Hilang"}
    with pytest.raises(NotCounted, match="sudah berbeda 1"):
        actions.move(lot, quantity=1, **loss)

    settle_count(short, by=None, difference=-1, reason="Hilang")
    actions.move(lot, quantity=1, **loss | {"reason": "Satu lagi robek"})
    assert (at_place(lot, van), at_place(lot, balance.GONE)) == (8, 2)


def test_what_a_count_found_is_not_entered_beside_it(lot, van, at):
    loss = {"by": None, "quantity": 1, "origin": van, "target": balance.GONE, "reason": "Hilang"}
    actions.move(lot, **loss)
    at(10)
    count_goods(lot, by=None, place=van, counted=10)
    with pytest.raises(NotCounted, match="sudah berbeda 1"):
        actions.move(lot, **loss | {"origin": balance.GONE, "target": van})
    # What goes elsewhere is none of the count's matter.
    actions.move(lot, by=None, quantity=1, origin=van, target=balance.MAKER)


@pytest.mark.both
def test_more_than_recorded_is_entered_as_found(lot, van, outing, at):
    at(10)
    count = count_goods(lot, by=None, place=van, counted=12, outing=outing)

    settle_count(count, by=None, difference=2, reason="Ikut terbawa dari toko")

    assert at_place(lot, van) == 12
    assert at_place(lot, balance.GONE) == -2
    assert unexplained() == []


def test_what_is_found_of_a_lot_that_is_sold_out_is_told_until_it_is_entered(lot, van, outing, at):
    at(9)
    actions.sell(outing, [(lot, 10)], by=None, origin=van)
    at(10)
    count = count_goods(lot, by=None, place=van, counted=1)
    assert [(difference.count, difference.now) for difference in unexplained()] == [(count, 1)]

    settle_count(count, by=None, difference=1, reason="Terselip di bawah meja")
    assert (at_place(lot, van), unexplained()) == (1, [])


@pytest.mark.both
def test_a_miscount_is_counted_again_and_the_last_one_holds(short, lot, van, at):
    at(11)
    again = count_goods(lot, by=None, place=van, counted=10)

    assert [(difference.count, difference.now) for difference in counted_of([lot])] == [
        (short, None),
        (again, 0),
    ]
    assert unexplained() == []
    with pytest.raises(NotCounted):
        settle_count(short, by=None, difference=-1, reason="Hilang")


def test_what_went_home_after_the_count_cannot_be_lost_any_more(short, lot, van, at):
    at(12)
    actions.move(lot, by=None, quantity=10, origin=van, target=balance.MAKER)

    with pytest.raises(NotThere, match="Hitung sekali lagi"):
        settle_count(short, by=None, difference=-1, reason="Hilang")


def test_officers_count_at_their_outing_and_only_who_keeps_the_van_settles(lot, van, outing, at):
    officer = Person.objects.get(name="Dewi Contoh")
    at(10)
    count = count_goods(lot, by=officer, place=van, counted=9, outing=outing)

    assert count.counted_by == officer
    with pytest.raises(NotAllowed):
        count_goods(lot, by=officer, place=van, counted=9)
    with pytest.raises(NotAllowed):
        settle_count(count, by=officer, difference=-1, reason="Robek")
    with commit(an_act("appoint"), by=None) as draft:
        keeps = {"function": Role.Function.CUSTODIAN, "since": date(2019, 1, 1)}
        draft.add(Role, person=officer, unit=Unit.objects.get(code="KEPRI"), **keeps)
    settle_count(count, by=officer, difference=-1, reason="Robek")


def test_only_what_is_with_us_is_counted(lot):
    with pytest.raises(NotThere, match="hanya stok di gudang atau mobil"):
        count_goods(lot, by=None, place=balance.BUYER, counted=1)
    assert not GoodsCount.objects.exists()


def test_what_is_taken_back_for_an_outing_is_part_of_its_record(lot, van, outing, at):
    store = balance.store_of("KEPRI-KPP")
    officer = Person.objects.get(name="Dewi Contoh")

    actions.move(lot, by=officer, quantity=10, origin=van, target=store, outing=outing)
    more = actions.take_in(lot.product, by=None, unit=lot.unit, quantity=2, outing=outing)

    assert {*outing.movements.values_list("consignment", "quantity")} == {
        (lot.pk, 10),
        (more.pk, 2),
    }
    assert aboard(Van.objects.order_by("name").last().pk) == {}
