"""The driver's sheet: one A4 page with the way, the people, the tents and the load of an outing."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.text import capfirst

from mobilink.basics import clock
from mobilink.basics.languages import INDONESIAN
from mobilink.fleet.models import Equipment, Part
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.trips import DriverDay, driver_day
from mobilink.outreach.unknown import why_unknown
from mobilink.publishing.papers import common
from mobilink.publishing.phrases import full_day, missing, place, with_zone, zone
from mobilink.publishing.posters import where
from mobilink.publishing.typesetting import typeset

DUTIES = {"leader": "ketua tim", "crew": "petugas", "driver": "pengemudi"}


def driver_sheet(outing: Outing, *, made_at: datetime | None = None) -> bytes:
    """The sheet for the glove box; what is not recorded says so."""
    made_at = made_at or clock.now()
    with translation.override("id"):
        content = common(outing.day, made_at) | _content(driver_day(outing))
    return typeset("drive", content, made_at)


def _content(day: DriverDay) -> dict[str, Any]:
    outing, trip = day.outing, day.trip
    leave = f"{INDONESIAN.time(trip.leave_at)} {zone(outing.day)}" if trip.leave_at else None
    return {
        "mark": "PENGEMUDI",
        "unknown": missing(why_unknown(outing)),
        "title": outing.title,
        "when": full_day(outing.day),
        "hours": with_zone(outing),
        "leave": leave,
        "place": capfirst(place(outing)),
        "address": where(outing),
        "access": outing.venue.vehicle_access,
        **{name: getattr(trip, name) for name in ("gate", "parking", "contact", "crossing")},
        "last_boat": trip.last_boat,
        "plan_b": trip.plan_b,
        "vans": [{"name": " ".join(filter(None, [v.van.name, v.van.plate]))} for v in day.vans],
        "cautions": [words for each in day.vans for words in each.warnings],
        "crew": [_aboard(booking) for booking in day.crew],
        "tents": [_tent(tent) for tent in day.tents],
        "load": day.load_lines,
        "checks": [str(part.label) for part in Part],
    }


def _aboard(booking: Assignment) -> dict[str, str]:
    person = booking.person
    assert person is not None  # who is on board is a person
    return {
        "name": person.name,
        "duty": DUTIES.get(booking.duty, booking.duty),
        "phone": person.phone,
    }


def _tent(tent: Equipment) -> dict[str, str | None]:
    weight, wind = tent.weight_kg, tent.wind_limit_kmh
    return {
        "name": tent.name,
        "weight": None if weight is None else f"{weight.normalize():f} kg".replace(".", ","),
        "wind": None if wind is None else f"{wind} km/jam",
    }
