"""The register of partners as a table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.design.tables.columns import Column, column, filter_by, words_in
from mobilink.design.tables.table import Table
from mobilink.partners.models import Organisation
from mobilink.partners.queries import ending_agreements, partners
from mobilink.people.queries import office_day
from mobilink.people.reader import language


def _with_papers(rows: Sequence[Any]) -> Iterable[Any]:
    """The partners, each with the agreement that ends soon, in words."""
    ending = {paper.organisation_id: paper for paper in ending_agreements(office_day())}
    for partner in rows:
        paper = ending.get(partner.pk)
        partner.ending = (
            _("%(name)s ends on %(day)s") % {"name": paper, "day": language().day(paper.until)}
            if paper and paper.until
            else ""
        )
        yield partner


PARTNERS = Table(
    name="partners",
    title=gettext_lazy("Partners"),
    rows=lambda: partners().order_by("-is_active", "kind", "name"),
    columns=(
        column(Organisation, "name", note=lambda one: one.parent.name if one.parent else ""),
        column(
            Organisation,
            "kind",
            note=lambda one: "" if one.is_active else _("not a partner any more"),
        ),
        column(Organisation, "brings", empty="–"),
        Column("ending", gettext_lazy("Agreement"), lambda one: one.ending, empty="–"),
        column(Organisation, "parent", sort=("parent__name",), is_shown=False, empty="–"),
        column(Organisation, "sip3mi", is_shown=False, empty="–"),
        column(Organisation, "regency_code", is_shown=False, empty="–"),
        column(Organisation, "is_public", is_shown=False),
        column(Organisation, "is_active", is_shown=False),
    ),
    empty=gettext_lazy(
        "No partner yet. Register whoever goes along: local government, recruiters, BPJS, "
        "organisations, schools."
    ),
    search=words_in("name", "brings", "sip3mi"),
    filters=(filter_by(Organisation, "kind"),),
    prepare=_with_papers,
    address=lambda one: reverse("console:partner", args=[one.pk]),
)
