"""A photo chosen in a browser is drawn anew before it is sent: any picture becomes a small JPEG."""

import pytest

from mobilink.basics.jpeg import bare

pytestmark = pytest.mark.browser
# A dot as PNG: a browser can draw it, and the office takes no PNG.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000"
    "000c49444154789c63504868000001a40101b985c4470000000049454e44ae426082"
)
ASK = (
    "from mobilink.fleet.models import Inspection\nfrom mobilink.journal.sync import blobs\n"
    "one = Inspection.objects.get(note='Retak')\nprint(one.defects, blobs.read(one.photo).hex())"
)


@pytest.mark.usual
def test_a_driver_shows_a_defect_by_a_photo(served, page):
    page.goto(f"{served.address}/sign-in/?next=/console/fleet/")
    page.fill("[name=username]", "pengemudi")
    page.fill("[name=password]", "mobilink-2019")
    page.click("main button")
    van = page.locator("article", has_text="Ayo Batam")
    van.get_by_text("Periksa sebelum berangkat").click()
    form = van.locator("form", has=page.locator("[name=tyres]"))
    form.locator("[name=tyres][value=defect]").check()
    form.locator("[name=note]").fill("Retak")
    form.locator("[name=photo]").set_input_files(
        {"name": "dot.png", "mimeType": "image/png", "buffer": DOT}
    )
    page.wait_for_timeout(500)  # it is drawn while a driver reads on

    form.get_by_role("button", name="Simpan pemeriksaan").click()

    page.get_by_text("Pemeriksaan tercatat.").wait_for()
    defects, picture = served.python(ASK).rsplit(maxsplit=1)
    assert defects == "['tyres']"
    assert bare(bytes.fromhex(picture)) == bytes.fromhex(picture)
