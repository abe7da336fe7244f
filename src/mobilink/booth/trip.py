"""The driver's sheet for the phone: the way, who is aboard, the vans, the load."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import translation
from django.utils.timezone import localdate

from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Equipment, Inspection, OdometerReading, Van
from mobilink.fleet.queries import inspections_on, last_readings
from mobilink.outreach.models import Assignment, Load, Outing
from mobilink.outreach.trips import FIELDS, trips_of
from mobilink.places.queries import region_names

LANGUAGES: Final = ("id", "en")


def ways(
    outings: Sequence[Outing], booked: Mapping[UUID, list[Assignment]]
) -> dict[UUID, dict[str, Any]]:
    """Outing → all that its driver must know, in values that JSON knows; eight queries."""
    trips, loads = trips_of(outings), _loads(outings)
    vans = {
        booking.van_id: booking.van for each in booked.values() for booking in each if booking.van
    }
    upkeep, read = Upkeep(vans.values()), last_readings()
    seen = _seen(inspections_on(vans.values(), {outing.day for outing in outings}))
    regions = region_names({outing.venue.regency_code for outing in outings})
    return {
        outing.pk: {
            **{name: getattr(trips[outing.pk], name) for name in FIELDS},
            "address": _address(outing, regions),
            "crew": [_person(booking) for booking in booked.get(outing.pk, []) if booking.person],
            "vans": [
                _van(booking.van, outing, upkeep)
                | {
                    "read": _read(read.get(booking.van.pk)),
                    "seen": seen[booking.van.pk, outing.day],
                }
                for booking in booked.get(outing.pk, [])
                if booking.van
            ],
            "things": [
                _thing(booking.equipment)
                for booking in booked.get(outing.pk, [])
                if booking.equipment
            ],
            "loads": loads[outing.pk],
        }
        for outing in outings
    }


def _address(outing: Outing, regions: Mapping[str, str]) -> str:
    venue = outing.venue
    name = venue.name if outing.place_text else ""
    return ", ".join(filter(None, [name, venue.address, regions.get(venue.regency_code, "")]))


def _person(booking: Assignment) -> dict[str, str]:
    assert booking.person is not None
    return {"name": booking.person.name, "duty": booking.duty, "phone": booking.person.phone}


def _van(van: Van, outing: Outing, upkeep: Upkeep) -> dict[str, Any]:
    """A van, and in each language why it must not go, or go only with care."""
    warnings = {}
    for language in LANGUAGES:
        with translation.override(language):
            warnings[language] = upkeep.on(van, outing.day).warnings
    return {"id": van.pk, "name": van.name, "plate": van.plate, "warnings": warnings}


def _thing(thing: Equipment) -> dict[str, Any]:
    tent = thing.kind == Equipment.Kind.TENT
    limits = {"weight_kg": thing.weight_kg, "wind_kmh": thing.wind_limit_kmh} if tent else None
    return {"id": thing.pk, "name": thing.name, "label": thing.label, "tent": limits}


def _read(last: OdometerReading | None) -> dict[str, Any] | None:
    """The last reading of a van, which a newer one must fit."""
    return {"km": last.km, "at": last.at} if last else None


def _seen(inspections: Sequence[Inspection]) -> Mapping[tuple[UUID, date], list[dict[str, Any]]]:
    """Van and day → how it was found, the newest first; each with its id, like the loads."""
    by_van = defaultdict[tuple[UUID, date], list[dict[str, Any]]](list)
    for inspection in inspections:
        entry = {
            "id": inspection.pk,
            "at": inspection.at,
            "by": inspection.seen_by.name if inspection.seen_by else "",
        }
        by_van[inspection.van_id, localdate(inspection.at)].append(
            entry | {"defects": inspection.defects}
        )
    return by_van


def _loads(outings: Sequence[Outing]) -> dict[UUID, list[dict[str, Any]]]:
    """Each movement with its id, so that a phone counts none twice that it recorded itself."""
    by_outing = defaultdict[UUID, list[dict[str, Any]]](list)
    rows = Load.objects.filter(outing__in=outings).select_related("equipment")
    for row in rows:
        by_outing[row.outing_id].append(
            {
                "id": row.pk,
                "equipment": row.equipment_id,
                "name": row.equipment.name if row.equipment else row.name,
                "way": row.way,
                "quantity": row.quantity,
                "condition": row.condition,
            }
        )
    return by_outing
