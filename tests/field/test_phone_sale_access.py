"""The screens of selling for everybody: axe, targets, a narrow screen, long names, tiles that fit."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.field.conftest import PHONE
from tests.field.test_phone_access import NARROW, SMALL, THEMES, show
from tests.field.test_phone_sale import BAG, CRISPS, base, sell
from tests.journeys.test_access import RULES

pytestmark = pytest.mark.browser
LONG = "Sagu keju kepok manis pedas daun jeruk buatan ibu-ibu purna pekerja migran"
LENGTHEN = """async () => { const { get, put } = await import("/static/journal/store.js");
  const kept = await get("self", "plan"), long = "%s";
  for (const lot of kept.told.goods.lots) { lot.name = lot.name_en = lot.name.slice(0, 4) === "Sagu" ? long : lot.name; lot.maker = `${long} (contoh)`; }
  await put("self", kept, "plan"); }"""


@pytest.fixture
def screens(stand):
    """`screens(page)`: every screen of selling, one after the other, with a long name and two sales."""
    stand.evaluate(LENGTHEN % LONG)
    receipt = sell(stand, many=2)
    sell(stand, BAG)
    at = base(stand)

    def each(theme: str = "light"):
        for path in ("", "sell/", f"sold/{receipt}/", "sales/", "close/"):
            show(stand, at + path, theme)
            if path == "sell/":
                for what in (CRISPS, CRISPS, BAG):
                    stand.click(what)
            if path == "sales/":
                stand.click("summary >> nth=0")
            if path == "close/":
                row = stand.locator("[data-count-row]").first
                row.locator("input").first.fill("1")
                stand.fill("[name=cash]", "1")
                stand.locator("[name=cash]").blur()
            yield stand, f"{theme} {path}"

    return each


def test_axe_finds_nothing_and_every_target_is_large(screens):
    violations = []
    for theme in THEMES:
        for page, what in screens(theme):
            violations += [
                f"{what} {one}" for one in page.evaluate(SMALL, 64 if theme == "outdoor" else 48)
            ]
            page.set_viewport_size(NARROW)
            outcome = Axe().run(page, options=RULES)
            violations += [
                f"{what} {each['id']}: {node['html'][:120]}"
                for each in outcome.response["violations"]
                for node in each["nodes"]
            ]
            page.set_viewport_size(PHONE)

    assert violations == []


def test_nothing_scrolls_sideways_and_the_tiles_fit(screens):
    wide = []
    for theme in ("light", "outdoor"):
        for page, what in screens(theme):
            for width, text in ((320, "100%"), (320, "200%"), (360, "100%")):
                page.set_viewport_size({"width": width, "height": 640})
                page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
                size = page.evaluate(
                    "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
                )
                if size[0] > width:
                    wide.append(f"{what} {width} {text} is {size[0]} wide")
                if page.locator(".tile-sell").count() and width == 360 and size[1] > 640:
                    wide.append(f"{what} is {size[1]} high")

    assert wide == []
