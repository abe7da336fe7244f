"""A maker's product from the handover to the last rupiah: T14, and what is refused on the way."""

from datetime import date, datetime, timedelta

import pytest

from mobilink.basics import clock
from mobilink.fleet.models import Van
from mobilink.goods import actions, balance
from mobilink.goods.counts import count_goods, settle_count
from mobilink.goods.errors import NotCounted, NotShown, NotThere
from mobilink.goods.merging import merge_makers
from mobilink.goods.models import CashCount, Movement, Payment
from mobilink.goods.queries import Statement, aboard, at_place, makers_in_turn, on_show, takings
from mobilink.goods.showable import Bar
from mobilink.journal.actions import commit
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Person, Role, Unit
from tests.acts import an_act

pytestmark = pytest.mark.django_db

TAKEN = datetime.fromisoformat("2019-07-12T10:00:00+07:00")
LAPSES = date(2019, 8, 1)


@pytest.fixture
def on(monkeypatch):
    """`on(moment)`: it is then."""

    def go(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    go(TAKEN)
    return go


@pytest.fixture
def unit(db):
    return Unit.objects.get(code="KEPRI-KPP")


@pytest.fixture
def maker(on, unit):
    return actions.register_maker(by=None, unit=unit, name="Dapur Yuni (contoh)", origin_code="18")


@pytest.fixture
def crisps(maker):
    made = actions.list_product(
        maker, by=None, name="Keripik pisang", kind="food", price=15_000, pack="250 g"
    )
    actions.note_permit(made, by=None, kind="pirt", number="P-IRT 000", valid_until=LAPSES)
    return made


@pytest.fixture
def van():
    return Van.objects.order_by("name").last()


@pytest.fixture
def three(unit):
    """The three outings of July."""
    return [*Outing.objects.filter(day__year=2019, day__month=7).order_by("day")]


@pytest.fixture
def store(unit):
    return balance.store_of(unit.code)


@pytest.fixture
def lot(crisps, unit):
    return actions.take_in(crisps, by=None, unit=unit, quantity=30)


@pytest.fixture
def loaded(lot, store, van):
    """The thirty, in the van."""
    actions.move(lot, by=None, quantity=30, origin=store, target=balance.aboard(van.pk))
    return balance.aboard(van.pk)


@pytest.mark.both
def test_t14_thirty_packs_of_a_maker_come_to_nothing_and_a_statement(
    lot, loaded, three, maker, van
):
    """Shown at three outings, 17 sold at Rp15.000, 1 torn and found so by the count, 12 returned."""
    for outing, many in zip(three, (8, 5, 4), strict=True):
        actions.sell(outing, [(lot, many)], by=None, origin=loaded)
    count = count_goods(
        lot, by=None, place=loaded, counted=12, outing=three[2], reason="Satu robek"
    )
    assert aboard(van.pk) == {lot.pk: 13}
    settle_count(count, by=None, difference=-1, reason=count.reason)
    assert aboard(van.pk) == {lot.pk: 12}
    actions.move(lot, by=None, quantity=12, origin=loaded, target=balance.MAKER)

    statement = Statement(maker)
    [(_lot, line)] = statement.lines
    assert (line.taken, line.sold, line.lost, line.returned, line.left) == (30, 17, 1, 12, 0)
    assert (statement.takings, statement.due, statement.owed) == (255_000, 255_000, 255_000)
    assert aboard(van.pk) == {}
    assert [takings(outing) for outing in three] == [120_000, 75_000, 60_000]

    actions.pay(maker, by=None, rupiah=255_000, way=Payment.Way.CASH)
    assert Statement(maker).owed == 0
    with pytest.raises(NotCounted):
        actions.pay(maker, by=None, rupiah=1, way=Payment.Way.CASH)


def test_t14_after_its_permit_lapses_it_is_not_shown_nor_sold_nor_taken_in(
    on, crisps, lot, loaded, three, unit
):
    assert crisps in on_show(LAPSES)
    assert crisps not in on_show(LAPSES + timedelta(days=1))

    on(TAKEN.replace(month=8, day=2))
    with pytest.raises(NotShown, match="izin yang sudah habis"):
        actions.sell(three[0], [(lot, 1)], by=None, origin=loaded)
    with pytest.raises(NotShown):
        actions.take_in(crisps, by=None, unit=unit, quantity=1)
    assert not Movement.objects.filter(target=balance.BUYER).exists()
    # What is there still goes home.
    actions.move(lot, by=None, quantity=30, origin=loaded, target=balance.MAKER)


@pytest.mark.both
def test_a_refund_gives_back_what_was_paid_and_no_more(lot, loaded, three):
    [sale] = actions.sell(three[0], [(lot, 3)], by=None, origin=loaded)

    actions.refund(sale, by=None, quantity=1, is_spoilt=False)
    actions.refund(sale, by=None, quantity=1, is_spoilt=True)

    assert takings(three[0]) == 15_000
    assert at_place(lot, loaded) == 28
    assert at_place(lot, balance.GONE) == 1
    with pytest.raises(NotThere, match="tinggal 1 yang bisa"):
        actions.refund(sale, by=None, quantity=2, is_spoilt=False)


def test_more_than_is_there_is_not_moved_and_a_loss_says_why(lot, store, loaded, van):
    with pytest.raises(NotThere, match="Di sana ada 0"):
        actions.move(lot, by=None, quantity=1, origin=store, target=balance.MAKER)
    with pytest.raises(NotThere, match="apa yang terjadi"):
        actions.move(lot, by=None, quantity=1, origin=loaded, target=balance.GONE)
    with pytest.raises(NotThere, match="berpindah begini"):
        actions.move(lot, by=None, quantity=1, origin=loaded, target=balance.BUYER)
    assert aboard(van.pk) == {lot.pk: 30}


def test_what_is_sold_by_hand_is_recorded_whatever_the_balance_says(lot, three, van):
    """A sale is never refused for a load that nobody recorded; the balance tells of it."""
    place = balance.aboard(van.pk)

    actions.sell(three[0], [(lot, 2)], by=None, origin=place)

    assert aboard(van.pk) == {lot.pk: -2}


@pytest.mark.both
def test_cash_is_counted_by_two_and_a_difference_has_a_reason(lot, loaded, three):
    outing = three[0]
    actions.sell(outing, [(lot, 2)], by=None, origin=loaded)
    officer, other = Person.objects.get(name="Dewi Contoh"), Person.objects.get(name="Maya Contoh")

    for seconded_by in (None, officer):
        with pytest.raises(NotCounted, match="dihitung berdua"):
            actions.count_cash(outing, by=officer, counted=30_000, seconded_by=seconded_by)
    with pytest.raises(NotCounted, match=r"Rp30\.000"):
        actions.count_cash(outing, by=officer, counted=29_000, seconded_by=other)
    actions.count_cash(
        outing, by=officer, counted=29_000, seconded_by=other, reason="Kembalian kurang"
    )

    [count] = CashCount.objects.all()
    assert (count.expected, count.counted, count.seconded_by) == (30_000, 29_000, other)


def test_an_officer_sells_and_only_the_custodian_takes_in(lot, loaded, three, crisps, unit):
    officer = Person.objects.get(name="Dewi Contoh")

    actions.sell(three[0], [(lot, 1)], by=officer, origin=loaded)

    with pytest.raises(NotAllowed):
        actions.take_in(crisps, by=officer, unit=unit, quantity=1)


@pytest.mark.both
def test_the_office_keeps_its_share_and_the_statement_says_so(crisps, unit, three, maker, van):
    lot = actions.take_in(crisps, by=None, unit=unit, quantity=3, price=10_001, office_percent=10)
    actions.sell(three[0], [(lot, 3)], by=None, origin=balance.aboard(van.pk))

    statement = Statement(maker)

    assert (statement.takings, statement.due) == (30_003, 27_003)


def test_a_maker_who_leaves_takes_all_off_show(crisps, maker):
    actions.revise_maker(maker, by=None, left_on=date(2019, 7, 20))

    crisps.maker.refresh_from_db()
    assert crisps.bar_on(date(2019, 7, 21)) is Bar.OFF
    assert crisps not in on_show(date(2019, 7, 21))


def test_what_was_counted_as_lost_is_found_again_with_a_reason(lot, loaded, van):
    actions.move(lot, by=None, quantity=3, origin=loaded, target=balance.GONE, reason="Dihitung")

    with pytest.raises(NotThere):
        actions.move(lot, by=None, quantity=3, origin=balance.GONE, target=loaded)
    actions.move(
        lot, by=None, quantity=3, origin=balance.GONE, target=loaded, reason="Ponsel lain menjual"
    )

    assert aboard(van.pk) == {lot.pk: 30}
    assert at_place(lot, balance.GONE) == 0


def test_a_permit_that_was_mistyped_is_corrected_by_its_number(crisps, unit):
    actions.note_permit(
        crisps, by=None, kind="pirt", number="P-IRT 000", valid_until=date(2062, 8, 1)
    )
    assert crisps in on_show(date(2030, 1, 1))

    actions.note_permit(crisps, by=None, kind="pirt", number="P-IRT 000", valid_until=LAPSES)

    assert crisps.permits.count() == 1
    assert crisps not in on_show(date(2030, 1, 1))


def test_whoever_leaves_leaves_under_every_name(crisps, maker, unit):
    kept = actions.register_maker(by=None, unit=unit, name="Yuni Misal (contoh)")
    merge_makers(kept, maker, by=None)

    actions.revise_maker(kept, by=None, left_on=date(2019, 7, 20))

    assert crisps in on_show(date(2019, 7, 19))  # until that day
    assert crisps not in on_show(date(2019, 7, 20))


def test_a_statement_that_was_merged_meanwhile_pays_nothing(lot, loaded, three, maker, unit):
    actions.sell(three[0], [(lot, 1)], by=None, origin=loaded)
    kept = actions.register_maker(by=None, unit=unit, name="Yuni Misal (contoh)")
    merge_makers(kept, maker, by=None)

    with pytest.raises(NotCounted, match="Yuni Misal"):
        actions.pay(maker, by=None, rupiah=15_000, way=Payment.Way.CASH)
    actions.pay(kept, by=None, rupiah=15_000, way=Payment.Way.CASH)
    assert Statement(kept).owed == 0


def test_goods_are_moved_by_who_keeps_the_place_where_they_are(lot, store):
    """The lot is of Tanjungpinang; once it lies in Batam's store, only Batam's custodian moves it."""
    batam = Unit.objects.get(code="BATAM")
    batam_store = balance.store_of(batam.code)
    actions.move(lot, by=None, quantity=5, origin=store, target=batam_store)
    keeper = Person.objects.get(name="Dewi Contoh")
    with commit(an_act("appoint"), by=None) as draft:
        custodian = Role.Function.CUSTODIAN
        draft.add(Role, person=keeper, unit=lot.unit, function=custodian, since=date(2019, 1, 1))
    actions.move(lot, by=keeper, quantity=1, origin=store, target=batam_store)

    with pytest.raises(NotAllowed):
        actions.move(lot, by=keeper, quantity=1, origin=batam_store, target=store)


def test_who_runs_a_booth_moves_only_what_lies_at_its_own_places(lot, store, three, loaded, person):
    """An outing of Batam's own opens neither another unit's store and van, nor a way there."""
    officer, outing, batam = person("batam"), three[2], balance.store_of("BATAM")
    actions.move(lot, by=None, quantity=5, origin=loaded, target=batam)
    move = {"by": officer, "quantity": 1, "outing": outing, "reason": "Robek"}
    for origin, target in (
        (loaded, balance.GONE), (loaded, batam), (batam, loaded), (balance.MAKER, store),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            actions.move(lot, origin=origin, target=target, **move)
    with pytest.raises(NotAllowed):
        count_goods(lot, by=officer, place=loaded, counted=0, outing=outing)

    own = balance.aboard(outing.assignments.get(van__isnull=False).van_id)
    for origin, target in ((batam, own), (own, batam), (batam, balance.GONE)):
        actions.move(lot, origin=origin, target=target, **move)


@pytest.mark.both
def test_who_was_never_shown_has_the_next_turn(lot, loaded, three, unit):
    other = actions.register_maker(by=None, unit=unit, name="Anyaman Ayu (contoh)")
    actions.list_product(other, by=None, name="Tas pandan", kind="craft", price=80_000)
    actions.sell(three[0], [(lot, 1)], by=None, origin=loaded)

    assert [turn.name for turn in makers_in_turn(TAKEN.date())] == [
        "Anyaman Ayu (contoh)",
        "Dapur Yuni (contoh)",
    ]
