"""A count beside the records: explained by what comes late, settled by a decision, never a movement."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.goods.balance import BUYER, GONE, MAKER, Move, held
from mobilink.goods.count_differences import Counted, Moved, differences

pytestmark = pytest.mark.pure
LOT, OTHER = UUID(int=1), UUID(int=2)
STAND, STORE = "van/x", "unit/KPP"
NOON = datetime.fromisoformat("2019-08-18T12:00:00+07:00")


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def count(counted: int, minutes: int = 0, number: int = 1, **more) -> Counted:
    return Counted(UUID(int=number), more.pop("lot", LOT), STAND, at(minutes), counted, **more)


def loaded(many: int) -> Moved:
    return Moved(LOT, many, MAKER, STAND, at(-60))


def test_a_sale_that_comes_home_late_explains_a_difference():
    counted, sold = count(27), Moved(LOT, 1, STAND, BUYER, at(-5))

    assert differences([counted], [loaded(28)]) == {counted.id: -1}
    assert differences([counted], [loaded(28), sold]) == {counted.id: 0}


def test_what_moved_after_the_count_has_nothing_to_do_with_it():
    counted, sold = count(28), Moved(LOT, 1, STAND, BUYER, at(5))

    assert differences([counted], [loaded(28), sold]) == {counted.id: 0}


def test_what_settles_a_count_tells_of_its_moment():
    counted = count(27)
    lost = Moved(LOT, 1, STAND, GONE, counted.at)

    assert differences([counted], [loaded(28), lost]) == {counted.id: 0}
    # Two who could not hear each other wrote it off twice: that shows.
    assert differences([counted], [loaded(28), lost, lost]) == {counted.id: 1}


def test_the_last_count_of_a_place_holds_and_knows_what_settled_the_one_before():
    first, last = count(27), count(26, 60, number=2)
    lost = Moved(LOT, 1, STAND, GONE, first.at)

    assert differences([last, first], [loaded(28)]) == {last.id: -2}
    assert differences([last, first], [loaded(28), lost]) == {last.id: -1}


def test_each_lot_and_each_place_is_counted_by_itself():
    ours, other = count(3), count(2, lot=OTHER, number=2)
    moves = [
        loaded(3),
        Moved(OTHER, 2, MAKER, STORE, at(-60)),
        Moved(OTHER, 2, STORE, STAND, at(-30)),
    ]

    assert differences([ours, other], moves) == {ours.id: 0, other.id: 0}


def test_what_is_not_told_one_by_one_is_told_by_its_sum():
    assert differences([count(27, base=28)], [Moved(LOT, 1, STAND, BUYER, at(-1))]) == {
        UUID(int=1): 0
    }


MOVES = st.lists(
    st.builds(
        Moved, st.sampled_from([LOT, OTHER]), st.integers(1, 9), st.sampled_from([STAND, STORE]),
        st.sampled_from([STAND, STORE, BUYER, GONE]), st.integers(-9, 9).map(at),
    )
)  # fmt: skip


@given(
    st.permutations([count(5), count(4, 3, number=2), count(1, lot=OTHER, number=3)]),
    MOVES,
    st.randoms(),
)
def test_order_decides_nothing_and_the_sums_stay_what_the_movements_say(counts, moves, chance):
    late = chance.sample(moves, len(moves))
    differing = differences(counts, late)

    assert differing == differences(sorted(counts), moves)
    assert {*differing} == {UUID(int=2), UUID(int=3)}
    known = held(Move(*move[:4]) for move in moves if move.as_of <= at(3))
    assert differing[UUID(int=2)] == 4 - known[LOT, STAND]


@given(MOVES, st.integers(0, 40))
def test_whoever_settles_a_difference_ends_it(moves, counted):
    last = count(counted)
    more = differences([last], moves)[last.id]
    way = (STAND, GONE) if more < 0 else (GONE, STAND)
    settled = [Moved(LOT, abs(more), *way, last.at)] * bool(more)

    assert differences([last], [*moves, *settled]) == {last.id: 0}
