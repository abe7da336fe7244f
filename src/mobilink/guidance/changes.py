"""What a newer list would change, in words, for the person who decides."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.countries import name_of
from mobilink.guidance.lists import Difference, Pair
from mobilink.guidance.models import CountryStatus, Recruiter, Vacancy
from mobilink.guidance.vacancy_words import amount, place
from mobilink.guidance.words import day_words

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# What every register tells, beside its own.
_LISTED: Final = {
    "is_withdrawn": gettext_lazy("Only on a list that was taken back"),
    "gone_on": gettext_lazy("Left the list on"),
}
_RECRUITER: Final = {
    "name": gettext_lazy("Name"),
    "former_names": gettext_lazy("Former names"),
    "sip3mi": gettext_lazy("Licence number (SIP3MI)"),
    "status": gettext_lazy("Status"),
    "status_scope": gettext_lazy("What the sanction covers"),
    "status_from": gettext_lazy("Sanction from"),
    "status_to": gettext_lazy("Sanction until"),
    "decree": gettext_lazy("Decision"),
    "valid_from": gettext_lazy("Licence from"),
    "valid_to": gettext_lazy("Licence until"),
    "city": gettext_lazy("City"),
    "phones": gettext_lazy("Telephone"),
    "contacts": gettext_lazy("Mail and web"),
    "branches": gettext_lazy("Branches licensed apart"),
    "countries": gettext_lazy("Countries"),
    **_LISTED,
}
_VACANCY: Final = {
    "title": gettext_lazy("Title of the job"),
    "country": gettext_lazy("Country"),
    "city": gettext_lazy("City"),
    "sip2mi": gettext_lazy("Job order (SIP2MI)"),
    "permit_from": gettext_lazy("Permit from"),
    "permit_to": gettext_lazy("Permit until"),
    "closes_on": gettext_lazy("Last day to apply"),
    "recruiter": gettext_lazy("Recruiter (P3MI)"),
    "sip3mi": gettext_lazy("Its licence (SIP3MI)"),
    "scheme": gettext_lazy("Way of placement"),
    "sector": gettext_lazy("Field of work"),
    "employer": gettext_lazy("Employer"),
    "agency": gettext_lazy("Agency abroad"),
    "places_women": gettext_lazy("Places for women"),
    "places_men": gettext_lazy("Places for men"),
    "places_any": gettext_lazy("Places for women or men"),
    "left_women": gettext_lazy("Places left for women"),
    "left_men": gettext_lazy("Places left for men"),
    "left_any": gettext_lazy("Places left for women or men"),
    "age_from": gettext_lazy("Youngest age"),
    "age_to": gettext_lazy("Oldest age"),
    "education": gettext_lazy("Schooling"),
    "language": gettext_lazy("Language"),
    "certificate": gettext_lazy("Certificate"),
    "wage": gettext_lazy("Wage"),
    "currency": gettext_lazy("Currency"),
    "wage_period": gettext_lazy("Period of the wage"),
    "hours": gettext_lazy("Hours"),
    "overtime": gettext_lazy("Overtime"),
    "leave": gettext_lazy("Leave"),
    "lodging": gettext_lazy("Lodging"),
    "food": gettext_lazy("Food"),
    "contract_months": gettext_lazy("Months of the contract"),
    "costs_employer": gettext_lazy("The employer pays"),
    "costs_worker": gettext_lazy("The worker pays"),
    "verified_on": gettext_lazy("Verified on"),
    "verified_by": gettext_lazy("Verified by"),
    "contact": gettext_lazy("Whom to ask"),
    "source": gettext_lazy("Source"),
    **_LISTED,
}
_COUNTRY: Final = {
    "country": gettext_lazy("Country"),
    "status": gettext_lazy("Status"),
    "valid_from": gettext_lazy("Holds from"),
    "valid_to": gettext_lazy("Holds until"),
    "scheme": gettext_lazy("Way of placement"),
    "job": gettext_lazy("Job or field of work"),
    "source": gettext_lazy("Source"),
    "is_withdrawn": _LISTED["is_withdrawn"],
}


class RowWords(NamedTuple):
    """Words for rows of a register: their name, their fields, those to see first."""

    name: Callable[[Any], str]
    fields: Mapping[str, "StrPromise"]
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
        _RECRUITER,
        frozenset(
            {"status", "status_scope", "status_from", "status_to", "gone_on", "valid_to", "name"}
        ),
    ),
    Vacancy: RowWords(
        _vacancy_name,
        _VACANCY,
        frozenset(
            {"recruiter", "sip3mi", "wage", "currency", "costs_worker", "closes_on", "gone_on"}
        ),
    ),
    CountryStatus: RowWords(
        _country_name, _COUNTRY, frozenset({"status", "valid_from", "valid_to"})
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
