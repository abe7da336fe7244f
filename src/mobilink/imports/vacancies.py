"""The table of vacancies from approved job orders: a list, which is taken over as a whole."""

from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.models import Scheme, Vacancy
from mobilink.guidance.registers import VACANCIES, vacancy_key
from mobilink.imports.cells import (
    BadCell,
    Row,
    amount_in,
    choice_in,
    day_in,
    needed,
    refuse_unless_in_order,
    refuse_unless_kept,
    whole_in,
)
from mobilink.imports.countries import SCHEMES, country_in
from mobilink.imports.list_tables import Listed, list_table
from mobilink.imports.tables import Column

Period = Vacancy.Period
PERIODS: Final = {
    "bulan": Period.MONTH, "month": Period.MONTH, "hari": Period.DAY, "day": Period.DAY,
    "jam": Period.HOUR, "hour": Period.HOUR, "tahun": Period.YEAR, "year": Period.YEAR,
}  # fmt: skip
TEXTS: Final = (
    "recruiter", "sip3mi", "sector", "city", "employer", "agency", "education", "language",
    "certificate", "currency", "hours", "overtime", "leave", "lodging", "food", "costs_employer",
    "costs_worker", "verified_by", "contact", "source",
)  # fmt: skip
DAYS: Final = ("permit_from", "permit_to", "closes_on", "verified_on")
GROUPS: Final = ("women", "men", "any")
NUMBERS: Final = (
    *(f"places_{group}" for group in GROUPS), *(f"left_{group}" for group in GROUPS),
    "age_from", "age_to", "contract_months",
)  # fmt: skip
PAIRS: Final = (
    ("permit_from", "permit_to"), ("age_from", "age_to"),
    *((f"left_{group}", f"places_{group}") for group in GROUPS),
)  # fmt: skip


def _enter(row: Row, listed: Listed) -> bool:
    fields: dict[str, Any] = {column: needed(row, column) for column in ("title", "sip2mi")}
    needed(row, "closes_on")
    fields |= {"country": country_in(row), "scheme": choice_in(row, "scheme", SCHEMES)}
    fields["scheme"] = fields["scheme"] or Scheme.P_TO_P
    fields |= {column: row[column] for column in TEXTS if column in row}
    fields |= {column: day for column in DAYS if (day := day_in(row, column))}
    fields |= {
        column: number for column in NUMBERS if (number := whole_in(row, column)) is not None
    }
    _enter_wage(row, fields)
    if fields["scheme"] == Scheme.P_TO_P:
        needed(row, "sip3mi")
        needed(row, "recruiter")
    refuse_unless_in_order(row, fields, *PAIRS)
    refuse_unless_kept(Vacancy(**fields, retrieved_on=listed.as_at))
    twice = _("an earlier row has the same job order, title and city; leave one.")
    return listed.keep(vacancy_key(fields), fields, "sip2mi", twice)


def _enter_wage(row: Row, fields: dict[str, Any]) -> None:
    """A wage is an amount of a currency in a time; a part of that says nothing."""
    if "wage" not in row:
        return
    fields["wage"] = amount_in(row, "wage")
    fields["currency"] = needed(row, "currency").upper()
    needed(row, "wage_period")
    fields["wage_period"] = choice_in(row, "wage_period", PERIODS)
    if not (len(fields["currency"]) == 3 and fields["currency"].isalpha()):
        raise BadCell(
            "currency",
            _("“%(text)s” is not a code of three letters, like MYR.") % {"text": row["currency"]},
        )


TABLE: Final = list_table(
    (
        Column("title", gettext_lazy("what the job is called"), required=True),
        Column("sip2mi", gettext_lazy("number of the permit for the job order"), required=True),
        Column("country", gettext_lazy("code (MY) or name of the country"), required=True),
        Column("closes_on", gettext_lazy("last day to apply, like 2026-06-30"), required=True),
        Column("recruiter", gettext_lazy("name of the recruiter; needed but for G to G")),
        Column("sip3mi", gettext_lazy("number of its licence; needed but for G to G")),
        Column(
            "scheme",
            format_lazy(
                gettext_lazy("{choices}; p to p where it is empty"), choices=" | ".join(SCHEMES)
            ),
        ),
        Column("permit_from", gettext_lazy("first day of the permit")),
        Column("permit_to", gettext_lazy("last day of the permit")),
        Column("sector", gettext_lazy("field of work")),
        Column("city", gettext_lazy("where the work is")),
        Column("employer", gettext_lazy("who employs")),
        Column("agency", gettext_lazy("the agency abroad")),
        *(
            Column(f"places_{group}", format_lazy(gettext_lazy("places for {group}"), group=group))
            for group in GROUPS
        ),
        *(
            Column(
                f"left_{group}",
                format_lazy(gettext_lazy("places for {group} that are left"), group=group),
            )
            for group in GROUPS
        ),
        Column("age_from", gettext_lazy("youngest age")),
        Column("age_to", gettext_lazy("oldest age")),
        Column("education", gettext_lazy("what schooling is asked")),
        Column("language", gettext_lazy("what language is asked, and how well")),
        Column("certificate", gettext_lazy("what certificate of skill is asked")),
        Column("wage", gettext_lazy("amount, like 1700 or 1.700,50")),
        Column("currency", gettext_lazy("its code, like MYR")),
        Column("wage_period", " | ".join(PERIODS)),
        Column("hours", gettext_lazy("hours of work")),
        Column("overtime", gettext_lazy("how overtime is paid")),
        Column("leave", gettext_lazy("days off and leave")),
        Column("lodging", gettext_lazy("who provides it")),
        Column("food", gettext_lazy("who provides it")),
        Column("contract_months", gettext_lazy("how long the contract is")),
        Column("costs_employer", gettext_lazy("costs that the employer or recruiter bears")),
        Column("costs_worker", gettext_lazy("costs that the worker bears")),
        Column("verified_on", gettext_lazy("day on which the mission abroad verified it")),
        Column("verified_by", gettext_lazy("which mission")),
        Column("contact", gettext_lazy("whom to ask at the recruiter")),
        Column("source", gettext_lazy("where this is known from")),
    ),
    _enter,
    VACANCIES,
)
