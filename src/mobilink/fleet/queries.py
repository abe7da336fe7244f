"""Questions about vans and equipment."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Window
from django.db.models.functions import RowNumber

from mobilink.fleet.models import Equipment, OdometerReading, Refuelling, Van

Fact = TypeVar("Fact", OdometerReading, Refuelling)
RECENT = 5


@dataclass(frozen=True)
class VanCard:
    """A van with its newest meter readings and receipts, the newest first."""

    van: Van
    readings: list[OdometerReading]
    fuel: list[Refuelling]


def vans() -> list[Van]:
    return list(Van.objects.select_related("unit"))


def equipment() -> list[Equipment]:
    return list(Equipment.objects.select_related("unit"))


def van_cards() -> list[VanCard]:
    """Every van with what was read and bought lately; three queries."""
    readings = _newest(OdometerReading)
    fuel = _newest(Refuelling)
    return [VanCard(van, readings.get(van.pk, []), fuel.get(van.pk, [])) for van in vans()]


def _newest(model: type[Fact]) -> dict[UUID, list[Fact]]:
    nth = Window(RowNumber(), partition_by="van", order_by="-at")
    rows = model._default_manager.annotate(nth=nth).filter(nth__lte=RECENT)
    found: dict[UUID, list[Fact]] = {}
    for row in rows.order_by("-at"):
        found.setdefault(row.van_id, []).append(row)
    return found
