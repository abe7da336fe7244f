import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.places.nearness import Point, kilometres

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
BATAM, TANJUNGPINANG = (1.05211, 104.02851), (0.91667, 104.45833)


@given(points, points)
def test_the_way_there_is_as_long_as_the_way_back(point: Point, other: Point) -> None:
    assert kilometres(point, other) == pytest.approx(kilometres(other, point), abs=1e-6)


@given(points, points)
def test_nothing_is_farther_than_the_other_side_of_the_earth(point: Point, other: Point) -> None:
    assert 0 <= kilometres(point, other) <= 20_016


@given(points)
def test_a_place_is_where_it_is(point: Point) -> None:
    assert kilometres(point, point) == 0


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert kilometres((0, 104), (1, 104)) == pytest.approx(111.2, abs=0.1)


def test_tanjungpinang_is_fifty_kilometres_from_batam() -> None:
    assert kilometres(BATAM, TANJUNGPINANG) == pytest.approx(50, abs=1)
