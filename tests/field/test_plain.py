"""The booth without JavaScript, and who comes to the booth at all."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from mobilink.booth.models import BoothFact, Closing, Handout, Session, Tally, Visit
from mobilink.booth.queries import counts_of
from mobilink.journal.actions import commit
from mobilink.outreach import actions as outreach
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from tests.acts import an_act

ACTS = ["open", "tally", "undo", "close"]
PAGES = ["", "plain/", "phone/", "help/"]
AT_AN_OUTING = ["", "age/", "records/", "visit/", "give/", "close/"]


def do(client, outing, act, **fields):
    return client.post(f"/field/plain/{outing.pk}/", {"act": act, **fields})


def text(client) -> str:
    return client.get("/field/plain/").content.decode()


def facts() -> int:
    kinds: list[type[BoothFact]] = [Session, Tally, Visit, Handout]
    return sum(kind._default_manager.count() for kind in kinds)


def test_the_page_shows_the_outing_with_its_place_and_hours(outing, signed_in):
    page = text(signed_in("petugas"))
    for words in ("Minggu, 18 Agustus 2019", "Taman tepi laut Gurindam 12", "06.00–09.00 WIB"):
        assert words in page
    assert "Buka booth" in page


def test_opening_counts_the_leaflets_taken_along_and_twice_opens_once(outing, signed_in):
    officer = signed_in("petugas")
    for _tap in range(2):
        do(officer, outing, "open", leaflets_taken="200")
    assert Session.objects.get().leaflets_taken == 200
    assert Outing.objects.get(pk=outing.pk).state == Outing.State.UNDER_WAY


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("-1", "Ketik bilangan bulat, misalnya 50."),
        ("many", "Ketik bilangan bulat, misalnya 50."),
        ("1000000", "Jumlahnya terlalu besar; ketik paling banyak 100000."),
    ],
)
def test_a_wrong_number_is_told_beside_the_field(outing, signed_in, typed, problem):
    page = do(signed_in("petugas"), outing, "open", leaflets_taken=typed)
    assert page.status_code == 422
    assert f'id="id_leaflets_taken_problem">{problem}' in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()
    assert not Session.objects.exists()


def test_counting_and_taking_the_last_one_back(booth_open, signed_in):
    officer = signed_in("petugas")
    for _tap in range(3):
        assert do(officer, booth_open, "tally").headers["Location"] == "/field/plain/"
    do(officer, booth_open, "undo")
    assert counts_of(booth_open).tallies == 2
    assert "data-tallies>2<" in text(officer)


def test_nothing_to_take_back_is_told(booth_open, signed_in):
    page = do(signed_in("petugas"), booth_open, "undo")
    assert page.status_code == 409
    assert "Tidak ada yang dapat dibatalkan" in page.content.decode()


def test_closing_reckons_and_partial_is_labelled(booth_open, signed_in):
    officer = signed_in("petugas")
    reckoning = {
        "leaflets_left": "80",
        "note": "Hujan deras",
        "weather": "rain",
        "hours_lost": "1,5",
    }
    do(officer, booth_open, "close", **reckoning, partial="yes")
    closing = Closing.objects.get()
    assert (closing.weather, closing.hours_lost, closing.gust_kmh) == ("rain", Decimal("1.5"), None)
    assert (closing.leaflets_left, closing.note, closing.is_partial) == (80, "Hujan deras", True)
    assert Outing.objects.get(pk=booth_open.pk).state == Outing.State.HELD
    assert 'value="80"' in text(officer)

    again = do(officer, booth_open, "close")
    assert (again.status_code, Closing.objects.count()) == (409, 1)


def test_an_outing_that_was_called_off_says_why(outing, signed_in):
    outreach.cancel(outing, by=None, reason="Badai")
    officer = signed_in("petugas")
    assert "Badai" in text(officer)
    refused = do(officer, outing, "open")
    assert refused.status_code == 409
    assert not Session.objects.exists()


def test_what_no_button_says_is_refused(booth_open, signed_in):
    assert do(signed_in("petugas"), booth_open, "dance").status_code == 409


def test_the_officer_of_batam_does_not_find_it(outing, signed_in):
    assert "Tidak ada kegiatan hari ini" in text(signed_in("batam"))


def test_somebody_without_the_role_is_not_told_that_the_day_is_empty(booth_open, signed_in):
    page = text(signed_in("humas"))
    assert "Booth dijalankan petugas booth" in page
    assert "Tidak ada kegiatan hari ini" not in page


@pytest.mark.parametrize("act", ACTS)
def test_an_officer_of_another_unit_is_refused_in_words(booth_open, signed_in, act):
    before = facts()
    answer = do(signed_in("batam"), booth_open, act)
    assert answer.status_code == 403
    assert "Jefri Contoh" in answer.content.decode()
    assert facts() == before


@pytest.mark.parametrize("page", PAGES + [f"outings/{UUID(int=7)}/{each}" for each in AT_AN_OUTING])
def test_strangers_sign_in_first_and_no_page_is_kept(db, client, signed_in, page):
    assert client.get(f"/field/{page}").headers["Location"].startswith("/sign-in/")
    answer = signed_in("petugas").get(f"/field/{page}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_of_the_program_names_no_outing(booth_open, signed_in):
    page = signed_in("batam").get(f"/field/outings/{booth_open.pk}/").content.decode()
    assert booth_open.title not in page
    assert "data-online" in page


def test_what_writes_is_never_a_link_and_an_unknown_outing_is_not_found(booth_open, signed_in):
    officer = signed_in("petugas")
    assert officer.get(f"/field/plain/{booth_open.pk}/").status_code == 405
    assert officer.post(f"/field/plain/{uuid4()}/", {"act": "tally"}).status_code == 404


@pytest.mark.parametrize("place", ["outings/seven/", "nothing/"])
def test_what_is_no_address_of_the_booth_is_not_found(signed_in, db, place):
    assert signed_in("petugas").get(f"/field/{place}").status_code == 404


def test_whose_account_was_closed_reads_nothing_more(booth_open, signed_in):
    officer = signed_in("petugas")
    with commit(an_act("leave"), by=None) as draft:
        draft.change(Person.objects.get(name="Dewi Contoh"), is_active=False)
    for page in PAGES:
        assert officer.get(f"/field/{page}").headers["Location"].startswith("/sign-in/")
