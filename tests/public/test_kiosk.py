"""A screen that many people touch: a frame of its own, nothing kept, no way out of it."""

import re
from types import SimpleNamespace

import pytest

from mobilink.serving import shared_pages

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/check/?q=karya",
    "/vacancies/",
    "/procedure/",
    "/report/",
    "/ask/",
    "/offer/",
    "/survey/",
)


@pytest.fixture
def kiosk(client):
    """A browser that became a kiosk."""
    client.get("/kiosk/")
    return client


def test_the_first_page_has_six_ways(kiosk) -> None:
    shown = kiosk.get("/kiosk/").content.decode()
    ways = re.findall(r'class="kiosk-tile" href="([^"]+)"', shown)
    assert ways == ["/", "/check/", "/vacancies/", "/procedure/", "/#ask", "/survey/"]
    for way in ways:
        assert kiosk.get(way.split("#")[0]).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_each_page_keeps_the_frame_and_leads_to_no_desk(kiosk, address: str) -> None:
    answer = kiosk.get(address)
    shown = answer.content.decode()
    assert 'class="public kiosk"' in shown
    assert 'href="/kiosk/again/"' in shown
    assert "Mulai lagi" in shown
    assert not re.findall(r'href="/(console|field|sign-in|carried)', shown)
    assert "no-store" in answer["Cache-Control"]


def test_others_see_the_pages_as_ever(client) -> None:
    shown = client.get("/").content.decode()
    assert "kiosk" not in shown
    assert "no-store" not in client.get("/")["Cache-Control"]


def test_beginning_anew_forgets_the_language_and_stays_a_kiosk(kiosk) -> None:
    kiosk.post("/appearance/", {"language": "en", "next": "/vacancies/?country=MY"})
    assert "Start again" in kiosk.get("/vacancies/").content.decode()
    assert kiosk.get("/kiosk/again/")["Location"] == "/kiosk/"
    assert "Mulai lagi" in kiosk.get("/").content.decode()


def test_the_language_changes_on_the_page_where_one_is(kiosk) -> None:
    shown = kiosk.get("/check/?q=karya").content.decode()
    assert 'name="next" value="/check/?q=karya"' in shown


def test_an_officer_ends_it(kiosk) -> None:
    assert kiosk.get("/kiosk/end/")["Location"] == "/"
    assert "Mulai lagi" not in kiosk.get("/").content.decode()


def test_a_shared_page_is_another_one_at_a_kiosk() -> None:
    def key(cookie: str):
        headers = {"host": "van.local", "cookie": cookie}
        asked = SimpleNamespace(method="GET", path="/", query_string="", scheme="http")
        return shared_pages.asked_for(asked, headers)

    assert key("mobilink_kiosk=1") != key("x=1")
    assert key("mobilink_kiosk=2") == key("x=1")
    assert shared_pages.request_for(key("mobilink_kiosk=1"))["HTTP_COOKIE"] == "mobilink_kiosk=1"
