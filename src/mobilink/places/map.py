"""The offline map: the office's coast, and where things stand on it.

Units of a map are those of `coast.project`: WIDTH from its west edge to its east edge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Final

from mobilink.places import coast
from mobilink.places.models import Coast, Map
from mobilink.places.nearness import Point

WIDTH: Final = 1000
# Corners and islands too small for a phone, in square map units.
TOLERANCE, MIN_AREA = 6.0, 18.0
POINT: Final = 100_000
COAST: Final = 10_000
"""Units of a degree in which rows keep the point of a town, and the coast."""


@dataclass(frozen=True)
class Town:
    """A name on the map and the point it belongs to."""

    code: str
    name: str
    x: int
    y: int


@dataclass(frozen=True)
class Chart:
    """A map as it is drawn. One without land draws nothing, and nothing stands on it.

    `seats` are regency code → the name and the point by which people know where it is; `shows` names
    the places on it, `bands` are the latitudes of the strips of a page and of a paper.
    """

    box: coast.Box = (0.0, 0.0, 1.0, 1.0)
    land: Sequence[coast.Ring] = ()
    shows: Sequence[str] = ()
    bands: tuple[float, float] = (1.0, 1.0)
    named: tuple[tuple[str, str, Point], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.land)

    @cached_property
    def height(self) -> int:
        """Map units from the north edge to the south edge."""
        return round(coast.project(self.box, width=WIDTH, lon=self.box[2], lat=self.box[1])[1])

    @cached_property
    def path(self) -> str:
        """The land as the `d` of one SVG path; about 100 ms the first time."""
        return coast.svg_path(
            self.land, box=self.box, width=WIDTH, tolerance=TOLERANCE, min_area=MIN_AREA
        )

    @cached_property
    def reach(self) -> coast.Box:
        """The box of all land, which may lie further than the map does."""
        longitudes = [lon for ring in self.land for lon, _lat in ring]
        latitudes = [lat for ring in self.land for _lon, lat in ring]
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    @cached_property
    def seats(self) -> dict[str, Point]:
        """Regency code → the point of its seat or of the town that people know it by."""
        return {code: point for code, _name, point in self.named}

    @cached_property
    def towns(self) -> tuple[Town, ...]:
        """The places by which a reader finds their way, from west to east."""
        placed = ((code, name, self.position(*point)) for code, name, point in self.named)
        return tuple(Town(code, name, *at) for code, name, at in placed if at)

    @property
    def page_band(self) -> int:
        """How far below the north edge the strip of a page begins, in map units."""
        return self._below(self.bands[0])

    @property
    def paper_band(self) -> int:
        """The same of the strip of a paper."""
        return self._below(self.bands[1])

    def position(
        self, lat: Decimal | float | None, lon: Decimal | float | None
    ) -> tuple[int, int] | None:
        """Where a point stands on the map; None without a point or off the map."""
        west, south, east, north = self.box
        if not self or lat is None or lon is None:
            return None
        if not (west <= lon <= east and south <= lat <= north):
            return None
        x, y = coast.project(self.box, width=WIDTH, lon=float(lon), lat=float(lat))
        return round(x), round(y)

    def town_of(self, regency_code: str) -> Town | None:
        """The named place of a regency, where a unit of that regency is drawn."""
        return next((town for town in self.towns if town.code == regency_code), None)

    def crop(self, x: int, y: int, *, width: int, height: int) -> tuple[int, int, int, int]:
        """A part of the map about a point, kept inside the map: an SVG viewBox."""
        left = min(max(x - width // 2, 0), WIDTH - width)
        top = min(max(y - height // 2, 0), self.height - height)
        return left, top, width, height

    def _below(self, latitude: float) -> int:
        _west, south, _east, north = self.box
        return round((north - latitude) / (north - south) * self.height)


NOWHERE: Final = Chart()
_read: list[Chart] = []


def chart() -> Chart:
    """The map of the office; read once by a process, since a map is laid in once."""
    if not _read:
        row = Map.objects.first()
        parts = list(Coast.objects.filter(map=row)) if row else []
        if row is None or len(parts) < row.parts:
            return NOWHERE  # also where the coast is still on its way
        _read.append(_drawn(row, parts))
    return _read[0]


def packed(land: Iterable[coast.Ring]) -> list[list[int]]:
    """Rings as a row keeps them."""
    return [_differences(ring) for ring in land]


def unpacked(rings: Iterable[Sequence[int]]) -> list[coast.Ring]:
    """The rings that a row keeps."""
    return [
        tuple(
            (lon / COAST, lat / COAST)
            for lon, lat in zip(accumulate(ring[::2]), accumulate(ring[1::2]), strict=False)
        )
        for ring in rings
    ]


def _differences(ring: coast.Ring) -> list[int]:
    numbers, before = [], (0, 0)
    for lon, lat in ring:
        at = round(lon * COAST), round(lat * COAST)
        numbers += [at[0] - before[0], at[1] - before[1]]
        before = at
    return numbers


def _drawn(row: Map, parts: Iterable[Coast]) -> Chart:
    west, south, east, north = map(float, (row.west, row.south, row.east, row.north))
    return Chart(
        (west, south, east, north),
        [ring for part in parts for ring in unpacked(part.rings)],
        row.shows,
        (float(row.page_band), float(row.paper_band)),
        tuple(
            (town["regency_code"], town["name"], (town["lat"] / POINT, town["lon"] / POINT))
            for town in row.towns
        ),
    )
