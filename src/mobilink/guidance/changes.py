"""What a newer list would change, in words, for the person who decides."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _

from mobilink.guidance.countries import name_of
from mobilink.guidance.lists import Difference, Pair
from mobilink.guidance.models import CountryStatus, Recruiter, Vacancy
from mobilink.guidance.vacancy_words import amount, place
from mobilink.guidance.words import day_words

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# The fields that a list may tell otherwise, in the order in which they are read.
_RECRUITER: Final = (
    "name", "former_names", "sip3mi", "status", "status_scope", "status_from", "status_to",
    "decree", "valid_from", "valid_to", "city", "phones", "contacts", "branches", "countries",
    "is_withdrawn", "gone_on",
)  # fmt: skip
_VACANCY: Final = (
    "title", "country", "city", "sip2mi", "permit_from", "permit_to", "closes_on", "recruiter",
    "sip3mi", "scheme", "sector", "employer", "agency", "places_women", "places_men",
    "places_any", "left_women", "left_men", "left_any", "age_from", "age_to", "education",
    "language", "certificate", "wage", "currency", "wage_period", "hours", "overtime", "leave",
    "lodging", "food", "contract_months", "costs_employer", "costs_worker", "verified_on",
    "verified_by", "contact", "source", "is_withdrawn", "gone_on",
)  # fmt: skip
_COUNTRY: Final = (
    "country", "status", "valid_from", "valid_to", "scheme", "job", "source", "is_withdrawn",
)  # fmt: skip


def names_of(model: type[Model], fields: Iterable[str]) -> dict[str, "str | StrPromise"]:
    """Field → what people call it, in the reader's language."""
    names = {field.name: field.verbose_name for field in model._meta.concrete_fields}
    return {name: names[name] for name in fields}


class RowWords(NamedTuple):
    """Words for rows of a register: their name, their fields, those to see first."""

    name: Callable[[Any], str]
    fields: Mapping[str, "str | StrPromise"]
    grave: frozenset[str]


def _vacancy_name(vacancy: Vacancy) -> str:
    return f"{vacancy.title} · {place(vacancy)} · {vacancy.sip2mi}"


def country_scope(status: CountryStatus, between: str = " · ") -> str:
    """What a row about a country covers: Malaysia · through a recruiter (P to P) · welder."""
    scheme = str(status.get_scheme_display()) if status.scheme else ""
    return between.join(filter(None, (name_of(status.country), scheme, status.job)))


def _country_name(status: CountryStatus) -> str:
    since = _("from %(day)s") % {"day": day_words(status.valid_from)}
    return f"{country_scope(status)} · {status.get_status_display()} {since}"


TOLD: Final[dict[type[Any], RowWords]] = {
    Recruiter: RowWords(
        str,
        names_of(Recruiter, _RECRUITER),
        frozenset(
            {"status", "status_scope", "status_from", "status_to", "gone_on", "valid_to", "name"}
        ),
    ),
    Vacancy: RowWords(
        _vacancy_name,
        names_of(Vacancy, _VACANCY),
        frozenset(
            {"recruiter", "sip3mi", "wage", "currency", "costs_worker", "closes_on", "gone_on"}
        ),
    ),
    CountryStatus: RowWords(
        _country_name,
        names_of(CountryStatus, _COUNTRY),
        frozenset({"status", "valid_from", "valid_to"}),
    ),
}
PART: Final = 3
"""Where more than one of so many left a list, the file may be only a part of it."""


class Moved(NamedTuple):
    """One field of a row that a list tells otherwise."""

    field: str
    was: str
    now: str
    is_grave: bool


class Changes(NamedTuple):
    """What a list would change: how many of each, and the first of them in words."""

    new: int
    changed: int
    unchanged: int
    gone: int
    news: list[str]
    moved: list[tuple[str, list[Moved]]]
    left: list[str]
    is_strange: bool


def change_words(change: Difference, most: int) -> Changes:
    """What taking a list over would change, at most so many of a kind, grave ones first."""
    name = TOLD[change.model].name
    moved = [(name(pair[0]), _moved(pair)) for pair in change.changed]
    moved.sort(key=lambda each: not any(field.is_grave for field in each[1]))
    known = change.unchanged + len(change.changed) + len(change.gone)
    return Changes(
        new=len(change.new),
        changed=len(change.changed),
        unchanged=change.unchanged,
        gone=len(change.gone),
        news=[name(change.model(**row)) for row in change.new[:most]],
        moved=moved[:most],
        left=[name(row) for row in change.gone[:most]],
        is_strange=len(change.gone) * PART > known,
    )


def _moved(pair: Pair) -> list[Moved]:
    row, fields = pair
    now, display = type(row)(**fields), TOLD[type(row)]
    return [
        Moved(str(label), _value(row, name), _value(now, name), name in display.grave)
        for name, label in display.fields.items()
        if getattr(row, name) != getattr(now, name)
    ]


def _value(row: Any, name: str) -> str:
    """What a field holds, as people write it; nothing where it is not told."""
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    value = getattr(row, name)
    if value is None or value is False:
        return ""
    return name_of(value) if name == "country" else _written(value)


def _written(value: Any) -> str:
    if value is True:
        return _("yes")
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Decimal):
        return amount(value)
    return " · ".join(value) if isinstance(value, list) else str(value)
