"""What the office leaves to people, said on the phone: which record, why, what to do, whom to tell."""

import json
import urllib.parse

import pytest
from playwright.sync_api import expect

from tests.field.handling import begin, enter, go, send, shown, work

pytestmark = pytest.mark.browser

# Leaflets as a broken program might write them: more than any table can hold.
TOO_MANY = """async () => {
  const { record } = await import("/static/journal/writing.js");
  const { all } = await import("/static/journal/store.js");
  const { by, outing, at } = (await all("rows")).find((row) => row.kind === "tally");
  const fields = { outing, at, item: "leaflet", quantity: 3_000_000_000 };
  await record("record handout", by, [{ stream: "unit/KEPRI-KPP", kind: "handout", fields }]);
}"""
REASONS = (
    "scope",
    "revoked",
    "unknown kind",
    "fact changed",
    "row exists",
    "circle",
    "unfit: at",
    "stars",
)
MORE = """async (reasons) => {
  const { all, transaction } = await import("/static/journal/store.js");
  const [one] = await all("troubles");
  await transaction(["troubles"], "readwrite", (at) => reasons.forEach((reason, place) => at("troubles").put({ ...one, first: place + 1, reason })));
}"""


def _message(page) -> str:
    """What an SMS would say, as its link has it."""
    address = page.locator("[data-sms]").get_attribute("href") or ""
    return urllib.parse.unquote(address.partition("?body=")[2])


def _needs(page):
    go(page, "/field/records/")
    page.locator("[data-list=records] li").first.wait_for()
    return page.locator(".needs article")


@pytest.mark.parametrize(
    ("language", "why", "advice"),
    [
        ("id", "kurang atau tidak mungkin benar", "Beri tahu penanggung jawab apa"),
        ("en", "missing or cannot be right", "Tell the supervisor what really"),
    ],
)
def test_a_record_in_quarantine_says_which_it_is_why_and_what_to_do(
    phone, at_office, language, why, advice
):
    begin(phone)
    work(phone, taps=2)
    assert _needs(phone).count() == 0
    phone.evaluate(TOO_MANY)
    phone.evaluate(TOO_MANY)
    send(phone)
    assert at_office()["handout"] == 0
    with phone.expect_navigation():  # the page is made anew, also in the language that it has
        phone.click(f"[data-choice=language] [value={language}]")
    phone.locator(f"html[lang={language}]").wait_for()

    needs = _needs(phone)
    assert needs.count() == 1
    text = needs.inner_text()
    assert why in text
    assert advice in text
    assert text.count("000 leaflet") == 2
    at = "05:30" if language == "en" else "05.30"
    assert f"2019, {at}, Dewi Contoh" in text
    assert phone.locator("[data-state=needs] b").inner_text() == "2"
    message = _message(phone)
    assert why in message
    assert "000 leaflet" in message
    assert "unfit" not in text + message


def test_each_reason_of_the_office_has_its_own_words(phone):
    begin(phone)
    work(phone, taps=1)
    phone.evaluate(TOO_MANY)
    send(phone)
    phone.evaluate(MORE, REASONS)

    needs = _needs(phone)
    for place in ("h3", "[data-fill=advice]"):
        texts = needs.locator(place).all_inner_texts()
        assert len(texts) == len(REASONS)
        assert not [text for text in texts if "_" in text or not text.strip()]
    assert len({*needs.locator("h3").all_inner_texts()}) == len(REASONS)


def test_a_phone_that_the_office_took_out_of_service_says_so(phone, served):
    begin(phone)
    work(phone, taps=1)
    send(phone)
    machines = json.loads(served.run("installations", "--json").stdout)
    (station,) = [machine for machine in machines if machine["kind"] == "phone"]
    served.run("revoke", station["id"], "--why", "hilang")
    said = "sudah menonaktifkan HP ini"

    assert said in send(phone)
    _needs(phone)
    refusal = phone.locator("[data-refusal]:visible")
    refusal.wait_for()
    assert said in refusal.inner_text()
    assert shown(phone, "[data-state=office] b") == 2


def test_the_supervisor_is_told_without_the_internet(phone):
    """U35: a message that the officer sees first, which names no visitor."""
    begin(phone)
    work(phone, taps=3)
    phone.context.set_offline(True)
    phone.reload()
    phone.locator(".tile-tally").wait_for()
    phone.click(".booth-ways a >> nth=0")

    phone.locator(".tell [data-sms]").wait_for()
    seen = phone.locator(".tell blockquote").inner_text()
    assert _message(phone) == seen
    assert "Di HP ini 4, di mobil 0, di kantor 0" in seen
    assert "Dewi Contoh" in seen
    assert phone.locator(".tell [data-sms]").get_attribute("href").startswith("sms:+62")
    assert phone.locator(".tell [data-call]").get_attribute("href").startswith("tel:+62")
    assert len(seen) < 320


AGE_LOOK = """() => { const mark = document.querySelector("[data-oldest]"); const style = getComputedStyle(mark);
  return [mark.textContent, getComputedStyle(mark, "::before").content, style.borderTopColor]; }"""


def test_the_age_of_the_oldest_is_told_by_word_shape_and_colour(phone):
    """U12: amber after a day, red after three; neither by its colour alone."""
    begin(phone)
    phone.context.set_offline(True)
    work(phone, taps=1)
    (_words, shape, _colour) = phone.evaluate(AGE_LOOK)
    assert shape == "none"
    texts = []
    for days in (1, 3):
        phone.clock.set_system_time(f"2019-08-{18 + days}T06:00:00+07:00")
        phone.locator("[data-officer], .keypad").first.wait_for()
        enter(phone)
        phone.locator(f"[data-oldest].{'is-late' if days == 1 else 'is-very-late'}").wait_for()
        texts.append(phone.evaluate(AGE_LOOK))

    amber, red = texts
    assert "1 hari" in amber[0]
    assert "3 hari" in red[0]
    assert "▲" in amber[1]
    assert "■" in red[1]
    assert amber[2] != red[2]


def test_what_is_about_a_visitor_is_covered_after_half_a_minute(phone):
    """U32: the next touch takes the cover away, and nothing else; the form is as it was."""
    begin(phone)
    home = phone.url
    phone.clock.fast_forward(40_000)
    phone.wait_for_timeout(200)
    assert not phone.locator("[data-cover]").is_visible()

    go(phone, f"{home}follow/")
    phone.locator("[data-purpose=call_back] .toggle >> nth=0").click()
    phone.fill("[name=phone]", "0812 3456 7890")
    phone.clock.fast_forward(20_000)
    phone.wait_for_timeout(200)
    assert not phone.locator("[data-cover]").is_visible()
    phone.clock.fast_forward(14_000)
    cover = phone.locator("[data-cover]")
    cover.wait_for()
    box = cover.bounding_box()
    assert (box["width"], box["height"]) == (360, 640)
    assert not phone.locator("[name=phone]").is_visible()

    phone.mouse.click(180, 600)
    cover.wait_for(state="hidden")
    assert phone.input_value("[name=phone]") == "0812 3456 7890"
    assert "/follow/" in phone.url
    phone.clock.fast_forward(31_000)
    cover.wait_for()
    phone.clock.fast_forward(125_000)
    phone.locator(".keypad").wait_for()
    cover.wait_for(state="hidden")

    enter(phone)
    assert phone.input_value("[name=phone]") == "0812 3456 7890"
    phone.fill("[name=phone]", "0812 3456 7891")  # and it takes what is typed
    go(phone, home)
    phone.click(".tile-tally")
    expect(phone.locator("[data-total=tallies]")).to_have_text("1")
