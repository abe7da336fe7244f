"""One walk through a day at the booth: on a phone that keeps a key, and on plain http without one."""

import pytest

from tests.field.handling import send

pytestmark = pytest.mark.browser


def opened(page):
    page.click("[data-act-link]")
    page.fill("[name=leaflets_taken]", "100")
    page.click(".open-form button")
    page.locator(".tile-tally").wait_for()
    return page


def cut(page) -> None:
    """The network drops."""
    page.context.set_offline(True)


def join(page) -> None:
    page.context.set_offline(False)


def walk_through_a_day(booth, at_office) -> None:
    opened(booth)
    for _tap in range(5):
        booth.click(".tile-tally")
    booth.click("[name=sex][value=f]")
    booth.click("[data-undo]")
    booth.locator("[data-total=tallies]", has_text="5").first.wait_for()

    booth.click(".tile-visit")
    booth.get_by_label("Biaya").check()
    booth.get_by_label("P3MI resmi").check()
    booth.click(".save .button-primary")
    booth.locator(".tile-visit [data-count=visits]", has_text="1").wait_for()

    booth.click(".tile-give")
    booth.click("[name=quantity][value='10']")
    booth.locator("[data-bar]", has_text="10 leaflet").wait_for()

    booth.click(".tile-way")
    booth.locator(".ages button").first.click()
    booth.locator("[data-total=tallies]", has_text="6").wait_for()
    booth.click("[data-back]")
    booth.locator(".tile-tally").wait_for()

    booth.click("[data-strip]")
    booth.locator(".records li", has_text="10 leaflet").locator("[data-undo-record]").click()
    booth.locator(".records .is-void", has_text="10 leaflet").wait_for()
    booth.go_back()
    booth.click(".tile-give")
    booth.click("[name=quantity][value='5']")

    booth.click(".tile-close")
    booth.fill("[name=leaflets_left]", "95")
    booth.click("[name=compare]")
    booth.locator("[data-fill=difference]", has_text="Leaflet cocok").wait_for()
    booth.fill("[name=note]", "Hujan")
    booth.click(".save-close .button-primary")
    booth.locator("h1", has_text="Booth sudah ditutup").wait_for()
    assert "Hujan" in booth.locator("main").inner_text()

    assert "Terkirim" in send(booth)
    assert at_office() == {"tally": 7, "void": 2, "visit": 1, "handout": 2, "state": "held"}


def tap_while_the_network_drops(booth, at_office) -> None:
    opened(booth)
    booth.click(".tile-tally")
    cut(booth)
    for _tap in range(3):
        booth.click(".tile-tally")
    booth.click("[data-undo]")
    booth.locator("[data-total=tallies]", has_text="3").wait_for()
    assert booth.locator("[data-state=phone] b").first.inner_text() != "0"

    join(booth)
    assert "Terkirim" in send(booth)
    assert at_office() == {"tally": 4, "void": 1, "visit": 0, "handout": 0, "state": "under_way"}


@pytest.mark.usual
def test_a_day_on_a_phone(phone, at_office):
    assert phone.evaluate("() => isSecureContext") is True
    walk_through_a_day(phone, at_office)


@pytest.mark.usual
def test_the_same_day_on_plain_http(plain_http, at_office):
    assert plain_http.evaluate("() => isSecureContext") is False
    walk_through_a_day(plain_http, at_office)


def test_the_network_drops_while_somebody_taps_on_a_phone(phone, at_office):
    tap_while_the_network_drops(phone, at_office)


def test_the_network_drops_while_somebody_taps_on_plain_http(plain_http, at_office):
    tap_while_the_network_drops(plain_http, at_office)
