"""The main job in a real browser: from a recurring slot to the press release and the public page."""

import re
import urllib.request

import icalendar
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PASSWORD = "mobilink-2019"
PHONE = {"width": 360, "height": 640}
TITLE = "Car Free Day Tanjungpinang"
AUGUST = "from=2019-08-01&to=2019-08-31"


def sign_in(page: Page, address: str, username: str, onward: str) -> None:
    page.goto(f"{address}/sign-in/?next={onward.replace('&', '%26')}")
    page.get_by_label("Nama masuk").fill(username)
    page.get_by_label("Sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


def propose_from_the_slot(browser: Browser, address: str) -> str:
    """The section head proposes the Sunday after Idul Adha; returns the outing's page."""
    desk = browser.new_page()
    sign_in(desk, address, "perencana", f"/console/slots/?{AUGUST}")
    expect(desk.get_by_text("Idul Adha")).to_be_visible()
    desk.get_by_role("button", name=re.compile("18 Agustus")).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(TITLE)
    return desk.url.split("?")[0]


def approve(browser: Browser, address: str, outing: str) -> None:
    desk = browser.new_page()
    sign_in(desk, address, "kepala", outing.removeprefix(address))
    desk.get_by_role("button", name="Setujui", exact=True).click()
    expect(desk.get_by_role("status")).to_be_visible()


def at_the_booth(browser: Browser, address: str) -> None:
    """Twenty taps, one undo, two visits, closed, on a phone."""
    phone = browser.new_page(viewport=PHONE, has_touch=True, timezone_id="Asia/Jakarta")
    phone.clock.install(time="2019-08-18T05:30:00+07:00")
    sign_in(phone, address, "petugas", "/field/")
    phone.get_by_role("link", name="Buka booth").tap()
    phone.get_by_role("button", name="Buka booth").tap()
    tally = phone.locator(".tile-tally")
    for _ in range(20):
        tally.tap()
    expect(phone.locator("[data-total=tallies]")).to_have_text("20")
    phone.get_by_role("button", name=re.compile("^Batalkan")).tap()
    expect(phone.locator("[data-total=tallies]")).to_have_text("19")
    for topic in ("P3MI resmi", "Biaya"):
        phone.get_by_role("link", name=re.compile("Kunjungan")).tap()
        phone.get_by_label(topic, exact=True).tap()
        phone.get_by_role("button", name="Simpan kunjungan").tap()
        phone.wait_for_url(re.compile(r"/field/outings/[^/]+/$"))
    phone.get_by_role("link", name="Tutup").tap()
    phone.get_by_role("button", name="Tutup booth").tap()
    phone.wait_for_url(re.compile("done"))
    expect(phone.locator("[data-state=phone] b")).to_have_text("0")


@pytest.mark.usual
def test_from_slot_to_release_and_to_the_public(served, browser: Browser):
    address = served.address
    outing = propose_from_the_slot(browser, address)
    approve(browser, address, outing)
    at_the_booth(browser, address)

    desk = browser.new_page()
    sign_in(desk, address, "perencana", outing.removeprefix(address).replace("outings", "reports"))
    for name, number in (("singgah", "19"), ("Kunjungan", "2")):
        expect(desk.locator(".figure", has_text=name).locator("dd").first).to_contain_text(number)

    press = browser.new_page()
    sign_in(press, address, "humas", f"/console/releases/?{AUGUST}")
    press.get_by_role("button", name="Susun draf").click()
    expect(press.locator("textarea").first).to_have_value(re.compile(r"Minggu \(18/8\)"))
    expect(press.locator("textarea").first).to_have_value(re.compile(r"\*\*\* \(Humas/.*/Irf\)"))

    visitor = browser.new_page()
    visitor.goto(address)
    visitor.get_by_role("link", name=TITLE).first.click()
    expect(visitor.locator("main")).to_contain_text("Terlaksana")
    report = served.run("report", "window", "--from", "2019-08-01", "--to", "2019-08-31", "--json")
    assert '"tallies": 19' in report.stdout
    assert '"visits": 2' in report.stdout
    assert served.run("rebuild", "--verify").returncode == 0


@pytest.mark.usual
def test_a_cancellation_reaches_the_public_page_and_the_calendar(served, browser: Browser):
    address = served.address
    outing = propose_from_the_slot(browser, address)
    approve(browser, address, outing)
    before = event_of(address, outing)

    desk = browser.new_page()
    sign_in(desk, address, "perencana", outing.removeprefix(address))
    desk.get_by_text("Tunda atau batalkan").click()
    form = desk.locator("form[action$='/do/cancel']")
    form.locator("[name=reason]").fill("Hujan lebat")
    form.locator("[name=next_day]").fill("2019-08-25")
    form.get_by_role("button").click()

    after = event_of(address, outing)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    visitor = browser.new_page()
    visitor.goto(address)
    expect(visitor.locator("main")).to_contain_text("Hujan lebat")
    expect(visitor.locator("main")).to_contain_text("25 Agustus 2019")


def event_of(address: str, outing: str) -> icalendar.Event:
    with urllib.request.urlopen(f"{address}/calendar.ics") as response:
        feed = icalendar.Calendar.from_ical(response.read())
    identity = outing.rstrip("/").rsplit("/", 1)[1]
    [event] = [event for event in feed.walk("VEVENT") if identity in event["UID"]]
    return event
