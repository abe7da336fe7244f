"""The desk's menu in a real browser: one row on a laptop, in reach of a thumb on a phone."""

import pytest

from tests.journeys.test_access import sign_in

pytestmark = pytest.mark.browser
MEASURE = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
  return { rows: new Set(boxes(".ways a, .shell-end button, .brand").map((box) => Math.round((box.top + box.bottom) / 2))).size,
    ways: new Set(boxes(".ways a").map((box) => Math.round(box.top))).size,
    low: boxes(".ways a, .sub-bar a").filter((box) => box.height < 48).length, wide: document.documentElement.scrollWidth,
    here: boxes(".sub-bar a[aria-current]").filter((box) => box.left >= 0 && box.right <= innerWidth).length,
    isInOrder: boxes(".sub-bar a").every((box, at, all) => !at || all[at - 1].left < box.left) }; }"""


@pytest.mark.usual
def test_the_ways_stand_in_one_row_on_a_laptop_and_in_two_on_a_phone(served, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    sign_in(page, served.address, "perencana")
    for language in ("id", "en"):
        chosen = {"name": "mobilink_language", "value": language, "url": served.address}
        page.context.add_cookies([chosen])
        page.goto(f"{served.address}/console/printed/")
        page.set_viewport_size({"width": 1280, "height": 800})
        measured = page.evaluate(MEASURE)
        assert (measured["rows"], measured["low"], measured["wide"], measured["here"]) == (
            1,
            0,
            1280,
            1,
        )
        page.set_viewport_size({"width": 360, "height": 640})
        measured = page.evaluate(MEASURE)
        assert (measured["ways"], measured["low"], measured["wide"], measured["here"]) == (
            2,
            0,
            360,
            1,
        )
        assert measured["isInOrder"]


def test_the_keyboard_alone_comes_to_every_page(served, browser):
    page = browser.new_page(viewport={"width": 360, "height": 640})
    sign_in(page, served.address, "perencana")
    summary = page.locator(".all-pages summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/outings/**")
    page.locator("h1").wait_for()
    assert page.locator(".sub-bar [aria-current=page]").inner_text() == "Semua kegiatan"
