"""Keeping the register of venues."""

import unicodedata
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics.errors import Refused
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.people.models import Person, Role, Unit
from mobilink.places import coast
from mobilink.places.map import Chart, chart
from mobilink.places.models import Region, Venue
from mobilink.places.queries import venues_in_use

CHECKED = ("name", "lat", "lon", "regency_code", "district_code")


ADD = Act("add venue", gettext_lazy("Venue added"), by=Role.Function.PLANNER, at=ITSELF)
REVISE = Act("revise venue", gettext_lazy("Venue changed"), by=Role.Function.PLANNER, at=ITSELF)


class BadVenue(Refused):
    """A venue that cannot be meant: half a point, a point at sea, an unknown region."""

    code = "bad_venue"


def add_venue(*, by: Person | None, **fields: Any) -> Venue:
    """Enter a venue; its point may be absent, and never lies in the sea."""
    ADD.require(by, _own_unit(by))
    with alone():
        _check(fields, fields.keys(), venues_in_use().only("name", "aliases"))
        with commit(ADD, by=by) as draft:
            return draft.add(Venue, **fields)


def revise_venue(venue: Venue, *, by: Person | None, **changes: Any) -> None:
    """Correct what is known of a venue."""
    REVISE.require(by, _own_unit(by))
    known = {name: getattr(venue, name) for name in CHECKED}
    changed = {name for name, value in changes.items() if getattr(venue, name) != value}
    with alone():
        _check(known | changes, changed, venues_in_use().exclude(pk=venue.pk))
        with commit(REVISE, by=by, on=venue) as draft:
            draft.change(venue, **changes)


def _own_unit(person: Person | None) -> Unit | None:
    """Venues belong to no unit: whoever plans for their own keeps the register."""
    return Unit.objects.get(pk=person.unit_id) if person else None


def _check(fields: dict[str, Any], changed: Collection[str], others: Iterable[Venue]) -> None:
    lat, lon = fields.get("lat"), fields.get("lon")
    if (lat is None) != (lon is None):
        raise BadVenue(_("A point needs latitude and longitude; give both or neither."))
    code = fields["regency_code"]
    if not Region.objects.filter(code=code, level=Region.Level.REGENCY).exists():
        raise BadVenue(_("There is no regency with the code %(code)s.") % {"code": code})
    _check_district(fields.get("district_code", ""), code)
    name = unicodedata.normalize("NFC", str(fields.get("name", ""))).casefold()
    if "name" in changed and any(
        name in map(str.casefold, [other.name, *other.aliases]) for other in others
    ):
        raise BadVenue(_("The register has this venue already, under this or another name."))
    if lat is not None and lon is not None:
        _check_point(Decimal(lat), Decimal(lon))


def _check_district(code: str, regency: str) -> None:
    """Refuse a district of another regency; empty where nobody said in which the venue lies."""
    if not code:
        return
    district = Region.objects.filter(code=code, level=Region.Level.DISTRICT).first()
    if district is None or district.parent_code != regency:
        raise BadVenue(
            _("The district “%(district)s” lies in another regency. Choose both again.")
            % {"district": district or code}
        )


def _check_point(lat: Decimal, lon: Decimal) -> None:
    """Refuse a point at sea, proposing the other hemisphere when the sign is the mistake."""
    if abs(lat) > 90 or abs(lon) > 180:
        raise BadVenue(_("Latitude goes to 90 degrees and longitude to 180. Measure it again."))
    point = {"lon": float(lon), "lat": float(lat)}
    home = chart()
    if not _near(home, **point) or coast.on_land(home.land, **point):
        return
    mirrored = coast.mirrored_latitude(home.land, **point)
    if mirrored is None:
        raise BadVenue(_("The point %(lat)s, %(lon)s lies in the sea. Measure it again.") % point)
    raise BadVenue(
        _("The point %(lat)s, %(lon)s lies in the sea; %(mirrored)s is on land. North is positive.")
        % (point | {"mirrored": mirrored})
    )


def _near(home: Chart, *, lon: float, lat: float) -> bool:
    """Whether the home coast can tell about the point or about its mirror image.

    It must not reach further than the home waters: a northern point mirrored to the south lies on
    Sumatra, and would pass for land.
    """
    if not home:
        return False
    west, south, east, north = home.reach
    return west <= lon <= east and south <= abs(lat) <= north
