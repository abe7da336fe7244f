"""How every face writes days, hours, numbers and amounts in its reader's language.

Where there is none, nothing is written; a moment is told by the office's own clock.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from mobilink.people import reader
from mobilink.people.reader import language

register = template.Library()


def _zoned_moment(at: datetime) -> str:
    """14 Juli 2019, 06.10 WIB, by the office's own clock."""
    return f"{reader.moment(at)} {at:%Z}"


FILTERS: dict[str, Callable[[Any], str]] = {
    "day": lambda day: language().day(day),
    "long_day": lambda day: language().long_day(day),
    "short_day": lambda day: language().short_day(day),
    "brief_day": lambda day: language().brief_day(day),
    "day_of_month": lambda day: language().day_of_month(day),
    "weekday": lambda day: language().weekday(day),
    "month": lambda day: language().month(day),
    "number": lambda number: language().number(number),
    "amount": lambda minor_units: language().amount(minor_units),
    "at_time": lambda at: language().time(at),
    "moment": reader.moment,
    "brief_moment": reader.brief_moment,
    "zoned_moment": _zoned_moment,
    "clock_time": reader.clock_time,
}


def _or_nothing(write: Callable[[Any], str]) -> Callable[[Any], str]:
    def written(value: Any) -> str:
        if value in (None, ""):
            return ""
        return write(timezone.localtime(value) if isinstance(value, datetime) else value)

    return written


for name, write in FILTERS.items():
    register.filter(name, _or_nothing(write))
