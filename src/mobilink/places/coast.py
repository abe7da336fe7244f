"""The coastline: is a point on land, and how does the coast look in a few kilobytes?

Pure geometry on WGS 84 degrees, longitude before latitude as in GeoJSON (RFC 7946). The caller
reads the coastline; points are plain floats.
"""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import cos, radians
from typing import Any

Point = tuple[float, float]  # lon, lat; or x, y on a map
Ring = tuple[Point, ...]  # closed: the last point is the first again
Box = tuple[float, float, float, float]  # west, south, east, north, as a GeoJSON bbox
MARGIN = 8.0  # map units beyond the edge, more than half of any stroke


def rings(geojson: Mapping[str, Any]) -> list[Ring]:
    """The outer rings of the polygons of a feature collection; lakes count as land."""
    shapes = (feature["geometry"] for feature in geojson["features"])
    outer = (shape["coordinates"][0] for shape in shapes if shape["type"] == "Polygon")
    return [tuple((point[0], point[1]) for point in ring) for ring in outer]


def on_land(land: Iterable[Ring], *, lon: float, lat: float) -> bool:
    """Whether the point lies inside one of the rings; about 2 ms for 19,000 vertices."""
    return any(_inside(ring, lon=lon, lat=lat) for ring in land)


def mirrored_latitude(land: Sequence[Ring], *, lon: float, lat: float) -> float | None:
    """The latitude with the other sign, when that is on land and the one given is not.

    South written for north is the common slip near the equator. `land` must be the coast of the
    office's own waters only: far enough off, the wrong point is land again (the garden of Batam,
    mirrored, lies in a swamp of Jambi).
    """
    slipped = not on_land(land, lon=lon, lat=lat) and on_land(land, lon=lon, lat=-lat)
    return -lat if slipped else None


def project(box: Box, *, width: float, lon: float, lat: float) -> Point:
    """Where a point stands on a map of `box` drawn `width` units wide; y grows downwards.

    Equirectangular, true to shape at the mid latitude. The south-east corner of the box gives
    the width and height of the map.
    """
    west, south, east, north = box
    scale = width / (east - west)
    return (lon - west) * scale, (north - lat) * scale / cos(radians((south + north) / 2))


def simplify(ring: Ring, *, tolerance: float) -> Ring:
    """Drop the points whose triangle with their neighbours is smaller than `tolerance`.

    `tolerance` is an area in square units of the ring. The result is closed, keeps at least a
    triangle and holds only points of the ring, in order. Visvalingam rather than Douglas-Peucker:
    it drops the least visible corner first, so a small map keeps bays and capes and no spikes.
    """
    if len(ring) < 5:
        return ring
    points, last = ring[:-1], len(ring) - 2
    before = [last, *range(last)]
    after = [*range(1, last + 1), 0]

    def weigh(at: int) -> tuple[float, int]:
        sizes[at] = _area((points[before[at]], points[at], points[after[at]]))
        return sizes[at], at

    sizes = dict.fromkeys(range(len(points)), 0.0)
    heap = [weigh(at) for at in sizes]
    heapify(heap)
    while len(sizes) > 3 and heap and heap[0][0] < tolerance:
        size, at = heappop(heap)
        if size == sizes.get(at):
            del sizes[at]
            before[after[at]], after[before[at]] = before[at], after[at]
            heappush(heap, weigh(before[at]))
            heappush(heap, weigh(after[at]))
    return (*(points[at] for at in sizes), points[next(iter(sizes))])


def svg_path(
    land: Iterable[Ring], *, box: Box, width: float, tolerance: float = 5, min_area: float = 12
) -> str:
    """The land in `box` as the `d` of one SVG path, in whole units of a map `width` units wide.

    `tolerance` and `min_area` are in square units: corners and islands below them are left out;
    as given, Batam to Bintan at 1000 units takes 9 kB. Coordinates are those of `project`,
    rounded. Land is cut a little outside the box, so that no cut is seen as a coast: the viewBox
    must be the map itself.
    """
    corner = project(box, width=width, lon=box[2], lat=box[1])
    frame = (-MARGIN, -MARGIN, corner[0] + MARGIN, corner[1] + MARGIN)
    path, pen = [], (0, 0)
    for ring in land:
        flat = tuple(project(box, width=width, lon=lon, lat=lat) for lon, lat in ring)
        shape = simplify(_clip(flat, frame=frame), tolerance=tolerance)
        if shape and _area(shape) >= min_area:
            path.append(_draw(shape, pen=pen))
            pen = _whole(shape[0])
    return "".join(path)


def _inside(ring: Ring, *, lon: float, lat: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def _area(shape: Sequence[Point]) -> float:
    """The area inside the points (shoelace formula), in square units."""
    turns = zip(shape, [*shape[1:], *shape[:1]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turns)) / 2


def _clip(ring: Ring, *, frame: Box) -> Ring:
    """The part of the ring inside the frame (Sutherland and Hodgman: one side after the other)."""
    left, top, right, bottom = frame
    for axis, limit, sign in ((0, left, 1), (1, top, 1), (0, right, -1), (1, bottom, -1)):
        ring = _cut(ring, axis=axis, limit=limit, sign=sign)
    return ring


def _cut(ring: Ring, *, axis: int, limit: float, sign: int) -> Ring:
    kept: list[Point] = []
    for start, end in pairwise(ring):
        start_side, end_side = sign * (start[axis] - limit), sign * (end[axis] - limit)
        if start_side >= 0:
            kept.append(start)
        if (start_side >= 0) != (end_side >= 0):
            share = start_side / (start_side - end_side)
            kept.append(
                (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            )
    return (*kept, *kept[:1])


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _draw(shape: Ring, *, pen: tuple[int, int]) -> str:
    """Relative moves from `pen`: pairs after «m» are lines, and a minus sign parts numbers."""
    steps: list[int] = []
    for point in map(_whole, shape[:-1]):
        if point != pen or not steps:
            steps += (point[0] - pen[0], point[1] - pen[1])
        pen = point
    return f"m{' '.join(map(str, steps))}z".replace(" -", "-")
