"""Goods at the booth: sold in three taps without a network, taken back, counted; all or nothing."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.field.conftest import STOCK
from tests.field.handling import enter, go, let_in, on_disk, send, tell_of

pytestmark = pytest.mark.browser

MOVED = """
import json
from mobilink.goods.models import CashCount, GoodsCount, Movement
told = [[m.consignment.product.name, m.quantity, m.origin[:4], m.target[:4], m.rupiah, m.receipt, m.reason, m.moved_by.name]
        for m in Movement.objects.filter(outing__day__gte="2019-08-18").order_by("at", "pk")]
cash = [[c.expected, c.counted, c.counted_by.name, c.seconded_by.name, c.reason] for c in CashCount.objects.filter(outing__day__gte="2019-08-18")]
goods = [[c.consignment.product.name, c.expected, c.counted, c.counted_by.name, c.seconded_by and c.seconded_by.name, c.reason] for c in GoodsCount.objects.filter(outing__day__gte="2019-08-18")]
print(json.dumps([told, cash, goods]))
"""
TAPS = "() => { window.taps = 0; addEventListener('click', (event) => { window.taps += event.isTrusted; }, true); }"
# Days later that outing is out of the plan, and what it sold is in the sums.
LATER = """async () => { const { get, put } = await import("/static/journal/store.js");
  const { goodsOf } = await import("/static/field/app/goods/goods.js");
  const kept = await get("self", "plan"), [van] = Object.values(kept.told.goods.stands);
  const ours = kept.told.goods.lots.filter((lot) => /^(Sagu|Topi)/.test(lot.name));
  const lots = ours.map((lot) => ({ ...lot, there: { [van]: lot.name[0] === "S" ? 28 : 2 } }));
  kept.told.goods = { stands: { later: van }, moves: [], lots };
  await put("self", kept, "plan");
  return (await goodsOf("later")).lots.map((lot) => lot.left); }"""
# Of three, one came back, and a second one by mistake, which the office took back.
REVERSED = """async () => { const { receipts } = await import("/static/field/app/goods/goods.js");
  const sale = { id: "1", consignment: "a", quantity: 3, origin: "v", target: "buyer", rupiah: 45, receipt: "T", at: 1 };
  const back = (id) => ({ ...sale, id, quantity: 1, origin: "buyer", target: "v", rupiah: -15, at: 2 });
  const undone = { ...sale, id: "4", quantity: 1, rupiah: 15, reverses: "3", at: 3 };
  return receipts([sale, back("2"), back("3"), undone]).map(({ lines }) => lines.map(({ left }) => left)); }"""
CRISPS = "[data-product]:has-text('Sagu')"
BAG = "[data-product]:has-text('Topi')"
RECEIPT = re.compile(r"^T-[2-9A-Z]{6}-\d+$")


def sell(page, what: str = CRISPS, many: int = 1) -> str:
    """Sell from the tiles; the number of the receipt."""
    page.click(".tile-sell")
    for number in range(1, many + 1):
        page.click(what)
        page.locator(f"{what} [data-fill=chosen]", has_text=f"{number} ×").wait_for()
    page.click("[data-take]")
    receipt = page.locator("[data-fill=receipt]").inner_text()
    page.click("[data-done]")
    page.locator(".tile-sell").wait_for()
    return receipt


def base(page) -> str:
    return re.match(r".*/field/outings/[^/]+/", page.url)[0]


@pytest.mark.usual
def test_a_sale_takes_three_taps_and_comes_home_with_what_was_taken_back(stand, served):
    stand.evaluate(TAPS)
    stand.click(".tile-sell")
    stand.click(CRISPS)
    expect(stand.locator("[data-take]")).to_have_text("Terima Rp15.000")
    stand.click("[data-take]")
    first = stand.locator("[data-fill=receipt]").inner_text()
    assert stand.evaluate("window.taps") == 3
    assert RECEIPT.match(first)
    expect(stand.locator("[data-fill=total]")).to_have_text("Rp15.000")
    expect(stand.locator("[data-fill=maker]")).to_have_text(
        "Dibuat oleh Dapur Rani (contoh), Lampung"
    )

    stand.click("[data-next]")
    for what in (CRISPS, CRISPS, BAG):
        stand.click(what)
    stand.click("[data-less] >> nth=0")
    expect(stand.locator("[data-take]")).to_have_text("Terima Rp95.000")
    stand.click("[data-take]")
    expect(stand.locator("[data-fill=receipt]")).not_to_have_text(first)
    second = stand.locator("[data-fill=receipt]").inner_text()
    expect(stand.locator("[data-list=lines] li")).to_have_count(2)
    go(stand, base(stand) + "sales/")
    stand.click(f"[data-list=receipts] > li:has-text('{first}') summary")
    stand.click("[data-back-one=spoilt]:visible")
    expect(stand.locator("[data-fill=cash]")).to_have_text("Rp95.000")
    stand.click(f"[data-list=receipts] > li:has-text('{second}') li:has-text('Topi') summary")
    stand.click("[data-back-one=stock]:visible")
    expect(stand.locator("[data-fill=cash]")).to_have_text("Rp15.000")

    stand.context.set_offline(False)
    assert "Semua catatan" in send(stand)
    moved, _cash, _goods = json.loads(served.python(MOVED))
    dewi = "Dewi Contoh"
    assert sorted(moved) == sorted([
        ["Sagu keju", 1, "van/", "buye", 15_000, first, "", dewi],
        ["Sagu keju", 1, "van/", "buye", 15_000, second, "", dewi],
        ["Topi mengkuang", 1, "van/", "buye", 80_000, second, "", dewi],
        ["Sagu keju", 1, "buye", "gone", -15_000, first, "", dewi],
        ["Topi mengkuang", 1, "buye", "van/", -80_000, second, "", dewi],
    ])  # fmt: skip
    # What the office tells now is what the phone knew: nothing counts twice.
    stand.click("[data-back]")
    stand.click("[data-act-link]")
    stand.click(".tile-sell")
    expect(stand.locator(f"{CRISPS} [data-fill=left]")).to_have_text("28 di sini")
    expect(stand.locator(f"{BAG} [data-fill=left]")).to_have_text("2 di sini")
    assert stand.evaluate(LATER) == [28, 2]
    assert stand.evaluate(REVERSED) == [[2]]


def test_fingers_that_tap_faster_than_the_screen_lose_nothing(stand):
    stand.click(".tile-sell")
    stand.locator(CRISPS).evaluate("(tile) => { for (let n = 0; n < 5; n += 1) tile.click(); }")
    expect(stand.locator("[data-take]")).to_have_text("Terima Rp75.000")
    expect(stand.locator(CRISPS)).to_contain_text("5 ×")
    stand.click(BAG)
    # A finger that is down while the screen follows the tap before it still taps the same button.
    less = stand.locator("[data-less]").first.element_handle()
    for many in (4, 3):
        less.dispatch_event("click")
        expect(stand.locator("[data-list=lines]")).to_contain_text(f"{many} × Sagu keju")
    less.evaluate("(button) => { for (let n = 0; n < 3; n += 1) button.click(); }")
    expect(stand.locator("[data-take]")).to_have_text("Terima Rp80.000")
    expect(stand.locator(CRISPS)).to_be_focused()


def test_a_product_goes_off_sale_by_itself_when_its_permit_lapses_without_a_network(stand):
    stand.context.clock.set_system_time("2019-08-18T23:59:30+07:00")
    stand.goto(base(stand) + "sell/")
    enter(stand)
    stand.click(CRISPS)
    stand.click(BAG)
    expect(stand.locator("[data-take]")).to_have_text("Terima Rp95.000")
    # What was tapped before midnight is not taken either.
    stand.context.clock.set_system_time("2019-08-19T00:00:10+07:00")
    stand.click("[data-take]")
    stand.locator(
        "[data-list=barred]", has_text="Sagu keju · 250 g: izinnya sudah habis."
    ).wait_for()
    assert stand.locator(CRISPS).count() == 0
    assert stand.locator(BAG).count() == 1
    assert not [row for row in on_disk(stand)["rows"] if row["kind"] == "movement"]
    expect(stand.locator("[data-take]")).to_have_text("Terima Rp80.000")
    stand.click("[data-take]")
    expect(stand.locator("[data-fill=total]")).to_have_text("Rp80.000")


def test_the_end_of_the_day_asks_for_two_who_count_and_for_every_difference(stand, served):
    sell(stand, many=2)
    expect(stand.locator("[data-bar]")).to_contain_text("Satu penjualan")
    expect(stand.locator("[data-undo]")).to_be_hidden()
    stand.click(".tile-close")
    finish, problem = (
        stand.locator(".save-close .button-primary"),
        stand.locator("[data-fill=problem]"),
    )
    finish.click()
    expect(problem).to_have_text("Hitung uangnya, atau tutup sebagian.")
    stand.fill("[name=cash]", "29.000")
    finish.click()
    expect(problem).to_have_text("Uang dihitung berdua. Ketuk nama yang lain.")
    stand.check("[data-list=seconds] label:has-text('Maya Contoh') input")
    finish.click()
    expect(problem).to_have_text("Hitung lagi, atau tulis mengapa uangnya berbeda.")
    expect(stand.locator("[data-fill=cashOff]")).to_have_text("Rp1.000 kurang dari catatan.")
    stand.fill("[name=cash_reason]", "Kembalian kurang")
    row = stand.locator("[data-count-row]", has_text="Sagu")
    expect(row.locator("[data-fill=expected]")).to_have_text("28 menurut catatan")
    row.locator("input").first.fill("27")
    row.locator("input").first.blur()
    expect(row.locator("[data-fill=off]")).to_have_text(
        "Kurang 1 dari catatan, sejauh HP ini tahu."
    )
    row.locator("input").last.fill("Robek")
    finish.click()
    stand.get_by_role("heading", name="Booth sudah ditutup").wait_for()
    expect(stand.locator("[data-list=counts]")).to_contain_text("27 × Sagu keju · 250 g dihitung")

    stand.context.set_offline(False)
    send(stand)
    moved, cash, goods = json.loads(served.python(MOVED))
    assert cash == [[30_000, 29_000, "Dewi Contoh", "Maya Contoh", "Kembalian kurang"]]
    assert goods == [["Sagu keju", 28, 27, "Dewi Contoh", "Maya Contoh", "Robek"]]
    # Nothing is lost by a count.
    assert [one[3] for one in moved] == ["buye"]


def test_what_was_counted_short_is_explained_when_the_other_phone_has_sent(
    stand, served, new_phone
):
    """Two phones at one booth: one sells, the other counts; only together they fit."""
    other = new_phone()
    let_in(other, "Maya Contoh")
    other.locator("[data-act-link]").first.wait_for()
    other.context.set_offline(True)
    other.click("[data-act-link]")
    other.click(".open-form button")
    sell(other)

    at = base(stand)
    stand.click(".tile-close")
    row = stand.locator("[data-count-row]", has_text="Sagu")
    row.locator("input").first.fill("29")
    stand.locator(".save-close .button-primary").click()
    counts = stand.locator("[data-list=counts]")
    expect(counts).to_contain_text("Kurang 1 dari catatan, sejauh HP ini tahu.")
    for phone in (other, stand):
        phone.context.set_offline(False)
        send(phone)
    go(stand, at + "done/")
    expect(counts).to_contain_text("Sesuai catatan.")
    assert json.loads(served.python(UNEXPLAINED)) == [0, 0]


UNEXPLAINED = """
from mobilink.goods.models import Movement
from mobilink.goods.figures import unexplained
off = [one for one in unexplained() if one.count.consignment.product.name == "Sagu keju"]
print([len(off), Movement.objects.filter(target="gone", outing__day__gte="2019-08-18").count()])
"""
# The permit of the packs lasts until the month ends.
THREE = """
import datetime
from mobilink.outreach import actions
from mobilink.outreach.models import Outing, Slot
for day in (datetime.date(2019, 8, 25), datetime.date(2019, 9, 1)):
    actions.approve(actions.propose_from_slot(Slot.objects.get(), day, by=None), by=None)
print(*[str(one.pk) for one in Outing.objects.filter(day__gte="2019-08-18").order_by("day")])
"""
SETTLED = """
import json
from mobilink.goods import actions, balance
from mobilink.goods.counts import settle_count
from mobilink.goods.models import CashCount, Consignment, GoodsCount, Movement
from mobilink.goods.queries import Statement, makers, moves
from mobilink.goods.figures import unexplained
lot = Consignment.objects.get(product__name="Sagu keju")
van = next(place for (one, place), many in balance.held(moves(consignments=[lot.pk])).items() if place.startswith("van/"))
[off] = [one for one in unexplained() if one.count.consignment == lot]
settle_count(off.count, by=None, difference=off.now, reason=off.count.reason)
actions.move(lot, by=None, quantity=12, origin=van, target=balance.MAKER)
statement = Statement(makers().get(told_name="Dapur Rani (contoh)"))
line = dict((lot.product.name, line) for lot, line in statement.lines)["Sagu keju"]
there = balance.held(moves(consignments=[lot.pk]))[lot.pk, van]
receipts = Movement.objects.filter(target="buyer", outing__day__gte="2019-08-18").values_list("receipt", flat=True)
cash = sorted(CashCount.objects.filter(outing__day__gte="2019-08-18").values_list("expected", "counted"))
print(json.dumps([[line.taken, line.sold, line.lost, line.returned, line.left], there, statement.owed, len(receipts), len(set(receipts)), cash, sum(one.count.consignment == lot for one in unexplained())]))
"""


def only_to(van):
    """A route by which a phone reaches one van, and nobody else."""

    def route(asked) -> None:
        asked.continue_() if asked.request.url.startswith(van.address) else asked.abort()

    return route


def a_day(page, address: str, sales: tuple[int, ...], left: int, other: str, torn: int = 0) -> None:
    """Open the booth, sell, count goods and cash with a colleague, close."""
    go(page, address + "open/")
    page.click(".open-form button")
    for many in sales:
        sell(page, many=many)
    page.click(".tile-close")
    row = page.locator("[data-count-row]", has_text="Sagu")
    expect(row.locator("[data-fill=expected]")).to_have_text(f"{left + torn} menurut catatan")
    row.locator("input").first.fill(str(left))
    row.locator("input").first.blur()
    if torn:
        row.locator("input").last.fill("Robek")
    page.fill("[name=cash]", str(sum(sales) * 15_000))
    page.check(f"[data-list=seconds] label:has-text('{other}') input")
    page.click(".save-close .button-primary")
    page.get_by_role("heading", name="Booth sudah ditutup").wait_for()


def test_t14_thirty_packs_on_three_outings_come_home_over_two_vans(
    phone, served, new_phone, van, new_van
):
    """Two phones that never meet sell 17 of 30, one is torn: Rp255.000, and a balance of nothing."""
    stock = STOCK.replace("2019, 8, 18", "2019, 8, 31")
    outings = served.python(THREE + stock).split()
    first, second, third = [f"{served.address}/field/outings/{key}/" for key in outings]
    dewi, maya = phone, new_phone()
    let_in(maya, "Maya Contoh")
    first_van, other = van, new_van()
    first_van.run("sync", "--once")
    for page, its_van in ((dewi, first_van), (maya, other)):
        send(page)
        tell_of(page, its_van)
        page.route("**/api/v1/*", only_to(its_van))
        page.context.set_offline(True)

    def by_its_van(page, its_van) -> None:
        page.context.set_offline(False)
        send(page)
        its_van.run("sync", "--once")
        page.context.set_offline(True)

    a_day(dewi, first, (5, 3), 22, "Maya Contoh")
    a_day(maya, second, (5,), 25, "Dewi Contoh")
    by_its_van(maya, other)
    first_van.run("sync", "--once")
    by_its_van(dewi, first_van)
    # Dewi's phone knows of Maya's five now, and counts its own eight once.
    a_day(dewi, third, (4,), 12, "Maya Contoh", torn=1)
    by_its_van(dewi, first_van)

    # Whoever settles a count does it after the count, however long these days took here.
    settled = served.python(SETTLED, now="2019-09-02T09:00:00+07:00")
    counts, stock, owed, sales, receipts, cash, off = json.loads(settled)
    assert counts == [30, 17, 1, 12, 0]
    assert (stock, owed, off) == (0, 255_000, 0)
    assert sales == receipts == 4
    assert cash == [[60_000, 60_000], [75_000, 75_000], [120_000, 120_000]]
