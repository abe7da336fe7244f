"""What is said of a pack: the names of its parts, and what of them has lapsed or waits for a review."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mobilink.guidance.changes import country_scope
from mobilink.guidance.models import CountryStatus
from mobilink.guidance.validity import LAPSED
from mobilink.guidance.words import day_words
from mobilink.publishing.pack_format import Due

NAMED: Final = 3
"""Titles of one day that are told; the others are counted."""
PARTS: Final = {
    "recruiter": gettext_lazy("List of recruiters (P3MI)"),
    "vacancy": gettext_lazy("Vacancies from job orders"),
    "country_status": gettext_lazy("Which countries are open"),
    "card": gettext_lazy("Texts about going abroad"),
    "particular": gettext_lazy("Numbers to call, fees, ways, documents"),
    "cost_rule": gettext_lazy("Who pays what"),
    "topic": gettext_lazy("Topics to ask about"),
}


def part_name(kind: str) -> str:
    """What people call a part; its code where this version does not know it."""
    return str(PARTS.get(kind, kind))


def due_words(entries: Iterable[Due]) -> list[str]:
    """What has lapsed, or somebody was to look at again: a sentence for all of one day."""
    days = groupby(entries, key=lambda entry: (entry.state, entry.since))
    return [
        _sentence(state, since, [entry.row for entry in these]) for (state, since), these in days
    ]


def _sentence(state: str, since: date, rows: list[Any]) -> str:
    about = {"day": day_words(since), "titles": _titles([row for row in rows if row])}
    if state == LAPSED:
        return _("Told no more, since it held until %(day)s: %(titles)s.") % about
    if about["titles"]:
        return _("Past its review of %(day)s: %(titles)s. Ask an officer.") % about
    return _("It was to be renewed by %(day)s. Ask an officer before you rely on it.") % about


def _titles(rows: list[Any]) -> str:
    """The first titles, and how many more there are."""
    titles = ", ".join(f"“{_title(row)}”" for row in rows[:NAMED])
    more = {"titles": titles, "number": len(rows) - NAMED}
    return _("%(titles)s and %(number)s more") % more if len(rows) > NAMED else titles


def _title(row: Any) -> str:
    if isinstance(row, CountryStatus):
        return country_scope(row, ", ")
    language = get_language() or settings.LANGUAGE_CODE
    own = getattr(row, "language", language)
    if own != language:
        return f"{row} ({dict(settings.LANGUAGES)[own]})"
    in_english = getattr(row, "label_en", "") if language == "en" else ""
    return str(in_english or row)
