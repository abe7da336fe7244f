"""A phone that is a booth by itself, in a real Chromium: no van, no office, then both."""

import json

import pytest

from tests.field import handling
from tests.field.handling import join, on_disk, send, states

pytestmark = pytest.mark.browser


@pytest.mark.usual
def test_a_morning_without_any_network_comes_home_whole(phone, at_office):
    phone.context.set_offline(True)
    phone.reload()
    phone.click("[data-act-link]")
    phone.fill("[name=leaflets_taken]", "100")
    phone.click(".open-form button")
    for _tap in range(10):
        phone.click(".tile-tally", no_wait_after=True)
    phone.locator("[data-total=tallies]", has_text="10").wait_for()
    phone.click(".bar [data-undo]")
    phone.locator("[data-total=tallies]", has_text="9").wait_for()
    phone.click(".tile-visit")
    phone.click(".toggle >> nth=0")
    phone.click(".save .button-primary")
    phone.click(".tile-give")
    phone.click("[name=quantity][value='5']")
    phone.locator("[data-state=phone] b", has_text="14").wait_for()

    phone.reload()
    phone.locator("[data-total=tallies]", has_text="9").wait_for()

    phone.context.set_offline(False)
    assert "Terkirim" in send(phone)
    phone.click("[data-back]")
    phone.locator("[data-state=office] b", has_text="14").wait_for()
    assert phone.locator("[data-state=phone] b").inner_text() == "0"
    assert at_office() == {"tally": 10, "void": 1, "visit": 1, "handout": 1, "state": "under_way"}


def test_the_program_weighs_little(phone):
    """U23: the first load over the hub is at most 1.5 MB; its parts are counted as they lie on the phone."""
    sizes = phone.evaluate(
        """async () => { const all = [];
        for (const name of await caches.keys()) { const shelf = await caches.open(name);
          for (const request of await shelf.keys()) all.push((await (await shelf.match(request)).arrayBuffer()).byteLength); }
        return all; }"""
    )
    assert sum(sizes) <= 1_500_000
    assert len(sizes) > 20


def test_a_van_takes_what_a_phone_brings_and_carries_it_on(phone, at_office, van):
    """Neither of them reaches the office at the same time as the other."""
    phone.route("**/api/v1/deliver", _only_to(van))
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    for _tap in range(3):
        phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="3").wait_for()
    assert "Terkirim" in tell_of(phone, van)

    assert states(phone) == {"phone": 0, "van": 4, "office": 0}
    assert at_office()["tally"] == 0

    van.run("sync", "--once")
    assert at_office()["tally"] == 3
    send(phone)
    assert states(phone) == {"phone": 0, "van": 0, "office": 4}


def test_a_twin_on_the_same_network_is_not_believed(phone, serve_in, tmp_path):
    """T7: another office, which honours no phone of ours, gets nothing and tells nothing."""
    twin = serve_in(tmp_path / "twin")
    try:
        phone.click("[data-act-link]")
        phone.click(".open-form button")
        phone.locator(".tile-tally").wait_for()
        phone.route("**/api/v1/deliver", _only_to(twin))
        outcome = tell_of(phone, twin)
    finally:
        twin.stop()

    assert "tidak menerima catatan HP ini" in outcome
    assert states(phone)["phone"] == 1


ASK = """async (address) => { const { sendTo } = await import("/static/field/app/sync/sync_targets.js");
  return (await sendTo(address)).problem?.code ?? ""; }"""


def test_a_van_whose_certificate_lapsed_or_was_revoked_gets_nothing(phone, served, van):
    """T3: a van that was stolen is believed for a term at most, and not after the office says so."""
    now = phone.evaluate("() => Date.now()") / 1000
    assert phone.evaluate(ASK, served.address) == phone.evaluate(ASK, van.address) == ""

    phone.context.clock.set_system_time(now + 61 * 86_400)
    assert phone.evaluate(ASK, van.address) == "lapsed"
    phone.context.clock.set_system_time(now)
    assert phone.evaluate(ASK, van.address) == ""

    listed = json.loads(served.run("installations", "--json").stdout)
    [hub] = [one["id"] for one in listed if one["kind"] == "hub"]
    served.run("revoke", hub, "--why", "Hilang")
    assert phone.evaluate(ASK, served.address) == ""
    phone.route("**/api/v1/deliver", _only_to(van))
    assert "Kantor tidak mengakui mobil di" in tell_of(phone, van)


def test_a_phone_that_joins_once_more_stays_who_it_is(phone, served):
    kept = on_disk(phone)

    join(phone, served)

    # What was written is sealed and brought meanwhile; nothing of it is lost or another's.
    now = on_disk(phone)
    assert [now[told] for told in ("rows", "tips")] == [kept[told] for told in ("rows", "tips")]
    listed = json.loads(served.run("installations", "--json").stdout)
    assert len([one for one in listed if one["kind"] == "phone"]) == 1


def _only_to(station):
    """Let questions through to one station alone."""
    return lambda route: (
        route.continue_() if route.request.url.startswith(station.address) else route.abort()
    )


def tell_of(phone, station) -> str:
    """Add a station by its address, and bring it the records; what the phone says of it."""
    handling.tell_of(phone, station)
    return send(phone)


def test_a_phone_carries_home_what_a_van_cannot_send(
    phone, at_office, van, served, approved_outing
):
    """B9: sealed for the office; the van itself never reaches it."""
    fact = {"kind": "tally", "outing": approved_outing, "at": "2019-08-18T06:00:00+07:00"}
    line = f"{json.dumps(fact)}\n"
    van.run("record", "-", given=line * 5)
    phone.route("**/api/v1/deliver", _only_to(van))
    tell_of(phone, van)
    phone.click("[data-take]:visible")
    phone.locator("[data-list=loads] li").wait_for()
    phone.click("[data-take]:visible")
    van.run("record", "-", given=line * 2)
    phone.click("[data-take]:visible")
    phone.locator("[data-list=loads] li >> nth=1").wait_for()
    assert phone.locator("[data-list=loads] li").count() == 2
    assert at_office()["tally"] == 0

    phone.unroute("**/api/v1/deliver")
    send(phone)

    phone.locator("[data-list=loads] li >> nth=0").wait_for(state="detached")
    assert at_office()["tally"] == 7
