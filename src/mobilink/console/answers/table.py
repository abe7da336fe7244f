"""What lists tell of recruiters, vacancies and countries, as tables."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mobilink.design.tables.columns import Column, Filter, column, filter_by, words_in
from mobilink.design.tables.table import Table
from mobilink.guidance import vacancy_words
from mobilink.guidance.board import holds
from mobilink.guidance.changes import country_scope
from mobilink.guidance.countries import name_of
from mobilink.guidance.models import CountryStatus, Recruiter, Vacancy
from mobilink.guidance.queries import (
    country_statuses,
    listed_recruiters,
    listed_vacancies,
    posts_of,
)
from mobilink.people.queries import office_day

STATES: Final = {"shown": _("Shown"), "full": _("Full"), "hidden": _("Hidden")}
"""What the board does with a vacancy, in the order in which they stand."""

RECRUITERS = Table(
    name="recruiters",
    title=_("P3MI list"),
    rows=listed_recruiters,
    columns=(
        column(Recruiter, "name", note=lambda one: one.city),
        column(Recruiter, "sip3mi"),
        column(Recruiter, "status", note=lambda one: one.status_scope),
        column(Recruiter, "valid_to"),
        column(Recruiter, "city", is_shown=False),
        column(Recruiter, "former_names", is_shown=False),
        column(Recruiter, "status_from", is_shown=False),
        column(Recruiter, "status_to", is_shown=False),
        column(Recruiter, "decree", is_shown=False),
        column(Recruiter, "valid_from", is_shown=False),
        column(Recruiter, "phones", is_shown=False),
        column(Recruiter, "contacts", is_shown=False),
    ),
    empty=_("No list is here yet, so no name can be checked. Bring the national list as a file."),
    search=words_in("name", "former_names", "sip3mi", "city"),
    filters=(filter_by(Recruiter, "status"),),
)


def _posted(rows: Sequence[Any]) -> Iterable[Any]:
    """The vacancies, each with what the board does with it today, and why."""
    for post in posts_of(rows, office_day()):
        vacancy: Any = post.vacancy
        vacancy.verdict = post.verdict
        yield vacancy


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    posts = posts_of(rows, office_day())
    return rows.filter(pk__in=[post.vacancy.pk for post in posts if post.verdict.state == state])


VACANCIES = Table(
    name="vacancies",
    title=_("The board today"),
    rows=listed_vacancies,
    columns=(
        column(Vacancy, "title", note=vacancy_words.place),
        column(
            Vacancy,
            "recruiter",
            value=lambda one: one.recruiter or one.get_scheme_display(),
            note=lambda one: one.sip2mi,
        ),
        column(Vacancy, "closes_on"),
        Column(
            "state",
            _("State"),
            lambda one: str(STATES[one.verdict.state]),
            note=lambda one: str(vacancy_words.HIDDEN.get(one.verdict.why, "")),
            code=lambda one: one.verdict.state,
        ),
        column(
            Vacancy,
            "country",
            value=lambda one: name_of(one.country),
            code=lambda one: one.country,
            is_shown=False,
        ),
        column(Vacancy, "sip2mi", is_shown=False),
        column(Vacancy, "scheme", is_shown=False),
        column(Vacancy, "employer", is_shown=False),
        column(Vacancy, "left_women", is_shown=False),
        column(Vacancy, "left_men", is_shown=False),
        column(Vacancy, "left_any", is_shown=False),
        column(Vacancy, "wage", is_shown=False),
        column(Vacancy, "currency", is_shown=False),
        column(Vacancy, "contract_months", is_shown=False),
        column(Vacancy, "source", is_shown=False),
    ),
    empty=_("No list of vacancies is here yet. Bring the list of approved job orders as a file."),
    search=words_in("title", "recruiter", "sip2mi", "employer", "city"),
    filters=(Filter("state", _("State"), STATES.items, _in_state), filter_by(Vacancy, "scheme")),
    prepare=_posted,
    address=lambda one: reverse("public:vacancy", args=[one.pk]),
)


def _term(status: CountryStatus) -> str:
    """Why what a list tells of a country does not hold today; nothing where it does."""
    day = office_day()
    if holds(status, day):
        return ""
    return str(_("not yet") if day < status.valid_from else _("no longer"))


COUNTRIES = Table(
    name="countries",
    title=_("What is told of countries"),
    rows=lambda: country_statuses().order_by("country", "valid_from"),
    columns=(
        Column("country", _("Country and work"), country_scope, sort=("country",)),
        column(CountryStatus, "status", note=_term),
        column(CountryStatus, "valid_from"),
        column(CountryStatus, "valid_to", empty="–"),
        column(CountryStatus, "source"),
        column(CountryStatus, "checked_on"),
    ),
    empty=_(
        "Nothing is told of any country yet, so no vacancy is shown. Bring a file that tells which "
        "are open."
    ),
    search=words_in("source", "job"),
    filters=(filter_by(CountryStatus, "status"),),
)
