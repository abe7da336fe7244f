import json
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobilink.places.coast import (
    MARGIN,
    Box,
    Ring,
    mirrored_latitude,
    on_land,
    project,
    rings,
    simplify,
    svg_path,
)

ISLANDS: Box = (103.3, 0.6, 104.75, 1.35)  # Karimun to Bintan
SQUARE: Ring = ((0, 0), (4, 0), (4, 4), (0, 4), (0, 0))


@cache
def _coast(name: str) -> list[Ring]:
    return rings(json.loads((files("mobilink") / name).read_text(encoding="utf-8")))


@pytest.fixture
def near() -> list[Ring]:
    return _coast("founding/maps/kepri/coast.geojson")


@pytest.fixture
def whole() -> list[Ring]:
    return _coast("places/data/pantai_kepri_seluruh.geojson")


def _drawn(path: str) -> list[list[tuple[int, int]]]:
    """The absolute points of each shape of a path of relative moves."""
    shapes, x, y = [], 0, 0
    for text in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", text)]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        x, y = points[0]
        shapes.append(points)
    return shapes


def test_both_coastlines_are_made_of_closed_rings(near: list[Ring], whole: list[Ring]) -> None:
    assert (len(near), len(whole)) == (737, 417)
    assert all(ring[0] == ring[-1] for ring in near + whole)


def test_only_polygons_have_rings() -> None:
    point = {"geometry": {"type": "Point", "coordinates": [104.0, 1.0]}}
    assert rings({"features": [point]}) == []


@pytest.mark.parametrize(
    ("lon", "lat", "land"),
    [
        pytest.param(104.532, 0.92268, True, id="Tanjungpinang airport"),
        pytest.param(104.119, 1.12103, True, id="Batam airport"),
        pytest.param(104.07833, 1.17278, True, id="the botanic garden"),
        pytest.param(104.19, 1.1, False, id="the strait between Batam and Bintan"),
        pytest.param(103.7, 1.1, False, id="the strait between Karimun and Batam"),
        pytest.param(106.0, 1.0, False, id="off the chart"),
    ],
)
def test_land_is_told_from_sea(near: list[Ring], lon: float, lat: float, land: bool) -> None:
    assert on_land(near, lon=lon, lat=lat) is land


def test_the_garden_written_south_of_the_equator_is_proposed_north(near: list[Ring]) -> None:
    assert mirrored_latitude(near, lon=104.07833, lat=-1.17278) == 1.17278


def test_a_point_that_is_right_or_wrong_otherwise_is_not_mirrored(near: list[Ring]) -> None:
    assert mirrored_latitude(near, lon=104.07833, lat=1.17278) is None
    assert mirrored_latitude(near, lon=104.19, lat=1.1) is None
    assert mirrored_latitude(near, lon=104.19, lat=0.0) is None


def test_a_coast_that_reaches_jambi_cannot_see_the_slip(whole: list[Ring]) -> None:
    assert on_land(whole, lon=104.07833, lat=-1.17278)
    assert mirrored_latitude(whole, lon=104.07833, lat=-1.17278) is None


def test_the_corners_of_the_box_are_the_corners_of_the_map() -> None:
    assert project(ISLANDS, width=1000, lon=103.3, lat=1.35) == (0, 0)
    right, bottom = project(ISLANDS, width=1000, lon=104.75, lat=0.6)
    assert right == pytest.approx(1000)
    assert bottom == pytest.approx(517.3, abs=0.1)


def test_a_straight_shore_needs_only_its_corners() -> None:
    dotted = ((0, 0), (2, 0), (4, 0), (4, 4), (0, 4), (0, 0))
    assert simplify(dotted, tolerance=0.1) == SQUARE


def test_a_bay_stays_or_goes_by_its_size() -> None:
    bay = ((0, 0), (4, 0), (4, 4), (2, 3), (0, 4), (0, 0))
    assert simplify(bay, tolerance=1.9) == bay
    assert simplify(bay, tolerance=2.1) == SQUARE


def test_nothing_becomes_less_than_a_triangle() -> None:
    assert len(simplify(SQUARE, tolerance=1e9)) == 4
    for scrap in [(), ((1.0, 1.0),), ((1.0, 1.0), (1.0, 1.0))]:
        assert simplify(scrap, tolerance=1e9) == scrap


_points = st.tuples(
    st.floats(-180, 180, allow_subnormal=False), st.floats(-90, 90, allow_subnormal=False)
)


@given(st.lists(_points, min_size=1, max_size=40), st.floats(0, 1e5))
@settings(deadline=None)
def test_a_simplified_ring_is_closed_and_holds_only_points_of_the_ring(
    points: list[tuple[float, float]], tolerance: float
) -> None:
    ring = (*points, points[0])
    simple = simplify(ring, tolerance=tolerance)
    assert simple[0] == simple[-1]
    assert len(simple) >= min(4, len(ring))
    rest = iter(points)
    assert all(point in rest for point in simple[:-1]), "in the order of the ring"


@given(st.lists(_points, min_size=1, max_size=40))
@settings(deadline=None)
def test_any_ring_is_drawn_inside_the_map(points: list[tuple[float, float]]) -> None:
    path = svg_path([(*points, points[0])], box=(-10, -10, 10, 10), width=100)
    for x, y in (point for shape in _drawn(path) for point in shape):
        assert -MARGIN <= x <= 100 + MARGIN
        assert -MARGIN <= y <= 101 + MARGIN


def test_the_islands_fit_a_page_and_keep_their_shapes(near: list[Ring]) -> None:
    path = svg_path(near, box=ISLANDS, width=1000)
    assert len(path.encode()) <= 9000
    assert set(path) <= set("mz -0123456789")
    shapes = _drawn(path)
    assert 100 < len(shapes) < 200
    flat = [tuple((float(x), float(y)) for x, y in [*shape, shape[0]]) for shape in shapes]
    ashore = {
        "Karimun": (103.38, 1.04),
        "Batam": (104.02, 1.10),
        "Rempang": (104.17, 0.88),
        "Galang": (104.25, 0.75),
        "Bintan": (104.50, 1.05),
        "Dompak": (104.49, 0.86),
    }
    for name, (lon, lat) in ashore.items():
        x, y = project(ISLANDS, width=1000, lon=lon, lat=lat)
        assert on_land(flat, lon=x, lat=y), name


def test_no_line_repeats_a_point(near: list[Ring]) -> None:
    for shape in _drawn(svg_path(near, box=ISLANDS, width=300)):
        assert all(one != other for one, other in pairwise(shape))


def test_land_outside_the_box_and_small_islands_are_left_out() -> None:
    box = (0, 0, 10, 10)
    far = tuple((x + 100, y) for x, y in SQUARE)
    assert svg_path([far], box=box, width=100, min_area=0) == ""
    assert svg_path([SQUARE], box=box, width=100, min_area=1e6) == ""
    assert len(_drawn(svg_path([SQUARE, far, SQUARE], box=box, width=100))) == 2
