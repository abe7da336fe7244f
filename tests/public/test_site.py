"""The public pages as files."""

import re
from datetime import date
from pathlib import Path

import pytest

from mobilink.basics.errors import Refused
from mobilink.outreach import actions
from mobilink.public import site

pytestmark = pytest.mark.django_db
ADDRESS = "https://contoh.example/mobilink"


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "site"


def text(file: Path) -> str:
    return file.read_text("utf-8")


def test_every_outing_is_there_in_both_languages(folder, announced) -> None:
    outing = announced()
    site.write(folder, ADDRESS)
    assert "Minggu, 18 Agustus 2019" in text(folder / f"outings/{outing.pk}/index.html")
    assert "Sunday, 18 August 2019" in text(folder / f"en/outings/{outing.pk}/index.html")
    assert "BEGIN:VEVENT" in text(folder / f"outings/{outing.pk}.ics")


def test_a_long_list_goes_on_in_files(folder, two_hundred) -> None:
    assert site.write(folder, ADDRESS) > 400
    second = text(folder / "past/page-2/index.html")
    assert 'href="../page-3/index.html"' in second
    assert 'href="../../index.html"' in second


def test_nothing_of_a_draft_is_copied(folder, draft) -> None:
    draft("Rahasia rencana")
    site.write(folder, ADDRESS)
    files = [file for file in folder.rglob("*") if file.suffix in {".html", ".ics", ".xml"}]
    assert files
    assert not [file for file in files if "Rahasia" in text(file)]


def test_no_copy_asks_for_what_needs_a_server(folder, announced) -> None:
    announced()
    announced("Pagi di kebun", date(2019, 8, 25), "Kebun Raya Batam")
    site.write(folder, ADDRESS)
    for file in folder.rglob("*.html"):
        assert "<form" not in text(file)
        assert "csrf" not in text(file)
    assert "Tanyakan kepada petugas" in text(folder / "check/index.html")
    assert "near-me" in text(folder / "index.html")


def test_a_copy_says_of_when_it_is_and_not_how_far_off_a_day_is(folder, announced) -> None:
    announced()
    site.write(folder, ADDRESS)
    page = text(folder / "index.html")
    assert "salinan tanggal 17 Agustus 2019, 20.00 WIB" in page
    assert "Besok" not in page


def test_the_feeds_and_the_sitemap_name_the_address_of_the_copy(folder, announced) -> None:
    outing = announced()
    site.write(folder, ADDRESS)
    page = f"{ADDRESS}/outings/{outing.pk}/"
    assert f"<link>{page}</link>" in text(folder / "feed.xml")
    assert page in text(folder / "outings.geojson")
    assert f"<loc>{page}</loc>" in text(folder / "sitemap.xml")
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in text(folder / "robots.txt")
    assert page in text(folder / f"outings/{outing.pk}/index.html")


def test_the_page_for_a_wrong_address_finds_its_styles_at_any_depth(folder) -> None:
    site.write(folder, ADDRESS)
    links = re.findall(r'(?:href|src)="([^"#]+)"', text(folder / "404.html"))
    assert links
    for link in links:
        assert link.startswith("/mobilink/")
        assert (folder / link.removeprefix("/mobilink/")).is_file()


def test_without_an_address_there_is_no_sitemap(folder) -> None:
    site.write(folder)
    assert not (folder / "sitemap.xml").exists()
    assert "Sitemap" not in text(folder / "robots.txt")


def test_an_older_copy_is_replaced_as_a_whole(folder, announced, person) -> None:
    outing = announced()
    site.write(folder, ADDRESS)
    (folder / "left-over.html").write_text("of an older version")
    actions.cancel(outing, by=person("perencana"), reason="hujan")
    site.write(folder, ADDRESS)
    assert not (folder / "left-over.html").exists()
    assert "Hujan" in text(folder / "index.html")


@pytest.mark.usefixtures("in_english")
def test_a_folder_of_other_things_is_left_alone(folder) -> None:
    folder.mkdir()
    (folder / "surat.txt").write_text("penting")
    with pytest.raises(Refused, match="holds other things"):
        site.write(folder, ADDRESS)
    assert [file.name for file in folder.iterdir()] == ["surat.txt"]


@pytest.mark.usefixtures("in_english")
def test_a_dead_link_leaves_the_older_copy_as_it_was(folder, announced, monkeypatch) -> None:
    announced()
    site.write(folder, ADDRESS)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    pages = site._Copy._rendered

    def with_dead_link(self, page):
        html = pages(self, page)
        self._with_links('<a href="/sign-in/">', page)
        return html

    monkeypatch.setattr(site._Copy, "_rendered", with_dead_link)
    with pytest.raises(Refused, match="/sign-in/, which has no copy"):
        site.write(folder, ADDRESS)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    assert [each.name for each in folder.parent.iterdir()] == ["site"]
