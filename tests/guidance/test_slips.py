"""What must have gone wrong for a name to be typed as it was. All firms here are made up."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.guidance.slips import in_name, in_word
from mobilink.guidance.vocabulary import Vocabulary

pytestmark = pytest.mark.pure

NAME = ("sumber", "misal", "sejahtera")
WORD = st.text("abcdeghijknorsuy", min_size=1, max_size=9)
WORDS = st.lists(WORD, min_size=1, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        ("sumber misal sejahtera", "soember misal sedjahtera"),
        ("soember misal sejahtera", "sumbr misal sejahtera"),
        ("sumber misal sej", "sumber misal sdjahtrra"),
        ("sumber misal", "sumber sejahtera"),
        ("sumbermisal sejahtera", "sumbr misl sejahtera"),
        ("misal sumber sejahtera", "misal sumber"),
        ("sumber misal sejahtera", "sumber misal sejahtera jaya"),
    ],
)
def test_what_people_do_more_often_counts_less(likelier, than):
    assert in_name(likelier.split(), NAME) < in_name(than.split(), NAME)


@pytest.mark.parametrize("typed", ["sumbermisal sejahtera", "sum ber misal sejahtera"])
def test_two_words_made_one_and_one_made_two_are_one_slip(typed):
    assert 0 < in_name(typed.split(), NAME) < 1


def test_words_too_far_apart_are_different_words():
    assert in_word("karya", "misal") == inf
    assert in_word("djaja", "jaya") < in_word("raya", "jaya") < inf


@given(WORDS)
def test_a_name_typed_as_it_stands_has_no_slips(words):
    assert in_name(words, words) == 0


@given(WORDS, WORDS)
def test_any_other_words_are_slips_and_never_endless(typed, name):
    assert 0 <= in_name(typed, name) < inf
    assert typed == name or in_name(typed, name) > 0


@given(st.sets(WORD, min_size=1, max_size=20), WORD)
def test_a_vocabulary_knows_its_own_words_and_no_others(words, other):
    vocabulary = Vocabulary([*words])

    places = [vocabulary.place(word) for word in sorted(words)]
    assert sorted(places) == [*range(len(words))]
    assert (vocabulary.place(other) is None) == (other not in words)


@given(st.sets(WORD, min_size=1, max_size=20), WORD)
def test_what_a_vocabulary_thinks_near_are_words_of_it(words, typed):
    vocabulary = Vocabulary([*words])

    hidden = [one for way in vocabulary.hidden(typed) for near in way for one in near]
    for slips, places in [*vocabulary.near(typed), *hidden]:
        assert slips >= 0
        assert 0 <= places.start < places.stop <= len(words)
