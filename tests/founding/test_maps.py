"""Maps: an office's coast and towns, every fault by file and place; laid in once."""

import json
import shutil

import pytest

from mobilink.founding import laying
from mobilink.founding.folders import brought_along
from mobilink.imports.sheets import BadFile
from mobilink.places.models import Coast, Map

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
KEPRI = brought_along("maps", "kepri")
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 0]]


def geojson(*rings):
    shapes = [{"geometry": {"type": "Polygon", "coordinates": [ring]}} for ring in rings]
    return json.dumps({"type": "FeatureCollection", "features": shapes})


@pytest.fixture
def copy(tmp_path):
    """A copy of a map, to be spoilt."""
    return shutil.copytree(KEPRI, tmp_path / "map")


def test_the_map_of_the_first_office_is_right_and_is_laid_in_once():
    assert laying.faults_of(KEPRI) == []
    assert Map.objects.get().parts == Coast.objects.count() > 1
    with pytest.raises(BadFile, match="A map is laid in here already"):
        laying.lay_in_map(KEPRI)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("west = 103.25", "", "map.toml, west: it is missing"),
        ("west = 103.25", "west = 105", "map.toml, west: it must lie before east"),
        ("south = 0.6", "south = -91", "map.toml, south: it must lie before north"),
        ("page_band = 1.18", "page_band = 1.4", "map.toml, page_band: it must lie between"),
        ("paper_band = 1.16", 'paper_band = "top"', "map.toml, paper_band: “top” is of another"),
        ('"Batam", "Bintan"]', "5]", "map.toml, shows: "),
        ('name = "Batam"', "", "map.toml, towns 2, name: it is missing"),
        ("lat = 1.14937", "lat = 114.937", "map.toml, towns: "),
        ("lon = 104.02491", "longitude = 104", "map.toml, towns 2, longitude: there is no such"),
    ],
)
def test_each_fault_of_its_edges_and_towns_is_named(copy, before, after, fault):
    text = (copy / "map.toml").read_text("utf-8")
    assert before in text
    (copy / "map.toml").write_text(text.replace(before, after, 1), "utf-8")

    assert fault in "\n".join(laying.faults_of(copy))


@pytest.mark.parametrize(
    ("land", "fault"),
    [
        ("", "it must be GeoJSON"),
        ("[]", "it must be GeoJSON"),
        ("{}", "it must be GeoJSON"),
        ('{"features": [{"geometry": null}]}', "it must be GeoJSON"),
        (geojson(), "it must be GeoJSON"),
        (geojson([[0, 0], [1, 0], [1, 1]]), "it must be GeoJSON"),
        (geojson([["0", 0], [1, 0], [1, 1], ["0", 0]]), "it must be GeoJSON"),
        (geojson([[0, 0], [400, 0], [1, 1], [0, 0]]), "it must be GeoJSON"),
        (geojson([[0, 0], None, [1, 1], [0, 0]]), "it must be GeoJSON"),
        (geojson(*7_000 * [SQUARE]), "it has 28000 points; simplify it to at most 25000"),
    ],
)
def test_a_coast_that_cannot_be_drawn_is_named(copy, land, fault):
    (copy / "coast.geojson").write_text(land, "utf-8")

    [problem] = laying.faults_of(copy)
    assert problem.startswith(f"coast.geojson: {fault}")


def test_a_map_without_a_coast_is_named(copy):
    (copy / "coast.geojson").unlink()

    assert laying.faults_of(copy) == ["coast.geojson: the file is missing."]
