"""An office begins in a browser: from `serve` on an empty folder to its first outing in public."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests import processes

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
MOST_FORMS, MOST_FIELDS = 15, 40
PASSWORD = "perahu-biru-delapan"
SOON = (datetime.now(UTC).date() + timedelta(days=10)).isoformat()


class Newcomer:
    """A page whose forms and fields are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.forms, self.fields = page, 0, 0

    def send(self, button: str = "main form button", **fields: str) -> None:
        """Fill in these fields, and no others, and send the form."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(
                    value
                    or field.locator("option[value]:not([value=''])").first.get_attribute("value")
                )
            else:
                field.fill(value)
        self.fields += len(fields)
        self.forms += 1
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()


@pytest.fixture
def begun(tmp_path, own_port, free_port):
    """The address of a server on an empty folder, and the code that its terminal printed."""
    port, log = free_port(), tmp_path / "terminal.log"
    env = os.environ | {"MOBILINK_DATA": str(tmp_path / "data"), "MOBILINK_DATABASE_URL": ""}
    process = processes.start("serve", "--port", str(port), env=env, log=log)
    address = f"http://127.0.0.1:{port}"
    processes.await_answer(address, process, log)
    yield address, re.search(r"code: (\S+)", log.read_text("utf-8"))[1]
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.usual
def test_from_an_empty_folder_to_the_first_approved_outing_in_public(begun, browser) -> None:
    address, code = begun
    page = browser.new_context(base_url=address).new_page()
    newcomer = Newcomer(page)

    page.goto("/")
    newcomer.send(code="WRNG-CODE")
    assert "Bukan itu kodenya" in page.locator("main").inner_text()
    newcomer.send(code=code)
    newcomer.send(province="18")
    newcomer.send(
        regency_code="18.71",
        name="BP3MI Contoh",
        agency="KemenP2MI",
        code="contoh",
        person="Ratna Contoh",
        title="Kepala balai",
        username="ratna",
        password=PASSWORD,
    )
    assert page.url == f"{address}/console/"

    page.goto("/console/venues/new")
    newcomer.send(name="Lapangan contoh", regency_code="18.71")
    page.goto("/console/outings/new")
    newcomer.send(title="Kegiatan pertama", day=SOON, venue="", executing_unit="", owner_unit="")
    newcomer.send("button:has-text('Setujui')")

    public = browser.new_context(base_url=address).new_page()
    public.goto("/")
    assert "Kegiatan pertama" in public.locator("main").inner_text()
    words = public.content()
    assert not re.search("Kepri|Batam|Bintan|Karimun|Tanjungpinang", words)
    assert newcomer.forms <= MOST_FORMS
    assert newcomer.fields <= MOST_FIELDS


def test_the_page_is_shut_to_who_has_no_code_and_gone_when_an_office_stands(begun, browser) -> None:
    address, _code = begun
    page = browser.new_context(base_url=address).new_page()

    for place in ("/", "/console/", "/field/", "/sign-in/", "/begin/office/?province=18"):
        page.goto(place)
        assert page.url == f"{address}/begin/", place
