"""What a phone says and does when its storage, its clock or its network are not as they should be."""

import json
import urllib.parse

import pytest

from tests.field.handling import (
    begin,
    enter,
    join,
    on_disk,
    send,
    shown,
    states,
    tell_of,
    until,
    work,
)

pytestmark = pytest.mark.browser

KEEPS_NOTHING = (
    """IDBFactory.prototype.open = () => { throw new DOMException("closed", "SecurityError"); };"""
)
DENIES = "navigator.storage.persisted = async () => false; navigator.storage.persist = async () => false;"
GRANTS = "navigator.storage.persisted = async () => true;"
DAY = 24 * 60 * 60
# Whether all tiles are on the glass, in each look.
FITS = """() => ["light", "dark", "outdoor"].map((theme) => {
  document.documentElement.dataset.theme = theme;
  return document.querySelector(".tile-tally").getBoundingClientRect().bottom <= innerHeight; })"""
ALMOST_USED_UP = """async () => { const { get, put } = await import("/static/journal/store.js");
  await put("self", { heard: await get("self", "heard"), used: (12 * 60 - 2) * 60_000 }, "grace"); }"""
TRUST = """async () => (await import("/static/field/app/people/people.js")).trust()"""
IS_USED_UP = """async () => !(await (await import("/static/field/app/people/people.js")).trust()).isTrusted"""


def _told(page, selector: str) -> str:
    page.locator(f"{selector}:visible").first.wait_for()
    return page.locator(f"{selector}:visible").first.inner_text()


def _ask(page, command: str, **said: object) -> None:
    """Ask the browser itself; `origin` is the phone's."""
    address = urllib.parse.urlsplit(page.url)
    page.context.new_cdp_session(page).send(
        command, {"origin": f"{address.scheme}://{address.netloc}", **said}
    )


def _later(page, seconds: float) -> None:
    """The phone's clock shows a later time."""
    page.clock.set_system_time(page.evaluate("() => Date.now()") / 1000 + seconds)


def test_a_phone_whose_storage_was_cleared_says_so_and_joins_again(phone, served, at_office):
    begin(phone)
    work(phone, taps=3)
    send(phone)
    phone.click("[data-back]")
    phone.click("[data-act-link]")
    _ask(phone, "Storage.clearDataForOrigin", storageTypes="all")

    phone.evaluate("() => document.querySelector('.tile-tally')?.click()")
    phone.locator("[data-join-again]").wait_for()
    assert "Penyimpanan HP ini dikosongkan" in _told(phone, "#content")
    phone.click("[data-join-again]")
    phone.wait_for_url("**/field/join/")

    join(phone, served)
    begin(phone)
    work(phone, taps=2)
    send(phone)
    assert at_office()["tally"] == 5


def test_a_full_phone_keeps_nothing_by_halves(phone, at_office):
    begin(phone)
    work(phone, taps=3)
    _ask(phone, "Storage.overrideQuotaForOrigin", quotaSize=1)

    # A browser looks at its room only now and then.
    for _try in range(600):
        phone.click(".tile-tally")
        phone.wait_for_timeout(100)
        if phone.locator("[data-not-kept]").count():
            break
    assert "memori HP penuh" in _told(phone, "[data-not-kept]")
    kept = on_disk(phone)
    phone.click(".tile-tally")
    phone.wait_for_timeout(500)
    assert phone.locator("[data-not-kept]").count() == 1
    assert on_disk(phone) == kept
    tallies = shown(phone, "[data-total=tallies]")
    assert sorted(kept["tips"]) == [1, tallies + 1]  # the first is who chose a PIN
    assert kept["entries"] == len(kept["rows"]) == tallies + 2

    _ask(phone, "Storage.overrideQuotaForOrigin")
    work(phone, taps=1)
    assert phone.locator("[data-not-kept]").count() == 0
    send(phone)
    assert at_office()["tally"] == tallies + 1


@pytest.mark.parametrize(("browser_says", "is_told"), [(DENIES, True), (GRANTS, False)])
def test_a_phone_says_before_the_booth_opens_that_records_may_vanish(phone, browser_says, is_told):
    phone.add_init_script(browser_says)
    phone.reload()
    phone.click("[data-act-link]")
    phone.locator(".open-form button").wait_for()

    notice = phone.locator("[data-may-vanish]")
    assert notice.is_visible() == is_told
    assert not is_told or "tiap beberapa jam" in notice.inner_text()


def test_a_private_window_says_what_it_loses_and_loses_it(phone, browser, served):
    """Every phone of these tests is a private window: Chromium keeps its storage in memory."""
    phone.click("[data-act-link]")
    phone.locator(".open-form button").wait_for()
    assert "jendela pribadi menghapusnya saat ditutup" in _told(phone, "[data-may-vanish]")
    phone.click(".open-form button")
    work(phone, taps=2)
    phone.context.close()

    again = browser.new_context()
    page = again.new_page()
    page.goto(f"{served.address}/field/join/")
    assert page.evaluate("async () => (await indexedDB.databases()).length") <= 1
    page.locator("[name=code]").wait_for()
    assert on_disk(page) == {"rows": [], "entries": 0, "segments": 0, "tips": []}
    again.close()


def test_a_browser_that_keeps_nothing_offers_the_booth_online(phone, browser, served):
    private = browser.new_context()
    private.add_init_script(KEEPS_NOTHING)
    page = private.new_page()
    page.goto(f"{served.address}/field/join/")
    assert "jendela pribadi" in _told(page, "[data-problem]")
    page.click("text=Buka booth daring")
    page.locator("[name=username]").wait_for()
    private.close()

    phone.add_init_script(KEEPS_NOTHING)
    phone.reload()
    phone.locator("[data-online]").wait_for()
    assert "jendela pribadi" in _told(phone, "#content")
    phone.click("[data-online]")
    phone.locator("[name=username]").wait_for()


def test_a_phone_whose_clock_is_wrong_says_the_right_time_and_goes_on(phone, served, at_office):
    _later(phone, 7 * 60 * 60)
    phone.reload()
    enter(phone)
    begin(phone)
    work(phone, taps=2)
    assert "Terkirim" in send(phone)
    phone.click("[data-back]")
    clock = _told(phone, "[data-clock]")
    assert "Jam HP ini salah" in clock
    assert "pukul 05." in clock
    assert "18 Agustus 2019" in clock
    phone.click("[data-act-link]")
    assert "salah: sekarang 05." in _told(phone, ".session [data-clock]")
    assert all(phone.evaluate(FITS))
    work(phone, taps=2)
    send(phone)
    assert at_office()["tally"] == 4
    machines = json.loads(served.run("installations", "--json").stdout)
    (station,) = [machine for machine in machines if machine["kind"] == "phone"]
    assert 6.5 < station["clock_error"] / 3_600_000 < 7.5


def test_a_clock_that_ran_ahead_locks_nobody_out_at_the_booth(phone):
    """Who has a PIN works on without a network, and hears what to do."""
    begin(phone)
    phone.context.set_offline(True)
    _later(phone, 9 * DAY)
    phone.reload()
    enter(phone)
    work(phone, taps=2)
    assert "Tujuh hari tanpa kabar" in _told(phone, ".session [data-clock]")
    phone.click("[data-strip]")
    assert "atau jamnya salah" in _told(phone, ".booth-page [data-clock]")


def test_a_van_heard_while_the_clock_ran_ahead_is_no_reason_to_stop_later(phone, van, served):
    """Its word lies in the future once the clock is right; the office speaks all the time."""
    tell_of(phone, van)
    van.run("sync", "--once")
    served.stop()
    _later(phone, 10 * DAY)
    send(phone)
    van.stop()
    served.process = served._start()

    _later(phone, -10 * DAY)
    assert phone.evaluate(TRUST)["isInGrace"]
    send(phone)

    assert not phone.evaluate(TRUST)["isInGrace"]
    van.start()


def test_after_a_day_of_work_only_a_station_gives_the_phone_back(phone):
    phone.context.set_offline(True)
    for moved in (9 * DAY, -30 * DAY):
        _later(phone, moved)
        phone.reload()
        phone.locator(".keypad").wait_for()
        phone.evaluate(ALMOST_USED_UP)
        enter(phone)
        phone.clock.run_for(61_000)  # a minute of work
        until(phone, IS_USED_UP)
        phone.click(".who-mark")
        phone.locator(".gate .notice-warning", has_text="Dekatkan HP ke mobil").wait_for()
        assert phone.locator("[data-officer]").count() == 0

        phone.context.set_offline(False)
        phone.locator("[data-officer]").first.wait_for()
        phone.context.set_offline(True)


def test_a_clock_that_is_set_back_does_not_undo_the_wrong_tap(phone, at_office):
    begin(phone)
    work(phone, visits=1)
    _later(phone, -60 * 60)
    enter(phone)  # who worked at a time that is yet to come may be anybody
    work(phone, taps=1)
    _undo(phone, "[data-total=tallies]")
    assert shown(phone, "[data-count=visits]") == 1

    work(phone, taps=1)
    phone.reload()
    phone.locator(".tile-tally").wait_for()
    _undo(phone, "[data-total=tallies]")
    assert shown(phone, "[data-count=visits]") == 1
    phone.click("[data-strip]")
    first = phone.locator("#content [data-list=records] > li").first
    assert "singgah" in first.inner_text().lower()
    send(phone)
    counts = at_office()
    assert (counts["tally"], counts["visit"], counts["void"]) == (2, 1, 2)


def _undo(page, figure: str) -> None:
    page.click("[data-undo]")
    page.locator(figure, has_text="0").first.wait_for()


def test_the_strip_says_how_long_the_oldest_waits(phone):
    begin(phone)
    phone.context.set_offline(True)
    work(phone, taps=1)
    oldest = phone.locator("[data-oldest]")
    assert "Terlama menunggu sejak 05." in oldest.inner_text()

    for days, shape in ((1, "is-late"), (3, "is-very-late")):
        _later(phone, days * DAY)
        phone.locator("#pin-enter").wait_for()
        enter(phone)
        work(phone, taps=1)
        oldest.and_(phone.locator(f".{shape}")).wait_for()
        assert f"menunggu {1 if days == 1 else 4} hari" in oldest.inner_text()


def test_the_network_stands_in_words(phone, van, served):
    """U13: what answers, and since when nothing does; whatever the browser thinks of its network."""
    tell_of(phone, van)
    send(phone)
    network = phone.locator("[data-network]")
    network.and_(phone.locator(":text-is('Mobil OK · Internet OK')")).wait_for()

    served.stop()
    send(phone)
    network.and_(
        phone.locator(":text-matches('^Mobil OK · Internet tidak ada sejak 0')")
    ).wait_for()
    van.stop()
    served.process = served._start()
    send(phone)
    network.and_(
        phone.locator(":text-matches('^Mobil tidak ada sejak 0.* · Internet OK$')")
    ).wait_for()
    van.start()


def test_what_a_backup_covers_leaves_the_phone(phone, served, tmp_path, at_office):
    begin(phone)
    work(phone, taps=5)
    send(phone)
    kept = on_disk(phone)
    assert kept["entries"] == 7  # the opening, the taps, and who chose a PIN

    served.environment["MOBILINK_BACKUP_PASSPHRASE"] = "kapal pinisi berlayar"
    served.run("backup", str(tmp_path / "one"))
    send(phone)
    pruned = on_disk(phone)
    assert (pruned["entries"], pruned["segments"]) == (0, 0)
    assert pruned["rows"] == kept["rows"]
    assert states(phone) == {"phone": 0, "van": 0, "office": 6}

    phone.click("[data-act-link]")
    work(phone, taps=1)
    _later(phone, 31 * DAY)
    send(phone)
    served.run("backup", str(tmp_path / "two"))
    send(phone)
    assert on_disk(phone)["rows"] == []
    assert at_office()["tally"] == 6
