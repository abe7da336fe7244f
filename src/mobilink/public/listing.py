"""What the public pages list, gathered in a constant number of queries.

Only what was announced comes through here: a draft or a proposal is as good as absent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from mobilink.design.templatetags.coastline import ParkedVan, Spot
from mobilink.fleet.models import Van
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import (
    CALLED_OFF,
    IN_TIME,
    NEWEST_FIRST,
    TOOK_PLACE,
    announced,
    slots_valid,
)
from mobilink.people.queries import UnitNames
from mobilink.places.map import chart
from mobilink.places.models import Venue
from mobilink.places.nearness import Point
from mobilink.places.queries import region_names
from mobilink.public import nearby

State = Outing.State
COMING = (State.APPROVED, State.UNDER_WAY)
FIRST, LAST = 8, 10  # outings on the first page: to come, and past
FEED_SPAN = timedelta(days=400)


@dataclass(frozen=True)
class Entry:
    """One outing as a list shows it: names of its day, and what follows it if it was called off."""

    outing: Outing
    unit: str
    region: str
    successor: Outing | None = None

    @property
    def place(self) -> str:
        return self.outing.place_text or self.outing.venue.name

    @property
    def at(self) -> Point | None:
        """Latitude and longitude, of the venue or at least of its regency's town."""
        return nearby.position(self.outing.venue)

    @property
    def is_called_off(self) -> bool:
        return self.outing.state in CALLED_OFF


@dataclass(frozen=True)
class Place:
    """A venue in the list beside the map; numbered when it is drawn there."""

    venue: Venue
    region: str
    spot: Spot | None


@dataclass(frozen=True)
class FirstPage:
    """Everything on the first page."""

    coming: list[Entry]
    more_coming: int
    called_off: list[Entry]
    past: list[Entry]
    rhythms: list[Slot]
    places: list[Place]
    vans: list[ParkedVan] = field(default_factory=list)

    @property
    def spots(self) -> list[Spot]:
        return [place.spot for place in self.places if place.spot]


def visible() -> QuerySet[Outing]:
    """What has a page for everyone: all that was announced and is no draft or proposal again."""
    return announced().exclude(state__in=(State.DRAFT, State.PROPOSED))


def ahead(day: date) -> QuerySet[Outing]:
    """What is still to come, called-off outings among it."""
    return visible().filter(day__gte=day).exclude(state__in=TOOK_PLACE).order_by(*IN_TIME)


def past(day: date) -> QuerySet[Outing]:
    """What is over, the latest first."""
    over = Q(day__lt=day) | Q(state__in=TOOK_PLACE)
    return visible().filter(over).order_by(*NEWEST_FIRST)


def called_off(day: date) -> QuerySet[Outing]:
    """Called-off outings that somebody may still be counting on."""
    awaited = Q(day__gte=day) | Q(next_day__gte=day)
    return visible().filter(awaited, state__in=CALLED_OFF).order_by(*IN_TIME)


def awaited(day: date) -> QuerySet[Outing]:
    """Everything that somebody may be counting on: what is to come, and what was called off."""
    return ahead(day) | called_off(day)


def in_feed(day: date) -> QuerySet[Outing]:
    return visible().filter(day__gte=day - FEED_SPAN)


def first_page(day: date, near: str = "") -> FirstPage:
    """The first page as of a day; eleven queries however much there is to list.

    The next outings, or those nearest to a regency.
    """
    to_come = ahead(day).filter(state__in=COMING)
    coming = nearby.nearest_first(to_come, near)[:FIRST] if near else list(to_come[:FIRST])
    off = list(called_off(day)[:FIRST])
    over = list(past(day)[:LAST])
    listed = {entry.outing.pk: entry for entry in entries([*coming, *off, *over])}
    return FirstPage(
        coming=[listed[outing.pk] for outing in coming],
        more_coming=to_come.count() - len(coming) if len(coming) == FIRST else 0,
        called_off=[listed[outing.pk] for outing in off],
        past=[listed[outing.pk] for outing in over],
        rhythms=slots_valid((day, day)),
        places=places_of(listed.values(), {outing.venue_id for outing in coming}),
        vans=parked_vans(),
    )


def entries(outings: Sequence[Outing]) -> list[Entry]:
    """The outings with the names a reader needs; three queries."""
    names = UnitNames({outing.executing_unit for outing in outings})
    regions = region_names({outing.venue.regency_code for outing in outings})
    following = visible().filter(follows__in=[o.pk for o in outings if o.state in CALLED_OFF])
    successors = {outing.follows_id: outing for outing in following}
    return [
        Entry(
            outing,
            names.on(outing.executing_unit, outing.day).name,
            regions.get(outing.venue.regency_code, ""),
            successors.get(outing.pk),
        )
        for outing in outings
    ]


def places_of(listed: Iterable[Entry], next_venues: set[UUID]) -> list[Place]:
    """The venues of a list, each once, the ones on the map first and numbered."""
    regions = {entry.outing.venue: entry.region for entry in listed}
    drawn = [venue for venue in regions if chart().position(venue.lat, venue.lon)]
    others = [venue for venue in regions if venue not in drawn]
    numbered = [
        Place(venue, regions[venue], spot_of(venue, number, is_next=venue.pk in next_venues))
        for number, venue in enumerate(drawn, start=1)
    ]
    return numbered + [Place(venue, regions[venue], None) for venue in others]


def spot_of(venue: Venue, number: int = 1, *, is_next: bool = False) -> Spot | None:
    """The venue on the map, or None without a point or off the map."""
    at = chart().position(venue.lat, venue.lon)
    return Spot(number, venue.name, *at, is_next=is_next) if at else None


def parked_vans() -> list[ParkedVan]:
    """Each van to the left of its home post; a second one at the same post stands above the first."""
    parked: list[ParkedVan] = []
    for van in Van.in_use().select_related("unit"):
        town = chart().town_of(van.unit.regency_code)
        if town:
            above = sum(each.x == town.x - 92 for each in parked)
            parked.append(ParkedVan(van.name, town.x - 92, town.y - 34 - 52 * above))
    return parked
