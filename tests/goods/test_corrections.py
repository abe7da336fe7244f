"""Taking back a record that was one too many: both stay readable, and the sums are right again."""

from datetime import datetime

import pytest

from mobilink.basics import clock
from mobilink.goods import actions, balance
from mobilink.goods.balance import reckon
from mobilink.goods.corrections import moved_twice_anywhere, reverse_movement, reverse_payment
from mobilink.goods.counts import count_goods
from mobilink.goods.errors import NotThere
from mobilink.goods.figures import cash_of, counted_of
from mobilink.goods.models import Movement
from mobilink.goods.queries import Statement, at_place, takings
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Unit

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2019-07-21T08:00:00+07:00")
STORE = balance.store_of("KEPRI-KPP")


@pytest.fixture
def at(monkeypatch):
    """`at(hour)`: it is so late on the day of the outing."""

    def go(hour):
        monkeypatch.setattr(clock, "now", lambda: MORNING.replace(hour=hour))

    go(8)
    return go


@pytest.fixture
def outing(db):
    return Outing.objects.get(title="Sosialisasi Kebun Raya")


@pytest.fixture
def lot(at):
    unit = Unit.objects.get(code="KEPRI-KPP")
    maker = actions.register_maker(by=None, unit=unit, name="Anyaman Misal (contoh)")
    bag = actions.list_product(maker, by=None, name="Tas misal", kind="craft", price=50_000)
    return actions.take_in(bag, by=None, unit=unit, quantity=10)


@pytest.fixture
def refunded(lot, outing):
    """Three were sold, and one of them came back."""
    [sale] = actions.sell(outing, [(lot, 3)], by=None, origin=STORE)
    return sale, actions.refund(sale, by=None, quantity=1, is_spoilt=False)


@pytest.mark.both
def test_a_refund_that_was_none_is_taken_back_and_the_sums_are_as_before_it(lot, outing, refunded):
    sale, refund = refunded
    reverse_movement(refund, by=None, reason="Ponsel lain sudah mencatatnya")

    assert (at_place(lot, STORE), takings(outing)) == (7, 150_000)
    [stall] = cash_of(outing).stalls
    assert (stall.sold, stall.refunded, stall.rupiah) == (3, 0, 150_000)
    assert Movement.objects.filter(consignment=lot).count() == 4
    # All three can come back still.
    actions.refund(sale, by=None, quantity=3, is_spoilt=False)
    assert moved_twice_anywhere() == []


def test_a_record_is_taken_back_once_with_a_reason_and_by_who_keeps_the_goods(
    lot, refunded, person
):
    sale, refund = refunded
    with pytest.raises(NotThere, match="mengapa"):
        reverse_movement(refund, by=None, reason=" ")
    with pytest.raises(NotAllowed):
        reverse_movement(refund, by=person("petugas"), reason="Coba")
    back = reverse_movement(refund, by=person("perencana"), reason="Dua kali")

    for record in (refund, back):
        with pytest.raises(NotThere, match="sudah ditarik"):
            reverse_movement(record, by=None, reason="Lagi")
    with pytest.raises(NotThere):
        actions.refund(back, by=None, quantity=1, is_spoilt=False)
    assert actions.refund(sale, by=None, quantity=3, is_spoilt=True)


def test_a_sale_is_taken_back_only_after_what_came_back_of_it(lot, outing, refunded):
    sale, refund = refunded
    with pytest.raises(NotThere, match="1 tercatat kembali"):
        reverse_movement(sale, by=None, reason="Tidak pernah terjual")

    for record in (refund, sale):
        reverse_movement(record, by=None, reason="Tidak pernah terjual")
    assert (at_place(lot, STORE), at_place(lot, balance.BUYER), takings(outing)) == (10, 0, 0)


def test_a_return_to_the_maker_that_was_none_leaves_what_was_taken_in_as_it_was(lot):
    actions.move(lot, by=None, quantity=4, origin=STORE, target=balance.MAKER)
    double = actions.move(lot, by=None, quantity=4, origin=STORE, target=balance.MAKER)

    reverse_movement(double, by=None, reason="Hanya sekali dikembalikan")

    [(_lot, sums)] = Statement(lot.product.maker).lines
    assert (sums.taken, sums.returned, sums.left) == (10, 4, 6)
    assert reckon(movement.move for movement in lot.movements.all()) == {lot.pk: sums}


def test_what_is_taken_back_tells_of_the_moment_of_its_record(lot, refunded, at):
    """A count in between sees neither the refund that was none nor what took it back later."""
    at(10)
    count_goods(lot, by=None, place=STORE, counted=7)
    assert [difference.now for difference in counted_of([lot])] == [-1]

    at(12)
    reverse_movement(refunded[1], by=None, reason="Tidak pernah kembali")

    assert [difference.now for difference in counted_of([lot])] == [0]


@pytest.mark.both
def test_a_payment_that_the_maker_did_not_get_is_owed_again(lot, refunded):
    maker = lot.product.maker
    paid = actions.pay(maker, by=None, rupiah=80_000, way="cash")
    assert Statement(maker).owed == 20_000

    back = reverse_payment(paid, by=None, reason="Uang tidak jadi diberikan")

    assert (Statement(maker).paid, Statement(maker).owed) == (0, 100_000)
    for record in (paid, back):
        with pytest.raises(NotThere):
            reverse_payment(record, by=None, reason="Lagi")
    actions.pay(maker, by=None, rupiah=100_000, way="cash")
