"""The program of a phone is renewed between two forms, and can be taken off; records stay."""

import pytest

from tests.field.handling import begin, let_in, on_disk, send, until, work
from tests.field.shelf import Shelf

pytestmark = pytest.mark.browser

MODULE = "/static/field/app/page/page.js"
LOOK = "async () => { await (await navigator.serviceWorker.getRegistration('/field/')).update(); }"
WAITS = "async () => Boolean((await navigator.serviceWorker.getRegistration('/field/')).waiting)"
# A browser lets a worker go when nobody asks it anything: who asked it whether it has gone would hold it.
HAS_GONE = """async () =>
  (await caches.keys()).filter((name) => name.startsWith("mobilink-booth-")).length === 1"""
IS_NEW = "async () => (await (await fetch('/static/field/app/page/page.js')).text()).includes('another version')"


@pytest.fixture
def shelf(served):
    made = Shelf(served.address)
    yield made
    made.close()


@pytest.fixture
def phone_of_shelf(browser, served, approved_outing, shelf):
    """A phone that has its program and everything else from the shelf."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, timezone_id="Asia/Jakarta"
    )
    context.clock.install(time="2019-08-18T05:30:00+07:00")
    page = context.new_page()
    code = served.run("invite", "--kind", "phone", "--unit", "KEPRI-KPP").stdout.strip()
    page.goto(f"{shelf.address}/field/join/#{code}")
    page.click("form button.button-primary")
    page.wait_for_url(f"{shelf.address}/field/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    yield page
    context.close()


def test_a_newer_program_waits_for_the_form_and_brings_only_what_changed(phone_of_shelf, shelf):
    page = phone_of_shelf
    begin(page)
    work(page, taps=1)
    page.click(".tile-visit")
    page.click(".toggle >> nth=0")
    shelf.fetched.clear()
    shelf.change(MODULE)
    page.evaluate(LOOK)
    until(page, WAITS)

    assert page.locator(".toggle input").first.is_checked()
    assert not page.evaluate(IS_NEW)
    program = {path for path in shelf.fetched if path.startswith(("/static/", "/field/app/"))}
    assert program == {MODULE}
    assert shelf.fetched[MODULE] == 1

    page.click(".save .button-primary")
    page.locator(".tile-visit [data-count=visits]", has_text="1").wait_for()
    until(page, HAS_GONE)
    page.wait_for_load_state()
    until(page, IS_NEW)
    page.locator(".tile-visit [data-count=visits]", has_text="1").wait_for()
    assert shelf.fetched[MODULE] == 1


def test_a_newer_program_that_does_not_come_whole_changes_nothing(phone_of_shelf, shelf):
    page = phone_of_shelf
    let_in(page)
    shelf.change(MODULE)
    shelf.broken.add(MODULE)
    page.evaluate(f"({LOOK})().catch(() => undefined)")
    page.wait_for_timeout(1_000)

    page.context.set_offline(True)
    page.reload()
    begin(page)
    work(page, taps=1)
    assert not page.evaluate(IS_NEW)


def test_a_program_that_was_taken_off_leaves_the_records(phone, served, at_office):
    begin(phone)
    phone.context.set_offline(True)
    work(phone, taps=4)
    served.stop()
    served.environment["MOBILINK_NO_PHONE_APP"] = "1"
    served.process = served._start()
    phone.context.set_offline(False)

    phone.goto(f"{served.address}/field/help/")
    phone.locator("[name=username]").wait_for()
    phone.goto(f"{served.address}/field/join/")
    phone.locator("[name=username]").wait_for()

    served.stop()
    del served.environment["MOBILINK_NO_PHONE_APP"]
    served.process = served._start()
    phone.goto(f"{served.address}/field/join/")
    phone.wait_for_url(f"{served.address}/field/")
    phone.locator("[data-strip]").wait_for()
    assert len(on_disk(phone)["rows"]) == 6  # four taps, the opening, who chose a PIN
    send(phone)
    assert at_office()["tally"] == 4
