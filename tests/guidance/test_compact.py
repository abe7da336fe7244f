"""Many texts and numbers in few arrays."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.guidance.compact import Rows, Texts

pytestmark = pytest.mark.pure

ANY_TEXT = st.text(st.characters())  # lone surrogates too, as a form may bring them


@given(st.lists(ANY_TEXT))
def test_texts_are_as_they_were_put_in(texts):
    kept = Texts(texts)

    assert len(kept) == len(texts)
    assert [kept[at] for at in range(len(kept))] == texts


@given(st.lists(st.sets(st.integers(0, 8))), st.permutations(range(9)))
def test_for_each_number_the_rows_that_it_is_in(rows, order):
    kept = Rows()
    for row in rows:
        kept.append(row)

    turned = kept.turned(array("I", order))

    for at, number in enumerate(order):
        bearing = [row for row, numbers in enumerate(rows) if number in numbers]
        assert [*turned.of(range(at, at + 1))] == bearing
        assert turned.many(range(at, at + 1)) == len(bearing)
    assert turned.many(range(len(order))) == sum(map(len, rows))
