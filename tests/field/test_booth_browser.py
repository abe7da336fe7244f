"""The running session in a real Chromium, on the screen of a cheap phone."""

import re
from itertools import product

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
MAKE_AN_OUTING = """
import datetime
from mobilink.booth import actions as booth
from mobilink.outreach import actions
from mobilink.outreach.models import Slot
made = actions.propose_from_slot(Slot.objects.get(), datetime.date(2019, 8, 18), by=None)
actions.approve(made, by=None)
booth.open_session(made, by=None, leaflets_taken=100)
print(made.pk)
"""


@pytest.fixture
def session_address(served) -> str:
    """The address of an open booth at the waterfront."""
    return f"{served.address}/field/outings/{served.python(MAKE_AN_OUTING).strip()}/"


@pytest.fixture
def booth(page, session_address):
    """The officer's phone, at the tiles."""
    page.set_viewport_size(PHONE)
    return _signed_in(page, session_address)


@pytest.fixture
def plain_booth(browser, session_address):
    """A phone on which no program runs."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    yield _signed_in(context.new_page(), session_address)
    context.close()


def _signed_in(page, address: str):
    page.goto(address)
    page.fill("[name=username]", "petugas")
    page.fill("[name=password]", "mobilink-2019")
    page.click("main button")
    page.wait_for_selector(".tiles")
    return page


def _at_office(page) -> str:
    return page.locator("[data-count=tallies]").inner_text()


def _boxes(page, selector: str) -> list[dict[str, float]]:
    return [found.bounding_box() for found in page.locator(selector).all()]


def _settled(page) -> None:
    page.locator("[data-waiting]").wait_for(state="hidden")


def test_the_tiles_fit_the_screen_and_the_thumb(booth):
    booth.click(".tile-tally")
    _settled(booth)
    for theme, hand in product(["light", "outdoor"], ["left", "right"]):
        cookies = {"mobilink_theme": theme, "mobilink_hand": hand}
        booth.context.add_cookies(
            [{"name": name, "value": value, "url": booth.url} for name, value in cookies.items()]
        )
        booth.reload()

        height, width = booth.evaluate(
            "() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
        )
        assert height <= PHONE["height"]
        assert width <= PHONE["width"]

        tiles = _boxes(booth, ".tile")
        assert len(tiles) == 7
        assert all(min(box["width"], box["height"]) >= 64 for box in tiles)
        minor = _boxes(booth, ".booth-head > a, .booth-ways a, summary, .bar button")
        assert all(box["height"] >= 48 for box in minor)

        primary = _boxes(booth, ".tile-tally")[0]
        assert primary["y"] + primary["height"] / 2 > 0.6 * PHONE["height"]
        assert (primary["x"] < 20) == (hand == "left")


def test_twenty_fast_taps_all_count_and_one_is_undone(booth):
    tile = booth.locator(".tile-tally")
    for _tap in range(20):
        tile.click(no_wait_after=True)
    assert booth.locator("[data-total=tallies]").inner_text() == "20"

    _settled(booth)
    assert _at_office(booth) == "20"
    booth.click("[data-undo]")
    booth.locator("[data-bar]", has_text="dibatalkan").wait_for()
    assert _at_office(booth) == "19"

    booth.reload()
    assert _at_office(booth) == "19"


def test_taps_and_an_undo_in_one_breath_keep_their_order(booth):
    booth.evaluate(
        """() => { const tap = document.querySelector(".tile-tally");
        const undo = document.querySelector("[data-undo]");
        tap.click(); tap.click(); undo.click(); undo.click(); tap.click(); }"""
    )
    _settled(booth)
    assert _at_office(booth) == "1"


def test_the_number_moves_at_once_and_recorded_only_after_the_answer(booth):
    held = []
    booth.route(re.compile("/tally/$"), lambda route: held.append(route))

    number = booth.evaluate(
        """() => { document.querySelector(".tile-tally").click();
        return document.querySelector("[data-total=tallies]").textContent; }"""
    )

    assert number == "1"
    assert _at_office(booth) == "0"
    assert booth.locator("[data-waiting]").inner_text() == "Masih di HP ini, belum terkirim: 1"
    assert "belum di kantor" in booth.locator("[data-bar]").inner_text()
    assert booth.locator(".bar .mark").is_hidden()
    held[0].continue_()
    _settled(booth)
    assert _at_office(booth) == "1"
    assert "tercatat" in booth.locator("[data-bar]").inner_text()
    assert booth.locator(".bar .mark").is_visible()


def test_an_answer_that_got_lost_doubles_nothing(booth):
    def lose(route) -> None:
        route.fetch()
        route.abort()

    booth.route(re.compile("/tally/$"), lose, times=1)
    booth.click(".tile-tally")
    booth.locator("[data-trouble]", has_text="Kantor belum menjawab").wait_for()
    assert booth.locator("[data-sign-in]").is_hidden()
    booth.click(".tile-tally")

    _settled(booth)
    assert _at_office(booth) == "2"
    assert booth.locator("[data-trouble]").is_hidden()


def test_taps_outlive_a_closed_page(booth):
    booth.route(re.compile("/tally/$"), lambda route: route.abort())
    for _tap in range(3):
        booth.click(".tile-tally")
    booth.locator("[data-trouble]").wait_for()

    address = booth.url
    booth.goto(f"{address}visit/")
    booth.unroute(re.compile("/tally/$"))
    booth.goto(address)

    _settled(booth)
    assert _at_office(booth) == "3"


def test_a_phone_that_was_signed_out_keeps_its_taps(booth):
    booth.context.clear_cookies(name="mobilink_session")
    booth.click(".tile-tally")
    booth.locator("[data-sign-in]").click()
    booth.fill("[name=username]", "petugas")
    booth.fill("[name=password]", "mobilink-2019")
    booth.click("main button")

    booth.wait_for_selector(".tiles")
    _settled(booth)
    assert _at_office(booth) == "1"


def test_a_visit_takes_four_taps(booth):
    booth.click(".tile-visit")
    booth.get_by_label("Biaya").check()
    booth.get_by_label("P3MI resmi").check()
    booth.click("text=Simpan kunjungan")
    booth.locator("[data-bar]", has_text="Kunjungan tercatat").wait_for()


def test_a_keyboard_counts_too(booth):
    booth.locator(".tile-tally").focus()
    booth.keyboard.press("Enter")
    booth.keyboard.press("Space")
    _settled(booth)
    assert _at_office(booth) == "2"


def test_the_booth_works_without_a_program(plain_booth):
    for _tap in range(3):
        plain_booth.click(".tile-tally")
    plain_booth.click("text=Perempuan")
    plain_booth.click("[data-undo]")
    assert _at_office(plain_booth) == "3"
    plain_booth.click(".tile-give")
    plain_booth.click("[value='10']")
    assert "10 leaflet tercatat" in plain_booth.locator("[data-bar]").inner_text()
    plain_booth.click(".tile-close")
    plain_booth.fill("[name=leaflets_left]", "90")
    plain_booth.click("main .button-primary")
    assert "Leaflet cocok" in plain_booth.locator("main").inner_text()
