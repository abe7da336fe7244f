"""Consent, sealed contacts, codes and half-done forms on a phone, in a real Chromium without a network."""

import json
import random
import re
import string
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.field.handling import enter, let_in

pytestmark = pytest.mark.browser

OPEN = """
import json
from mobilink.cases import actions
from mobilink.cases.models import FollowUp
from mobilink.cases.queries import waiting_follow_ups
from mobilink.cases.withdrawals import hidden_cases, many_vain
kept = [
    {
        "code": one.code, "number": one.number, "consents": one.consents, "urgent": one.is_urgent, "by": str(one.asked_by),
        "contents": actions.open_follow_up(one, by=None, reason="uji") if one.contents else None,
    }
    for one in [*FollowUp.objects.filter(code=""), *waiting_follow_ups()]
]
told = {"kept": kept, "hidden": len(hidden_cases()), "vain": many_vain()}
print(json.dumps(told))
"""


@pytest.fixture
def cases(served):
    """`cases()`: the follow-ups that the office has, opened."""
    return lambda: json.loads(served.python(OPEN))


@pytest.fixture
def booth(phone):
    """The phone at an open booth, without any network."""
    phone.context.set_offline(True)
    _open_booth(phone)
    return phone


def _open_booth(phone) -> None:
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.locator(".tile-visit").wait_for()


def _visit_then_ask(booth) -> None:
    booth.click(".tile-visit")
    booth.click("[name=topics] >> nth=0", force=True)
    booth.click(".save [value=follow]")
    booth.locator("[data-purpose=photo]").wait_for()


def _say(page, purpose: str, answer: str) -> None:
    page.check(f"[name=consent_{purpose}][value={answer}]", force=True)


def _send(page) -> None:
    page.context.set_offline(False)
    page.click("a[href='/field/phone/']")
    page.click("[data-send-now]")
    page.locator("[data-fill=outcome]", has_text="Terkirim").wait_for()


def test_no_is_an_answer_and_the_service_goes_on(booth, cases, at_office):
    _visit_then_ask(booth)
    for purpose in ("call_back", "vacancies", "partner", "photo"):
        _say(booth, purpose, "no")
    assert not booth.locator("[name=phone]").is_visible()
    booth.click(".save .button-primary")
    booth.locator(".tile-tally").click()
    booth.locator("[data-total=tallies]", has_text="1").wait_for()

    _send(booth)
    [kept] = cases()["kept"]
    assert (kept["code"], kept["contents"], kept["by"]) == ("", None, "Dewi Contoh")
    assert kept["consents"]["photo"] == {"yes": False, "text": "2019-07-01"}
    assert at_office()["visit"] == 1


@pytest.mark.usual
def test_a_contact_is_sealed_for_the_office_and_has_a_code(booth, cases, served):
    _visit_then_ask(booth)
    _say(booth, "call_back", "yes")
    booth.click(".save .button-primary")
    expect(booth.locator("[data-problem]")).to_contain_text("nomor telepon")
    booth.fill("[name=phone]", "0812 0000 0011")
    booth.fill("[name=name]", "ꦩꦼꦭꦠꦶ Conto")
    booth.click(".save .button-primary")
    code = booth.locator(".code-figure").inner_text()
    assert "Belum ada yang terkirim" in booth.locator("[data-where]").inner_text()
    rows = booth.evaluate(ROWS)
    assert "0812" not in rows
    assert code not in rows

    _send(booth)
    [kept] = cases()["kept"]
    assert kept["code"] == served.python(KEPT % code).strip()
    assert kept["contents"] == {"phone": "0812 0000 0011", "name": "ꦩꦼꦭꦠꦶ Conto"}
    booth.go_back()
    booth.locator("[data-where]", has_text="sudah di kantor").wait_for()


KEPT = "from mobilink.cases.queries import kept_of; print(kept_of('%s'))"
ROWS = """async () => { const open = indexedDB.open("mobilink");
await new Promise((done) => (open.onsuccess = done));
const asked = open.result.transaction("rows").objectStore("rows").getAll();
await new Promise((done) => (asked.onsuccess = done));
return JSON.stringify(asked.result); }"""


@pytest.mark.usual
def test_an_urgent_case_is_handed_on_with_an_sms_and_honest_words(booth, cases):
    booth.click(".tile-visit")
    booth.click(".visit-ways a >> nth=0")
    # A visit's form has its way to save too.
    booth.locator("[name=matter]").first.wait_for(state="attached")
    booth.click(".save .button-primary")
    expect(booth.locator("[data-problem]")).to_have_text("Ketuk apa yang terjadi.")
    booth.check("[name=matter][value=documents]", force=True)
    booth.check("[name=urgent][value=yes]", force=True)
    booth.click(".save .button-primary")
    code = booth.locator(".code-figure").inner_text()
    assert "Belum ada yang terkirim" in booth.locator("[data-where]").inner_text()
    link = booth.locator("[data-sms]").get_attribute("href")
    assert link.startswith("sms:+6281200000000?body=MENDESAK")
    assert code not in link
    assert "documents" not in booth.evaluate(ROWS)

    _send(booth)
    [kept] = cases()["kept"]
    assert (kept["urgent"], kept["contents"]) == (True, {"matter": "documents"})
    assert f"Urusan%20{kept['number']}." in link


def test_a_code_is_taken_back_at_another_booth_before_what_it_is_about_has_come(
    booth, new_phone, cases
):
    _visit_then_ask(booth)
    _say(booth, "vacancies", "yes")
    booth.fill("[name=phone]", "0812 0000 0011")
    booth.click(".save .button-primary")
    code = booth.locator(".code-figure").inner_text()

    other = new_phone()
    let_in(other)
    other.context.set_offline(True)
    other.locator("[data-act-link]").wait_for()
    _open_booth(other)
    other.click(".tile-visit")
    other.click(".visit-ways a >> nth=1")
    other.fill("[name=code]", code.lower().replace("-", " "))
    other.click(".save .button-primary >> visible=true")
    other.locator("[data-fill=taken]", has_text=code).wait_for()
    _send(other)
    assert cases() == {"kept": [], "hidden": 0, "vain": 1}

    _send(booth)
    assert cases() == {"kept": [], "hidden": 1, "vain": 0}


def test_a_form_that_was_cut_off_goes_on_at_the_same_field(booth):
    booth.click(".tile-visit")
    booth.click(".visit-ways a >> nth=0")
    booth.check("[name=matter][value=wages]", force=True)
    _say(booth, "call_back", "yes")
    booth.locator("[name=phone]").press_sequentially("08120000")
    booth.wait_for_timeout(300)
    page = booth.context.new_page()
    booth.close(run_before_unload=False)

    page.goto(booth.url.split("/hand/")[0] + "/")
    enter(page)
    chip = page.locator("[data-draft-chip]")
    assert chip.inner_text() == "Penyerahan 05.30, lanjutkan"
    chip.click()
    page.locator("[name=phone]:focus").wait_for()
    assert page.input_value("[name=phone]") == "08120000"
    assert page.is_checked("[name=matter][value=wages]")

    page.click(".save .button-primary")
    page.locator(".code-figure").wait_for()
    page.click(".save .button-primary")
    page.locator(".tile-tally").wait_for()
    assert page.locator("[data-draft-chip]").count() == 0


def test_a_visit_is_completed_until_the_booth_closes(booth, at_office):
    booth.click(".tile-visit")
    booth.click(".save .button-primary")
    booth.click("[data-strip]")
    booth.click("[data-complete]:visible")
    booth.check("[name=sex][value=f]", force=True)
    booth.click(".save .button-primary")
    booth.locator("[data-bar]", has_text="tercatat").wait_for()
    assert booth.locator("[data-count=visits]").inner_text() == "1"
    _send(booth)
    counts = at_office()
    assert (counts["visit"], counts["void"]) == (2, 1)


DRAFTS_FAIL = """() => { for (const act of ["put", "delete"]) { const real = IDBObjectStore.prototype[act];
  IDBObjectStore.prototype[act] = function (...told) {
    if (this.transaction.db.name === "mobilink-drafts") throw new DOMException("full", "QuotaExceededError");
    return real.apply(this, told); }; } }"""


def test_a_form_whose_draft_could_not_be_kept_is_recorded_once(booth):
    """A record that is on the disk is never called unkept, or it would be tapped again."""
    booth.click(".tile-visit")
    booth.evaluate(DRAFTS_FAIL)
    booth.click("[name=topics] >> nth=0", force=True)
    booth.click("[name=topics] >> nth=1", force=True)

    booth.click(".save .button-primary")

    booth.locator("[data-bar]", has_text="tercatat").wait_for()
    assert booth.locator("[data-count=visits]").inner_text() == "1"


LETTERS, DIGITS = string.ascii_lowercase, string.digits
# So many of them fit in a field of the form that seals it.
NAMES, NUMBERS, NOTES = 8, 3, 22
RECORDS = 30
# Runs of what the words are made of, as UTF-8 and as UTF-16.
RUNS = (re.compile(rb"[a-z]{9,}|[0-9]{9,}"), re.compile(rb"(?:[a-z]\0){9,}|(?:[0-9]\0){9,}"))
# Each field is typed into as a keyboard does, and the next screen awaited.
HAND_ON = """async ([texts, isSaved]) => {
  const seen = (selector, frames = 1800) => new Promise((resolve, reject) => {
    const look = () => { const found = document.querySelector(`#content ${selector}`);
      if (found) resolve(found);
      else if (frames -= 1) requestAnimationFrame(look);
      else reject(new Error(`Not seen: ${selector} at ${location.pathname}`)); };
    look(); });
  (await seen(".tile-visit")).click();
  (await seen(".visit-ways a")).click();
  (await seen("[name=matter][value=wages]")).click();
  (await seen("[name=consent_call_back][value=yes]")).click();
  (await seen("details.more summary")).click();
  for (const [name, text] of Object.entries(texts)) {
    const field = await seen(`[name=${name}]`);
    field.focus();
    document.execCommand("insertText", false, text);
    if (field.value !== text) throw new Error(`${name} holds ${field.value}`);
  }
  if (!isSaved) return;
  (await seen(".save .button-primary")).click(); await seen(".code-figure");
  (await seen(".save .button-primary")).click(); await seen(".tile-visit");
}"""
OPENLY = """async (texts) => { const { put } = await import("/static/journal/store.js");
  for (const text of texts) await put("rows", { id: text, told: text }); }"""


def test_nothing_that_was_typed_lies_readable_on_the_phone(booth, tmp_path, cases):
    """U5 and consent: the files of a phone, searched byte by byte for a thousand names, numbers and words."""
    # No word is like another: a browser packs what repeats, where nobody would find it.
    chance = random.Random(20190818)
    brought = [word for _record in range(RECORDS) for word in _hand_on(booth, chance)]
    half_done = _hand_on(booth, chance, is_saved=False)
    booth.wait_for_timeout(500)
    _send(booth)
    openly = ["terbuka" + _word(chance, LETTERS), "ꦩ terbuka" + _word(chance, LETTERS)]
    booth.evaluate(OPENLY, openly)
    booth.context.close()

    assert len({*brought, *half_done}) > 1_000
    arrived = " ".join(text for one in cases()["kept"] for text in one["contents"].values())
    assert set(brought) <= set(arrived.split())
    looked_for = [*brought, *half_done, *(text.split()[-1] for text in openly)]
    assert _found(tmp_path / "phone", looked_for) == {text.split()[-1] for text in openly}


def _word(chance: random.Random, letters: str) -> str:
    return "".join(chance.choices(letters, k=9))


def _hand_on(page, chance: random.Random, *, is_saved: bool = True) -> list[str]:
    """Fill the fields of a case that goes to the office; the words that were typed."""
    names, notes = ([_word(chance, LETTERS) for _each in range(many)] for many in (NAMES, NOTES))
    numbers = ["08" + _word(chance, DIGITS) for _number in range(NUMBERS)]
    typed = {"phone": numbers, "name": names, "note": notes}
    texts = {name: " ".join(words) for name, words in typed.items()}
    page.evaluate(HAND_ON, [texts, is_saved])
    return [*names, *numbers, *notes]


def _found(folder: Path, words: list[str]) -> set[str]:
    """Which of the words stand in the files of a folder, as UTF-8 or UTF-16.

    Each word is of letters alone or of digits alone, so it lies within a run of those.
    """
    data = b"\0".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert len(data) > 1_000_000
    wanted, lengths = {word.encode() for word in words}, {len(word) for word in words}
    runs = {run for kind in RUNS for run in kind.findall(data)}
    windows = (
        run[start : start + length]
        for run in (one.replace(b"\0", b"") for one in runs)
        for length in lengths
        for start in range(len(run) - length + 1)
    )
    return {window.decode() for window in windows if window in wanted}
