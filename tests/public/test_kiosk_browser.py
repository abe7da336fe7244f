"""What only a browser shows of a kiosk: time, touch, going back."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(browser, served):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.clock.install()
    page = context.new_page()
    page.goto(f"{served.address}/kiosk/")
    yield page
    context.close()


def test_every_tile_is_large(screen) -> None:
    boxes = [tile.bounding_box() for tile in screen.locator(".kiosk-tile").all()]
    assert len(boxes) == 6
    assert all(box["height"] >= 96 and box["width"] >= 96 for box in boxes)
    assert max(box["y"] + box["height"] for box in boxes) <= 800


def test_it_asks_and_then_begins_anew_when_nobody_touches_it(screen) -> None:
    screen.click(".kiosk-tile >> nth=1")
    screen.fill("[name=q]", "rahasia")
    screen.clock.fast_forward(41_000)
    assert screen.locator("[data-idle]").is_visible()
    screen.mouse.click(640, 700)
    assert not screen.locator("[data-idle]").is_visible()
    assert screen.input_value("[name=q]") == "rahasia"
    screen.clock.fast_forward(41_000)
    screen.clock.fast_forward(21_000)
    screen.wait_for_url("**/kiosk/")


@pytest.mark.usual
def test_going_back_shows_nothing_of_the_one_before(screen, served) -> None:
    screen.click(".kiosk-tile >> nth=1")
    screen.fill("[name=q]", "rahasia")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/check/?q=rahasia")
    screen.click("[data-begin]")
    screen.wait_for_url("**/kiosk/")
    screen.go_back()
    screen.wait_for_url("**/kiosk/")
    assert "rahasia" not in screen.content()


def test_without_a_script_a_link_begins_anew(browser, served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}/kiosk/")
    page.click(".kiosk-tile >> nth=2")
    page.click("[data-begin]")
    page.wait_for_url("**/kiosk/")
    assert not page.locator("[data-reads]").is_visible()
    context.close()
