"""The walk through an offer: each finding with its source and age, no sum, two words never said."""

import re

import pytest
from django.urls import reverse

from mobilink.basics import clock
from mobilink.guidance import offer_words, offers
from mobilink.journal.safety.rebuild import verify
from mobilink.scenarios import answers

pytestmark = pytest.mark.django_db
NEVER = re.compile(r"\b(aman|penipuan|safe|fraud|scam)\b", re.IGNORECASE)
ANSWERS = {
    "company": "PT Karya Contoh Nusantara",
    "contact": "0812 999 000",
    "job": "perawat",
    "country": "Malaysia",
    "contract": "none",
    "visa": "visit",
    "payment": "personal",
    "pressure": ["today", "papers"],
}


@pytest.fixture
def desk():
    answers.load("kepri-2019")


def post(client, **more):
    response = client.post(reverse("public:offer"), ANSWERS | more)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("<form")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_each_finding_names_its_source_and_age(client, desk):
    words = post(client)
    assert "Perusahaan Sesuai dengan sumber. Izin berlaku sampai" in words
    assert "Kontak Tidak sesuai dengan sumber." in words
    assert "umur 6 hari" in words
    assert "Perjanjian kerja Tanda bahaya." in words
    assert "UU 18/2017 pasal 15" in words
    assert "versi 1" in words
    assert "Jangan membayar dan jangan menyerahkan paspor dulu." in words


def test_an_empty_form_is_answered_without_a_judgement(client, desk):
    words = post(client, **dict.fromkeys(ANSWERS, "") | {"pressure": []})
    assert words.count("Belum dapat diperiksa.") == len(offers.Kind)
    assert "Sebelum apa pun" not in words


def test_the_two_words_are_never_the_answer(client, desk):
    words = [*offer_words.SENTENCES.values(), *offer_words.STATUSES.values()]
    for language in ("id", "en"):
        client.cookies["mobilink_language"] = language
        assert not NEVER.search(post(client))
        assert not any(NEVER.search(str(each)) for each in words)


def test_every_finding_that_may_come_has_its_sentence():
    for kind, table in (
        (offers.Kind.CONTRACT, offers.CONTRACT),
        (offers.Kind.VISA, offers.VISA),
        (offers.Kind.PAYMENT, offers.PAYMENT),
        (offers.Kind.PRESSURE, dict.fromkeys(offers.PRESSURE)),
    ):
        assert all((kind, code) in offer_words.SENTENCES for code in [*table, "untold"])


def test_nothing_typed_is_kept(client, desk):
    before = verify()
    post(client)
    assert verify() == before
    assert "mobilink_session" not in client.cookies
    assert "sessionid" not in client.cookies


def test_without_a_list_nothing_is_claimed(client):
    words = post(client)
    assert "Belum ada daftar di sini, jadi nama belum dibandingkan." in words


def test_an_answer_that_is_too_long_is_named_and_nothing_is_compared(client, desk):
    response = client.post(reverse("public:offer"), ANSWERS | {"contact": "0" * 500})
    assert response.status_code == 422
    assert "Hasil perbandingan" not in response.content.decode()


@pytest.mark.parametrize("country", ["Atlantis", "Malaysia atau Singapura"])
def test_a_country_that_nobody_knows_is_asked_for_again(client, desk, country):
    response = client.post(reverse("public:offer"), ANSWERS | {"country": country})
    assert response.status_code == 422
    assert "Tulis nama satu negara" in response.content.decode()


def test_a_year_later_without_network_the_old_list_warns(client, desk, monkeypatch):
    later = clock.now().replace(year=clock.now().year + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    words = post(client)
    assert "Tanyakan" in words
    assert "Daftar ini berumur" in words
