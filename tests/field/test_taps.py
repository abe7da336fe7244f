"""Tallies and their undo: each tap is one durable fact, however often it is sent."""

from uuid import uuid4

import pytest

from mobilink.booth.models import Tally, Void
from mobilink.booth.queries import counts_of

JSON = {"Accept": "application/json"}


def url(outing, what: str) -> str:
    return f"/field/outings/{outing.pk}/{what}/"


def tapped(client, outing, **fields):
    return client.post(url(outing, "tally"), fields, headers=JSON)


def test_twenty_taps_and_one_undo_leave_nineteen(booth_open, signed_in):
    phone = signed_in("petugas")
    for _tap in range(20):
        bar = tapped(phone, booth_open).json()["bar"]

    answer = phone.post(url(booth_open, "undo"), {"fact": bar["fact"]}, headers=JSON).json()

    assert answer["counts"] == {"tallies": 19, "visits": 0, "leaflets": 0}
    assert answer["bar"]["stands"] is False


def test_a_tap_sent_twice_counts_once(booth_open, signed_in):
    phone = signed_in("petugas")

    answers = [tapped(phone, booth_open, tap="7f3q").json() for _sending in range(3)]

    assert counts_of(booth_open).tallies == 1
    assert answers[0] == answers[2]


def test_different_taps_at_the_same_moment_all_count(booth_open, signed_in):
    phone = signed_in("petugas")
    for _tap in range(3):
        tapped(phone, booth_open, tap=str(uuid4()))
    assert counts_of(booth_open).tallies == 3


def test_an_undo_sent_twice_takes_back_one_tally(booth_open, signed_in):
    phone = signed_in("petugas")
    tapped(phone, booth_open, tap="first")
    fact = tapped(phone, booth_open, tap="second").json()["bar"]["fact"]

    for _sending in range(2):
        phone.post(url(booth_open, "undo"), {"fact": fact}, headers=JSON)

    assert counts_of(booth_open).tallies == 1
    assert Void.objects.count() == 1


def test_a_phone_undoes_a_tap_whose_answer_it_never_heard(booth_open, signed_in):
    phone = signed_in("petugas")
    tapped(phone, booth_open, tap="unheard")
    phone.post(url(booth_open, "undo"), {"tap": "unheard"}, headers=JSON)
    assert counts_of(booth_open).tallies == 0


def test_after_an_undo_the_bar_offers_the_act_before(booth_open, signed_in):
    phone = signed_in("petugas")
    first = tapped(phone, booth_open).json()["bar"]["fact"]
    second = tapped(phone, booth_open).json()["bar"]["fact"]
    answer = phone.post(url(booth_open, "undo"), {"fact": second}, headers=JSON).json()
    assert answer["bar"]["fact"] == first


def test_a_fresh_phone_may_take_back_the_last_tally(booth_open, signed_in):
    tapped(signed_in("petugas"), booth_open)
    page = signed_in("perencana").get(f"/field/outings/{booth_open.pk}/")
    assert page.context["shown"].bar.fact == str(Tally.objects.get().pk)


def test_an_undo_of_nothing_is_refused_in_words(booth_open, signed_in):
    phone = signed_in("petugas")
    for named in ({}, {"fact": "x"}, {"fact": str(uuid4())}, {"tap": "never"}):
        answer = phone.post(url(booth_open, "undo"), named, headers=JSON)
        assert answer.status_code == 409
        assert "daftar catatan" in answer.json()["refused"]


def test_one_tap_may_carry_sex_and_age(booth_open, signed_in):
    tapped(signed_in("petugas"), booth_open, sex="f", age_band="18-24")
    made = Tally.objects.get()
    assert (made.sex, made.age_band) == ("f", "18-24")


def test_a_tap_that_waited_keeps_its_own_time(booth_open, signed_in):
    tapped(signed_in("petugas"), booth_open, waited="600")
    assert f"{Tally.objects.get().at.astimezone():%M}" == "05"


@pytest.mark.parametrize("fields", [{"sex": "x"}, {"age_band": "99"}, {"waited": "soon"}])
def test_a_garbled_tap_is_refused_and_nothing_is_written(booth_open, signed_in, fields):
    answer = tapped(signed_in("petugas"), booth_open, **fields)
    assert answer.status_code == 409
    assert not Tally.objects.exists()


def test_without_a_program_a_tap_leads_back_to_the_tiles(booth_open, signed_in):
    answer = signed_in("petugas").post(url(booth_open, "tally"))
    assert answer.headers["Location"] == f"/field/outings/{booth_open.pk}/"
    assert counts_of(booth_open).tallies == 1


def test_counting_by_age_stays_with_the_ages(booth_open, signed_in):
    answer = signed_in("petugas").post(url(booth_open, "tally"), {"back": "age", "sex": "m"})
    assert answer.headers["Location"] == url(booth_open, "age")


def test_a_late_tap_is_taken_after_the_booth_closed(booth_open, signed_in):
    phone = signed_in("petugas")
    phone.post(url(booth_open, "close"), {"leaflets_left": "100"})
    assert tapped(phone, booth_open, waited="30").status_code == 200


def test_a_phone_remembers_its_last_fifty_acts(booth_open, signed_in):
    phone = signed_in("petugas")
    for number in range(51):
        tapped(phone, booth_open, tap=f"tap-{number}")
    assert len(phone.session["booth_acts"]) == 50
