"""Telling units apart by shape and word; no colour is needed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mobilink.people.models import Unit
from mobilink.people.queries import UnitNames, units

# On a 12 by 12 grid: square, triangle, circle, diamond, bar, cross; then from the beginning.
SHAPES = (
    "M1 1h10v10H1z",
    "M6 1l5.5 10H.5z",
    "M6 .5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
    "M6 0l6 6-6 6-6-6z",
    "M1 4h10v4H1z",
    "M4 1h4v3h3v4H8v3H4V8H1V4h3z",
)


@dataclass(frozen=True)
class UnitBadge:
    """A unit as a page shows it: its shape, and what it was called on the day."""

    code: str
    shape: str
    short_name: str
    name: str


class UnitBadges:
    """The marks of all units, read once for a whole page: two queries, or one where `known` are."""

    def __init__(self, known: list[Unit] | None = None) -> None:
        self.units = units() if known is None else known
        self.names = UnitNames()
        self._shapes: dict[UUID, str] = {
            unit.pk: SHAPES[position % len(SHAPES)] for position, unit in enumerate(self.units)
        }

    def on(self, unit: Unit, day: date) -> UnitBadge:
        """The mark of a unit with the name it bore on the day."""
        name = self.names.on(unit, day)
        return UnitBadge(
            unit.code, self._shapes.get(unit.pk, SHAPES[0]), name.short_name, name.name
        )

    def choices(self, day: date, among: set[UUID] | None = None) -> list[tuple[str, str]]:
        """Units to choose from, by the names of the day."""
        return [
            (str(unit.pk), self.names.on(unit, day).name)
            for unit in self.units
            if unit.gone_on is None and (among is None or unit.pk in among)
        ]
