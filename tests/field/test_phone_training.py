"""Training cards on a phone: a quiet line, one tap that is a fact, and a new version that asks again."""

import json

import pytest
from playwright.sync_api import expect

from tests.field import handling
from tests.field.handling import let_in

pytestmark = pytest.mark.browser
READ = """
import json
from mobilink.guidance.models import Reading
print(json.dumps(list(Reading.objects.values_list("person__name", "card", "language", "version"))))
"""
ANEW = """
from mobilink.guidance import signing
from mobilink.people.queries import office_day
card = signing.latest_card("kru-tutup-hari", "id")
told = {field: getattr(card, field) for field in signing.TEXT}
signing.adopt(told | {"body": "Isi baru.", "version": 2, "signed_off_by": card.signed_off_by, "signed_off_on": office_day()})
"""
UNREAD = "[data-fill=unread]"


def send(phone) -> None:
    assert "Semua catatan HP ini" in handling.send(phone)
    phone.click("[data-back]")


@pytest.mark.usual
def test_a_card_is_read_without_a_network_and_asked_again_when_it_is_new(phone, served):
    phone.context.set_offline(True)
    phone.click(f"{UNREAD} >> text=Kartu untuk dibaca saat sepi: 3")
    phone.click("[data-list=lessons] >> text=Menutup hari dengan benar")
    phone.locator("[data-blocks] li", has_text="hadir sampai sekarang").wait_for()
    phone.click("[data-understood]")
    phone.locator("[data-list=lessons]", has_text="sudah paham").wait_for()
    phone.click("[data-list=lessons] >> text=Menutup hari dengan benar")
    phone.locator("text=Anda sudah membaca versi ini.").wait_for()
    assert not phone.locator("[data-understood]").is_visible()

    phone.context.set_offline(False)
    send(phone)
    phone.locator(UNREAD, has_text="saat sepi: 2").wait_for()
    assert json.loads(served.python(READ)) == [["Dewi Contoh", "kru-tutup-hari", "id", 1]]

    served.python(ANEW)
    send(phone)
    phone.locator(UNREAD, has_text="saat sepi: 3").wait_for()


def test_another_phone_knows_what_an_officer_has_read(phone, new_phone):
    phone.click(UNREAD)
    phone.click("[data-list=lessons] a >> nth=0")
    phone.click("[data-understood]")
    phone.locator("[data-list=lessons]", has_text="sudah paham").wait_for()
    send(phone)

    other = new_phone()
    let_in(other)

    other.locator(UNREAD, has_text="saat sepi: 2").wait_for()
    other.click("a[href='/field/help/']")
    other.click("a[href='/field/training/']")
    expect(other.locator("[data-list=lessons] li")).to_have_count(3)


def test_a_driver_reads_the_cards_that_the_first_page_tells_of(phone):
    phone.click(".who-mark")
    let_in(phone, "Andi Contoh")

    phone.click(f"{UNREAD} >> text=saat sepi: 3")
    phone.click("[data-list=lessons] a >> nth=0")
    phone.click("[data-understood]")

    phone.locator("[data-list=lessons]", has_text="sudah paham").wait_for()
