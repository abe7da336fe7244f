"""Photos of what is sold, on the phone without a network: small, bounded, never in the way."""

import base64

import pytest
from playwright.sync_api import expect

from tests.field.handling import let_in, send

pytestmark = pytest.mark.browser

# A picture of which the right half is red, larger than a phone keeps one.
DRAW = """() => { const canvas = document.createElement("canvas"); canvas.width = 1200; canvas.height = 900;
  const at = canvas.getContext("2d"); at.fillStyle = "#fff"; at.fillRect(0, 0, 1200, 900);
  at.fillStyle = "#c00"; at.fillRect(600, 0, 600, 900);
  return canvas.toDataURL("image/jpeg", 0.9).split(",")[1]; }"""
SHOW = """
from mobilink.goods import actions, photos
from mobilink.goods.models import Product
import base64
told = photos.keep(base64.b64decode("{}"))
actions.revise_product(Product.objects.get(name="Sagu keju"), by=None, **told)
print(told["photo"])
"""
KEPT = """async () => { const { all } = await import("/static/journal/store.js");
  return (await all("products")).map(({ hash, data }) => [hash, data.length]); }"""
FILL = """async (many) => { const { transaction } = await import("/static/journal/store.js");
  await transaction(["products"], "readwrite", (at) => {
    for (let n = 0; n < many; n += 1) at("products").put({ hash: `old ${n}`, data: new Uint8Array(40_000), at: n }); }); }"""
CRISPS = "[data-product]:has-text('Sagu')"
BAG = "[data-product]:has-text('Topi')"


@pytest.fixture
def shown(stocked, served, new_phone):
    """A phone of the section, and the name of the photo that the crisps got at the office."""
    page = new_phone()
    return page, show_photo(page, served)


def show_photo(page, served) -> str:
    """The crisps get a photo at the office, and an officer is let in, who brings its name."""
    photo = served.python(SHOW.format(page.evaluate(DRAW))).strip()
    let_in(page)
    page.locator("[data-act-link]").wait_for()
    return photo


def kept(page, photo: str) -> int:
    """How many bytes the phone keeps of a photo, once it has it."""
    for _try in range(100):
        kept = dict(page.evaluate(KEPT))
        if photo in kept:
            return kept[photo]
        page.wait_for_timeout(100)
    raise AssertionError(f"no photo, only {kept}")


def sell(page) -> None:
    page.click("[data-act-link]")
    page.click(".open-form button")
    page.click(".tile-sell")


def test_a_product_is_shown_by_its_photo_without_a_network(shown):
    page, photo = shown
    send(page)
    assert 500 < kept(page, photo) <= 40_000
    page.context.set_offline(True)
    page.goto(page.url.split("/field/")[0] + "/field/")
    sell(page)

    image = page.locator(f"{CRISPS} img")
    expect(image).to_be_visible()
    size = "(one) => one.decode().then(() => [one.naturalWidth, one.naturalHeight])"
    assert image.evaluate(size) == [320, 240]
    expect(page.locator(f"{BAG} img")).to_be_hidden()
    page.click(CRISPS)
    expect(page.locator("[data-take]")).to_have_text("Terima Rp15.000")
    expect(image).to_be_visible()


def test_the_oldest_photos_give_way_and_the_room_stays_bounded(stocked, served, new_phone):
    page = new_phone()
    page.evaluate(FILL, 60)

    photo = show_photo(page, served)
    send(page)

    assert kept(page, photo)
    pictures = dict(page.evaluate(KEPT))
    assert sum(pictures.values()) <= 2_000_000
    assert "old 0" not in pictures
    assert "old 59" in pictures


def test_a_photo_that_is_not_what_its_name_says_is_not_kept_and_stops_no_sale(
    stocked, served, new_phone
):
    page, asked = new_phone(), []

    def altered(route) -> None:
        asked.append(route.request.url)
        other = base64.b64decode(page_of_white)
        route.fulfill(body=other, content_type="image/jpeg")

    page_of_white = page.evaluate(DRAW.replace("#c00", "#fff"))
    # Before the phone hears of the photo, which it asks for at once.
    page.context.route("**/products/photos/*", altered)
    photo = show_photo(page, served)
    send(page)
    for _try in range(200):
        if asked:
            break
        page.wait_for_timeout(100)
    assert asked[0].endswith(f"/products/photos/{photo}")
    page.context.set_offline(True)
    page.goto(page.url.split("/field/")[0] + "/field/")
    sell(page)

    assert page.evaluate(KEPT) == []
    expect(page.locator(f"{CRISPS} img")).to_be_hidden()
    page.click(CRISPS)
    page.click("[data-take]")
    expect(page.locator("[data-fill=total]")).to_have_text("Rp15.000")
