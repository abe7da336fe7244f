"""The weather of a day: told when the booth is closed on a phone, read in every form of its report."""

import io
import json
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.field import handling

pytestmark = pytest.mark.browser


def at_the_close(phone) -> None:
    """A phone without a network at the checklist of the end."""
    phone.context.set_offline(True)
    handling.begin(phone)
    phone.click(".tile-close")


def report_in(officer_of, served, outing) -> str:
    """The page of the report, in Indonesian, as it is read."""
    with officer_of(served, "kepala").read(f"/console/reports/{outing}/") as answer:
        return " ".join(re.sub(r"<[^>]*>", " ", answer.read().decode()).split())


def closing_in(served, outing) -> dict[str, object]:
    """The close of the booth in the JSON of the report."""
    said = json.loads(served.run("report", "outing", outing, "--json").stdout)
    [closing] = said["closings"]
    return closing


def paper_in(served, outing, to) -> str:
    """The words of the report on paper."""
    served.run("report", "outing", outing, "--pdf", str(to))
    pages = PdfReader(io.BytesIO(to.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_weather_told_at_the_close_is_read_in_page_json_and_paper(
    phone, approved_outing, served, officer_of, tmp_path
):
    at_the_close(phone)
    phone.get_by_label("Hujan", exact=True).check()
    phone.fill("[name=gust_kmh]", "45")
    phone.fill("[name=hours_lost]", "1,5")
    phone.click(".save .button-primary")
    phone.get_by_text("Booth sudah ditutup").wait_for()
    phone.context.set_offline(False)
    handling.send(phone)

    closing = closing_in(served, approved_outing)
    assert [closing[name] for name in ("weather", "gust_kmh", "hours_lost")] == ["rain", 45, "1.5"]
    words = "Cuaca Hujan Angin terkencang (km/jam) 45 Jam hilang karena cuaca 1,5"
    assert words in report_in(officer_of, served, approved_outing)
    assert words in paper_in(served, approved_outing, tmp_path / "laporan.pdf")


def test_of_weather_that_nobody_told_a_report_says_nothing(
    phone, approved_outing, served, officer_of, tmp_path
):
    at_the_close(phone)
    phone.click(".save .button-primary")
    phone.get_by_text("Booth sudah ditutup").wait_for()
    phone.context.set_offline(False)
    handling.send(phone)

    closing = closing_in(served, approved_outing)
    assert [closing[name] for name in ("weather", "gust_kmh", "hours_lost")] == [None] * 3
    page = report_in(officer_of, served, approved_outing)
    paper = paper_in(served, approved_outing, tmp_path / "laporan.pdf")
    assert "Cuaca" not in page + paper


def test_what_a_closing_cannot_hold_leaves_the_booth_open(phone):
    at_the_close(phone)
    for field, typed in (("gust_kmh", "201"), ("hours_lost", "1,25"), ("hours_lost", "badai")):
        pad = phone.locator(f"[name={field}]")
        pad.press_sequentially(typed)
        phone.click(".save .button-primary")

        expect(pad).to_be_focused()
        expect(phone.locator("[name=weather]").first).to_be_attached()
        pad.fill("")
