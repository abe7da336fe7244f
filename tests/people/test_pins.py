"""A new PIN on a phone: the account that proves a person, and the codes of the office."""

import hashlib
import json
import uuid
from datetime import date, timedelta

import pytest

from mobilink.basics import clock
from mobilink.booth.workers import people_at
from mobilink.journal.actions import commit
from mobilink.journal.storage.models import Member
from mobilink.journal.sync.enrolment import PHONE
from mobilink.outreach import actions, bookings
from mobilink.outreach.models import Slot
from mobilink.people import engaging, pins
from mobilink.people.errors import NoSuchCode, NotAllowed
from mobilink.people.models import Person, PinGrant, Role
from tests.acts import an_act

pytestmark = pytest.mark.django_db
TODAY = date(2019, 8, 18)


@pytest.fixture
def phone(on):
    """A phone of the section; its id."""
    on(TODAY)
    author = uuid.uuid4()
    with commit(an_act("enrol installation"), by=None) as draft:
        draft.add(
            Member,
            author=author,
            kind=PHONE,
            name="HP Contoh 1",
            unit="KEPRI-KPP",
            key="00" * 32,
            streams=["team", "unit/KEPRI-KPP"],
        )
    return author


def siti() -> Person:
    return Person.objects.get(name="Siti Contoh")


def heard(code: str) -> str:
    """The hash that a phone compares with."""
    return hashlib.sha256(b"mobilink pin code" + code.replace("-", "").encode()).hexdigest()


def taken(phone, number: int) -> None:
    """The phone took a code, and its entry arrived."""
    with commit(an_act("choose pin"), by=siti()) as draft:
        draft.add(
            PinGrant,
            at=clock.now(),
            person=siti(),
            phone=phone,
            way=PinGrant.Way.CODE,
            number=number,
        )


def test_a_phone_waits_for_what_the_office_reads_out_and_for_nothing_else(phone, person):
    known = pins.hashes(phone, people_at(phone))

    code = pins.give_code(phone, siti(), 2, by=person("perencana"))

    assert known[str(siti().pk)][2] == heard(code)
    every = [each for codes in known.values() for each in codes.values()]
    assert every.count(heard(code)) == 1
    assert len(set(every)) == len(every) == 5 * len(known)


def test_officers_and_drivers_of_the_unit_have_codes_and_others_who_are_booked_for_nothing_have_none(
    phone, person
):
    known = set(pins.hashes(phone, people_at(phone)))

    assert known == {str(person(name).pk) for name in ("petugas", "perencana", "pengemudi")} | {
        str(siti().pk)
    }


@pytest.fixture
def outing(phone):
    """An approved outing of the phone's unit."""
    made = actions.propose_from_slot(Slot.objects.get(), TODAY, by=None)
    actions.approve(made, by=None)
    return made


def test_whoever_goes_along_from_another_post_is_read_a_code_by_the_office(
    phone, outing, person, signed_in
):
    batam = person("batam")
    booking = bookings.book(outing, batam, by=None)

    known = signed_in("kepala").get(f"/field/codes/{phone}/").json()
    shown = signed_in("kepala").post(
        f"/console/machines/{phone}/pin/", {"person": batam.pk, "number": 1}
    )

    code = pins.give_code(phone, batam, 1, by=None)
    assert code in shown.content.decode()
    assert known[str(batam.pk)]["1"] == heard(code)
    bookings.release(booking, by=None)
    assert batam not in people_at(phone)


def test_a_guest_who_goes_along_has_no_code_once_the_access_has_ended(phone, outing, person, on):
    unit = person("batam").unit
    budi = engaging.enter_person(by=None, name="Budi Misal", unit=unit, engaged_as="volunteer")
    days = {"since": TODAY, "until": TODAY}
    engaging.give_role(budi, by=None, function=Role.Function.OFFICER, unit=unit, **days)
    bookings.book(outing, budi, by=None)
    assert budi in people_at(phone)

    on(TODAY + timedelta(days=1))

    assert budi not in people_at(phone)


def test_that_a_code_was_given_stands_in_the_journal_with_who_and_for_whom(phone, person):
    pins.give_code(phone, siti(), 1, by=person("kepala"))

    grant = PinGrant.objects.get()
    assert (grant.person, grant.granted_by, grant.phone) == (siti(), person("kepala"), phone)


@pytest.mark.parametrize("username", ["petugas", "batam", "humas"])
def test_who_neither_plans_nor_approves_for_the_unit_gives_no_code(phone, person, username):
    with pytest.raises(NotAllowed):
        pins.give_code(phone, siti(), 1, by=person(username))


def test_numbers_move_on_with_what_the_phone_took(phone, person):
    taken(phone, 3)

    assert sorted(pins.hashes(phone, people_at(phone))[str(siti().pk)]) == [4, 5, 6, 7, 8]
    for number in (3, 9):
        with pytest.raises(NoSuchCode):
            pins.give_code(phone, siti(), number, by=person("kepala"))


def test_a_code_that_was_given_and_not_taken_stays_the_one_of_its_number(phone, person):
    first = pins.give_code(phone, siti(), 1, by=person("kepala"))

    assert pins.give_code(phone, siti(), 1, by=person("kepala")) == first


def test_a_phone_is_told_hashes_and_no_stranger_anything(phone, client):
    answer = client.get(f"/field/codes/{phone}/").json()

    assert answer == json.loads(json.dumps(pins.hashes(phone, people_at(phone))))
    assert client.get(f"/field/codes/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    ("username", "password", "whose", "is_right"),
    [
        ("petugas", "mobilink-2019", "petugas", True),
        (" Petugas ", "mobilink-2019", "petugas", True),
        ("petugas", "salah", "petugas", False),
        ("perencana", "mobilink-2019", "petugas", False),
        ("", "", "petugas", False),
    ],
)
def test_an_account_proves_its_own_person_only(client, person, username, password, whose, is_right):
    fields = {"username": username, "password": password, "person": str(person(whose).pk)}

    answer = client.post("/field/prove/", fields)

    assert answer.json() == {"is_right": is_right}
    assert answer.status_code == (200 if is_right else 422)
    assert not answer.cookies


def test_a_person_out_of_service_proves_nothing(client, person):
    who = person("petugas")
    with commit(an_act("leave"), by=None) as draft:
        draft.change(who, is_active=False)

    fields = {"username": "petugas", "password": "mobilink-2019", "person": str(who.pk)}

    assert client.post("/field/prove/", fields).status_code == 422


def test_the_desk_shows_the_code_to_who_may_give_it(phone, signed_in):
    desk, place = signed_in("kepala"), f"/console/machines/{phone}/pin/"
    assert place in desk.get("/console/machines/").content.decode()

    shown = desk.post(place, {"person": siti().pk, "number": 1})
    refused = desk.post(place, {"person": siti().pk, "number": 99})

    assert pins.give_code(phone, siti(), 1, by=None) in shown.content.decode()
    assert refused.status_code == 409
    assert "Tanyakan nomor yang tampil" in refused.content.decode()


def test_the_desk_of_an_officer_has_no_way_there(phone, signed_in):
    desk, place = signed_in("petugas"), f"/console/machines/{phone}/pin/"

    assert place not in desk.get("/console/machines/").content.decode()
    assert desk.post(place, {"person": siti().pk, "number": 1}).status_code == 403
