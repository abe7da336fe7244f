"""A phone keeps its promises: what showed its tick is there, whatever is killed."""

import contextlib
import os
import random
import signal
from pathlib import Path

import pytest

from tests.field.handling import (
    begin,
    counted,
    enter,
    on_disk,
    send,
    shown,
    states,
    tell_of,
    work,
)

pytestmark = pytest.mark.browser

TAP_ON = "() => { for (let n = 0; n < 8; n += 1) document.querySelector('.tile-tally').click(); }"
ALL_THERE = """async () => { const { unsent } = await import("/static/journal/delivering.js");
    while ((await unsent())[0] < 42) await new Promise((resolve) => setTimeout(resolve, 50)); }"""
TAP_MEANWHILE = """([count]) => { window.done = (async () => { for (let n = 0; n < count; n += 1) {
    const before = Number(document.querySelector("[data-total=tallies]").textContent);
    document.querySelector(".tile-tally").click();
    await new Promise((resolve) => { const look = () =>
      Number(document.querySelector("[data-total=tallies]").textContent) > before ? resolve() : setTimeout(look, 5); look(); });
    await new Promise((resolve) => setTimeout(resolve, 50)); } })(); }"""


def _kill(page, folder: Path, at: str = ""):
    """End the processes of the phone's pages at once, and open it again where it was."""
    address, context = at or page.url, page.context
    mine = f"--user-data-dir={folder}".encode()
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = place.read_bytes().split(b"\0")
            if mine in words and b"--type=renderer" in words:
                os.kill(int(place.parent.name), signal.SIGKILL)
    again = context.new_page()
    page.close()
    again.goto(address)
    enter(again)
    again.locator(".tile-tally").wait_for()
    return again


@pytest.mark.usual
def test_a_phone_that_is_killed_thrice_keeps_all_that_showed_its_tick(
    phone, tmp_path, served, van, at_office
):
    page = phone
    tell_of(page, van)
    page.click("[data-back]")
    begin(page)
    served.stop()
    van.stop()
    page.context.set_offline(True)
    left = [40, 50, 40]
    random.shuffle(left)
    counted_before = 0

    for round_, taps in enumerate(left[:2], start=1):
        work(page, taps=taps, visits=3, gifts=1)
        counted_before += taps
        page = _kill(page, tmp_path / "phone")
        assert shown(page, "[data-total=tallies]") == counted_before
        assert shown(page, "[data-count=visits]") == 3 * round_
    work(page, taps=left[2], visits=3, gifts=1)
    page.evaluate(TAP_ON)
    page = _kill(page, tmp_path / "phone")

    tallies = shown(page, "[data-total=tallies]")
    assert 130 <= tallies <= 138
    assert shown(page, "[data-count=visits]") == 9
    kept = on_disk(page)
    recorded = tallies + 9 + 3 + 1
    assert sum(kept["tips"]) == len(kept["rows"]) == recorded + 1  # and who chose a PIN

    van.start()
    page.context.set_offline(False)
    send(page)
    places = states(page)  # the opening may have reached the office before it was gone
    assert (places["phone"], places["van"] + places["office"]) == (0, recorded)

    served.process = served._start()
    van.run("sync", "--once")
    counts = counted(van)  # a van shows what phones brought once the office has put it in order
    assert (counts["tally"], counts["visit"], counts["handout"]) == (tallies, 9, 3)
    send(page)
    assert states(page) == {"phone": 0, "van": 0, "office": recorded}
    at_home = at_office()
    assert (at_home["tally"], at_home["visit"], at_home["handout"]) == (tallies, 9, 3)
    assert len(on_disk(page)["rows"]) == len(kept["rows"])


def test_three_phones_at_one_van_that_is_killed_twice_add_up(
    phone, new_phone, served, van, at_office
):
    phones = [phone, new_phone(), new_phone()]
    van.run("sync", "--once")  # it hears of the others
    for page in phones:
        tell_of(page, van)
        page.click("[data-back]")
        begin(page)
    served.stop()
    many = [21, 22, 23]
    for page, count in zip(phones, many, strict=True):
        page.evaluate(TAP_MEANWHILE, [count])
    other = _other_page(phone)
    for _kill_of_two in range(2):
        send(other)
        van.stop(at_once=True)
        phones[1].wait_for_timeout(500)
        van.start()
    for page, count in zip(phones, many, strict=True):
        page.evaluate("() => window.done")
        assert shown(page, "[data-total=tallies]") == count
        send(page)
        places = states(page)  # the opening may have reached the office before it was gone
        assert (places["phone"], places["van"] + places["office"]) == (0, count + 1)

    served.process = served._start()
    van.run("sync", "--once")
    assert at_office()["tally"] == sum(many)
    assert counted(van)["tally"] == sum(many)


def _other_page(page):
    """A second page of the same phone, beside the one that counts."""
    other = page.context.new_page()
    other.goto(page.url)
    return other


def test_two_pages_of_one_phone_write_one_chain(phone, served, at_office):
    begin(phone)
    other = _other_page(phone)
    enter(other)
    other.locator(".tile-tally").wait_for()
    for page in (phone, other):
        page.evaluate(
            "() => { for (let n = 0; n < 20; n += 1) document.querySelector('.tile-tally').click(); }"
        )
    phone.evaluate(ALL_THERE)

    kept = on_disk(phone)
    assert sorted(kept["tips"]) == [1, 41]  # the first is who chose a PIN
    assert sorted(row["seq"] for row in kept["rows"]) == [1, *range(1, 42)]
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="41").wait_for()
    send(phone)
    assert at_office()["tally"] == 41
    assert '"is_forked": true' not in served.run("installations", "--json").stdout


SALES = """async () => { const { all } = await import("/static/journal/store.js");
  const rows = (await all("rows")).filter((row) => row.kind === "movement");
  return [rows.map(({ seq, fields }) => [seq, fields.receipt, fields.quantity]), (await all("entries")).length]; }"""


def test_a_phone_that_is_killed_while_it_sells_keeps_the_whole_receipt_or_nothing(
    stand, tmp_path, served
):
    page = stand
    address, chance = page.url, random.Random("sales")
    whole = 0
    for wait in [0, *(chance.randint(0, 60) for _ in range(3)), 400]:
        page.click(".tile-sell")
        for what in ("Sagu", "Topi"):
            page.click(f"[data-product]:has-text('{what}')")
            page.locator("[data-list=lines] li", has_text=what).wait_for()
        before, _entries = page.evaluate(SALES)
        page.evaluate(
            "(wait) => { setTimeout(() => document.querySelector('[data-take]').click(), 100 - Math.min(wait, 60)); }",
            wait,
        )
        page.wait_for_timeout(100 + max(0, wait - 60))
        page = _kill(page, tmp_path / "phone", at=address)
        after, _entries = page.evaluate(SALES)
        new = [one for one in after if one not in before]
        assert len(new) in (0, 2)
        assert len({(seq, receipt) for seq, receipt, _many in new}) == len(new) / 2
        whole += len(new) // 2
    # Among those that were killed, the last had the time that a tap needs.
    assert whole

    page.context.set_offline(False)
    send(page)
    sold = served.python(
        "from mobilink.goods.models import Movement\nprint(Movement.objects.filter(target='buyer', outing__day='2019-08-18').count())"
    )
    assert int(sold) == 2 * whole
