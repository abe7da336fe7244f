"""What a visitor scans from a phone without a network: the public pages, drawn at the office."""

import pytest

from mobilink.design.codes import qr
from tests.field.handling import begin, go, send

pytestmark = pytest.mark.browser
ADDRESS = "https://mobilink.example.go.id"


def test_a_card_leads_to_the_public_pages_without_a_network(phone, served):
    begin(phone)
    outing = phone.url
    go(phone, f"{outing}code/MK-7F3Q/")
    phone.locator(".code-card").wait_for()
    assert not phone.locator(".site-code").is_visible()

    served.stop()
    served.environment["MOBILINK_ADDRESS"] = ADDRESS
    served.process = served._start()
    send(phone)
    phone.context.set_offline(True)
    go(phone, f"{outing}code/MK-7F3Q/")

    card = phone.locator(".code-card .site-code")
    card.wait_for()
    assert ADDRESS in card.inner_text()
    drawn = card.locator("svg")
    code = qr(f"{ADDRESS}/")
    assert drawn.get_attribute("viewBox") == f"0 0 {code.size} {code.size}"
    assert drawn.locator("path").get_attribute("d") == code.path
    assert drawn.bounding_box()["width"] >= 150
