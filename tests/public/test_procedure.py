"""How to work abroad: what is told, by which law, since when, and what hides by itself."""

import json
import re
from datetime import date, timedelta

import pytest

from mobilink.guidance.models import Card, CardDraft, Particular
from mobilink.guidance.particulars import keep
from mobilink.guidance.signing import propose

pytestmark = pytest.mark.django_db


def seen(page: str) -> str:
    """The words of a page without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def text(client, address: str = "/procedure/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_steps_documents_costs_and_numbers_stand_in_this_order(client) -> None:
    page = seen(text(client))

    steps, papers, cost, call = (
        page.index(words)
        for words in ("Cari informasi di Disnaker", "Visa kerja", "Rp37.500", "0800-1000 Pusat")
    )
    assert steps < papers < cost < call


def test_each_text_names_its_law_when_it_was_checked_and_by_whom(client) -> None:
    card = Card.objects.get(code="dokumen", language="id")
    page = seen(text(client, "/procedure/dokumen/"))

    assert "UU 18/2017 pasal 13" in page
    assert f"Terakhir diperiksa {card.checked_on.day} " in page
    assert "Versi 1, ditulis oleh Maya Contoh, disahkan oleh Rahmad Contoh." in page


def test_a_scheme_that_is_chosen_is_told_whole_and_the_others_are_not(client) -> None:
    general, chosen = seen(text(client)), seen(text(client, "/procedure/?scheme=g-to-g"))

    assert "Lulus ujian tidak menjamin penempatan." not in general
    assert "Lulus ujian tidak menjamin penempatan." in chosen
    assert "Formulir" not in chosen
    assert seen(text(client, "/procedure/?scheme=none")) == general


def test_what_lapses_hides_and_what_is_overdue_warns_a_month_later(client, on) -> None:
    number = Particular.objects.get(code="kemnaker")
    number_told = {field.name: getattr(number, field.name) for field in number._meta.fields}
    for name in ("id", "revision", "versions"):
        del number_told[name]
    today = number.review_by - timedelta(days=1)
    on(today)
    keep(Particular, number_told | {"code": "posko", "value": "0800-555", "valid_to": today})
    before = seen(text(client))
    on(today + timedelta(days=31))
    after = seen(text(client))

    assert "0800-555" in before
    assert "0800-555" not in after
    assert "lewat tanggal tinjau" not in before[before.rindex("1500630") :][:200]
    assert "lewat tanggal tinjau" in after[after.rindex("1500630") :][:200]


def test_a_draft_is_not_there(client, person) -> None:
    card = {field.name: getattr(Card.objects.first(), field.name) for field in Card._meta.fields}
    fields = {field.name for field in CardDraft._meta.fields} - {"id", "revision", "versions"}
    known = {name: card[name] for name in fields & card.keys()}
    propose(
        known | {"code": "rahasia", "checked_on": date(2019, 8, 1), "review_by": date(2020, 1, 1)},
        by=person("perencana"),
    )

    assert client.get("/procedure/rahasia/").status_code == 404


def test_an_english_reader_reads_english(client) -> None:
    client.post("/appearance/", {"language": "en", "theme": "light", "next": "/"})

    page = seen(text(client))

    assert "Get information at the manpower office" in page
    assert "Rp37,500" in page


def test_machines_read_the_service_and_its_numbers(client) -> None:
    page = text(client)

    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data = json.loads(script[1])

    assert data["@type"] == "GovernmentService"
    phones = [each["servicePhone"]["telephone"] for each in data["availableChannel"]]
    assert "0800-1000" in phones


def test_the_page_asks_the_database_as_often_however_much_is_told(
    client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(8):
        client.get("/procedure/")
