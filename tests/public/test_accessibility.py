"""The statement of who can use these pages is one tap from each of them, and tells what does not work."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/check/", "/report/", "/procedure/", "/vacancies/"])
def test_the_statement_is_linked_from_every_page(address):
    assert 'href="/accessibility/"' in Client().get(address).content.decode()


def test_the_statement_names_its_measure_its_gaps_and_whom_to_tell():
    page = Client().get("/accessibility/").content.decode()

    assert "WCAG 2.2 tingkat AA" in page
    assert "Yang belum baik" in page
    assert 'href="/report/"' in page.split("<main")[1]


def test_the_statement_speaks_english_too():
    page = Client(headers={"cookie": "mobilink_language=en"}).get("/accessibility/")

    assert "What does not work well yet" in page.content.decode()
