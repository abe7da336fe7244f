"""How a language writes days, hours, lists, numbers and amounts."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.basics.languages import INDONESIAN, Language

ENGLISH = Language("en")
SUNDAY = date(2019, 7, 14)


@pytest.mark.parametrize(
    ("form", "indonesian", "english"),
    [
        ("day", "14 Juli 2019", "14 July 2019"),
        ("long_day", "Minggu, 14 Juli 2019", "Sunday, 14 July 2019"),
        ("short_day", "Min, 14 Jul", "Sun, 14 Jul"),
        ("day_of_month", "14 Juli", "14 July"),
        ("brief_day", "14 Jul 2019", "14 Jul 2019"),
        ("month", "Juli 2019", "July 2019"),
        ("weekday", "Minggu", "Sunday"),
    ],
)
def test_a_day_is_written_as_the_language_does(form, indonesian, english):
    assert getattr(INDONESIAN, form)(SUNDAY) == indonesian
    assert getattr(ENGLISH, form)(SUNDAY) == english


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (date(2019, 7, 29), "29 Juli 2019"),
        (date(2019, 7, 1), "1–29 Juli 2019"),
        (date(2019, 6, 29), "29 Juni–29 Juli 2019"),
        (date(2018, 12, 30), "30 Desember 2018–29 Juli 2019"),
    ],
)
def test_a_span_of_days_says_once_what_both_ends_share(first, words):
    assert INDONESIAN.days(first, date(2019, 7, 29)) == words


def test_an_hour_has_a_dot_in_indonesian_and_a_colon_in_english():
    assert (INDONESIAN.time(time(6)), ENGLISH.time(time(6))) == ("06.00", "06:00")


def test_a_list_is_joined_by_the_words_of_its_language():
    three = ["a", "b", "c"]

    assert [INDONESIAN.listing(three[:n]) for n in range(4)] == ["", "a", "a dan b", "a, b, dan c"]
    assert ENGLISH.listing(three) == "a, b and c"
    assert INDONESIAN.either(three[:2]) == "a atau b"


def test_numbers_part_their_thousands_and_have_no_empty_decimals():
    assert INDONESIAN.number(25_000) == "25.000"
    assert INDONESIAN.number(Decimal("6.00")) == "6"
    assert INDONESIAN.number(Decimal("6.25")) == "6,25"
    assert ENGLISH.number(25_000) == "25,000"


def test_an_amount_is_told_from_least_units_in_the_currency_s_own_sign():
    assert INDONESIAN.amount(37_500) == "Rp37.500"
    assert ENGLISH.amount(37_500) == "Rp37,500"
    assert ENGLISH.amount(1_205, "GBP", digits=2) == "£12.05"
    assert INDONESIAN.amount(-15_000) == "-Rp15.000"


@given(st.integers(min_value=-(10**12), max_value=10**12), st.integers(min_value=0, max_value=3))
def test_no_unit_of_an_amount_is_lost_in_writing_it(units, digits):
    written = ENGLISH.amount(units, "GBP", digits).replace("£", "").replace(",", "")

    assert Decimal(written).scaleb(digits) == units


def test_small_counts_are_words_and_larger_ones_figures():
    assert INDONESIAN.count_word(2) == "dua"
    assert INDONESIAN.count_word(11) == "11"
    assert INDONESIAN.in_words(2_500_000) == "dua juta lima ratus ribu"
    assert ENGLISH.in_words(21) == "twenty-one"
    assert [INDONESIAN.ordinal(n) for n in (1, 2, 11)] == ["pertama", "kedua", "kesebelas"]


def test_a_language_whose_number_words_nobody_wrote_says_figures():
    assert Language("sw").ordinal(3) == "3"
    assert Language("sw").day(SUNDAY) == "14 Julai 2019"
