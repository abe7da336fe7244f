"""How Indonesian official prose writes days, hours and counts.

The house style of releases is Indonesian whatever language a screen speaks, so these do not ask
the active language.
"""

from datetime import date, time

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
COUNTS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
)
ORDINALS = (
    "pertama",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
)
NOT_RECORDED = "tidak dicatat"
PARTS_OF_DAY = {
    "dawn": "pagi hari",
    "morning": "pagi hari",
    "noon": "siang hari",
    "afternoon": "sore hari",
    "evening": "malam hari",
}


def weekday_and_day(day: date, *, with_year: bool = False) -> str:
    """As a release says it: Minggu (14/7), or Minggu (14/7/2019)."""
    year = f"/{day.year}" if with_year else ""
    return f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month}{year})"


def long_day(day: date) -> str:
    """As a letter says it: 14 Juli 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def window(first: date, last: date) -> str:
    """A span of days: 29 Juni–29 Juli 2019, or with both years where they differ."""
    if first == last:
        return long_day(first)
    if first.year != last.year:
        return f"{long_day(first)}–{long_day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]}–{long_day(last)}"
    return f"{first.day}–{long_day(last)}"


def clock_time(at: time) -> str:
    """06.00: the hour with a dot."""
    return f"{at:%H.%M}"


def count_word(number: int) -> str:
    """Small counts in words, larger ones in figures."""
    return COUNTS[number] if number < len(COUNTS) else figure(number)


def ordinal(number: int) -> str:
    """pertama, kedua, …; beyond ten ke-11."""
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"ke-{number}"


def figure(number: int | None) -> str:
    """A count with dots for thousands, or the words for one that nobody recorded."""
    return NOT_RECORDED if number is None else f"{number:,}".replace(",", ".")


def listing(items: list[str]) -> str:
    """a; a dan b; a, b, dan c."""
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"
