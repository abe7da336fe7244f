"""The public face for the oldest phone: text alone does the work, and a first visit is light."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from benchmarks.lighthouse.pages import FILL, GONE, STANDING
from tests import axe

pytestmark = pytest.mark.browser
FIFTY_KILOBYTES = 50_000
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def face(served) -> dict[str, str]:
    """Kind of page → its address, with an outing and a vacancy of every state."""
    return STANDING | json.loads(served.python(FILL)) | {"nothing": "/nothing"}


@pytest.fixture
def reader(served, browser: Browser) -> Iterator[Page]:
    """A browser that shows text alone: no script, no style, no font, no picture."""
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    context.route("**/static/**", lambda route: route.abort())
    yield context.new_page()
    context.close()


def test_every_page_is_whole_as_text(face, reader: Page) -> None:
    for kind, address in face.items():
        answer = reader.goto(address)
        assert answer.status == {GONE: 410, "nothing": 404}.get(kind, 200), kind
        words = reader.locator("body").inner_text()
        heading = reader.locator("h1").inner_text()
        assert reader.locator("h1").count() == 1, kind
        assert words.index("Jadwal") < words.index(heading) < words.index("Untuk petugas"), kind


def test_who_reads_text_alone_finds_the_stop_and_its_calendar(face, reader: Page) -> None:
    reader.goto("/")
    reader.get_by_text("Tampilkan yang terdekat dulu").click()
    reader.get_by_label("Kota atau kabupaten").select_option("Kota Batam")
    reader.get_by_role("button", name="Urutkan").click()
    expect(reader.get_by_role("heading", name="Terdekat dari Kota Batam")).to_be_visible()
    reader.get_by_role("link", name="Pagi Contoh di kebun").click()
    text = reader.get_by_role("main").inner_text()
    assert [text.index(words) for words in ("Minggu, 18 Agustus 2019", "06.00–09.00 WIB", "Gratis")]
    with reader.expect_download() as calendar:
        reader.get_by_role("link", name="Simpan di kalender").click()
    assert calendar.value.suggested_filename.endswith(".ics")


def test_who_reads_text_alone_checks_a_company_and_its_offer(face, reader: Page) -> None:
    reader.goto("/")
    reader.get_by_role("link", name="Cek P3MI").click()
    reader.get_by_label("Nama perusahaan").fill("karya contoh")
    reader.get_by_role("button", name="Cek", exact=True).click()
    expect(reader.get_by_role("main")).to_contain_text("PT Karya Contoh Nusantara")
    reader.get_by_role("link", name="Cek tawarannya").click()
    expect(reader.get_by_label("Nama perusahaan")).to_have_value("karya contoh")
    examine(reader)
    expect(reader.get_by_role("heading", name="Hasil perbandingan")).to_be_visible()
    expect(reader.get_by_role("main")).to_contain_text("Jangan membayar")


def test_who_reads_text_alone_finds_work_and_the_way_to_it(face, reader: Page) -> None:
    reader.goto("/vacancies/")
    reader.get_by_label("Negara").select_option("MY")
    reader.get_by_role("button", name="Cari").click()
    reader.locator("main li a").first.click()
    expect(reader.get_by_role("main")).to_contain_text("Malaysia")
    reader.get_by_role("link", name="Cara berangkat").click()
    reader.locator("main a[href^='?scheme=']").first.click()
    reader.get_by_role("searchbox").first.fill("biaya")
    reader.get_by_role("button", name="Cari").click()
    reader.locator("main li a").first.click()
    expect(reader.locator("h1")).not_to_have_text("Cari")


@pytest.mark.parametrize("address", ["/ask/", "/report/"])
def test_who_reads_text_alone_sends_a_letter_and_follows_it(reader: Page, address: str) -> None:
    reader.goto(address)
    send(reader)
    expect(reader.get_by_role("alert")).to_contain_text("Belum terkirim")
    for field in reader.locator("form.letter :is(input[required], textarea[required])").all():
        field.fill("Balai desa Contoh")
    if address == "/ask/":
        reader.get_by_label("Kota atau kabupaten").select_option("Kota Batam")
    expect(reader.get_by_label("Biarkan kosong")).to_have_value("")
    send(reader)
    code = re.search(r"MK-[\w-]+", reader.get_by_role("status").inner_text())[0]
    reader.goto(address)
    reader.get_by_label("Kode Anda").fill(code)
    reader.get_by_role("button", name="Lihat").click()
    expect(reader.get_by_role("status")).not_to_contain_text("belum dikenal")


def test_who_reads_text_alone_changes_language_and_look(reader: Page) -> None:
    reader.goto("/check/?q=karya")
    reader.get_by_role("button", name="English").click()
    expect(reader.locator("h1")).to_have_text("Check a recruiter")
    reader.get_by_role("button", name="Dark").click()
    expect(reader.locator("html")).to_have_attribute("data-theme", "dark")
    assert reader.url.endswith("/check/?q=karya")


def test_a_first_visit_to_any_page_brings_at_most_fifty_kilobytes(
    served, face, browser: Browser
) -> None:
    context = browser.new_context(base_url=served.address)
    page = context.new_page()
    forgetful = context.new_cdp_session(page)
    forgetful.send("Network.enable")
    forgetful.send("Network.setCacheDisabled", {"cacheDisabled": True})
    answers, brought = list[Response](), {}
    page.on("response", lambda answer: answers.append(answer))
    for kind, address in face.items():
        answers.clear()
        context.clear_cookies()
        page.goto(address, wait_until="networkidle")
        brought[kind] = sum(map(received, answers))
    context.close()

    assert min(brought.values()) > 20_000  # styles and fonts came anew each time
    assert {kind: size for kind, size in brought.items() if size > FIFTY_KILOBYTES} == {}


@pytest.mark.usual
def test_what_follows_a_form_is_as_fit_as_any_page(served, browser: Browser) -> None:
    context = browser.new_context(base_url=served.address, viewport=NARROW, reduced_motion="reduce")
    page = context.new_page()
    for address, act in (("/offer/", examine), ("/ask/", send), ("/report/", send)):
        page.goto(address)
        act(page)
        assert axe.violations(page) == []
        for theme in axe.THEMES:
            axe.wear(page, theme)
            assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def received(answer: Response) -> int:
    """The bytes of an answer, its head included."""
    sizes = answer.request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def examine(page: Page) -> None:
    """An offer with a sign of each kind."""
    page.get_by_label("Visa kunjungan").check()
    page.get_by_label("Tunai, tanpa kuitansi").check()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Bandingkan tawaran").click()


def send(page: Page) -> None:
    page.locator("form.letter button").click()
