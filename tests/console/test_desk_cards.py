"""The desk of the cards: proposed, read, signed off or sent back; what is overdue first."""

from datetime import date

import pytest
from django.urls import reverse

from mobilink.basics import clock
from mobilink.guidance import cards, signing
from mobilink.guidance.models import Card, CardDraft, Reading
from mobilink.journal.actions import commit
from tests.acts import an_act

NEW = {
    "code": "titip-uang", "language": "id", "title": "Menitip uang", "section": "costs",
    "position": "45", "topic": "cost", "scheme": "", "body": "Jangan titip uang.",
    "law": "UU 18/2017 pasal 30\n\n", "source": "UU 18/2017", "checked_on": "2019-08-10",
    "review_by": "2019-12-01", "owner": "Kantor contoh", "licence": "Apache-2.0",
}  # fmt: skip
PAGE = "/console/cards/titip-uang/id/"


@pytest.fixture
def proposed(signed_in):
    """The planner proposed a card."""
    signed_in("perencana").post(reverse("console:card_new"), NEW)
    return CardDraft.objects.get(code="titip-uang")


def decide(draft, what, **more):
    address = reverse("console:card_decide", args=[draft.pk, what])
    return address, {"seen": str(draft.revision), **more}


def test_a_card_is_written_by_one_person_and_signed_off_by_another(signed_in, words, proposed):
    page = words(signed_in("perencana").get(PAGE))
    assert "Usulan: menunggu pengesahan" in page
    assert "Sahkan" not in page

    head = signed_in("kepala")
    assert "Sahkan" in words(head.get(PAGE))
    said = head.post(*decide(proposed, "sign-off"), follow=True)

    assert "Disahkan. Versi ini berlaku sejak hari pertamanya." in words(said)
    card = Card.objects.get(code="titip-uang")
    assert (card.law, card.signed_off_by) == (["UU 18/2017 pasal 30"], "Rahmad Contoh")
    assert (
        "Jangan titip uang." in signed_in("kepala").get("/procedure/titip-uang/").content.decode()
    )


def test_what_was_sent_back_shows_the_reason_and_takes_a_new_text(signed_in, words, proposed):
    signed_in("kepala").post(*decide(proposed, "send-back", reason="Sebut pasalnya"))
    planner = signed_in("perencana")
    assert "Rahmad Contoh meminta: Sebut pasalnya" in words(planner.get(PAGE))

    proposed.refresh_from_db()
    text = NEW | {"body": "Menurut pasal 30.", "seen": str(proposed.revision)}
    again = planner.post(PAGE, text, follow=True)

    assert again.redirect_chain == [(PAGE, 302)]
    assert "Orang kedua membaca dan mengesahkannya." in words(again)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.body) == ("proposed", "Menurut pasal 30.")


def test_sending_back_asks_for_a_reason(signed_in, words, proposed):
    response = signed_in("kepala").post(*decide(proposed, "send-back", reason=""))

    assert response.status_code == 422
    assert "Yang perlu diubah" in words(response)


def test_whoever_proposed_does_not_sign_off(signed_in, words):
    head = signed_in("kepala")
    head.post(reverse("console:card_new"), NEW)
    own = CardDraft.objects.get(code="titip-uang")
    assert "orang kedua yang memutuskan" in words(head.get(PAGE))

    response = head.post(*decide(own, "sign-off"))

    assert response.status_code == 409
    assert not Card.objects.filter(code="titip-uang").exists()


def test_a_text_that_changed_after_it_was_read_is_not_signed_off(signed_in, proposed, person):
    address, seen = decide(proposed, "sign-off")
    text = {name: getattr(proposed, name) for name in signing.TEXT}
    signing.propose(text | {"body": "Lain."}, by=person("perencana"))

    assert signed_in("kepala").post(address, seen).status_code == 409


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"body": "<b>tebal</b>"}, 409, "Kartu hanya memuat Markdown"),
        ({"checked_on": "2019-08-19"}, 409, "belum tiba"),
        ({"title": ""}, 422, "Judul"),
        ({"code": "dua kata"}, 422, "Nama pendek"),
    ],
)
def test_what_cannot_be_told_is_refused_in_words_with_the_text_kept(
    signed_in, words, change, status, said
):
    response = signed_in("perencana").post(reverse("console:card_new"), NEW | change)

    assert response.status_code == status
    assert said in words(response)
    assert b"UU 18/2017 pasal 30" in response.content


def test_an_officer_reads_and_does_not_propose(signed_in, words):
    officer = signed_in("petugas")

    assert "Usulkan teks baru" not in words(officer.get("/console/cards/langkah/id/"))
    assert officer.post(reverse("console:card_new"), NEW).status_code == 403


def test_a_new_version_keeps_the_old_one_to_read(signed_in, words, proposed, person):
    signing.sign_off(proposed, by=person("kepala"))
    text = {name: getattr(proposed, name) for name in signing.TEXT}
    newer = signing.propose(text | {"body": "Versi baru."}, by=person("perencana"))
    signing.sign_off(newer, by=person("kepala"))

    page = words(signed_in("petugas").get(PAGE))

    assert "Versi 2 · berlaku" in page
    assert "Versi 1 · diganti" in page
    assert "Jangan titip uang." in page


def test_what_is_overdue_stands_first(signed_in, words, proposed, person):
    signing.sign_off(proposed, by=person("kepala"))
    text = {name: getattr(proposed, name) for name in signing.TEXT}
    due = text | {"code": "aaa", "title": "Sudah lama", "review_by": date(2019, 8, 17)}
    signing.sign_off(signing.propose(due, by=person("perencana")), by=person("kepala"))

    first = cards.all_card_versions(date(2019, 8, 18))[0]

    assert first.code == "aaa"
    assert "lewat" in words(signed_in("petugas").get("/console/cards/"))


@pytest.mark.parametrize("address", ["/console/cards/none/id/", "/console/cards/langkah/xx/"])
def test_a_card_that_is_not_there_is_not_found(signed_in, address):
    assert signed_in("kepala").get(address).status_code == 404


def test_nothing_else_is_done_to_a_draft(signed_in, proposed):
    assert signed_in("kepala").post(decide(proposed, "proposed")[0]).status_code == 404


def test_who_read_a_card_of_the_crew_stands_beside_it_by_name(signed_in, words, person):
    with commit(an_act("record reading"), by=person("petugas")) as draft:
        reading = {"card": "kru-tutup-hari", "language": "id", "version": 1}
        draft.add(Reading, at=clock.now(), person=person("petugas"), **reading)
    address = reverse("console:card", args=["kru-tutup-hari", "id"])

    page = words(signed_in("kepala").get(address))

    assert "Dewi Contoh Ya 1 · id 18 Agu 2019" in page
    assert "Jefri Contoh belum – –" in page
    assert page.index("Dewi Contoh Ya") < page.index("Jefri Contoh belum")
    assert "Seperti dibaca pengunjung" not in page


def test_who_read_what_is_for_those_who_keep_the_cards(signed_in, words):
    address = reverse("console:card", args=["kru-tutup-hari", "id"])

    page = words(signed_in("petugas").get(address))

    assert "Menutup hari dengan benar" in page
    assert "Siapa yang sudah membacanya" not in page


def test_the_cards_of_the_crew_stand_apart(signed_in, words):
    page = words(signed_in("perencana").get(reverse("console:cards")))

    assert page.index("Langkah") < page.index("Untuk petugas")
    assert page.index("Untuk petugas") < page.index("kru-tutup-hari")
