"""Many hands, one phone: who works with it, how they prove it, and what a change of hands leaves alone."""

import json
import re
import sys
import time

import pytest
from playwright.sync_api import expect

from tests.field import handling

pytestmark = pytest.mark.browser
PIN, OTHER_PIN = "2580", "739146"
# Everything that the program keeps in this browser, as text: databases, storage, caches of choices.
KEPT = """async () => {
  const told = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  const open = indexedDB.open("mobilink");
  const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const plain = (key, value) => (ArrayBuffer.isView(value) ? [...value].map((byte) => String.fromCharCode(byte)).join("") : value);
  for (const store of database.objectStoreNames) {
    const asked = database.transaction(store).objectStore(store).getAll();
    const values = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
    told.push(JSON.stringify(values, plain));
  }
  for (const request of await (await caches.open("mobilink-choices")).keys()) told.push(request.url);
  return told.join("\\n");
}"""
HAS_CODES = """async () => {
  const { get } = await import("/static/journal/store.js");
  return Boolean(await get("self", "codes"));
}"""
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(done))"
# Another plan is there, the phone says that it has sent, and at once somebody taps on a name.
NEWS_AND_A_TAP = """async (name) => {
  const { news } = await import("/static/field/app/recorder/recorder.js");
  const open = indexedDB.open("mobilink");
  const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const store = database.transaction("self", "readwrite").objectStore("self");
  const asked = store.get("plan");
  await new Promise((done) => (asked.onsuccess = done));
  const plan = { ...asked.result, hash: "of another plan" };
  await new Promise((done) => (store.put(plan, "plan").onsuccess = done));
  news.dispatchEvent(new CustomEvent("sent", { detail: {} }));
  [...document.querySelectorAll("[data-officer]")].find((one) => one.textContent.includes(name)).click();
}"""
GRANTS = """
import json
from mobilink.people.models import PinGrant
told = [[one.person.name, one.way, one.granted_by.name if one.granted_by else ""] for one in PinGrant.objects.all()]
print(json.dumps(told))
"""
GIVE = """
from mobilink.people import pins
from mobilink.people.models import Person
from mobilink.journal.storage.models import Member
print(pins.give_code(Member.objects.get(kind="phone").author, Person.objects.get(name="Siti Contoh"), 1, by=Person.objects.get(name="Maya Contoh")))
"""


def type_pin(page, digits: str, step: str = "enter") -> None:
    page.locator(f"#pin-{step}").wait_for()
    for digit in digits:
        page.click(f".keypad [data-key='{digit}']")
    page.click(".keypad-go")


def send(page) -> None:
    assert "Terkirim" in handling.send(page)


@pytest.mark.usual
def test_a_pin_does_without_a_network_and_hands_change_fast(phone, let_in):
    phone.click(".who-mark")
    let_in(phone, "Maya Contoh", OTHER_PIN)
    phone.context.set_offline(True)

    began = time.monotonic()
    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Dewi Contoh")
    type_pin(phone, PIN)
    phone.locator(".who-mark", has_text="DC").wait_for()
    sys.stdout.write(f"\nswitched in {time.monotonic() - began:.2f} s\n")
    phone.locator("[data-act-link]").wait_for()


def test_a_plan_that_comes_takes_no_form_from_under_a_finger(phone):
    phone.context.set_offline(True)
    phone.click(".who-mark")
    phone.locator("[data-officer] >> text=Maya Contoh").wait_for()
    phone.evaluate(NEWS_AND_A_TAP, "Maya Contoh")
    phone.locator("[name=username]").wait_for()
    # What was asked before this is done before it.
    phone.evaluate(f"async () => {{ for (let n = 0; n < 30; n += 1) await ({NEXT_FRAME})(); }}")
    expect(phone.locator("[name=username]")).to_be_visible()


def test_a_wrong_pin_slows_down_in_words_and_never_locks_out(phone):
    phone.context.set_offline(True)
    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Dewi Contoh")
    problem = phone.locator("[data-fill=problem]")
    for _slip in range(2):
        type_pin(phone, "1111")
        problem.get_by_text("Bukan itu PIN-nya. Ketik lagi.").wait_for()
    type_pin(phone, "1111")
    problem.get_by_text("Tunggu 5 detik").wait_for()
    phone.reload()
    phone.locator(".keypad").or_(phone.locator("[data-officer]")).first.wait_for()
    if phone.locator("[data-officer]").count():
        phone.click("[data-officer] >> text=Dewi Contoh")
    type_pin(phone, PIN)
    problem.get_by_text("Tunggu").wait_for()
    phone.clock.fast_forward(6_000)
    type_pin(phone, PIN)
    phone.locator("[data-act-link]").wait_for()


def test_a_pin_can_be_typed_and_pasted_and_easy_ones_are_refused(phone):
    page = phone
    page.click(".who-mark")
    page.click("[data-officer] >> text=Maya Contoh")
    page.fill("[name=username]", "perencana")
    page.fill("[name=password]", "salah")
    page.click(".save .button-primary")
    page.locator("[data-fill=problem]", has_text="bukan milik akun").wait_for()
    page.fill("[name=password]", "mobilink-2019")
    page.keyboard.press("Enter")
    type_pin(page, "1234", "choose")
    page.locator("[data-fill=problem]", has_text="mudah ditebak").wait_for()
    page.locator("#pin-choose").focus()
    page.keyboard.insert_text(PIN)
    page.keyboard.press("Enter")
    page.locator("#pin-again").wait_for()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    page.locator("[data-act-link]").wait_for()


def test_a_colleague_who_leads_lets_a_person_choose_anew_without_a_network(phone, served, let_in):
    phone.click(".who-mark")
    let_in(phone, "Maya Contoh", OTHER_PIN)
    phone.context.set_offline(True)
    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Dewi Contoh")
    phone.click("[data-to=prove]")
    phone.click("[data-to=colleague]")
    phone.click("[data-officer] >> text=Maya Contoh")
    type_pin(phone, OTHER_PIN, "vouch")
    type_pin(phone, "9753", "choose")
    type_pin(phone, "9753", "again")
    phone.locator(".who-mark", has_text="DC").wait_for()

    phone.context.set_offline(False)
    send(phone)
    assert ["Dewi Contoh", "colleague", "Maya Contoh"] in json.loads(served.python(GRANTS))


def test_a_code_read_out_at_the_office_lets_a_person_in_once(phone, served):
    phone.click(".who-mark")
    handling.until(phone, HAS_CODES)
    phone.context.set_offline(True)
    code = served.python(GIVE).strip()
    phone.click("[data-officer] >> text=Siti Contoh")
    phone.click("[data-to=code]")
    expect(phone.locator("[data-fill=number]")).to_have_text("1")
    phone.fill("[name=code]", "ABCD-EFGH-JKLM")
    phone.click(".save .button-primary")
    phone.locator("[data-fill=problem]", has_text="nomor 1").wait_for()
    phone.fill("[name=code]", code.lower())
    phone.click(".save .button-primary")
    type_pin(phone, "9753", "choose")
    type_pin(phone, "9753", "again")
    phone.locator(".who-mark", has_text="SC").wait_for()

    assert code.replace("-", "") not in phone.evaluate(KEPT)
    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Siti Contoh")
    phone.click("[data-to=prove]")
    phone.click("[data-to=code]")
    expect(phone.locator("[data-fill=number]")).to_have_text("2")
    phone.fill("[name=code]", code)
    phone.click(".save .button-primary")
    phone.locator("[data-fill=problem]", has_text="nomor 2").wait_for()
    phone.context.set_offline(False)
    send(phone)
    grants = [grant for grant in json.loads(served.python(GRANTS)) if grant[0] == "Siti Contoh"]
    assert grants == [["Siti Contoh", "code", "Maya Contoh"], ["Siti Contoh", "code", ""]]


def test_neither_pin_nor_password_stays_in_the_browser(phone):
    kept = phone.evaluate(KEPT)
    # The word itself is in the texts that the phone carries; as a name it would stand alone.
    for secret in ("mobilink-2019", '"petugas"'):
        assert secret not in kept
    # Its figures may stand by chance within a longer number, a name of a thing or a hash in base64.
    assert not re.search(rf"(?<![\w+/=-]){PIN}(?![\w+/=-])", kept)
    [pin] = [
        one
        for line in kept.split("\n")
        if line.startswith("[")
        for one in json.loads(line)
        if isinstance(one, dict) and "rounds" in one
    ]
    assert pin["rounds"] >= 200_000
    assert (len(pin["salt"]), len(pin["hash"])) == (16, 32)


def test_a_phone_left_alone_asks_for_the_pin_and_goes_on_where_it_stood(phone):
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.click(".tile-visit")
    phone.click(".toggle >> nth=0")
    phone.context.set_offline(True)

    phone.clock.fast_forward("02:10")
    phone.locator("h1", has_text="PIN Dewi Contoh").wait_for()
    assert phone.locator(".toggle").count() == 0
    type_pin(phone, PIN)
    assert phone.locator(".toggle input").first.is_checked()
    phone.click(".save .button-primary")
    phone.locator("[data-count=visits]", has_text="1").or_(phone.locator(".bar")).first.wait_for()


def test_a_change_of_hands_keeps_records_and_each_sees_their_own(phone, let_in):
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.context.set_offline(True)
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()
    phone.context.set_offline(False)
    phone.click(".who-mark")
    let_in(phone, "Maya Contoh", OTHER_PIN)
    phone.click("[data-strip]")
    phone.locator("[data-show=isEmpty]:visible").wait_for()
    phone.click("[data-whose=all]")
    phone.locator(".records li", has_text="Singgah").wait_for()


def test_what_somebody_was_filling_waits_for_them_while_another_works(phone, let_in):
    phone.click(".who-mark")
    let_in(phone, "Maya Contoh", OTHER_PIN)
    phone.context.set_offline(True)
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.click(".tile-visit")
    phone.click(".toggle >> nth=1")

    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Dewi Contoh")
    type_pin(phone, PIN)
    phone.click("[data-act-link]")
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()
    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Maya Contoh")
    type_pin(phone, OTHER_PIN)

    phone.locator(".who-mark", has_text="MC").wait_for()
    assert phone.locator(".toggle input").nth(1).is_checked()
    phone.click(".save .button-primary")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()


def test_hand_and_look_are_each_persons_own(phone, let_in):
    phone.click("a[href='/field/phone/']")
    phone.click("[data-choice=hand] [value=left]")
    phone.click("[data-choice=theme] [value=outdoor]")
    phone.click(".who-mark")
    let_in(phone, "Maya Contoh", OTHER_PIN)
    assert phone.locator("body.hand-right").count() == 1
    assert phone.evaluate("document.documentElement.dataset.theme") is None
    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Dewi Contoh")
    type_pin(phone, PIN)
    phone.locator("body.hand-left").wait_for()
    assert phone.evaluate("document.documentElement.dataset.theme") == "outdoor"


def test_language_is_each_persons_own(phone, let_in):
    phone.click("a[href='/field/phone/']")
    phone.click("[data-choice=language] [value=en]")
    phone.locator("html[lang=en]").wait_for()
    phone.click(".who-mark")
    let_in(phone, "Maya Contoh", OTHER_PIN)
    phone.locator("html[lang=id] .who-mark", has_text="MC").wait_for()
    phone.click(".who-mark")
    phone.click("[data-officer] >> text=Dewi Contoh")
    type_pin(phone, PIN)
    phone.locator("html[lang=en] .who-mark", has_text="DC").wait_for()


def test_who_left_the_officers_of_the_plan_works_no_more(phone, served):
    served.python(
        "from mobilink.people.models import Person\nfrom mobilink.journal.actions import commit\n"
        "from mobilink.journal.acts import Act\n"
        "with commit(Act('leave', 'leave'), by=None) as draft: draft.change(Person.objects.get(name='Dewi Contoh'), is_active=False)"
    )
    handling.go(phone, "/field/phone/")
    phone.click("[data-send-now]")
    phone.locator(".who-mark").wait_for(state="hidden")
    phone.click("[data-back]")
    phone.locator("h1", has_text="Siapa yang bertugas?").wait_for()
    assert phone.locator("[data-officer]", has_text="Dewi Contoh").count() == 0


def test_many_officers_are_found_by_name(phone):
    phone.evaluate(
        """async () => {
          const open = indexedDB.open("mobilink");
          const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
          const store = database.transaction("self", "readwrite").objectStore("self");
          const asked = store.get("plan");
          await new Promise((done) => (asked.onsuccess = done));
          for (let place = 1; place < 10; place += 1) asked.result.told.officers.push({ id: `${place}`, name: `Misal ${place}`, functions: [] });
          await new Promise((done) => (store.put(asked.result, "plan").onsuccess = done));
        }"""
    )
    phone.context.set_offline(True)
    phone.click(".who-mark")
    phone.fill("[name=q]", "misal 7")
    phone.keyboard.press("Enter")
    phone.locator("[data-officer]", has_text="Misal 6").wait_for(state="detached")
    assert phone.locator("[data-officer]").count() == 1
