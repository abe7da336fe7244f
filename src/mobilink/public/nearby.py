"""The stops to come by their distance from a regency that the reader names.

Where the reader stands is never asked for: a phone that knows it sorts the page by itself
(`public/static/public/near.js`), and what it knows stays in it.
"""

from collections.abc import Iterable

from mobilink.outreach.models import Outing
from mobilink.places.map import chart
from mobilink.places.models import Region, Venue
from mobilink.places.nearness import Point, kilometres
from mobilink.places.queries import home_province


def regencies() -> list[tuple[str, str]]:
    """Code and name of every regency of the office's province, by name; two queries."""
    regencies = Region.objects.filter(level=Region.Level.REGENCY, parent_code=home_province())
    return list(regencies.order_by("name").values_list("code", "name"))


def position(venue: Venue) -> Point | None:
    """The venue's own point, else that of its regency's town, else None."""
    if venue.lat is not None and venue.lon is not None:
        return float(venue.lat), float(venue.lon)
    return chart().seats.get(venue.regency_code)


def away(venue: Venue, regency_code: str) -> float | None:
    """Kilometres from the town of a regency; None where either place is not known."""
    town, at = chart().seats.get(regency_code), position(venue)
    return kilometres(town, at) if town and at else None


def nearest_first(outings: Iterable[Outing], regency_code: str) -> list[Outing]:
    """The nearest outing first, those of one place in time; unknown places last.

    Where no point of a regency is known, its own venues are the nearest.
    """

    def distance(outing: Outing) -> float:
        far = away(outing.venue, regency_code)
        unknown = 0.0 if outing.venue.regency_code == regency_code else float("inf")
        return unknown if far is None else far

    return sorted(outings, key=distance)
