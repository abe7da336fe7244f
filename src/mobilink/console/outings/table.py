"""All outings as a table, of which a head can propose or approve several at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mobilink.console.tables.units import filter_by_unit, name_units, unit_column
from mobilink.design.tables.columns import Column, Days, column, filter_by, words_in
from mobilink.design.tables.table import Deed, Table
from mobilink.outreach import actions
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import NEWEST_FIRST, outings, programme_names, vans_booked

UNITS = ("owner_unit", "executing_unit")


def _known(rows: Sequence[Any]) -> Iterable[Any]:
    """The outings, each with the names of its units, vans and programmes."""
    vans, programmes = vans_booked(rows), programme_names(get_language() or "id")
    for outing in name_units(rows, *UNITS, on=lambda outing: outing.day):
        outing.vans = ", ".join(vans.get(outing.pk, []))
        outing.programme_names = ", ".join(programmes.get(code, code) for code in outing.programmes)
        yield outing


OUTINGS = Table(
    name="outings",
    title=_("Outings"),
    rows=lambda: outings().order_by(*NEWEST_FIRST),
    columns=(
        column(Outing, "title", note=lambda outing: outing.place_text or outing.venue.name),
        column(Outing, "day"),
        column(Outing, "start"),
        column(Outing, "end", is_shown=False),
        column(Outing, "venue", sort=("venue__name",), is_shown=False),
        column(Outing, "kind"),
        unit_column(Outing, "owner_unit", is_shown=False),
        unit_column(Outing, "executing_unit"),
        Column("vans", _("Vans"), lambda outing: outing.vans, empty=_("none booked")),
        Column(
            "programmes",
            _("Programmes"),
            lambda outing: outing.programme_names,
            is_shown=False,
        ),
        column(Outing, "state"),
        column(Outing, "is_announced", is_shown=False),
        column(Outing, "reason", is_shown=False),
        column(Outing, "source", is_shown=False),
    ),
    empty=_("No outing yet. Plan the first one, or let a routine propose it."),
    search=words_in("title", "place_text", "venue__name"),
    filters=(
        filter_by(Outing, "state"),
        filter_by(Outing, "kind"),
        filter_by_unit(Outing, "executing_unit"),
        Days("day", _("Day"), "day"),
    ),
    prepare=_known,
    address=lambda outing: reverse("console:outing", args=[outing.pk]),
    deeds=(
        Deed(
            "propose",
            _("Propose"),
            actions.PROPOSE,
            lambda outing, by: actions.propose(outing, by=by),
        ),
        Deed(
            "approve",
            _("Approve"),
            actions.APPROVE,
            lambda outing, by: actions.approve(outing, by=by),
        ),
    ),
)
