"""Stickers and leaflets: when something on them is right no more, somebody is told."""

from datetime import date

import pytest
from django.urls import reverse

from mobilink.console.todo.items import needs_of
from mobilink.guidance.models import Particular, PrintedMatter
from mobilink.guidance.particulars import keep
from mobilink.people.queries import Rights

TODAY = date(2019, 8, 18)
NUMBER = {
    "kind": "hotline", "code": "posko", "label": "Posko contoh", "value": "0800-111",
    "source": "Contoh", "checked_on": date(2019, 8, 1), "checked_by": "Maya Contoh",
    "review_by": date(2020, 1, 1),
}  # fmt: skip
STICKER = {
    "name": "Stiker pintu kanan", "kind": "sticker", "place": "Gonggong",
    "carries": ["hotline/posko", "card/langkah.id"],
}  # fmt: skip


@pytest.fixture
def sticker(signed_in):
    """A sticker with a number to call and a card, taken down by the custodian."""
    keep(Particular, NUMBER)
    signed_in("perencana").post(reverse("console:printed"), STICKER)
    return PrintedMatter.objects.get()


def wrongs(person):
    return [
        need.words
        for need in needs_of(Rights(person("perencana")), TODAY)
        if "Stiker" in need.words
    ]


def test_what_is_printed_is_kept_with_its_values(sticker, words, signed_in):
    assert sticker.carries == {"hotline/posko": "0800-111", "card/langkah.id": "1"}
    assert "Semua yang tercetak benar." in words(signed_in("petugas").get("/console/printed/"))


def test_a_number_that_changed_becomes_a_task_until_it_is_printed_anew(
    sticker, person, signed_in, words
):
    assert wrongs(person) == []

    keep(Particular, NUMBER | {"value": "0800-222", "valid_from": date(2019, 8, 18)})

    assert wrongs(person) == ["“Stiker pintu kanan” (Gonggong) tidak benar lagi: Posko contoh."]
    planner = signed_in("perencana")
    page = words(planner.get("/console/printed/"))
    assert "Posko contoh: tercetak 0800-111, sekarang 0800-222." in page
    planner.post(reverse("console:printed_act", args=[sticker.pk, "anew"]))
    assert wrongs(person) == []


def test_a_number_that_lapsed_becomes_a_task_by_the_clock_alone(sticker, person, signed_in, words):
    keep(Particular, NUMBER | {"valid_to": date(2019, 8, 17)})

    assert wrongs(person) == ["“Stiker pintu kanan” (Gonggong) tidak benar lagi: hotline/posko."]
    assert "sudah tidak berlaku" in words(signed_in("petugas").get("/console/printed/"))


def test_what_was_taken_off_is_nobodys_task(sticker, person, signed_in):
    signed_in("perencana").post(reverse("console:printed_act", args=[sticker.pk, "off"]))
    keep(Particular, NUMBER | {"value": "0800-222", "valid_from": date(2019, 8, 18)})

    assert wrongs(person) == []


def test_only_the_custodian_keeps_the_list(sticker, signed_in):
    officer = signed_in("petugas")

    assert officer.post(reverse("console:printed"), STICKER).status_code == 403
    act = reverse("console:printed_act", args=[sticker.pk, "off"])
    assert officer.post(act).status_code == 403


def test_a_sticker_that_carries_nothing_is_asked_about(signed_in):
    response = signed_in("perencana").post(reverse("console:printed"), STICKER | {"carries": []})

    assert response.status_code == 422


def test_a_text_that_waits_is_a_task_of_whoever_may_sign_it_off(person):
    from mobilink.guidance import signing
    from mobilink.guidance.models import Card

    card = Card.objects.get(code="langkah", language="id")
    text = {name: getattr(card, name) for name in signing.TEXT}
    dates = {"checked_on": date(2019, 8, 1), "review_by": date(2020, 1, 1)}
    signing.propose(text | dates, by=person("perencana"))

    def waiting(username):
        return [need.words for need in needs_of(Rights(person(username)), TODAY)]

    awaited = "Kartu “Langkah demi langkah sampai berangkat” menunggu pengesahan."
    assert awaited in waiting("kepala")
    assert awaited not in waiting("perencana")
