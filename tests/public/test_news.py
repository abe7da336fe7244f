"""What a news reader, somebody else's map and a search engine are told."""

import json
import re
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from mobilink.outreach import actions
from mobilink.outreach.models import Outing

pytestmark = pytest.mark.django_db
NEXT_SUNDAY = date(2019, 8, 25)


def news(client) -> dict[str, dict[str, str]]:
    """The items of the feed by their link's last part."""
    response = client.get("/feed.xml")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    items = ElementTree.fromstring(response.content).iter("item")
    by_tag = [{part.tag: part.text or "" for part in item} for item in items]
    return {item["link"].split("/")[-2]: item for item in by_tag}


def features(client) -> dict[str, dict]:
    response = client.get("/outings.geojson")
    assert response["Content-Type"] == "application/geo+json"
    collection = response.json()
    assert collection["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in collection["features"]}


def event(client, outing: Outing) -> dict:
    """The outing as its page tells it to machines, held to what Google and schema.org ask."""
    page = client.get(f"/outings/{outing.pk}/").content.decode()
    json_ld = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    )
    assert json_ld["@context"] == "https://schema.org"
    assert json_ld["@type"] == "Event"
    assert json_ld["name"] == outing.title
    assert json_ld["description"]
    assert json_ld["location"]["name"]
    address = json_ld["location"]["address"]
    assert address["@type"] == "PostalAddress"
    assert address["streetAddress"]
    assert address["addressLocality"]
    assert json_ld["organizer"]["name"]
    assert json_ld["organizer"]["url"].startswith("http")
    assert json_ld["isAccessibleForFree"] is True
    assert json_ld["eventStatus"].startswith("https://schema.org/Event")
    for moment in (json_ld["startDate"], json_ld.get("endDate", json_ld["startDate"])):
        assert "T" not in moment or datetime.fromisoformat(moment).utcoffset() is not None
    return json_ld


def test_an_announcement_is_news_with_its_day_place_and_hours(client, announced) -> None:
    outing = announced()
    item = news(client)[str(outing.pk)]
    assert item["title"] == "Car Free Day Agustus, Minggu, 18 Agustus 2019"
    assert "06.00–09.00 WIB" in item["description"]
    assert "Taman tepi laut" in item["description"]
    assert parsedate_to_datetime(item["pubDate"]) == datetime.fromisoformat(
        "2019-08-17T20:00+07:00"
    )


def test_a_cancellation_is_news_again_with_its_reason_and_next_day(
    client, announced, person
) -> None:
    outing = announced()
    before = news(client)[str(outing.pk)]
    actions.cancel(outing, by=person("perencana"), reason="jalan ditutup", next_day=NEXT_SUNDAY)
    after = news(client)[str(outing.pk)]
    assert after["guid"] != before["guid"]
    assert after["title"].startswith("BATAL: ")
    assert "jalan ditutup" in after["description"]
    assert "Minggu, 25 Agustus 2019" in after["description"]


def test_a_changed_hour_is_news_again(client, announced, person) -> None:
    outing = announced()
    before = news(client)[str(outing.pk)]
    actions.revise_outing(outing, by=person("kepala"), start=time(7))
    after = news(client)[str(outing.pk)]
    assert after["guid"] != before["guid"]
    assert after["title"].startswith("BERUBAH: ")
    assert "07.00" in after["description"]


def test_what_is_over_or_not_announced_is_no_news(client, draft) -> None:
    outing = draft("Rahasia rencana")
    assert str(outing.pk) not in news(client)
    assert str(outing.pk) not in features(client)
    assert news(client) == {}


def test_a_measured_place_is_a_point_and_another_one_is_none(client, announced) -> None:
    garden = announced("Pagi di kebun", venue="Kebun Raya Batam")
    shore = announced("Pagi di tepi laut", NEXT_SUNDAY)
    by_id = features(client)
    assert by_id[str(garden.pk)]["geometry"] == {
        "type": "Point",
        "coordinates": [104.07833, 1.17278],
    }
    assert by_id[str(garden.pk)]["properties"]["regency"] == "Kota Batam"
    assert by_id[str(garden.pk)]["properties"]["start"] == "2019-08-18T06:00:00+07:00"
    assert by_id[str(shore.pk)]["geometry"] is None


def test_a_cancellation_stays_on_the_map_with_its_reason(client, announced, person) -> None:
    outing = announced()
    actions.cancel(outing, by=person("perencana"), reason="hujan", next_day=NEXT_SUNDAY)
    properties = features(client)[str(outing.pk)]["properties"]
    assert properties["state"] == "cancelled"
    assert properties["reason"] == "hujan"
    assert properties["next_day"] == "2019-08-25"


def test_two_hundred_outings_cost_few_queries(
    client, two_hundred, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(4):
        assert len(news(client)) >= 100
    with django_assert_max_num_queries(4):
        assert len(features(client)) >= 100


def test_every_page_names_the_feeds(client) -> None:
    page = client.get("/").content.decode()
    for kind in ("text/calendar", "application/rss+xml", "application/geo+json"):
        address = re.search(rf'<link rel="alternate" type="{re.escape(kind)}" href="([^"]+)"', page)
        assert client.get(address[1]).status_code == 200


def test_an_outing_is_an_event_that_costs_nothing(client, announced) -> None:
    json_ld = event(client, announced(venue="Kebun Raya Batam"))
    assert json_ld["startDate"] == "2019-08-18T06:00:00+07:00"
    assert json_ld["endDate"] == "2019-08-18T09:00:00+07:00"
    assert json_ld["offers"]["price"] == 0
    assert json_ld["offers"]["priceCurrency"] == "IDR"
    assert json_ld["location"]["geo"]["latitude"] == 1.17278


def test_an_event_without_hours_is_one_of_the_whole_day(client, announced) -> None:
    json_ld = event(client, announced(start=None, end=None))
    assert json_ld["startDate"] == json_ld["endDate"] == "2019-08-18"


def test_an_event_of_which_only_the_start_is_known_has_no_end(client, announced) -> None:
    assert "endDate" not in event(client, announced(end=None))


def test_every_event_of_the_story_is_whole(client) -> None:
    for outing in Outing.objects.filter(is_announced=True):
        event(client, outing)


def test_a_postponed_event_keeps_its_day_and_the_one_that_follows_names_it(
    client, announced, person
) -> None:
    outing = announced()
    follower = actions.postpone(
        outing, by=person("perencana"), reason="hujan", next_day=NEXT_SUNDAY
    )
    actions.approve(follower, by=person("kepala"))
    json_ld = event(client, outing)
    assert json_ld["eventStatus"] == "https://schema.org/EventPostponed"
    assert json_ld["startDate"] == "2019-08-18T06:00:00+07:00"
    assert "offers" not in json_ld
    json_ld = event(client, follower)
    assert json_ld["eventStatus"] == "https://schema.org/EventRescheduled"
    assert json_ld["previousStartDate"] == "2019-08-18T06:00:00+07:00"
    assert json_ld["startDate"].startswith("2019-08-25")
