"""The screens of selling for everybody: axe, targets, a narrow screen, long names, tiles that fit."""

import itertools

import pytest

from tests import axe
from tests.field.conftest import PHONE
from tests.field.test_phone_access import NARROW, show, too_small
from tests.field.test_phone_sale import BAG, CRISPS, base, sell

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

    def each():
        for path in ("", "sell/", f"sold/{receipt}/", "sales/", "close/"):
            show(stand, at + path)
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
            yield stand, path

    return each


def test_axe_finds_nothing_and_every_target_is_large(screens):
    violations = []
    for page, path in screens():
        small = too_small(page)
        page.set_viewport_size(NARROW)
        violations += [f"{path} {each}" for each in small + axe.violations(page)]
        page.set_viewport_size(PHONE)

    assert violations == []


def test_nothing_scrolls_sideways_and_the_tiles_fit(screens):
    wide = []
    for page, path in screens():
        for theme, (width, text) in itertools.product(
            ("light", "outdoor"), ((320, "100%"), (320, "200%"), (360, "100%"))
        ):
            axe.wear(page, theme)
            page.set_viewport_size({"width": width, "height": 640})
            page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
            size = page.evaluate(
                "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            )
            if size[0] > width:
                wide.append(f"{theme} {path} {width} {text} is {size[0]} wide")
            if page.locator(".tile-sell").count() and width == 360 and size[1] > 640:
                wide.append(f"{theme} {path} is {size[1]} high")

    assert wide == []
