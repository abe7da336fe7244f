"""Countries by their codes (ISO 3166), and by their names as people write them."""

import re
from functools import cache
from typing import Final

from django.utils.translation import get_language

# What nobody says: the standard's own names of these are longer.
SHORTER: Final = {
    "id": {"HK": "Hong Kong", "MO": "Makau"},
    "en": {"HK": "Hong Kong", "MO": "Macao"},
}
ALSO: Final = {
    "hongkong": "HK", "korea": "KR", "korsel": "KR", "saudi": "SA", "arab": "SA", "uea": "AE",
    "emirat": "AE", "myanmar": "MM", "burma": "MM", "dubai": "AE", "inggris": "GB", "amerika": "US",
}  # fmt: skip
"""What people call a country."""
NO_COUNTRY: Final = {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}
"""Codes of the same list that are no country's."""


def name_of(code: str) -> str:
    """The country's name in the reader's language; the code where nobody knows it."""
    return names().get(code, code)


def names() -> dict[str, str]:
    """Every country's name in the reader's language, by its code."""
    return _names("en" if get_language() == "en" else "id")


def code_of(text: str) -> str:
    """The code of the one country that a text names, in Indonesian or English; else nothing."""
    typed = text.strip()
    if typed.upper() in _names("id"):
        return typed.upper()
    codes = {_codes()[name] for name in _name().findall(typed.casefold())}
    return codes.pop() if len(codes) == 1 else ""


@cache
def _names(language: str) -> dict[str, str]:
    from babel import Locale  # slow to import, and rarely needed

    territories = Locale(language).territories.items()
    known = {code: name for code, name in territories if len(code) == 2 and code not in NO_COUNTRY}
    return known | SHORTER[language]


@cache
def _codes() -> dict[str, str]:
    names = {name.casefold(): code for lang in SHORTER for code, name in _names(lang).items()}
    return names | ALSO


@cache
def _name() -> re.Pattern[str]:
    """Any country's name as words of their own, the longer first: South Korea before Korea."""
    names = sorted(_codes(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
