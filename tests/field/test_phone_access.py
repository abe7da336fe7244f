"""The phone's own program for everybody: axe, targets, the keyboard alone, large text, a narrow screen."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests import axe
from tests.field.conftest import PHONE
from tests.field.handling import send
from tests.field.test_phone_way import BOOKED
from tests.journeys.test_access import activate, focus

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
OUTING_SCREENS = (
    "", "age/", "visit/", "follow/", "hand/", "give/", "records/", "survey/", "way/", "inspect/", "load/", "meters/",
    "crew/", "handover/",
)  # fmt: skip
SCREENS = (
    "/field/",
    "/field/phone/",
    "/field/records/",
    "/field/help/",
    "/field/training/",
    "/field/training/kru-tutup-hari/",
    "/field/who/",
    "/field/none/",
)
# How large what is tapped must be, in pixels.
LEAST = {"light": 48, "outdoor": 64}
SMALL = """(least) => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".unseen, .skip"))
  .map((one) => {
    // A field that lies over its label is as large as that; a link within a sentence is its line.
    const whole = one.closest("label") ?? one;
    const box = whole.getBoundingClientRect();
    const inline = getComputedStyle(one).display === "inline";
    return inline || (box.height >= least - 0.5 && box.width >= Math.min(least, 44) - 0.5)
      ? "" : `${one.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`;
  }).filter(Boolean)"""
# What has the focus and does not show it; null once the focus has come round.
HIDDEN_FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "";
  if (at.dataset.walked) return null;
  at.dataset.walked = "yes";
  const shown = at.closest("label") ?? at, box = shown.getBoundingClientRect();
  const styled = [at, shown].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, innerHeight - 1));
  const seen = box.bottom > 0 && box.top < innerHeight && (!top || shown.contains(top) || top.contains(shown));
  return styled && seen ? "" : `${at.outerHTML.slice(0, 90)} outlined ${styled} seen ${seen}`;
}"""

# What moves although less motion is wanted.
MOVING = """() => [
  ...document.getAnimations().map((each) => each.effect.target),
  ...[...document.querySelectorAll("*")].filter((each) => parseFloat(getComputedStyle(each).transitionDuration) > 0),
].map((each) => `moves: ${each?.outerHTML.slice(0, 90)}`)"""


@pytest.fixture
def vehicles(approved_outing, served) -> None:
    """A van and a tent are booked."""
    served.python(BOOKED)


@pytest.fixture
def open_booth(vehicles, phone) -> Page:
    """The phone with its booth open and one tally, at the tiles; a van and a tent are booked."""
    today = phone.url
    send(phone)
    phone.goto(today)
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()
    phone.emulate_media(reduced_motion="reduce")
    return phone


def screens(page: Page) -> list[str]:
    """Every address of the program, of an outing whose booth is open."""
    base, outing = re.match(r"(.*)(/field/outings/[^/]+/)", page.url).groups()
    return [base + path for path in SCREENS] + [base + outing + path for path in OUTING_SCREENS]


def show(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("main h1").first.wait_for()
    if address.endswith("/inspect/"):
        page.locator("[name=tyres][value=defect]").check()


def too_wide(page: Page) -> list[str]:
    """In which theme and size of text a page scrolls sideways."""
    wide = []
    for theme, text in itertools.product(LEAST, ("200%", "100%")):
        axe.wear(page, theme)
        page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            wide.append(f"{theme} {text} {width}")
    return wide


def too_small(page: Page) -> list[str]:
    """What is smaller than a finger in a theme."""
    small = []
    for theme, least in LEAST.items():
        axe.wear(page, theme)
        small += [f"{theme} {each}" for each in page.evaluate(SMALL, least)]
    return small


def test_every_screen_passes_axe_fits_a_narrow_screen_has_large_targets_and_keeps_still(open_booth):
    failings, looks = [], axe.Looks()
    for address in screens(open_booth):
        open_booth.set_viewport_size(PHONE)
        show(open_booth, address)
        seen = too_small(open_booth) + open_booth.evaluate(MOVING)
        open_booth.set_viewport_size(NARROW)
        seen += axe.violations(open_booth, looks=looks) + too_wide(open_booth)
        failings += [f"{address} {each}" for each in seen]

    assert failings == []


def test_the_keyboard_alone_runs_a_booth(phone):
    activate(phone, phone.locator("[data-act-link]"))
    activate(phone, phone.get_by_role("button", name="Buka booth"))
    phone.locator(".tile-tally").wait_for()
    for number in ("1", "2"):
        activate(phone, phone.locator(".tile-tally"))
        expect(phone.locator("[data-total=tallies]")).to_have_text(number)
    activate(phone, phone.get_by_role("button", name=re.compile("^Batalkan")))
    expect(phone.locator("[data-total=tallies]")).to_have_text("1")
    activate(phone, phone.get_by_role("link", name=re.compile("Kunjungan")))
    focus(phone, phone.get_by_label("Biaya", exact=True))
    phone.keyboard.press("Space")
    activate(phone, phone.get_by_role("button", name="Simpan kunjungan"))
    activate(phone, phone.locator(".tile-give"))
    activate(phone, phone.locator("[name=quantity][value='5']"))
    expect(phone.locator("[data-count=visits]").first).to_have_text("1")
    expect(phone.locator("[data-state=office] b")).to_have_text("6", timeout=30_000)
    phone.goto(f"{phone.url}survey/")
    activate(phone, phone.locator("[data-answer][value='4']"))
    expect(phone.locator("[data-fill=where]")).to_have_text("2 / 4")


def focus_hidden(page: Page) -> list[str]:
    """What does not show that it has the focus, in one round by the Tab key."""
    hidden = []
    for _ in range(200):
        page.keyboard.press("Tab")
        said = page.evaluate(HIDDEN_FOCUS)
        if said is None:
            assert len(hidden) > 2
            return list(filter(None, hidden))
        hidden.append(said)
    raise AssertionError("the focus does not come round")


def test_the_focus_is_seen_wherever_it_goes(open_booth):
    lost = []
    for address in screens(open_booth):
        show(open_booth, address)
        lost += [f"{address} {each}" for each in focus_hidden(open_booth)]

    assert lost == []
