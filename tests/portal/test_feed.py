"""A partner's own calendar: only its outings, by an address that ends with its code or when it says so."""

import re
import uuid
from datetime import date, time

import pytest
from icalendar import Calendar

from mobilink.outreach import actions as outings
from mobilink.partners import access, actions
from mobilink.partners.models import Contact
from tests.partners.letting_in import come_in, let_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(partner):
    return partner()


@pytest.fixture
def reader(client, mine):
    """A browser in which somebody of the partner came in."""
    return come_in(client, mine)


def address_of(reader):
    """The address that the partner's page tells, without the site's own."""
    match = re.search(r'href="http://testserver(/partner/calendar/[^"]+\.ics)"',
                      reader.get("/partner/").content.decode())  # fmt: skip
    return match[1] if match else ""


def events(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {
        str(event["summary"]): event
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    }


def opened(reader):
    reader.post("/partner/calendar/", {"address": "new"})
    return address_of(reader)


def test_nobody_has_an_address_before_the_partner_makes_one(reader, mine):
    way = mine.accesses.get()

    assert address_of(reader) == ""
    assert access.by_feed(way.pk, "") is None


def test_the_calendar_tells_the_partner_s_outings_and_duties_without_a_session(
    reader, mine, outing, partner, client
):
    day = outing(title="Bersama", end=time(11))
    actions.invite(day, mine, by=None, duty="Jobs info", brings="Meja")
    outing(title="Tanpa mitra")
    actions.invite(outing(title="Dengan yang lain"), partner("PT Lain Contoh"), by=None, duty="x")
    address = opened(reader)
    client.logout()
    client.cookies.clear()

    by_title = events(client, address)

    assert [*by_title] == ["Bersama"]
    assert str(by_title["Bersama"]["status"]) == "TENTATIVE"
    words = str(by_title["Bersama"]["description"])
    assert "Tugas Anda: Jobs info. Anda membawa: Meja. Jawaban Anda ditunggu." in words
    assert str(by_title["Bersama"]["url"]).startswith("http://testserver/partner/invitations/")
    assert by_title["Bersama"]["uid"] == f"{day.pk}@mobilink"


def test_what_is_approved_is_certain_and_what_was_called_off_says_so(reader, mine, outing):
    held, off = outing(title="Pasti"), outing(title="Batal", day=date(2019, 8, 31))
    for day in (held, off):
        actions.answer(actions.invite(day, mine, by=None, duty="x"), "comes", by=None)
        outings.propose(day, by=None)
        outings.approve(day, by=None)
    outings.cancel(off, by=None, reason="Angin")

    statuses = {
        name: str(event["status"]) for name, event in events(reader, opened(reader)).items()
    }

    assert statuses == {"Pasti": "CONFIRMED", "BATAL: Batal": "CANCELLED"}


def test_an_invitation_that_was_declined_leaves_the_calendar(reader, mine, outing):
    asked = actions.invite(outing(), mine, by=None, duty="x")
    address = opened(reader)
    assert events(reader, address)

    actions.answer_for_itself(asked, "declined", words="Sibuk")

    assert events(reader, address) == {}


def test_another_address_ends_the_first_and_none_ends_all(reader):
    first = opened(reader)
    second = opened(reader)

    assert first != second
    assert reader.get(first).status_code == 403
    assert reader.get(second).status_code == 200
    reader.post("/partner/calendar/", {"address": "none"})
    assert reader.get(second).status_code == 403
    # A new one is none of those that were known.
    assert opened(reader) not in (first, second)


@pytest.mark.parametrize("how", ["taken back", "day", "contact", "partner"])
def test_the_address_ends_with_the_way_in(reader, mine, how, on):
    address, way = opened(reader), mine.accesses.get()
    if how == "taken back":
        access.take_back(way, by=None, reason="hilang")
    elif how == "contact":
        actions.contact_left(Contact.objects.get(), by=None)
    elif how == "partner":
        actions.revise(mine, by=None, is_active=False)
    else:
        on(date(2019, 9, 2))

    assert reader.get(address).status_code == 403


def test_no_address_leads_to_another_and_its_letters_are_many(reader, mine, partner):
    address = opened(reader)
    _before, seal = address.removesuffix(".ics").rsplit("/", 1)
    other, _code = let_in(partner("PT Lain Contoh"))
    access.open_feed(other)

    assert re.fullmatch("[2-9a-z]{24}", seal)
    for key, wrong in ((other.pk, seal), (mine.accesses.get().pk, access.feed_seal(other)),
                       (uuid.uuid4(), seal), (mine.accesses.get().pk, "x")):  # fmt: skip
        assert reader.get(f"/partner/calendar/{key}/{wrong}.ics").status_code == 403
