"""How a language writes days, hours, lists, numbers and amounts.

The forms are those of CLDR, by Babel; number words are num2words'. Both are slow to import, so each
is imported where it is first needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# A day before its month, and a week that begins on Monday, as wherever this service is at home.
LOCALES = {"en": "en_GB"}
# As its own country writes it; CLDR knows only the code of a currency in a foreign language.
SYMBOLS = {"IDR": "Rp"}
SMALL = 10  # up to here a count is written as a word


@dataclass(frozen=True)
class Language:
    """One language by its code, such as id or en."""

    code: str

    @property
    def _locale(self) -> "Locale":
        return _locale_of(self.code)

    def day(self, day: date) -> str:
        """14 Juli 2019."""
        return self._date(day, "d MMMM y")

    def long_day(self, day: date) -> str:
        """Minggu, 14 Juli 2019."""
        return self._date(day, "EEEE, d MMMM y")

    def brief_day(self, day: date) -> str:
        """14 Jul 2019."""
        return self._date(day, "d MMM y")

    def short_day(self, day: date) -> str:
        """Min, 14 Jul."""
        return self._date(day, "EEE, d MMM")

    def day_of_month(self, day: date) -> str:
        """14 Juli."""
        return self._date(day, "d MMMM")

    def month(self, day: date) -> str:
        """Juli 2019."""
        return self._date(day, "MMMM y")

    def weekday(self, day: date) -> str:
        """Minggu."""
        return self._date(day, "EEEE")

    def days(self, first: date, last: date) -> str:
        """29 Juni–29 Juli 2019: a span, with what both ends share said once."""
        if first == last:
            return self.day(last)
        if first.year != last.year:
            return f"{self.day(first)}–{self.day(last)}"
        start = "d" if first.month == last.month else "d MMMM"
        return f"{self._date(first, start)}–{self.day(last)}"

    def time(self, at: time) -> str:
        """06.00, or 06:00 in English."""
        from babel.dates import format_time

        return format_time(at, "short", locale=self._locale)

    def listing(self, items: Sequence[str]) -> str:
        """a; a dan b; a, b, dan c."""
        from babel.lists import format_list

        return format_list(items, locale=self._locale)

    def either(self, items: Sequence[str]) -> str:
        """a; a atau b; a, b, atau c."""
        from babel.lists import format_list

        return format_list(items, "or", locale=self._locale)

    def number(self, number: int | Decimal | float) -> str:
        """24.126 or 1,5: thousands parted, no zeros behind the last figure."""
        from babel.numbers import format_decimal

        return format_decimal(number, "#,##0.###", locale=self._locale)

    def amount(self, minor_units: int, currency: str = "IDR", digits: int = 0) -> str:
        """Rp37.500, from the currency's least units, of which ten to the power of `digits` make one."""
        from babel.numbers import format_decimal, get_currency_symbol

        value = Decimal(minor_units).scaleb(-digits)
        symbol = SYMBOLS.get(currency) or get_currency_symbol(currency, locale=self._locale)
        pattern = f"'{symbol}'#,##0{'.' if digits else ''}{'0' * digits}"
        return format_decimal(value, pattern, locale=self._locale)

    def count_word(self, number: int) -> str:
        """Satu, dua, … up to ten, in small letters; figures beyond, as prose has it."""
        return self.in_words(number) if number <= SMALL else self.number(number)

    def in_words(self, number: int) -> str:
        """Dua puluh satu, in small letters; in figures where nobody wrote the words of the language."""
        return _spelt(number, self.code, "cardinal") or self.number(number)

    def ordinal(self, number: int) -> str:
        """Pertama, kedua, …, in small letters; in figures where nobody wrote the words."""
        return _spelt(number, self.code, "ordinal") or self.number(number)

    @property
    def months(self) -> Sequence[str]:
        """The names of the twelve months."""
        return _months_of(self.code)

    def _date(self, day: date, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=self._locale)


INDONESIAN = Language("id")


@cache
def _locale_of(code: str) -> "Locale":
    from babel import Locale

    return Locale.parse(LOCALES.get(code, code), sep="-" if "-" in code else "_")


@cache
def _months_of(code: str) -> Sequence[str]:
    return [*_locale_of(code).months["stand-alone"]["wide"].values()]


@cache
def _spelt(number: int, code: str, form: str) -> str:
    from num2words import num2words

    try:
        return str(num2words(number, lang=code, to=form))
    except NotImplementedError:
        return ""
