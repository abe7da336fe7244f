"""Late erasure, where a van that had not heard of it tells anew who a maker is."""

from collections.abc import Collection
from uuid import UUID

from mobilink.goods.models import Maker, MakerPerson
from mobilink.goods.queries import called, kept_makers
from mobilink.journal.safety.erasure import erase
from mobilink.people.queries import office_day


def erase_forgotten(arrived: Collection[UUID]) -> None:
    """Erase what was told of makers who were forgotten and of whom nothing else is known.

    Who comes back is put on show again before their name is told.
    """
    day, kept = office_day(), kept_makers()
    about = MakerPerson.objects.filter(pk__in=arrived).values_list("maker", flat=True)
    for pk in {kept.get(maker, maker) for maker in about}:
        same = Maker.objects.filter(pk__in=called(Maker(pk=pk)))
        persons = MakerPerson.objects.filter(maker__in=same)
        is_known = persons.exclude(pk__in=arrived).exists()
        if not is_known and any(maker.is_forgotten and maker.has_left(day) for maker in same):
            late = persons.values_list("pk", flat=True)
            erase(late, why="told by a machine that had not heard of the erasure")
