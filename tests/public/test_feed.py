"""The calendar that people subscribe to."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from mobilink.outreach import actions
from mobilink.outreach.models import Outing

pytestmark = pytest.mark.django_db


def events(client, address: str = "/calendar.ics") -> dict[str, object]:
    """The events of a feed by their UID."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert calendar["method"] == "PUBLISH"
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_the_feed_lists_what_is_announced_and_the_past_year(client, announced) -> None:
    outing = announced()
    by_uid = events(client)
    assert f"{outing.pk}@mobilink" in by_uid
    assert {str(event["summary"]) for event in by_uid.values()} >= {
        "Car Free Day Tanjungpinang",
        "Sosialisasi Pasar Baru",
        "Sosialisasi Kebun Raya",
    }


def test_what_is_older_than_four_hundred_days_leaves_the_feed(client, announced, saturday) -> None:
    kept = announced("Masih ada", saturday - timedelta(days=400))
    gone = announced("Sudah lama", saturday - timedelta(days=401))
    by_uid = events(client)
    assert f"{kept.pk}@mobilink" in by_uid
    assert f"{gone.pk}@mobilink" not in by_uid


def test_hours_of_the_place_become_hours_of_the_world(client, announced) -> None:
    outing = announced()
    event = events(client)[f"{outing.pk}@mobilink"]
    assert event["dtstart"].dt == datetime(2019, 8, 17, 23, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2019, 8, 18, 2, tzinfo=UTC)
    assert str(event["status"]) == "CONFIRMED"


def test_an_outing_without_hours_takes_the_whole_day_and_says_so(client, announced) -> None:
    outing = announced(start=None, end=None)
    event = events(client)[f"{outing.pk}@mobilink"]
    assert event["dtstart"].dt == date(2019, 8, 18)
    assert event["dtend"].dt == date(2019, 8, 19)
    assert "Jamnya belum diumumkan." in str(event["description"])


def test_a_past_outing_promises_no_hours(client) -> None:
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    event = events(client)[f"{outing.pk}@mobilink"]
    assert "Jamnya tidak dicatat." in str(event["description"])


def test_a_past_outing_keeps_the_part_of_day_that_is_known(client) -> None:
    outing = Outing.objects.get(title="Sosialisasi Pasar Baru")
    event = events(client, f"/outings/{outing.pk}.ics")[f"{outing.pk}@mobilink"]
    assert str(event["description"]).startswith("Waktu: sore; jamnya tidak dicatat.")


def test_a_cancellation_reaches_the_subscriber(client, announced, person) -> None:
    outing = announced()
    uid = f"{outing.pk}@mobilink"
    before = events(client)[uid]
    actions.cancel(
        outing, by=person("perencana"), reason="jalan ditutup", next_day=date(2019, 8, 25)
    )
    after = events(client)[uid]
    assert str(after["status"]) == "CANCELLED"
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == before["dtstart"].dt
    assert str(after["summary"]).startswith("BATAL: ")
    assert "jalan ditutup" in str(after["description"])
    assert "Minggu, 25 Agustus 2019" in str(after["description"])


def test_a_postponed_outing_is_cancelled_with_its_next_date(client, announced, person) -> None:
    outing = announced()
    follower = actions.postpone(
        outing, by=person("perencana"), reason="hujan", next_day=date(2019, 8, 25)
    )
    by_uid = events(client)
    event = by_uid[f"{outing.pk}@mobilink"]
    assert str(event["status"]) == "CANCELLED"
    assert "Minggu, 25 Agustus 2019" in str(event["description"])
    assert f"{follower.pk}@mobilink" not in by_uid


def test_a_change_of_hours_reaches_the_subscriber(client, announced, person) -> None:
    outing = announced()
    before = events(client)[f"{outing.pk}@mobilink"]
    actions.revise_outing(outing, by=person("kepala"), start=time(7))
    after = events(client)[f"{outing.pk}@mobilink"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == before["dtstart"].dt + timedelta(hours=1)


def test_one_outing_has_a_feed_of_its_own(client) -> None:
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    by_uid = events(client, f"/outings/{outing.pk}.ics")
    assert list(by_uid) == [f"{outing.pk}@mobilink"]
    event = by_uid[f"{outing.pk}@mobilink"]
    assert str(event["url"]) == f"http://testserver/outings/{outing.pk}/"
    assert "Kebun Raya Batam" in str(event["location"])
    assert event["geo"].latitude == pytest.approx(1.17278)


def test_the_feed_names_the_address_that_the_office_set(client, settings) -> None:
    settings.SITE_ADDRESS = "https://mobilink.example"
    by_uid = events(client)
    assert all(
        str(event["url"]).startswith("https://mobilink.example/") for event in by_uid.values()
    )


def test_lines_are_ended_and_folded_as_calendars_expect(client, announced) -> None:
    announced("Kegiatan; dengan, tanda baca dan nama panjang " * 2)
    content = client.get("/calendar.ics").content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
