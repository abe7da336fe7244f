"""How papers and releases say the plain facts of an outing."""

from datetime import date, datetime, time

from django.utils import timezone, translation

from mobilink.basics.languages import INDONESIAN
from mobilink.outreach.models import Outing
from mobilink.outreach.unknown import Unknown

PARTS_OF_DAY = {
    "dawn": "pagi hari",
    "morning": "pagi hari",
    "noon": "siang hari",
    "afternoon": "sore hari",
    "evening": "malam hari",
}


def place(outing: Outing) -> str:
    """Where it was, as its source calls the place."""
    return outing.place_text or outing.venue.name


def hours(outing: Outing) -> str:
    """The hours of an outing: 06.00–09.00; mulai 06.00; sore hari; or nothing."""
    if not outing.start:
        return PARTS_OF_DAY.get(outing.part_of_day, "")
    start = INDONESIAN.time(outing.start)
    return f"{start}–{INDONESIAN.time(outing.end)}" if outing.end else f"mulai {start}"


def with_zone(outing: Outing) -> str:
    """The hours with their time zone: 06.00–09.00 WIB; sore hari; or nothing."""
    return f"{hours(outing)} {zone(outing.day)}" if outing.start else hours(outing)


def full_day(day: date) -> str:
    """A day in full: Minggu, 14 Juli 2019."""
    return INDONESIAN.long_day(day)


def weekday_and_day(day: date, *, with_year: bool = False) -> str:
    """A day as a release says it: Minggu (14/7), or Minggu (14/7/2019)."""
    year = f"/{day.year}" if with_year else ""
    return f"{INDONESIAN.weekday(day)} ({day.day}/{day.month}{year})"


def figure(number: int | None, unknown: Unknown = Unknown.NOT_RECORDED) -> str:
    """A count with its thousands parted, or the words for why there is none."""
    return missing(unknown) if number is None else INDONESIAN.number(number)


def missing(unknown: Unknown) -> str:
    """Why something is not known, in the language of the papers: belum, tidak dicatat, tidak di sini."""
    with translation.override(INDONESIAN.code):
        return str(unknown.label)


def moment(at: datetime) -> str:
    """A moment: 14 Juli 2019 pukul 06.10 WIB, by the office's own clock."""
    local = timezone.localtime(at)
    return f"{INDONESIAN.day(local)} pukul {INDONESIAN.time(local.time())} {local:%Z}"


def hour(at: datetime | None) -> str | None:
    """An hour: 06.10 by the office's own clock; None where no time was told."""
    return INDONESIAN.time(timezone.localtime(at).time()) if at else None


def zone(day: date) -> str:
    """What the office's time zone is called: WIB in the Riau Islands."""
    return f"{timezone.make_aware(datetime.combine(day, time(12))):%Z}"


def uncapitalised(text: str) -> str:
    """For the middle of a sentence; an abbreviation such as P3MI stays."""
    word = text.split(" ", 1)[0]
    return text if word[1:] != word[1:].lower() else text[:1].lower() + text[1:]
