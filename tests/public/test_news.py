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
    told = [{part.tag: part.text or "" for part in item} for item in items]
    return {item["link"].split("/")[-2]: item for item in told}


def features(client) -> dict[str, dict]:
    response = client.get("/outings.geojson")
    assert response["Content-Type"] == "application/geo+json"
    told = response.json()
    assert told["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in told["features"]}


def event(client, outing: Outing) -> dict:
    """The outing as its page tells it to machines, held to what Google and schema.org ask."""
    page = client.get(f"/outings/{outing.pk}/").content.decode()
    told = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    )
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == "Event"
    assert told["name"] == outing.title
    assert told["description"]
    assert told["location"]["name"]
    address = told["location"]["address"]
    assert address["@type"] == "PostalAddress"
    assert address["streetAddress"]
    assert address["addressLocality"]
    assert told["organizer"]["name"]
    assert told["organizer"]["url"].startswith("http")
    assert told["isAccessibleForFree"] is True
    assert told["eventStatus"].startswith("https://schema.org/Event")
    for moment in (told["startDate"], told.get("endDate", told["startDate"])):
        assert "T" not in moment or datetime.fromisoformat(moment).utcoffset() is not None
    return told


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
    told = features(client)
    assert told[str(garden.pk)]["geometry"] == {
        "type": "Point",
        "coordinates": [104.07833, 1.17278],
    }
    assert told[str(garden.pk)]["properties"]["regency"] == "Kota Batam"
    assert told[str(garden.pk)]["properties"]["start"] == "2019-08-18T06:00:00+07:00"
    assert told[str(shore.pk)]["geometry"] is None


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
    told = event(client, announced(venue="Kebun Raya Batam"))
    assert told["startDate"] == "2019-08-18T06:00:00+07:00"
    assert told["endDate"] == "2019-08-18T09:00:00+07:00"
    assert told["offers"]["price"] == 0
    assert told["offers"]["priceCurrency"] == "IDR"
    assert told["location"]["geo"]["latitude"] == 1.17278


def test_an_event_without_hours_is_one_of_the_whole_day(client, announced) -> None:
    told = event(client, announced(start=None, end=None))
    assert told["startDate"] == told["endDate"] == "2019-08-18"


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
    told = event(client, outing)
    assert told["eventStatus"] == "https://schema.org/EventPostponed"
    assert told["startDate"] == "2019-08-18T06:00:00+07:00"
    assert "offers" not in told
    told = event(client, follower)
    assert told["eventStatus"] == "https://schema.org/EventRescheduled"
    assert told["previousStartDate"] == "2019-08-18T06:00:00+07:00"
    assert told["startDate"].startswith("2019-08-25")
