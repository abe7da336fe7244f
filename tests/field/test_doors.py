"""Who may stand behind which booth: the same questions asked of every address."""

from uuid import uuid4

import pytest

from mobilink.booth.models import BoothFact, Handout, Session, Tally, Visit
from mobilink.journal.actions import commit
from mobilink.people.models import Person
from tests.acts import an_act

PAGES = ["", "age/", "records/", "visit/", "give/", "close/"]
ACTS = ["open/", "tally/", "undo/", "visit/", "give/", "close/"]
JSON = {"Accept": "application/json"}


def address(outing, what: str) -> str:
    return f"/field/outings/{outing.pk}/{what}"


def facts() -> int:
    kinds: list[type[BoothFact]] = [Session, Tally, Visit, Handout]
    return sum(kind._default_manager.count() for kind in kinds)


@pytest.mark.parametrize("what", PAGES)
def test_every_page_opens_for_the_officer(booth_open, signed_in, what):
    page = signed_in("petugas").get(address(booth_open, what))
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("what", ACTS)
def test_an_officer_of_another_unit_is_refused_in_words(booth_open, signed_in, what):
    before = facts()
    answer = signed_in("batam").post(address(booth_open, what), {"quantity": "5"})
    assert answer.status_code == 403
    assert "Jefri Contoh" in answer.content.decode()
    assert facts() == before


@pytest.mark.parametrize("what", PAGES)
def test_nor_does_that_officer_see_the_booth(booth_open, signed_in, what):
    assert signed_in("batam").get(address(booth_open, what)).status_code == 403


@pytest.mark.parametrize("what", PAGES)
def test_strangers_sign_in_first(booth_open, client, what):
    answer = client.get(address(booth_open, what))
    assert answer.headers["Location"].startswith("/sign-in/")


def test_a_signed_out_phone_hears_it_in_words(booth_open, client):
    answer = client.post(address(booth_open, "tally/"), headers=JSON)
    assert answer.status_code == 401
    assert "HP ini" in answer.json()["refused"]


def test_another_unit_hears_the_refusal_as_data(booth_open, signed_in):
    answer = signed_in("batam").post(address(booth_open, "tally/"), headers=JSON)
    assert answer.status_code == 403
    assert "Jefri Contoh" in answer.json()["refused"]


@pytest.mark.parametrize("what", ["open/", "tally/", "undo/"])
def test_what_writes_is_never_a_link(booth_open, signed_in, what):
    assert signed_in("petugas").get(address(booth_open, what)).status_code == 405


@pytest.mark.parametrize("what", sorted({*PAGES, *ACTS}))
def test_an_unknown_outing_is_not_found(signed_in, what):
    phone = signed_in("petugas")
    ask = phone.post if what in ACTS else phone.get
    assert ask(f"/field/outings/{uuid4()}/{what}").status_code == 404


def test_somebody_without_the_role_is_not_told_that_the_day_is_empty(booth_open, signed_in):
    page = signed_in("humas").get("/field/").content.decode()

    assert "Booth dijalankan petugas booth" in page
    assert "Tidak ada kegiatan hari ini" not in page


def test_a_malformed_id_is_not_found(signed_in, db):
    assert signed_in("petugas").get("/field/outings/seven/").status_code == 404


@pytest.mark.parametrize("what", PAGES)
def test_whose_account_was_closed_reads_nothing_more(booth_open, signed_in, what):
    officer = signed_in("petugas")
    with commit(an_act("leave"), by=None) as draft:
        draft.change(Person.objects.get(name="Dewi Contoh"), is_active=False)
    assert officer.get(address(booth_open, what)).headers["Location"].startswith("/sign-in/")
