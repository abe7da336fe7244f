"""What a page costs a phone on 2G: itself, its styles, its fonts and its pictures."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from mobilink.guidance.models import Vacancy

pytestmark = pytest.mark.django_db
KILOBYTE = 1000
COMPRESSED = {".css", ".js", ".svg"}


def weight(client, address: str) -> int:
    """The bytes of a first visit, compressed as the server sends them."""
    page = client.get(address, headers={"accept-encoding": "gzip"})
    assert page.status_code in (200, 404, 410)
    assert page["Content-Encoding"] == "gzip"
    files = _files(gzip.decompress(page.content).decode())
    return len(page.content) + sum(_sent(file) for file in files)


def _files(page: str) -> set[Path]:
    """Every file that the page and its styles load."""
    names = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    files = {_find(name) for name in names}
    for style in [file for file in files if file.suffix == ".css"]:
        urls = re.findall(r'url\("([^"]+)"\)', style.read_text())
        files |= {_find(f"design/{url}") for url in urls}
    return files


def _find(name: str) -> Path:
    path = finders.find(name)
    assert path, f"{name} is not served"
    return Path(path)


def _sent(file: Path) -> int:
    content = file.read_bytes()
    return len(gzip.compress(content)) if file.suffix in COMPRESSED else len(content)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/past/",
        "/upcoming/",
        "/procedure/",
        "/procedure/?scheme=p-to-p",
        "/procedure/langkah/",
        "/ask/",
        "/report/",
        "/offer/",
        "/vacancies/",
        "/carried/",
        "/check/?q=karya",
        "/nothing-here",
    ],
)
def test_a_first_visit_fits_in_fifty_kilobytes(client, two_hundred, address: str) -> None:
    assert weight(client, address) <= 50 * KILOBYTE


def test_a_page_about_one_outing_fits_too(client, announced) -> None:
    outing = announced(venue="Kebun Raya Batam")
    assert weight(client, f"/outings/{outing.pk}/") <= 50 * KILOBYTE


def test_a_full_board_a_vacancy_and_one_that_is_gone_fit_too(client, take_vacancies) -> None:
    long = {"employer": "Contoh " * 20, "costs_employer": "tiket dan visa, " * 18}
    take_vacancies(
        *({"title": f"Pekerjaan dengan nama panjang {number}"} | long for number in range(30)),
        {"title": "Di negara lain", "country": "KH"},
    )
    [shown, hidden] = [Vacancy.objects.filter(country=country)[0].pk for country in ("MY", "KH")]
    for address in ("/vacancies/", f"/vacancies/{shown}/", f"/vacancies/{hidden}/"):
        assert weight(client, address) <= 50 * KILOBYTE


def test_a_later_page_costs_under_ten_kilobytes(client, two_hundred) -> None:
    page = client.get("/", headers={"accept-encoding": "gzip"})
    assert len(page.content) < 10 * KILOBYTE


@pytest.mark.parametrize("face", ["regular", "bold"])
def test_each_font_is_at_most_thirteen_kilobytes(face: str) -> None:
    assert _sent(_find(f"design/fonts/{face}.woff2")) <= 13 * KILOBYTE


@pytest.mark.parametrize("face", ["regular", "bold"])
def test_figures_stand_in_columns(face: str) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(_find(f"design/fonts/{face}.woff2"))
    features = {each.FeatureTag for each in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features
