"""Questions about vans and equipment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Window
from django.db.models.functions import RowNumber

from mobilink.fleet.models import Equipment, Inspection, OdometerReading, Receipt, Refuelling, Van
from mobilink.journal.sync import blobs

Fact = TypeVar("Fact", OdometerReading, Refuelling, Inspection)
RECENT = 5


@dataclass(frozen=True)
class VanCard:
    """A van with its newest meter readings and receipts, the newest first."""

    van: Van
    readings: list[OdometerReading]
    fuel: list[Refuelling]
    inspection: Inspection | None


def vans() -> list[Van]:
    """All vans, those that were given up included: their days stay told."""
    return list(Van.objects.select_related("unit", "keeper"))


def vans_in_use() -> list[Van]:
    return list(Van.in_use().select_related("unit", "keeper"))


def equipment_in_use() -> list[Equipment]:
    return list(Equipment.in_use().select_related("unit", "keeper"))


def van_cards() -> list[VanCard]:
    """Every van in use with what was read, bought and inspected lately; four queries."""
    readings = _newest(OdometerReading)
    fuel = _newest(Refuelling)
    seen = _newest(Inspection)
    return [
        VanCard(
            van,
            readings.get(van.pk, []),
            fuel.get(van.pk, []),
            next(iter(seen.get(van.pk, [])), None),
        )
        for van in vans_in_use()
    ]


def last_readings() -> dict[UUID, OdometerReading]:
    """Van → what its odometer showed last; one query."""
    return {van: found[0] for van, found in _newest(OdometerReading).items()}


def inspections_on(vans: Iterable[Van], days: Iterable[date]) -> list[Inspection]:
    """Every inspection of these vans on one of these days, the newest first; one query."""
    seen = Inspection.objects.filter(van__in=[*vans], at__date__in=[*days])
    return list(seen.select_related("seen_by"))


def photo(hash_: str) -> bytes | None:
    """A photo that an inspection, a reading or a receipt names, once it is here."""
    named = (Inspection, OdometerReading, Refuelling, Receipt)
    is_ours = any(model._default_manager.filter(photo=hash_).exists() for model in named)
    return blobs.read(hash_) if is_ours else None


def _newest(model: type[Fact]) -> dict[UUID, list[Fact]]:
    nth = Window(RowNumber(), partition_by="van", order_by="-at")
    rows = model._default_manager.annotate(nth=nth).filter(nth__lte=RECENT)
    by_van: dict[UUID, list[Fact]] = {}
    for row in rows.order_by("-at"):
        by_van.setdefault(row.van_id, []).append(row)
    return by_van
