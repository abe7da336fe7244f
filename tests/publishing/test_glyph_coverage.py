"""Which letters reach a paper."""

import pytest

from mobilink.publishing.glyph_coverage import BREAK, printable, printable_all


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Rapat di Kijang, 06.00–09.00", "Rapat di Kijang, 06.00–09.00"),
        ("Nguyễn, Şeyma, Ольга, عربي", "Nguyễn, Şeyma, Ольга, عربي"),
        ("e\u0301", "é"),
        ("ramai 😀😀👨‍👩‍👧!", "ramai □!"),
        ("中文", "□"),
        ("dua\nbaris\tdan tab", "dua baris dan tab"),
        ("a\u0000b\u202ec\ufeff", "abc"),
        ("\ud800 \ue000 \uffff", "□ □ □"),
    ],
)
def test_a_text_is_shown_as_far_as_fonts_go(typed, shown):
    assert printable(typed) == shown


def test_a_long_word_may_break_and_keeps_its_letters():
    assert printable("X" * 60).replace(BREAK, "") == "X" * 60
    assert BREAK in printable("X" * 60)


def test_an_address_stays_whole_for_whoever_copies_it():
    address = "https://mobilink.example/outings/146ef85d-250a-23c6-f87b-7e705889d5cb/"
    assert printable(address) == address


def test_numbers_and_gaps_in_data_stay_what_they_are():
    assert printable_all({"a": [1, None, True, "😀"]}) == {"a": [1, None, True, "□"]}
