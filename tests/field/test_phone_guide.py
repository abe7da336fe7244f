"""The answer desk on a phone, in a real Chromium, with no network at all."""

import itertools
import json
import re

import pytest
from playwright.sync_api import expect

from tests.field.handling import send

pytestmark = pytest.mark.browser
TELLINGS = """
import json
from mobilink.booth.models import CardShown
print(json.dumps(list(CardShown.objects.values("card", "language", "version"))))
"""
PIECE = re.compile("/pack/[0-9a-f]{64}$")
PACK = """() => new Promise((resolve) => { const asked = indexedDB.open("mobilink"); asked.onsuccess = () => {
  const at = asked.result.transaction("self").objectStore("self").get("pack");
  at.onsuccess = () => { asked.result.close(); resolve(at.result?.hash ?? ""); }; }; })"""
CARRIED = """() => new Promise((resolve) => { const asked = indexedDB.open("mobilink"); asked.onsuccess = () => {
  const at = asked.result.transaction("pieces").objectStore("pieces").getAllKeys();
  at.onsuccess = () => { asked.result.close(); resolve(at.result.length); }; }; })"""


def carries(page, beside=""):
    """Wait until the phone carries a pack other than the one beside; its hash."""
    for _attempt in range(200):
        if (pack := page.evaluate(PACK)) not in ("", beside):
            return pack
        page.wait_for_timeout(100)
    raise AssertionError("No other pack came.")


@pytest.fixture
def desk(phone):
    """A phone with an open booth at the answer desk, out of every network."""
    carries(phone)
    phone.context.set_offline(True)
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.click(".tile-look-up")
    phone.locator("[data-list=topics] a").first.wait_for()
    return phone


@pytest.mark.usual
def test_a_name_is_looked_up_with_what_the_list_says_and_how_old_it_is(desk):
    desk.click("[data-way='check/']")
    desk.fill("[name=q]", "PT Karya Contoh Nusantara")
    desk.locator("[data-fill=heading]", has_text="Nama ini ada di daftar").wait_for()
    assert "Izin berlaku sampai" in desk.inner_text("[data-list=answers]")
    assert "Per 12 Agustus 2019, 6 hari" in desk.inner_text("main")

    desk.fill("[name=q]", "Karya Contoh Nusantara")
    desk.locator("[data-fill=heading]", has_text="Tidak ada nama yang persis sama").wait_for()
    assert "“PT” tidak diketik" in desk.inner_text("[data-list=answers]")
    text = desk.inner_text("main").casefold()
    assert "aman" not in text.split()
    assert "penipuan" not in text


def test_an_answer_is_three_taps_away_and_what_was_told_keeps_its_version(desk, served):
    desk.click("[data-list=topics] >> text=Dokumen dan paspor")
    desk.click("[data-list=cards] a >> nth=0")
    assert desk.locator("article h1").inner_text()
    assert desk.locator("[data-list=rows] .desk-row").count() > 3
    desk.click("[data-tell]")
    desk.get_by_text("Tercatat: sudah disampaikan.").wait_for()

    desk.context.set_offline(False)
    assert "Terkirim" in send(desk)
    assert json.loads(served.python(TELLINGS)) == [
        {"card": "dokumen", "language": "id", "version": 1}
    ]


def test_a_lapsed_number_is_gone_and_an_old_list_is_told_as_old_by_the_phones_own_clock(desk):
    desk.context.clock.set_fixed_time("2019-12-20T08:00:00+07:00")
    # Nobody may work any more, but what everybody may know is told to everybody.
    desk.goto(desk.url.split("/field/")[0] + "/field/desk/check/")
    assert "hari" in desk.locator("[data-fill=old]").inner_text()
    assert "age-very-late" in desk.locator("[data-age]").get_attribute("class")


def test_only_new_pieces_are_fetched_and_a_broken_pack_replaces_nothing(phone, served):
    first = carries(phone)
    many = phone.evaluate(CARRIED)
    phone.context.route(PIECE, lambda route: route.fulfill(body="[]"))
    served.python(
        "from mobilink.guidance.models import Particular\n"
        "from mobilink.guidance.particulars import keep\n"
        "from mobilink.journal.storage.fields import row_to_wire\n"
        "one = Particular.objects.filter(kind='hotline').first()\n"
        "told = {f.name: getattr(one, f.name) for f in one._meta.fields if f.name not in ('id', 'revision')}\n"
        "keep(Particular, told | {'note': 'Baru diperiksa.'})"
    )
    asked = []
    phone.context.on("request", lambda request: asked.append(request.url.rpartition("/pack/")[2]))

    phone.reload()
    assert "Terkirim" in send(phone)
    phone.wait_for_timeout(500)
    assert phone.evaluate(PACK) == first

    phone.context.unroute(PIECE)
    asked.clear()
    phone.reload()
    carries(phone, first)
    assert len([name for name in asked if len(name) == 64]) == 1
    assert phone.evaluate(CARRIED) == many


def test_a_pack_that_somebody_else_signed_is_not_believed(phone):
    first = carries(phone)
    manifest = phone.evaluate("() => fetch('/pack/').then((answer) => answer.text())")
    line, statement = manifest.splitlines()
    forged = line.replace("BP3TKI", "Misal")
    phone.context.route("**/pack/", lambda route: route.fulfill(body=f"{forged}\n{statement}\n"))
    phone.reload()
    assert "Terkirim" in send(phone)
    phone.wait_for_timeout(500)
    assert phone.evaluate(PACK) == first


def test_six_tiles_fit_one_screen_in_either_hand_and_in_the_sun(desk):
    desk.click("[data-back]")
    for theme, hand in itertools.product(("light", "outdoor"), ("left", "right")):
        desk.evaluate(
            f"localStorage.setItem('mobilink.theme', '{theme}'); localStorage.setItem('mobilink.hand', '{hand}')"
        )
        desk.reload()
        tiles_fit(desk)


def tiles_fit(desk) -> None:
    """The six tiles and the bar are on one screen, large, and what is tapped most is far down."""
    desk.click(".tile-tally")
    desk.locator("[data-undo]").wait_for()
    assert desk.evaluate("document.documentElement.scrollHeight") <= 640
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = {
        name: desk.locator(f".tile-{name}").bounding_box()
        for name in ("tally", "visit", "look-up", "give", "survey", "close")
    }
    assert min(box["height"] for box in boxes.values()) >= 64
    assert min(box["width"] for box in boxes.values()) >= 64
    for name in ("tally", "visit"):
        assert boxes[name]["y"] + boxes[name]["height"] / 2 >= 640 * 0.6


def test_a_fact_is_turned_to_the_person_opposite(desk):
    desk.click("[data-list=topics] >> text=Biaya")
    desk.click("[data-list=cards] a >> nth=0")
    title = desk.locator("article h1").inner_text()
    desk.click("[data-turn-to]")
    first = desk.locator("[data-fill=fact]").inner_text()
    desk.click("[data-next]")
    expect(desk.locator("[data-fill=fact]")).not_to_have_text(first)
    desk.click("[data-turn]")
    assert (
        desk.locator(".shown-sheet").evaluate("(one) => getComputedStyle(one).rotate") == "180deg"
    )
    desk.click("[data-done]")
    desk.click("[data-take-away]")
    desk.locator("[data-fill=day]", has_text="18 Agustus 2019").wait_for()
    text = desk.inner_text(".shown")
    assert title in text
    assert "0800-1000" in text


def test_the_board_runs_on_the_phone_and_hides_what_has_closed(desk):
    desk.click("[data-way='vacancies/']")
    desk.locator("[data-list=posts] a").first.wait_for()
    many = desk.locator("[data-list=posts] a").count()
    desk.click("[data-list=posts] a >> nth=0")
    desk.locator(".facts dt").first.wait_for()
    assert desk.locator(".facts dt").count() > 3

    desk.context.clock.set_fixed_time("2030-01-01T08:00:00+07:00")
    desk.goto(desk.url.split("/field/")[0] + "/field/desk/vacancies/")
    desk.get_by_text("Hari ini tidak ada lowongan").wait_for()
    assert many
    assert desk.locator("[data-list=posts] a").count() == 0


def test_an_offer_is_walked_through_question_by_question_and_nothing_of_it_is_kept(desk):
    desk.click("[data-way='offer/']")
    desk.fill("[name=typed]", "PT Karya Contoh Nusantara")
    desk.click("[data-asking] .button-primary")
    desk.click("[data-unknown]")
    desk.fill("[name=typed]", "Welder")
    desk.click("[data-asking] .button-primary")
    desk.fill("[name=typed]", "Malaysia")
    desk.click("[data-asking] .button-primary")
    desk.click("[data-answer-of][value=none]")
    desk.click("[data-answer-of][value=visit]")
    desk.click("[data-answer-of][value=personal]")
    desk.check("[name=pressure][value=papers]")
    desk.click("[data-asking] .button-primary")
    desk.locator("[data-list=kinds] > li").nth(6).wait_for()
    text = desk.inner_text("[data-found]")
    assert "Izin berlaku sampai" in text
    assert "Dengan visa kunjungan" in text
    assert not {"aman", "penipuan"} & {*re.findall(r"\w+", text.casefold())}
    kept = desk.evaluate(
        "async () => JSON.stringify([localStorage, await (await import('/static/journal/store.js')).all('rows')])"
    )
    assert "Welder" not in kept
