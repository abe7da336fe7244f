"""The offline map: the home coast drawn once per process, and where things stand on it.

Map units are those of `coast.project`: WIDTH units from the west edge to the east edge of BOX.
"""

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from mobilink.places import coast
from mobilink.places.nearness import Point

DATA = Path(__file__).parent / "data"
COAST = DATA / "pantai_batam_bintan_karimun_lingga.geojson"
TOWNS = DATA / "tempat_kepri_geonames.csv"
BOX: coast.Box = (103.25, 0.6, 104.75, 1.3)  # Karimun to Bintan; Lingga and Natuna lie outside
WIDTH = 1000
HEIGHT = round(coast.project(BOX, width=WIDTH, lon=BOX[2], lat=BOX[1])[1])
# Corners and islands too small for a phone, in square map units.
TOLERANCE, MIN_AREA = 6.0, 18.0
# Regency code, the name a reader looks for, and the GeoNames point that carries it.
NAMED = (
    ("21.02", "Karimun", "1624974"),
    ("21.71", "Batam", "6295587"),
    ("21.01", "Bintan", "11010247"),
    ("21.72", "Tanjungpinang", "1624863"),
)
# The seats of the regencies that lie off the map.
BEYOND = (("21.03", "1630146"), ("21.04", "1639519"), ("21.05", "1624704"))


@dataclass(frozen=True)
class Town:
    """A name on the map and the point it belongs to."""

    code: str
    name: str
    x: int
    y: int


@cache
def coastline() -> str:
    """The land as the `d` of one SVG path of WIDTH by HEIGHT units; about 100 ms the first time."""
    land = coast.rings(json.loads(COAST.read_text("utf-8")))
    return coast.svg_path(land, box=BOX, width=WIDTH, tolerance=TOLERANCE, min_area=MIN_AREA)


def position(lat: Decimal | float | None, lon: Decimal | float | None) -> tuple[int, int] | None:
    """Where a point stands on the map; None without a point or off the map."""
    if lat is None or lon is None:
        return None
    west, south, east, north = BOX
    if not (west <= lon <= east and south <= lat <= north):
        return None
    x, y = coast.project(BOX, width=WIDTH, lon=float(lon), lat=float(lat))
    return round(x), round(y)


@cache
def towns() -> tuple[Town, ...]:
    """The places by which a reader finds their way, from west to east."""
    placed = []
    for code, name, _key in NAMED:
        at = position(*seats()[code])
        if at:
            placed.append(Town(code, name, *at))
    return tuple(placed)


@cache
def seats() -> dict[str, Point]:
    """Regency code → the point of its seat or of the town that people know it by."""
    with TOWNS.open(encoding="utf-8", newline="") as stream:
        points = {row["geonames_id"]: row for row in csv.DictReader(stream)}
    keys = {code: key for code, _name, key in NAMED} | dict(BEYOND)
    return {
        code: (float(points[key]["lat"]), float(points[key]["lon"])) for code, key in keys.items()
    }


def town_of(regency_code: str) -> Town | None:
    """The named place of a regency, where a unit of that regency is drawn."""
    return next((town for town in towns() if town.code == regency_code), None)


def crop(x: int, y: int, *, width: int, height: int) -> tuple[int, int, int, int]:
    """A part of the map about a point, kept inside the map: an SVG viewBox."""
    left = min(max(x - width // 2, 0), WIDTH - width)
    top = min(max(y - height // 2, 0), HEIGHT - height)
    return left, top, width, height
