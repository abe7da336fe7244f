"""What makes a plan one that can be meant, and whether the calendar has it already."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.outreach.errors import BadPlan, PlannedAlready
from mobilink.outreach.models import Outing, Programme
from mobilink.outreach.queries import CALLED_OFF
from mobilink.people.reader import language

# Two outings that agree in all of these are one outing, entered twice.
WHAT_IT_IS = ("title", "day", "start", "venue", "executing_unit")


def check_plan(fields: dict[str, Any]) -> None:
    """Refuse a plan whose day, hours or programmes cannot be meant."""
    start, end = fields["start"], fields["end"]
    _check_day(fields["day"])
    check_programmes(fields["programmes"])
    if start and end and end <= start:
        raise BadPlan(
            _("The outing ends at %(end)s, before it begins at %(start)s. Correct one of them.")
            % {"end": language().time(end), "start": language().time(start)}
        )


def check_programmes(codes: Collection[str]) -> None:
    """Refuse a line of work that the office does not have."""
    known = set(Programme.objects.values_list("code", flat=True))
    unknown = sorted(set(codes) - known)
    if unknown:
        raise BadPlan(
            _("There is no programme “%(code)s”; choose %(known)s.")
            % {"code": unknown[0], "known": ", ".join(sorted(known))}
        )


def _check_day(day: date) -> None:
    if not clock.FIRST_DAY <= day <= clock.LAST_DAY:
        raise BadPlan(
            _("%(day)s is out of range; choose a day from 2010 to 2099.") % {"day": day.isoformat()}
        )


def check_next_day(outing: Outing, next_day: date | None) -> None:
    """Refuse a next date that does not come after the outing's own day."""
    if next_day is None:
        return
    _check_day(next_day)
    if next_day <= outing.day:
        raise BadPlan(_("The next date must be after the day of this outing."))


def refuse_duplicate(fields: dict[str, Any]) -> None:
    """Refuse what the calendar has: a form sent twice, or a second outing of a slot on one day."""
    slot, day = fields["slot"], fields["day"]
    of_slot = Outing.objects.filter(slot=slot, day=day).exclude(state=Outing.State.CANCELLED)
    if slot and of_slot.exists():
        raise BadPlan(
            _("“%(slot)s” has an outing on %(day)s already.")
            % {"slot": slot.name, "day": language().day(day)}
        )
    same = {name: fields[name] for name in WHAT_IT_IS}
    duplicate = Outing.objects.filter(**same).exclude(state__in=CALLED_OFF).first()
    if duplicate:
        raise PlannedAlready(
            _("“%(outing)s” is on the calendar for %(day)s already, at that hour and place.")
            % {"outing": duplicate.title, "day": language().day(day)},
            duplicate.pk,
        )
