"""The table of what is told of countries: open or closed, for whom, from when to when."""

from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.countries import code_of
from mobilink.guidance.models import CountryStatus, Scheme
from mobilink.guidance.registers import COUNTRIES, status_key
from mobilink.imports.cells import (
    BadCell,
    Row,
    choice_in,
    day_in,
    needed,
    refuse_unless_in_order,
    refuse_unless_kept,
)
from mobilink.imports.list_tables import Listed, list_table
from mobilink.imports.tables import Column

Status = CountryStatus.Status
STATUSES: Final = {
    "buka": Status.OPEN, "terbuka": Status.OPEN, "open": Status.OPEN,
    "tutup": Status.CLOSED, "tertutup": Status.CLOSED, "moratorium": Status.CLOSED,
    "closed": Status.CLOSED,
}  # fmt: skip
SCHEMES: Final = {
    "p to p": Scheme.P_TO_P, "p-to-p": Scheme.P_TO_P,
    "g to g": Scheme.G_TO_G, "g-to-g": Scheme.G_TO_G,
}  # fmt: skip


def country_in(row: Row) -> str:
    """The code of a country, told by it or by its name."""
    code = code_of(needed(row, "country"))
    if not code:
        raise BadCell(
            "country",
            _("“%(text)s” is not a country; write its code, like MY.") % {"text": row["country"]},
        )
    return code


def _enter(row: Row, listed: Listed) -> bool:
    needed(row, "status")
    needed(row, "valid_from")
    fields: dict[str, Any] = {
        "country": country_in(row),
        "status": choice_in(row, "status", STATUSES),
        "source": needed(row, "source"),
    }
    fields |= {name: day for name in ("valid_from", "valid_to") if (day := day_in(row, name))}
    if scheme := choice_in(row, "scheme", SCHEMES):
        fields["scheme"] = scheme
    if "job" in row:
        fields["job"] = row["job"]
    refuse_unless_in_order(row, fields, ("valid_from", "valid_to"))
    refuse_unless_kept(CountryStatus(**fields, checked_on=listed.as_at))
    twice = _("an earlier row is about the same, from the same day; leave one.")
    return listed.keep(status_key(fields), fields, "country", twice)


TABLE: Final = list_table(
    (
        Column("country", gettext_lazy("code (MY) or name of the country"), required=True),
        Column("status", " | ".join(STATUSES), required=True),
        Column(
            "valid_from",
            gettext_lazy("first day on which it holds, like 2026-06-30"),
            required=True,
        ),
        Column("valid_to", gettext_lazy("last day on which it holds; empty where no end is told")),
        Column(
            "scheme",
            format_lazy(gettext_lazy("{choices}; empty for all"), choices=" | ".join(SCHEMES)),
        ),
        Column("job", gettext_lazy("sector or title of the job that it is about; empty for all")),
        Column("source", gettext_lazy("where this is known from"), required=True),
    ),
    _enter,
    COUNTRIES,
)
