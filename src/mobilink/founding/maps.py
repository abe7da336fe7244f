"""What a map says: the coast that an office's pages and papers draw, and the towns on it.

map.toml       what it shows, its edges, where the strips of pages and papers begin, its towns
coast.geojson  the land as polygons, which may reach a little further
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from mobilink.founding.reading import Fields, Reading
from mobilink.places import coast
from mobilink.places.map import POINT, packed
from mobilink.places.models import Map as MapRow

MAP: Final = "map.toml"
LAND: Final = "coast.geojson"
MOST_POINTS: Final = 25_000
POINTS_PER_PART: Final = 3_000
_HEAD: Final[Fields] = {"shows": list} | dict.fromkeys(
    ("west", "south", "east", "north", "page_band", "paper_band"), Decimal
)
_TOWN: Final[Fields] = {"regency_code": str, "name": str, "lat": Decimal, "lon": Decimal}


@dataclass(frozen=True)
class Map:
    """Fields of its row, and the rings of each part of its coast."""

    row: Fields
    parts: list[list[list[int]]]


def read(reading: Reading) -> Map:
    """What the folder says; what is wrong stands in the reading's faults."""
    parts = [*_parts(_land(reading))]
    return Map(_row(reading, len(parts)), parts)


def _row(reading: Reading, parts: int) -> Fields:
    written = reading.toml(MAP)
    if not written or not reading.expect(MAP, written, _HEAD, {"towns": list}):
        return {}
    row = {**written, "towns": [*_towns(reading, written.get("towns", []))], "parts": parts}
    for low, high, most in (("west", "east", 180), ("south", "north", 90)):
        if not -most <= row[low] < row[high] <= most:
            problem = _("it must lie before %(name)s, both within %(most)s degrees.")
            reading.fault(f"{MAP}, {low}", problem % {"name": high, "most": most})
    for band in ("page_band", "paper_band"):
        if not row["south"] < row[band] <= row["north"]:
            reading.fault(f"{MAP}, {band}", _("it must lie between the south and the north edge."))
    return reading.kept(MAP, MapRow, row, {}) or {}


def _towns(reading: Reading, written: list[Any]) -> Iterator[Fields]:
    for number, town in enumerate(written, start=1):
        place = f"{MAP}, towns {number}"
        if not isinstance(town, dict):
            reading.fault(
                place, _("it is no row; each begins with [[%(table)s]].") % {"table": "towns"}
            )
        elif reading.expect(place, town, _TOWN, {}):
            point = {name: int(town[name] * POINT) for name in ("lat", "lon")}
            yield {**town, **point}


def _land(reading: Reading) -> list[coast.Ring]:
    """Its closed rings; nothing where it cannot be read or has more points than a phone should carry."""
    try:
        land = coast.rings(json.loads((reading.folder / LAND).read_text("utf-8-sig")))
        is_right = bool(land) and all(_is_closed(ring) for ring in land)
    except FileNotFoundError:
        reading.fault(LAND, _("the file is missing."))
        return []
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        is_right = False
    if not is_right:
        reading.fault(LAND, _("it must be GeoJSON of closed polygons, longitude before latitude."))
        return []
    if (points := sum(len(ring) for ring in land)) > MOST_POINTS:
        problem = _("it has %(points)s points; simplify it to at most %(most)s.")
        reading.fault(LAND, problem % {"points": points, "most": MOST_POINTS})
        return []
    return land


def _is_closed(ring: coast.Ring) -> bool:
    is_on_earth = all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in ring)
    return is_on_earth and len(ring) > 3 and ring[0] == ring[-1]


def _parts(land: list[coast.Ring]) -> Iterator[list[list[int]]]:
    """The rings in groups of a size that an exchange carries."""
    part: list[coast.Ring] = []
    for ring in land:
        if part and sum(map(len, part)) + len(ring) > POINTS_PER_PART:
            yield packed(part)
            part = []
        part.append(ring)
    if part:
        yield packed(part)
