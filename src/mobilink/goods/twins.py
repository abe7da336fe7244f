"""Duplicates of every kind: who proposes them, and how two become one and two again."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple
from uuid import UUID

from mobilink.goods import merging as makers
from mobilink.goods.models import Maker
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach import merging
from mobilink.outreach.merging import Twins
from mobilink.outreach.models import Outing
from mobilink.places.models import Venue


class Way(NamedTuple):
    """What is done about twins of one model; outings are cancelled, not merged."""

    model: type[SharedRow]
    proposed: Callable[[], list[Twins]]
    merge: Callable[..., None] | None = None
    split: Callable[..., None] | None = None

    def row(self, pk: UUID) -> Any:
        """The row with this id, if it is of this model."""
        return self.model._default_manager.filter(pk=pk).first()

    def merged(self) -> list[Any]:
        """What was merged into another one."""
        if not self.merge:
            return []
        rows: Any = self.model._default_manager
        gone = rows.exclude(merged_into=None)
        return [*gone.select_related("merged_into")]


WAYS: Final = {
    "venue": Way(Venue, merging.venue_twins, merging.merge_venues, merging.split_venue),
    "outing": Way(Outing, merging.outing_twins),
    "maker": Way(Maker, makers.maker_twins, makers.merge_makers, makers.split_maker),
}


def proposed() -> dict[str, list[Twins]]:
    """Kind → what seems to be there twice."""
    return {kind: way.proposed() for kind, way in WAYS.items()}


def meant(text: str) -> tuple[Way, Any] | None:
    """The row that an id means and how its like are merged; nothing where nothing is merged so."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    matches = ((way, way.row(key)) for way in WAYS.values() if way.merge)
    return next(((way, row) for way, row in matches if row is not None), None)
