"""All outings to which a partner was asked along, as a table and as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mobilink.design.tables.columns import Column, Days, column, filter_by, words_in
from mobilink.design.tables.shown import file_of, shown
from mobilink.design.tables.table import Choice, Table
from mobilink.outreach.models import Outing
from mobilink.partners.models import Access, Invitation, Organisation
from mobilink.partners.queries import joint_of
from mobilink.portal.door import partner_only
from mobilink.portal.views import about
from mobilink.publishing.spreadsheets import TYPES


def _of_outing(field: str, **otherwise: Any) -> Column:
    """A column of the outing that an invitation is about."""
    of_itself = column(Outing, field)
    stated: dict[str, Any] = {
        "value": lambda invitation: of_itself.value(invitation.outing),
        "sort": (f"outing__{field}",),
    }
    if of_itself.code:
        stated["code"] = lambda invitation: getattr(invitation.outing, field)
    return Column(**{"name": field, "label": of_itself.label} | stated | otherwise)


def joint_table(partner: Organisation) -> Table:
    """The table of one partner's outings; of any other it has no row."""
    return Table(
        name="joint",
        title=gettext_lazy("Joint outings"),
        rows=lambda: joint_of(partner),
        columns=(
            _of_outing("title", note=lambda one: one.outing.place_text or one.outing.venue.name),
            _of_outing("day"),
            _of_outing("start"),
            column(Invitation, "duty"),
            column(Invitation, "brings", is_shown=False),
            column(Invitation, "state", label=gettext_lazy("Your answer")),
            _of_outing(
                "state",
                name="outing_state",
                label=gettext_lazy("The outing"),
                note=lambda invitation: invitation.outing.reason,
            ),
        ),
        empty=gettext_lazy("You were asked along to no outing yet."),
        search=words_in("outing__title", "outing__place_text", "outing__venue__name", "duty"),
        filters=(filter_by(Invitation, "state"), Days("day", gettext_lazy("Day"), "outing__day")),
        address=lambda invitation: reverse("portal:invitation", args=[invitation.pk]),
    )


@require_safe
@partner_only
def page(request: HttpRequest, access: Access) -> HttpResponse:
    """All outings of the partner, the latest first."""
    table = shown(
        request,
        joint_table(access.organisation),
        lambda kind: reverse("portal:joint_file", args=[kind]),
    )
    return render(
        request, "portal/joint.html", {**about(access), "shown": table}, status=table.status
    )


@require_safe
@partner_only
def file(request: HttpRequest, access: Access, kind: str) -> HttpResponse:
    """The same as a file."""
    if kind not in TYPES:
        raise Http404(_("A table comes as XLSX, CSV or JSON."))
    return file_of(Choice(joint_table(access.organisation), request.GET), kind)
