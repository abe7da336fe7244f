"""How far it is from one point to another in a straight line."""

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]  # latitude and longitude in degrees
EARTH = 6371.0  # km, the mean radius


def kilometres(point: Point, other: Point) -> float:
    """The great-circle distance; across water it says nothing about the way."""
    (lat, lon), (other_lat, other_lon) = point, other
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, chord)))
