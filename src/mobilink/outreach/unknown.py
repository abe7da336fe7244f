"""Why something about an outing is not known here: each reason has its word, and none is zero."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.members.installations import served
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF
from mobilink.people.queries import office_day


class Unknown(models.TextChoices):
    NOT_YET = "not_yet", _("not yet")  # its time has not come
    NOT_RECORDED = "not_recorded", _("not recorded")  # nobody wrote it down
    NOT_HERE = "not_here", _("not here")  # another machine of the office holds it
    NEVER = "never", "–"  # it did not take place


def why_unknown(outing: Outing) -> Unknown:
    """Why a figure or a remark of this outing is missing on this machine."""
    return reasons([outing])[outing.pk]


def reasons(chosen: Collection[Outing]) -> dict[UUID, Unknown]:
    """The same for each of several outings, by one query however many there are."""
    held, today = served({each.executing_unit.code for each in chosen}), office_day()
    return {each.pk: _why(each, held, today) for each in chosen}


def _why(outing: Outing, held: set[str], today: date) -> Unknown:
    if outing.state in CALLED_OFF:
        return Unknown.NEVER
    is_over = outing.state in {Outing.State.HELD, Outing.State.REPORTED}
    if not is_over and outing.day >= today:
        return Unknown.NOT_YET
    return Unknown.NOT_RECORDED if outing.executing_unit.code in held else Unknown.NOT_HERE
