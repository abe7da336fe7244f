"""The copy of the site, carried by a plain file server: every link leads somewhere, all pages fit."""

import functools
import gzip
import re
import threading
import urllib.request
from collections.abc import Iterator
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests import axe

pytestmark = pytest.mark.browser
LINK = re.compile(r'(?:href|src)="([^"#]+)"|url\("([^"]+)"\)')
PACKED = (".css", ".js", ".svg", ".html", "/")
FIFTY_KILOBYTES = 50_000


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *words: object) -> None:
        pass


@pytest.fixture
def copy(served, tmp_path) -> Iterator[str]:
    """The address of a copy that stands somewhere below the root of a file server."""
    exported = served.run("export", "site", str(tmp_path / "www" / "some" / "where"))
    assert exported.returncode == 0, exported.stderr
    handler = functools.partial(Quiet, directory=tmp_path / "www")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/where/"
    server.shutdown()
    server.server_close()


def everything(start: str) -> dict[str, bytes]:
    """All that can be reached from a page by links, styles and scripts of the same server."""
    files: dict[str, bytes] = {}
    todo = [start]
    while todo:
        address = todo.pop()
        if address in files:
            continue
        with urllib.request.urlopen(address, timeout=5) as answer:
            files[address] = answer.read()
        if address.endswith(("/", ".html", ".css")):
            todo += within(address, files[address].decode())
    return files


def within(address: str, text: str) -> list[str]:
    links = [unescape(href or url) for href, url in LINK.findall(text)]
    joined = [urljoin(address, link) for link in links]
    return [link for link in joined if urlsplit(link).netloc == urlsplit(address).netloc]


@pytest.mark.usual
def test_no_link_is_dead_and_each_page_fits_in_fifty_kilobytes(copy: str):
    files = everything(copy)
    packed = {
        address: len(gzip.compress(data) if address.endswith(PACKED) else data)
        for address, data in files.items()
    }
    pages = [address for address in files if address.endswith(("/", ".html"))]
    assert len(pages) > 10
    for page in pages:
        loaded = {each for each in within(page, files[page].decode()) if "/static/" in each}
        for style in [each for each in loaded if each.endswith(".css")]:
            loaded |= set(within(style, files[style].decode()))
        assert packed[page] + sum(packed[each] for each in loaded) <= FIFTY_KILOBYTES, page


def test_axe_finds_nothing_on_a_copied_page(copy: str, browser: Browser):
    pages = [address for address in everything(copy) if address.endswith(".html")]
    page, violations = browser.new_page(), []
    for address in pages:
        page.goto(address)
        violations += [f"{address} {each}" for each in axe.violations(page, ("light",))]
    assert violations == []


def test_a_reader_of_a_copy_changes_the_language_and_stays_on_the_page(copy: str, browser: Browser):
    page = browser.new_page()
    page.goto(copy)
    page.get_by_role("link", name="Semua kegiatan yang sudah lewat").click()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="All past outings")).to_be_visible()
    page.get_by_role("link", name="Schedule").first.click()
    expect(page.get_by_role("heading", name="Where is Mobilink?")).to_be_visible()
