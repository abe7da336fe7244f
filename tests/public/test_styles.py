"""Each public page loads the styles of what is on it, and no others."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db
SHEETS = ("public/public.css", "public/answers.css", "public/kiosk.css", "public/products.css")
ANSWERS = {
    "/check/", "/offer/", "/procedure/", "/procedure/langkah/", "/report/", "/ask/", "/vacancies/",
    "/search/?q=malaysia", "/carried/", "/accessibility/", "/partners/",
}  # fmt: skip
OTHERS = {"/", "/past/", "/upcoming/", "/products/", "/survey/", "/nothing-here/"}
# Marks that only what is looked up or told bears.
TOLD = re.compile(
    r'class="[^"]*\b(prose|steps|points|provenance|schemes|numbers|letter|dashes|finding|jumps|recruiter|found)\b'
    r"|<mark"
)


@pytest.mark.parametrize("address", sorted(ANSWERS))
def test_a_page_of_answers_loads_their_styles(client, address):
    page = client.get(address).content.decode()

    assert 'href="/static/public/answers.css"' in page


@pytest.mark.parametrize("address", sorted(OTHERS))
def test_another_page_neither_loads_nor_needs_them(client, address):
    page = client.get(address).content.decode()

    assert "answers.css" not in page
    assert not TOLD.search(page), TOLD.search(page)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_short_enough_to_be_read(name):
    assert len(Path(str(finders.find(name))).read_text("utf-8").splitlines()) <= 250


def test_nothing_is_dressed_twice():
    texts = [Path(str(finders.find(name))).read_text("utf-8") for name in SHEETS[:2]]
    first, second = (set(re.findall(r"^(\.[^{@]+) \{", text, re.MULTILINE)) for text in texts)

    assert first & second == set()
