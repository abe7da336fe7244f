"""People who are missing from an outing, told on the calendar to who can choose another."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mobilink.console.notices import Notice
from mobilink.outreach.crew import away_between
from mobilink.outreach.models import Outing
from mobilink.people.models import Role
from mobilink.people.queries import Rights


def crew_notices(rights: Rights, ahead: Sequence[Outing]) -> Iterator[Notice]:
    """For its planner each outing that is to come and whose crew is away on the day."""
    yield from _away(rights, ahead)


def _away(rights: Rights, ahead: Sequence[Outing]) -> Iterator[Notice]:
    among = rights.units(Role.Function.PLANNER)
    if not among:
        return
    for missing in away_between(ahead).values():
        for each in missing:
            outing = each.outing
            if {outing.owner_unit_id, outing.executing_unit_id} & among:
                told = _("“%(outing)s” on %(day)s:") % {
                    "outing": outing.title,
                    "day": date_format(outing.day, "j F Y"),
                }
                yield Notice(f"{told} {each.words}", reverse("console:outing", args=[outing.pk]))
