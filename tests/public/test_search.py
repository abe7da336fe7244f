"""Searching what anyone may read, as it stands today."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mobilink.basics import clock
from mobilink.guidance.models import Card, CostRule, Particular, Vacancy
from mobilink.guidance.particulars import keep
from mobilink.guidance.queries import board
from mobilink.people.queries import office_day
from mobilink.scenarios import answers

pytestmark = pytest.mark.django_db


def seen(response) -> str:
    """The words of a page without its markup."""
    assert response.status_code == 200
    text = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def ask(client, query: str) -> str:
    return seen(client.get("/search/", {"q": query}))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("dokumennya", "Dokumen yang Anda perlukan"),
        ("mengadu", "Ke mana bertanya dan mengadu"),
        ("paspor", "Paspor"),
        ("tekong", "Tanda bahaya sebelum berangkat"),
        ("call centre 0800", "Pusat panggilan pelindungan pekerja migran"),
        ("kebun raya", "Sosialisasi Kebun Raya"),
        ("korea", "Lewat program pemerintah"),
    ],
)
def test_cards_numbers_and_outings_are_found(client, query: str, title: str) -> None:
    assert title in ask(client, query)


def test_an_outing_is_found_when_it_is_announced_and_gone_when_its_name_is(
    client, draft, person
) -> None:
    from mobilink.outreach import actions

    outing = draft("Pasar Cempaka Contoh")
    assert "Pasar Cempaka Contoh" not in ask(client, "cempaka")
    actions.propose(outing, by=person("perencana"))
    actions.approve(outing, by=person("kepala"))
    assert "Pasar Cempaka Contoh" in ask(client, "cempaka")


def test_what_lapses_is_found_no_more_although_nothing_was_written(client, monkeypatch) -> None:
    today = timezone.localdate(clock.now())
    hotline = {"kind": "hotline", "code": "posko", "label": "Posko Cempaka", "value": "0800-555",
            "source": "Contoh", "checked_on": today, "checked_by": "Maya Contoh",
            "review_by": today + timedelta(9), "valid_to": today}  # fmt: skip
    keep(Particular, hotline)
    assert "0800-555" in ask(client, "cempaka")

    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "0800-555" not in ask(client, "cempaka")


def test_an_english_reader_searches_english_texts(client) -> None:
    client.post("/appearance/", {"language": "en", "theme": "light", "next": "/"})

    assert "Documents that you need" in ask(client, "document")


def test_what_is_not_there_says_what_to_do(client) -> None:
    assert "Coba kata lain, atau tanyakan kepada petugas." in ask(client, "zzzz")
    assert "Cari" in seen(client.get("/search/"))


def test_what_was_typed_is_shown_as_text_and_cut_off(client) -> None:
    response = client.get("/search/", {"q": "<b>" + "x" * 200})

    content = response.content.partition(b"<main")[2].partition(b"</main>")[0]
    assert b"&lt;b&gt;xxx" in content
    assert b"x" * 100 not in content
    assert "no-cache" in response["Cache-Control"]


def test_each_particular_leads_to_its_place_on_the_page(client) -> None:
    from mobilink.public.search import PLACES

    page = client.get("/procedure/").content.decode()

    assert [place for place in PLACES.values() if f' id="{place}"' not in page] == []


def test_every_card_is_found_by_its_title(client) -> None:
    for card in Card.objects.filter(language="id", scheme="").exclude(section="crew"):
        assert card.title in ask(client, card.title)


def test_vacancies_and_who_pays_what_are_found(client) -> None:
    answers.load("kepri-2019")
    assert "Tukang las SMAW 3G" in seen(client.get("/search/", {"q": "tukang las"}))
    rule = CostRule.objects.order_by("position").first()
    words = seen(client.get("/search/", {"q": rule.label}))
    assert "Siapa membayar apa" in words
    assert rule.label in words


def test_a_vacancy_that_the_board_hides_is_not_found(client) -> None:
    answers.load("kepri-2019")
    hidden = {vacancy.title for vacancy in Vacancy.objects.all()} - {
        post.vacancy.title for post in board(office_day()).posts
    }
    assert hidden
    for title in hidden:
        assert f">{title}<" not in client.get("/search/", {"q": title}).content.decode()
