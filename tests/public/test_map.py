"""The map that needs no network."""

import re
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from mobilink.places import map
from mobilink.places.actions import add_venue
from mobilink.places.map import NOWHERE, WIDTH, chart, packed, unpacked
from mobilink.places.models import Coast

pytestmark = pytest.mark.django_db
ANGLES = st.integers(-900_000, 900_000)


def test_the_coast_fits_a_page_and_is_drawn_once() -> None:
    assert 4_000 < len(chart().path) < 9_000
    assert chart().path is chart().path


def test_towns_stand_from_west_to_east_and_bintan_north_of_its_city() -> None:
    places = {town.name: town for town in chart().towns}
    assert places["Karimun"].x < places["Batam"].x < places["Tanjungpinang"].x
    assert places["Bintan"].y < places["Tanjungpinang"].y


def test_a_point_off_the_map_or_unmeasured_is_placed_nowhere() -> None:
    assert chart().position(None, None) is None
    assert chart().position(Decimal("3.93840"), Decimal("108.38401")) is None  # Ranai, Natuna
    assert chart().position(Decimal("1.17278"), Decimal("104.07833")) == (552, 85)


def test_a_unit_of_another_province_has_no_place_on_this_map() -> None:
    assert chart().town_of("18.71") is None


def test_a_close_up_stays_on_the_map() -> None:
    assert chart().crop(5, 5, width=400, height=200) == (0, 0, 400, 200)
    right = chart().crop(WIDTH, chart().height, width=400, height=200)
    assert right == (WIDTH - 400, chart().height - 200, 400, 200)


def test_the_map_has_a_text_alternative_and_may_bring_its_own_path() -> None:
    drawn = Template('{% load coastline %}{% coast_map "Peta" own_path=True %}').render(Context())
    assert 'role="img" aria-label="Peta"' in drawn
    assert "<use" not in drawn
    assert re.search(r'<path d="m\d', drawn)
    assert "Tanjungpinang" in drawn


def test_an_office_without_a_map_draws_nothing_and_nothing_stands_there(monkeypatch) -> None:
    monkeypatch.setattr(map, "_read", [NOWHERE])

    drawn = Template("{% load coastline %}{% coast_band %}").render(Context())
    assert drawn.strip() == ""
    assert chart().position(Decimal("1.17278"), Decimal("104.07833")) is None
    assert (chart().towns, chart().seats) == ((), {})


def test_without_a_map_a_page_lists_the_places_and_a_point_at_sea_cannot_be_told(
    client, announced, monkeypatch
) -> None:
    announced()
    monkeypatch.setattr(map, "_read", [NOWHERE])

    page = client.get("/").content.decode()
    assert '<h2 id="map">Tempat</h2>' in page
    assert "coast" not in page.replace("design/coast.css", "")
    at_sea = {"lat": "0.9", "lon": "104.9"}
    assert add_venue(by=None, name="Dermaga", regency_code="21.72", **at_sea).has_point


def test_a_coast_of_which_a_part_is_still_on_its_way_is_not_drawn(monkeypatch) -> None:
    monkeypatch.setattr(map, "_read", [])
    monkeypatch.setattr(map.Coast.objects, "filter", lambda **_map: Coast.objects.all()[:1])

    assert chart() is NOWHERE


@given(st.lists(st.lists(st.tuples(ANGLES, ANGLES), min_size=4), max_size=5))
def test_a_coast_is_read_from_its_rows_as_it_was_measured(land) -> None:
    rings = [tuple((lon / 10_000, lat / 10_000) for lon, lat in ring) for ring in land]

    assert unpacked(packed(rings)) == rings
