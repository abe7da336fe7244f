"""What the office does about what others recorded of outings: calendars learn of it, registers too."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy

from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.storage.following import follow
from mobilink.outreach.actions import SEEN_BY_THE_PUBLIC
from mobilink.outreach.loads import tell_condition
from mobilink.outreach.models import Load, Outing
from mobilink.outreach.queries import CALLED_OFF

COUNT_CHANGE = Act(
    "count change of outing", gettext_lazy("Change of an outing counted"),
    in_story=gettext_lazy("told calendars of the change"),
)  # fmt: skip


def count_changes(changed: Mapping[UUID, set[str]]) -> None:
    """Count each change that the public sees and that its author, a phone, did not count."""
    for outing in Outing.objects.filter(pk__in=changed, is_announced=True):
        fields = changed[outing.pk]
        is_called_off = "state" in fields and outing.state in CALLED_OFF
        if "sequence" not in fields and (fields & SEEN_BY_THE_PUBLIC or is_called_off):
            follow(_count, outing)


def follow_loads(loads: Collection[UUID]) -> None:
    """What a phone says of how a thing came back is then its condition, as at the desk."""
    judged = Load.objects.filter(pk__in=loads, equipment__isnull=False).exclude(condition="")
    for load in judged.select_related("equipment__unit", "outing", "told_by").order_by("at"):
        follow(tell_condition, load)


def _count(outing: Outing) -> None:
    with commit(COUNT_CHANGE, by=None, on=outing) as draft:
        draft.change(outing, sequence=outing.sequence + 1)
