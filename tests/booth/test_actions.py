"""What may be recorded at a booth, by whom, and what closing reckons."""

from datetime import UTC, date, datetime

import pytest

from mobilink.booth import actions as booth
from mobilink.booth.errors import NotOpen, NotRecordable
from mobilink.booth.queries import counts_of, last_tally, open_session_of, reconciliation_of
from mobilink.journal.core.errors import NotStorable
from mobilink.journal.safety.rebuild import verify
from mobilink.outreach import actions
from mobilink.outreach.models import Outing, Slot
from mobilink.people.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def outing():
    slot = Slot.objects.get(name="Car Free Day Tanjungpinang")
    outing = actions.propose_from_slot(slot, date(2019, 8, 18), by=None)
    actions.approve(outing, by=None)
    return outing


def test_opening_the_booth_puts_the_outing_under_way_and_closing_holds_it(outing, person):
    officer = person("petugas")

    session = booth.open_session(outing, by=officer, leaflets_taken=100)
    assert outing.state == Outing.State.UNDER_WAY
    booth.hand_out(outing, by=officer, quantity=30)
    booth.close_session(session, by=officer, leaflets_left=65)

    outing.refresh_from_db()
    reckoned = reconciliation_of(outing)
    assert outing.state == Outing.State.HELD
    assert (reckoned.given_by_count, reckoned.recorded, reckoned.difference) == (35, 30, 5)
    assert verify().is_equal


@pytest.mark.both
def test_leaflets_that_nobody_counted_have_no_difference(outing):
    session = booth.open_session(outing, by=None)
    booth.close_session(session, by=None)

    assert reconciliation_of(outing).difference is None


def test_opening_twice_is_one_session(outing):
    assert booth.open_session(outing, by=None) == booth.open_session(outing, by=None)


def test_a_closed_booth_is_not_closed_again(outing):
    session = booth.open_session(outing, by=None)
    booth.close_session(session, by=None)

    assert open_session_of(outing) is None
    with pytest.raises(NotOpen):
        booth.close_session(session, by=None)


def test_a_booth_may_open_again_on_the_same_outing(outing):
    booth.close_session(
        booth.open_session(outing, by=None, leaflets_taken=10), by=None, leaflets_left=4
    )

    second = booth.open_session(outing, by=None, leaflets_taken=20)
    booth.close_session(second, by=None, leaflets_left=5)

    assert reconciliation_of(outing).given_by_count == 21


@pytest.mark.both
def test_twenty_taps_and_one_undo_are_nineteen(outing, person):
    for _ in range(20):
        booth.tally(outing, by=person("petugas"))
    booth.undo(last_tally(outing), by=person("petugas"))

    assert counts_of(outing).tallies == 19


def test_undoing_twice_takes_back_one(outing):
    tally = booth.tally(outing, by=None)

    assert booth.undo(tally, by=None) == booth.undo(tally, by=None)
    assert counts_of(outing).tallies == 0


@pytest.mark.both
def test_an_undo_takes_back_the_newest_even_within_one_instant(outing):
    at = datetime(2019, 8, 18, tzinfo=UTC)
    made = [booth.tally(outing, by=None, at=at) for _ in range(3)]

    assert last_tally(outing) == made[-1]


def test_an_officer_of_another_unit_records_nothing(outing, person):
    with pytest.raises(NotAllowed):
        booth.tally(outing, by=person("batam"))


@pytest.mark.parametrize("act", ["propose_only", "cancel"])
def test_nothing_is_recorded_for_an_outing_that_is_not_to_take_place(act):
    slot = Slot.objects.get(name="Car Free Day Tanjungpinang")
    outing = actions.propose_from_slot(slot, date(2019, 8, 18), by=None)
    if act == "cancel":
        actions.cancel(outing, by=None, reason="No permit")

    with pytest.raises(NotRecordable, match="Car Free Day"):
        booth.tally(outing, by=None)


@pytest.mark.both
def test_late_facts_reach_an_outing_that_was_reported():
    reported = Outing.objects.get(title="Sosialisasi Kebun Raya")

    booth.visit(reported, by=None, topics=["cost"])
    assert counts_of(reported).visits == 1


@pytest.mark.parametrize("quantity", [0, -3, 10_001])
def test_an_impossible_quantity_is_refused_in_words(outing, quantity):
    with pytest.raises(NotStorable, match="quantity"):
        booth.hand_out(outing, by=None, quantity=quantity)


@pytest.mark.both
def test_one_session_nobody_counted_leaves_the_whole_day_uncounted(outing):
    morning = booth.open_session(outing, by=None, leaflets_taken=100)
    booth.close_session(morning, by=None, leaflets_left=40)
    evening = booth.open_session(outing, by=None)
    booth.close_session(evening, by=None, leaflets_left=10)

    assert (reconciliation_of(outing).taken, reconciliation_of(outing).left) == (None, 50)
    assert reconciliation_of(outing).difference is None
