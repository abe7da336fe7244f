"""The booth on plain http, in a real Chromium on the screen of a cheap phone: what a server records."""

import json
import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.field import handling

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
RECORD = re.compile(r"/field/record/$")
KEPT = """() => Object.keys(localStorage).filter((key) => /^mobilink\\.act\\.[0-9a-f-]{36}\\./.test(key)).length"""


@pytest.fixture
def booth(plain_http):
    """Dewi Contoh's browser at the tiles of her booth."""
    plain_http.click("[data-act-link]")
    plain_http.fill("[name=leaflets_taken]", "100")
    plain_http.click(".open-form button")
    plain_http.locator(".tile-tally").wait_for()
    settled(plain_http)
    return plain_http


def state(page, place: str) -> str:
    return page.locator(f"[data-state={place}] b").first.inner_text()


def settled(page) -> None:
    page.locator("[data-state=phone] b", has_text=re.compile("^0$")).first.wait_for()


def total(page, figure: int) -> None:
    page.locator("[data-total=tallies]", has_text=re.compile(f"^{figure}$")).first.wait_for()


def boxes(page, selector: str) -> list[dict[str, float]]:
    return [each.bounding_box() for each in page.locator(selector).all() if each.is_visible()]


def test_the_tiles_fit_the_screen_and_the_thumb(booth):
    booth.click(".tile-tally")
    settled(booth)
    for theme, hand in product(["light", "outdoor"], ["left", "right"]):
        chosen = json.dumps({"mobilink.theme": theme, "mobilink.hand": hand})
        booth.evaluate("(chosen) => Object.assign(localStorage, JSON.parse(chosen))", chosen)
        booth.reload()
        total(booth, 1)

        height, width = booth.evaluate(
            "() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
        )
        assert height <= PHONE["height"]
        assert width <= PHONE["width"]

        assert len(boxes(booth, ".tile")) == 9
        main = boxes(booth, ".tile:not(.tile-small)")
        assert all(min(box["width"], box["height"]) >= 64 for box in main)
        minor = boxes(booth, ".booth-head > a, .booth-ways a, .bar button, .tile-small")
        assert all(box["height"] >= 48 for box in minor)

        primary = boxes(booth, ".tile-tally")[0]
        assert primary["y"] + primary["height"] / 2 > 0.6 * PHONE["height"]
        assert (primary["x"] < 20) == (hand == "left")


@pytest.mark.usual
def test_twenty_fast_taps_all_count_and_one_is_undone(booth, at_office):
    for _tap in range(20):
        booth.locator(".tile-tally").click(no_wait_after=True)
    total(booth, 20)
    booth.click("[data-undo]")
    booth.locator("[data-bar]", has_text="dibatalkan").wait_for()
    total(booth, 19)
    settled(booth)

    booth.reload()
    total(booth, 19)
    counted = at_office()
    assert (counted["tally"], counted["void"]) == (20, 1)


def test_taps_and_an_undo_in_one_breath_keep_their_order(booth, at_office):
    booth.evaluate(
        """() => { const tap = document.querySelector(".tile-tally");
        const undo = document.querySelector("[data-undo]");
        tap.click(); tap.click(); undo.click(); undo.click(); tap.click(); }"""
    )
    total(booth, 1)
    settled(booth)
    counted = at_office()
    assert counted["tally"] - counted["void"] == 1


def test_the_number_moves_at_once_and_is_at_the_office_only_after_the_answer(booth):
    held = []
    booth.route(RECORD, lambda route: held.append(route))
    before = state(booth, "office")

    booth.click(".tile-tally")

    total(booth, 1)
    assert (state(booth, "phone"), state(booth, "office")) == ("1", before)
    held[0].continue_()
    settled(booth)
    assert state(booth, "office") == str(int(before) + 1)


def test_an_answer_that_got_lost_doubles_nothing(booth, at_office):
    def lose(route) -> None:
        """Only Chromium knows where that name leads; the server hears it all the same."""
        asked = route.request
        host = asked.url.split("/")[2]
        address = asked.url.replace("booth.test", "127.0.0.1")
        route.fetch(url=address, headers={**asked.all_headers(), "host": host})
        route.abort()

    booth.route(RECORD, lose, times=1)
    booth.click(".tile-tally")
    booth.locator("[data-trouble]", has_text="Belum ada jawaban").wait_for()
    assert booth.locator("[data-sign-in]").is_hidden()
    booth.click(".tile-tally")

    settled(booth)
    assert at_office()["tally"] == 2
    booth.locator("[data-trouble]").wait_for(state="hidden")


def test_taps_outlive_a_closed_page(booth, at_office):
    booth.route(RECORD, lambda route: route.abort())
    for _tap in range(3):
        booth.click(".tile-tally")
    booth.locator("[data-trouble]", has_text="Belum ada jawaban").wait_for()
    assert booth.evaluate(KEPT) == 3

    booth.unroute(RECORD)
    booth.reload()

    total(booth, 3)
    settled(booth)
    assert at_office()["tally"] == 3
    assert booth.evaluate(KEPT) == 0


@pytest.mark.parametrize("lost", ["mobilink_session", None])
def test_who_is_signed_out_keeps_their_taps(booth, at_office, lost):
    """Signed out, or in a browser that lost every cookie: without its token the post is a stranger's."""
    booth.context.clear_cookies(**{"name": lost} if lost else {})
    booth.click(".tile-tally")
    booth.click("[data-sign-in]")
    handling.sign_in(booth)

    booth.wait_for_selector(".tile-tally")
    settled(booth)
    assert at_office()["tally"] == 1


def test_nobody_sends_what_another_person_tapped(booth, at_office):
    booth.route(RECORD, lambda route: route.abort())
    booth.click(".tile-tally")
    booth.locator("[data-trouble]", has_text="Belum ada jawaban").wait_for()
    booth.unroute(RECORD)
    booth.context.clear_cookies(name="mobilink_session")
    booth.goto(booth.url.split("/field/")[0] + "/field/")
    handling.sign_in(booth, "Maya Contoh")
    booth.locator("[data-strip]").wait_for()
    booth.wait_for_timeout(500)

    assert at_office()["tally"] == 0
    assert booth.evaluate(KEPT) == 1


def test_nothing_is_kept_in_the_browser_but_what_was_not_answered(booth):
    booth.click(".tile-visit")
    booth.get_by_label("Biaya").check()
    databases = booth.evaluate("async () => (await indexedDB.databases()).map((one) => one.name)")

    assert databases == []
    assert booth.evaluate(KEPT) == 0


def test_what_the_office_refuses_is_told_and_counts_no_more(booth, served):
    said = json.dumps({"refused": "Kegiatan ini sudah dibatalkan."})
    booth.route(
        RECORD,
        lambda route: route.fulfill(status=409, content_type="application/json", body=said),
    )
    booth.click(".tile-tally")

    booth.locator("[data-state=needs] b", has_text="1").wait_for()
    total(booth, 0)
    booth.click("[data-strip]")
    booth.locator(".needs", has_text="Kegiatan ini sudah dibatalkan.").wait_for()

    booth.unroute(RECORD)
    booth.reload()
    settled(booth)
    booth.locator(".records li", has_text="Singgah").wait_for()


def test_a_visit_takes_four_taps(booth):
    booth.click(".tile-visit")
    booth.get_by_label("Biaya").check()
    booth.get_by_label("P3MI resmi").check()
    booth.click("text=Simpan kunjungan")
    booth.locator("[data-bar]", has_text="Kunjungan tercatat").wait_for()


def test_the_programme_of_the_last_visit_is_the_likeliest(booth):
    booth.click(".tile-visit")
    expect(booth.locator("[name=programme]:checked")).to_have_value("institutional")
    booth.locator("[name=programme][value=products]").check()
    booth.click("text=Simpan kunjungan")
    booth.click(".tile-visit")
    expect(booth.locator("[name=programme]:checked")).to_have_value("products")


def test_a_visit_is_said_better_and_counts_once(booth):
    booth.click(".tile-visit")
    booth.click("text=Simpan kunjungan")
    booth.locator("[data-count=visits]", has_text="1").first.wait_for()
    settled(booth)
    booth.click("[data-strip]")
    booth.click("[data-complete]")
    booth.get_by_label("Biaya").check()
    booth.click("text=Simpan kunjungan")
    booth.locator(".tile-tally").click()
    settled(booth)

    booth.reload()
    booth.locator("[data-count=visits]", has_text="1").first.wait_for()
    assert "Singgah tercatat" in booth.locator("[data-bar]").inner_text()


def test_a_keyboard_counts_too(booth):
    booth.locator(".tile-tally").focus()
    booth.keyboard.press("Enter")
    booth.keyboard.press("Space")
    total(booth, 2)


def test_without_a_number_nothing_is_given_and_the_page_says_what_to_type(booth):
    booth.click(".tile-give")
    booth.click(".typed button")
    booth.locator("[data-fill=problem]", has_text="Ketuk").wait_for()
    booth.fill("[name=other]", "12")
    booth.click(".typed button")
    booth.locator("[data-bar]", has_text="12 leaflet").wait_for()


def test_a_booth_that_is_opened_again_goes_on_with_the_leaflets_that_were_left(booth):
    booth.click(".tile-close")
    booth.fill("[name=leaflets_left]", "80")
    booth.click(".save-close [name=partial]")
    booth.locator("main", has_text="Ditutup sebagian.").wait_for()
    settled(booth)
    booth.goto(booth.url.split("/field/")[0] + "/field/")
    booth.locator("[data-act-link]", has_text="Lihat hasilnya").click()
    booth.locator("h1", has_text="Booth sudah ditutup").wait_for()
    booth.click("text=Buka booth lagi")

    assert booth.locator("[name=leaflets_taken]").input_value() == "80"
    assert booth.locator("[data-show=wasClosed]").is_visible()


def test_a_colleagues_taps_are_counted_and_ones_own_are_taken_back_first(booth, served, browser):
    other = browser.new_context(viewport=PHONE, timezone_id="Asia/Jakarta")
    other.clock.install(time="2019-08-18T05:30:00+07:00")
    page = other.new_page()
    page.goto(booth.url)
    handling.sign_in(page, "Maya Contoh")
    booth.click(".tile-tally")
    settled(booth)
    page.reload()
    total(page, 1)
    assert page.locator("[data-undo]").is_visible()
    other.close()


def test_the_hand_the_look_and_the_language_stay(booth):
    booth.goto(booth.url.split("/field/")[0] + "/field/phone/")
    booth.click("[data-choice=hand] [value=left]")
    booth.click("[data-choice=sound] [value=on]")
    booth.click("[data-choice=language] [value=en]")
    booth.locator("h2", has_text="Look and language").wait_for()
    booth.reload()
    booth.locator("body.hand-left").wait_for()
    pressed = booth.locator("[data-choice=sound] [aria-pressed=true]")
    assert pressed.get_attribute("value") == "on"


def test_help_and_what_needs_the_app_say_so(booth):
    assert "pakai aplikasi HP" in booth.locator(".session-where").inner_text()
    address = booth.url
    booth.click("text=Bantuan")
    booth.locator("main", has_text="Salah ketuk").wait_for()
    for screen in ("follow", "hand", "sell", "sales", "load", "inspect", "meters", "plan"):
        booth.goto(f"{address}{screen}/")
        booth.locator("h1", has_text="Hanya di aplikasi HP").wait_for()
        assert "https" in booth.locator("main").inner_text()


def test_the_answer_desk_answers_online(booth):
    booth.click(".tile-look-up")
    booth.locator("h1", has_text="Apa yang ditanyakan?").wait_for()
    booth.click("text=Biaya")
    booth.locator("[data-list=cards] a").first.click()
    booth.locator("[data-fill=checked]").first.wait_for()


def test_the_team_the_checklist_and_the_survey_are_recorded(booth, served):
    booth.click("[data-here]")
    booth.locator("[data-team]").wait_for()
    address = booth.url
    booth.goto(f"{address}set-up/")
    booth.locator("[data-tick]").first.click()
    booth.locator("[data-tick][aria-pressed=true]").wait_for()
    assert booth.locator(".check-photo:visible").count() == 0
    booth.goto(f"{address}survey/")
    for _question in range(4):
        booth.locator("[data-answer]").last.click()
    booth.locator("[data-again]").wait_for()
    booth.goto(address)
    settled(booth)
    counts = handling.counted(served)

    assert (counts["attendance"], counts["tick"], counts["survey_answer"]) == (1, 1, 1)


def test_somebody_without_a_role_at_a_booth_is_not_told_that_the_day_is_empty(
    plain_http, served, browser
):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(plain_http.url)
    page.fill("[name=username]", "humas")
    page.fill("[name=password]", "mobilink-2019")
    page.click("main form button")
    page.locator("[data-show=isNobody]", has_text="Booth dijalankan petugas booth").wait_for()
    assert page.locator("[data-show=isEmpty]").is_hidden()
    context.close()


def test_who_hands_the_booth_over_leaves_the_browser_to_the_next(booth, at_office):
    booth.goto(f"{booth.url}handover/")
    booth.locator("[data-taker]").first.click()
    booth.wait_for_url(re.compile("/sign-in/"))
    booth.locator("[name=username]").wait_for()


def test_a_browser_that_cannot_run_the_program_finds_the_page_without_it(plain_http):
    plain_http.route(re.compile(r"/field/app/main.*\.js"), lambda route: route.abort())
    plain_http.reload()
    plain_http.click("main a")
    plain_http.wait_for_url(re.compile("/field/plain/"))


def test_without_javascript_one_page_opens_counts_and_closes(plain_http, browser, at_office):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(plain_http.url)
    handling.sign_in(page)
    page.wait_for_url(re.compile("/field/plain/"))
    page.fill("[name=leaflets_taken]", "100")
    page.click("[value=open]")
    for _tap in range(3):
        page.click("[value=tally]")
    page.click("[value=undo]")
    expect(page.locator("[data-tallies]")).to_have_text("2")
    page.click("summary")
    page.fill("[name=leaflets_left]", "90")
    page.click("details .button-primary")
    page.locator("article", has_text="Terlaksana").wait_for()
    assert at_office() == {"tally": 3, "void": 1, "visit": 0, "handout": 0, "state": "held"}
    context.close()
