"""The stops by their distance from a regency, or from the reader's phone."""

import re
from datetime import date

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_stops(announced) -> None:
    """Tanjungpinang tomorrow, whose point nobody measured, and the garden on Batam a week later."""
    announced("Pagi di tepi laut", date(2019, 8, 18))
    announced("Pagi di kebun", date(2019, 8, 25), "Kebun Raya Batam")


def stops(client, query: str = "") -> list[tuple[str, str]]:
    """Title and distance of each stop, from the top."""
    page = client.get(f"/{query}").content.decode()
    listed = re.search(r'<ol class="log stops" id="stops">(.*?)</ol>', page, re.S)[1]
    stop_parts = re.compile(r'/outings/[^/]+/">([^<]+)</a>.*?data-at="[^"]+">([^<]*)<', re.S)
    return [stop_parts.search(stop).groups() for stop in re.split(r"<li\b", listed)[1:]]


def test_without_a_regency_the_next_day_is_first(client, two_stops) -> None:
    assert stops(client) == [("Pagi di tepi laut", ""), ("Pagi di kebun", "")]


def test_the_nearest_to_a_regency_is_first_with_its_distance(client, two_stops) -> None:
    (first, far), (second, farther) = stops(client, "?near=21.71")
    assert (first, second) == ("Pagi di kebun", "Pagi di tepi laut")
    assert re.fullmatch(r"sekitar \d\d km garis lurus", farther)
    assert int(far.split()[1]) < int(farther.split()[1])
    assert stops(client, "?near=21.72")[0][0] == "Pagi di tepi laut"


def test_the_page_says_from_where(client, two_stops) -> None:
    page = client.get("/?near=21.71").content.decode()
    assert "Terdekat dari Kota Batam" in page
    assert '<option value="21.71" selected>' in page


@pytest.mark.parametrize("nonsense", ["99", "21", "<b>", "21.71,21.72", "%00"])
def test_a_regency_that_is_not_known_changes_nothing(client, two_stops, nonsense: str) -> None:
    assert stops(client, f"?near={nonsense}") == stops(client)


def test_one_stop_needs_no_order(client, announced) -> None:
    announced()
    assert 'name="near"' not in client.get("/").content.decode()
    assert client.get("/?near=21.71").status_code == 200


def test_many_stops_cost_no_more_queries(
    client, two_hundred, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(13):
        assert client.get("/?near=21.71").status_code == 200
