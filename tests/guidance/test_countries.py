"""Countries by name: what the product itself calls one is read back, whatever the letters."""

import pytest
from django.utils import translation

from mobilink.guidance import countries


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_country_is_known_by_the_name_that_is_shown(language):
    with translation.override(language):
        for code in countries._names(language):
            assert countries.code_of(countries.name_of(code)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea", "KR"), ("Korea Utara", "KP"), ("Hongkong", "HK"), ("Myanmar", "MM"),
        ("Malaysia (Johor)", "MY"), ("Dubai, UEA", "AE"), ("my", "MY"), ("Kuala Lumpur", ""),
        ("Malaysia atau Singapura", ""), ("ZZ", ""), ("", ""), ("MALAYS\u0130A", ""),
        ("malays\u0131a", ""),
    ],
)  # fmt: skip
def test_a_country_is_read_however_people_write_it_and_two_are_none(text, code):
    assert countries.code_of(text) == code
