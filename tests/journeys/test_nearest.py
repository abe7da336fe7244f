"""The phone sorts the stops by its own position, and tells nobody where it is."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser
TWO_STOPS = """
from datetime import date, time
from mobilink.outreach import actions
from mobilink.people.models import Unit
from mobilink.places.models import Venue
section = Unit.objects.get(code="KEPRI-KPP")
for title, day, venue in (
    ("Pagi di tepi laut", date(2019, 8, 18), "Taman tepi laut Gurindam 12"),
    ("Pagi di kebun", date(2019, 8, 25), "Kebun Raya Batam"),
):
    outing = actions.draft_outing(actions.OutingPlan(
        title=title, kind="car_free_day", day=day, venue=Venue.objects.get(name=venue),
        owner_unit=section, executing_unit=section, start=time(6), end=time(9),
        programmes=["institutional"]), by=None)
    actions.propose(outing, by=None)
    actions.approve(outing, by=None)
"""
BATAM = {"latitude": 1.13, "longitude": 104.05}


@pytest.mark.usual
def test_the_nearest_stop_comes_first_and_no_request_names_the_position(served, browser: Browser):
    served.python(TWO_STOPS)
    context = browser.new_context(geolocation=BATAM, permissions=["geolocation"])
    page = context.new_page()
    page.goto(served.address)
    stops = page.locator("#stops > li")
    expect(stops.first).to_contain_text("Pagi di tepi laut")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_text("Tampilkan yang terdekat dulu").click()
    page.get_by_role("button", name="Terdekat dari saya").click()
    expect(stops.first).to_contain_text("Pagi di kebun")
    expect(stops.first).to_contain_text("sekitar 6 km garis lurus")
    expect(page.get_by_role("status")).to_contain_text("tetap di HP ini")
    assert asked == []


def test_a_phone_that_keeps_its_position_is_shown_the_other_way(served, browser: Browser):
    served.python(TWO_STOPS)
    page = browser.new_context(permissions=[]).new_page()
    page.goto(served.address)
    page.get_by_text("Tampilkan yang terdekat dulu").click()
    page.get_by_role("button", name="Terdekat dari saya").click()
    expect(page.get_by_role("status")).to_contain_text("Pilih kota atau kabupaten")


def test_without_javascript_a_regency_is_chosen(served, browser: Browser):
    served.python(TWO_STOPS)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(served.address)
    expect(page.get_by_role("button", name="Terdekat dari saya")).to_have_count(0)
    page.get_by_text("Tampilkan yang terdekat dulu").click()
    page.get_by_label("Kota atau kabupaten").select_option("Kota Batam")
    page.get_by_role("button", name="Urutkan").click()
    expect(page.locator("#stops > li").first).to_contain_text("Pagi di kebun")
