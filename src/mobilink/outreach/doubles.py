"""One thing promised twice while two machines could not hear each other: the first booking stands."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.safety.queries import author_of
from mobilink.outreach.models import Assignment
from mobilink.outreach.queries import STILL_TO_COME, clash_of

FREE_DOUBLE = Act("free double booking", gettext_lazy("Double booking released"))


def free_doubles(arrived: Iterable[UUID]) -> list[Assignment]:
    """Free each booking that came after another machine's of the same thing at the same time.

    `arrived` are bookings in the order in which the office took them. Who plans two bookings on one
    machine sees the clash and means it; those are left alone.
    """
    freed = []
    rows = Assignment.objects.select_related("outing", "van", "equipment", "person")
    waiting = list(arrived)
    for number, pk in enumerate(waiting):
        later = set(waiting[number + 1 :])
        mine = rows.filter(pk=pk, is_released=False).first()
        for other in _rivals(mine) if mine else ():
            if mine and other.pk not in later and author_of(other.pk) != author_of(pk):
                why = _("%(thing)s was booked for “%(outing)s” first.") % {
                    "thing": mine.booked,
                    "outing": other.outing.title,
                }
                with commit(FREE_DOUBLE, by=None, why=why) as draft:
                    draft.change(mine, is_released=True, freed_for=other.outing)
                freed.append(mine)
                break
    return freed


def _rivals(mine: Assignment) -> list[Assignment]:
    same = {"person": mine.person_id, "van": mine.van_id, "equipment": mine.equipment_id}
    others = Assignment.objects.filter(
        is_released=False, outing__day=mine.outing.day, outing__state__in=STILL_TO_COME, **same
    ).exclude(pk=mine.pk)
    rivals = others.select_related("outing", "person", "van", "equipment")
    return [other for other in rivals if clash_of(mine, other)]
