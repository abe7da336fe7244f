"""The map that needs no network."""

import re
from decimal import Decimal

from django.template import Context, Template

from mobilink.places import map as chart


def test_the_coast_fits_a_page_and_is_drawn_once() -> None:
    assert 4_000 < len(chart.coastline()) < 9_000
    assert chart.coastline() is chart.coastline()


def test_towns_stand_from_west_to_east_and_bintan_north_of_its_city() -> None:
    places = {town.name: town for town in chart.towns()}
    assert places["Karimun"].x < places["Batam"].x < places["Tanjungpinang"].x
    assert places["Bintan"].y < places["Tanjungpinang"].y


def test_a_point_off_the_map_or_unmeasured_is_placed_nowhere() -> None:
    assert chart.position(None, None) is None
    assert chart.position(Decimal("3.93840"), Decimal("108.38401")) is None  # Ranai, Natuna
    assert chart.position(Decimal("1.17278"), Decimal("104.07833")) == (552, 85)


def test_a_unit_of_another_province_has_no_place_on_this_map() -> None:
    assert chart.town_of("18.71") is None


def test_a_close_up_stays_on_the_map() -> None:
    assert chart.crop(5, 5, width=400, height=200) == (0, 0, 400, 200)
    right = chart.crop(chart.WIDTH, chart.HEIGHT, width=400, height=200)
    assert right == (chart.WIDTH - 400, chart.HEIGHT - 200, 400, 200)


def test_the_map_has_a_text_alternative_and_may_bring_its_own_path() -> None:
    drawn = Template('{% load coastline %}{% coast_map "Peta" own_path=True %}').render(Context())
    assert 'role="img" aria-label="Peta"' in drawn
    assert "<use" not in drawn
    assert re.search(r'<path d="m\d', drawn)
    assert "Tanjungpinang" in drawn
