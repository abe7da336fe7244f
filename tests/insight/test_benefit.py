"""What a partner is told of joint outings: no small cell, nor anything to work one out from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.insight.benefit import SMALLEST, Cell, cell, sum_of
from mobilink.outreach.unknown import Unknown

counts = st.lists(st.none() | st.integers(0, 12), max_size=6)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (None, Cell(None)), (0, Cell(0)), (1, Cell(None, is_small=True)),
        (4, Cell(None, is_small=True)), (5, Cell(5)),
    ],
)  # fmt: skip
def test_a_count_under_five_is_not_told_and_none_is_not_zero(number, shown):
    assert cell(number) == shown


@given(counts, st.integers(1, SMALLEST - 1))
def test_a_sum_is_the_same_whatever_a_small_count_was(numbers, small):
    with_one = sum_of(cell(number) for number in [*numbers, small])
    with_other = sum_of(cell(number) for number in [*numbers, SMALLEST - 1])

    assert with_one == with_other
    assert with_one.held == len(numbers) + 1
    assert with_one.counted + with_one.small + numbers.count(None) == with_one.held


def test_a_sum_of_no_outing_is_not_yet_and_of_uncounted_ones_not_recorded():
    assert sum_of([]).unknown == Unknown.NOT_YET
    assert sum_of([cell(None)]).unknown == Unknown.NOT_RECORDED
