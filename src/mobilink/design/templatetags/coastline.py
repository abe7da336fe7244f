"""The signature: the coast as a quiet band, and the offline map with numbered places and vans.

A page draws the path once (`coast_band`) and every map on it refers to that path; a face without
the band asks `coast_map` for the path with `own_path=True`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from mobilink.design.templatetags.mobilink import VAN
from mobilink.places.map import WIDTH, Town, chart

register = template.Library()

BAND_HEIGHT = 180  # map units
CLOSE_UP = {"width": 420, "height": 220}


@dataclass(frozen=True)
class Spot:
    """A numbered place on the map; `is_next` where the service comes next."""

    number: int
    name: str
    x: int
    y: int
    is_next: bool = False


@dataclass(frozen=True)
class ParkedVan:
    """A van at its home post."""

    name: str
    x: int
    y: int


@register.inclusion_tag("design/coast_band.html")
def coast_band() -> dict[str, Any]:
    """The coast as a decorative band across the page; nothing for an office without a map."""
    home = chart()
    return {"path": home.path, "view": f"0 {home.page_band} {WIDTH} {BAND_HEIGHT}"}


@register.inclusion_tag("design/coast_map.html")
def coast_map(
    words: str,
    spots: Sequence[Spot] = (),
    vans: Sequence[ParkedVan] = (),
    *,
    own_path: bool = False,
) -> dict[str, Any]:
    """The whole map; `words` is its text alternative."""
    home = chart()
    return {
        "words": words,
        "path": home.path if own_path else "",
        "view": f"0 0 {WIDTH} {home.height}",
        "towns": home.towns,
        "spots": spots,
        "vans": vans,
        "van_path": VAN,
    }


@register.inclusion_tag("design/coast_map.html")
def coast_close_up(words: str, spot: Spot, *, own_path: bool = False) -> dict[str, Any]:
    """The part of the map about one place."""
    home = chart()
    view = home.crop(spot.x, spot.y, **CLOSE_UP)
    return {
        "words": words,
        "path": home.path if own_path else "",
        "view": " ".join(map(str, view)),
        "towns": [town for town in home.towns if _within(town, view)],
        "spots": [spot],
        "is_close": True,
    }


def _within(town: Town, view: tuple[int, int, int, int]) -> bool:
    """Whether the town's name fits the view, not only its point."""
    left, top, width, height = view
    return left + 60 < town.x < left + width - 60 and top + 10 < town.y < top + height - 30
