"""Whose turn it is: fewest joint outings, then longest ago, then by name; whoever asks in any order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.basics.fair_order import Turn, in_turn

pytestmark = pytest.mark.pure
MAY, JUNE = date(2019, 5, 1), date(2019, 6, 1)
turns = st.builds(
    Turn, st.text(max_size=3), st.uuids().map(str), st.integers(0, 3), st.none() | st.dates()
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Turn("PT Z", "1", 1, JUNE), Turn("PT A", "2", 2, MAY)),
        (Turn("PT Z", "1", 1, MAY), Turn("PT A", "2", 1, JUNE)),
        (Turn("PT Z", "1", 0, None), Turn("PT A", "2", 0, MAY)),
        (Turn("pt a", "2", 1, MAY), Turn("PT B", "1", 1, MAY)),
    ],
)
def test_the_rule_is_as_it_is_published(first, second):
    assert in_turn([second, first]) == in_turn([first, second]) == [first, second]


@given(st.lists(turns, unique_by=lambda one: one.key, max_size=8), st.randoms())
def test_the_order_does_not_depend_on_who_is_named_first(waiting, chance):
    shuffled = [*waiting]
    chance.shuffle(shuffled)

    assert in_turn(shuffled) == in_turn(waiting)


@given(st.lists(turns, unique_by=lambda turn: turn.key, min_size=1, max_size=8), st.integers(1, 40))
def test_nobody_is_ever_more_than_one_outing_ahead_who_began_equal(waiting, rounds):
    equal = [turn._replace(had=0, last=None) for turn in waiting]
    for day in range(rounds):
        first, *rest = in_turn(equal)
        equal = [first._replace(had=first.had + 1, last=date.fromordinal(737_000 + day)), *rest]

    counts = [turn.had for turn in equal]
    assert max(counts) - min(counts) <= 1
    assert sum(counts) == rounds
