"""Recording without a key: what a browser hands to the server, and what the server takes."""

import json
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from mobilink.booth.models import (
    Attendance,
    Closing,
    Handover,
    Session,
    SurveyAnswer,
    Tally,
    Tick,
    Visit,
    Void,
)
from mobilink.booth.queries import counts_of, reconciliation_of
from mobilink.fleet.models import Equipment
from mobilink.guidance.models import Reading
from mobilink.journal.actions import commit
from mobilink.journal.storage.models import IdempotencyKey
from mobilink.outreach import actions as outreach
from mobilink.outreach import bookings
from mobilink.outreach.models import Assignment, Outing
from mobilink.people.models import Account, Person
from tests.acts import an_act
from tests.field.conftest import QUARTER_PAST_SIX
from tests.field.posts import JSON, NOW, act, news, post


def test_a_post_is_recorded_as_the_person_who_is_signed_in(officer, booth_open, person):
    answer = post(officer, act("tally", booth_open, sex="f", age_band="18-24"))

    made = Tally.objects.get()
    assert answer.status_code == 200
    assert (made.sex, made.age_band) == ("f", "18-24")
    assert answer.json()["rows"][0]["by"] == str(person("petugas").pk)


def test_what_is_sent_twice_counts_once(officer, booth_open):
    said = act("tally", booth_open)

    answers = [post(officer, said).json() for _sending in range(3)]

    assert counts_of(booth_open).tallies == 1
    assert answers[0] == answers[2]
    assert answers[0]["rows"][0]["id"] == UUID(said["id"]).hex


def test_a_row_is_named_as_its_browser_named_it(officer, booth_open):
    tally = act("tally", booth_open)
    post(officer, tally)

    post(officer, act("void", booth_open, fact=tally["id"], kind="tally"))

    assert counts_of(booth_open).tallies == 0
    void = next(row for row in news(officer).json()["rows"] if row["kind"] == "void")
    assert void["fields"]["fact"] == tally["id"]


def test_a_row_of_another_machine_is_taken_back_by_its_own_name(officer, booth_open):
    from mobilink.booth import actions

    made = actions.tally(booth_open, by=None)
    post(officer, act("void", booth_open, fact=str(made.pk), kind="tally"))

    assert counts_of(booth_open).tallies == 0


def test_taking_back_twice_takes_back_once(officer, booth_open):
    tally = act("tally", booth_open)
    post(officer, tally)
    for _tap in range(2):
        assert (
            post(officer, act("void", booth_open, fact=tally["id"], kind="tally")).status_code
            == 200
        )

    assert Void.objects.count() == 1


def test_acts_of_one_post_are_recorded_all_or_none(officer, booth_open):
    good, bad = act("tally", booth_open), act("handout", booth_open, item="leaflet", quantity=0)

    answer = post(officer, good, bad)

    assert answer.status_code == 409
    assert not Tally.objects.exists()
    assert not IdempotencyKey.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("outing", {"title": "Mine"}),
        ("person", {"name": "Mine"}),
        ("follow_up", {"code": "MK-2345", "consents": {}}),
        ("movement", {"quantity": 1}),
        ("tally", {"programme": "jobs_info"}),
        ("dance", {}),
    ],
)
def test_what_no_browser_records_is_refused_in_words(officer, booth_open, kind, fields):
    answer = post(officer, act(kind, booth_open, **fields))

    assert answer.status_code == 409
    assert answer.json()["refused"]


def test_of_what_is_booked_a_browser_says_only_whether_it_was_there(officer, booth_open):
    booked = bookings.book(booth_open, Equipment.objects.get(label="TND-01"), by=None)

    assert post(officer, act("assignment", row=booked.pk, is_released=True)).status_code == 409
    assert post(officer, act("assignment", row=booked.pk, served=False)).status_code == 200

    now = Assignment.objects.get(pk=booked.pk)
    assert (now.served, now.is_released) == (False, False)


def test_the_plan_is_changed_by_no_browser(officer, booth_open):
    answer = post(officer, act("outing", row=booth_open.pk, state="cancelled"))

    assert answer.status_code == 409
    assert Outing.objects.get(pk=booth_open.pk).state == Outing.State.UNDER_WAY


@pytest.mark.parametrize(
    "fields",
    [
        {"sex": 7},
        {"sex": "x"},
        {"age_band": "99"},
        {"at": "soon"},
        {"outing": "seven"},
        {"outing": str(UUID(int=7))},
    ],
)
def test_garbled_fields_are_refused_and_nothing_is_written(officer, booth_open, fields):
    answer = post(officer, act("tally", booth_open, **fields))

    assert answer.status_code == 409
    assert not Tally.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        f'{{"by": "{UUID(int=7)}", "acts": [], "sent": 1}}',
        '{"acts": [{}], "sent": 1}',
    ],
)
def test_what_is_no_post_is_refused(officer, body):
    answer = officer.post("/field/record/", body, content_type="application/json", headers=JSON)

    assert answer.status_code == 422
    assert answer.json()["refused"]


def test_a_time_no_clock_has_is_refused(officer, booth_open):
    assert post(officer, act("tally", booth_open), sent=10**18).status_code == 409


def test_who_is_signed_out_hears_it(client, booth_open):
    answer = post(client, act("tally", booth_open))

    assert answer.status_code == 401
    assert "HP ini" in answer.json()["refused"]
    assert news(client).status_code == 401


def test_nobody_records_for_who_was_signed_in_before(officer, booth_open, person):
    answer = post(officer, act("tally", booth_open), by=person("perencana").pk)

    assert answer.status_code == 401
    assert not Tally.objects.exists()


@pytest.mark.parametrize("kind", ["session", "tally", "visit", "survey_answer", "tick"])
def test_an_officer_of_another_unit_is_refused_in_words(signed_in, booth_open, kind):
    more = {"survey_answer": {"answers": {"x": 1}}, "tick": {"item": "tent", "is_done": True}}
    answer = post(signed_in("batam"), act(kind, booth_open, **more.get(kind, {})))

    assert answer.status_code == 403
    assert "Jefri Contoh" in answer.json()["refused"]


def test_whose_access_ended_records_nothing_more(officer, booth_open):
    with commit(an_act("leave"), by=None) as draft:
        draft.change(Person.objects.get(name="Dewi Contoh"), is_active=False)

    assert post(officer, act("tally", booth_open)).status_code == 401
    assert not Tally.objects.exists()


def test_another_site_cannot_record(booth_open):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(username="petugas"))
    assert post(strict, act("tally", booth_open)).status_code == 403
    assert not Tally.objects.exists()

    strict.get("/field/")
    token = strict.cookies["mobilink_csrf"].value
    petugas = str(Account.objects.get(username="petugas").person.pk)
    body = json.dumps({"by": petugas, "acts": [act("tally", booth_open)], "sent": NOW})
    answer = strict.post(
        "/field/record/",
        body,
        content_type="application/json",
        headers=JSON | {"X-CSRFToken": token},
    )
    assert answer.status_code == 200


def test_a_tap_that_waited_keeps_its_own_time(officer, booth_open):
    ten_minutes = 600_000
    post(officer, act("tally", booth_open, at=NOW - ten_minutes))
    assert f"{Tally.objects.get().at.astimezone():%M}" == "05"


def test_a_browsers_clock_that_is_wrong_puts_nothing_at_a_wrong_time(officer, booth_open):
    a_year = 365 * 86_400_000
    post(officer, act("tally", booth_open, at=NOW + a_year - 60_000), sent=NOW + a_year)
    post(officer, act("tally", booth_open, at=NOW - a_year))

    times = sorted(f"{tally.at.astimezone():%d %H.%M}" for tally in Tally.objects.all())
    assert times == [
        f"{QUARTER_PAST_SIX.replace(minute=m).astimezone():%d %H.%M}" for m in (14, 15)
    ]


def test_opening_begins_the_outing_and_counts_the_leaflets_taken_along(outing, signed_in):
    phone = signed_in("petugas")
    for _tap in range(2):
        post(phone, act("session", outing, leaflets_taken=200))

    assert Session.objects.get().leaflets_taken == 200
    assert Outing.objects.get(pk=outing.pk).state == Outing.State.UNDER_WAY


def test_an_outing_that_was_called_off_takes_no_records(outing, signed_in):
    outreach.cancel(outing, by=None, reason="Badai")
    answer = post(signed_in("petugas"), act("tally", outing))

    assert answer.status_code == 409
    assert outing.title in answer.json()["refused"]


def test_closing_reckons_and_the_outing_was_held(officer, booth_open):
    session = str(Session.objects.get().pk)
    booked = bookings.book(booth_open, Equipment.objects.get(label="TND-01"), by=None)
    post(officer, act("handout", booth_open, item="leaflet", quantity=20))

    answer = post(
        officer,
        act("assignment", row=booked.pk, served=True),
        act(
            "closing", booth_open, session=session, leaflets_left=80, is_partial=True,
            weather="rain", gust_kmh=45, hours_lost="1.5", note="Tenda diturunkan",
        ),
    )  # fmt: skip

    assert answer.status_code == 200
    closing = Closing.objects.get()
    assert (closing.closed_by.name, closing.is_partial, closing.note) == (
        "Dewi Contoh",
        True,
        "Tenda diturunkan",
    )
    weather = (closing.weather, closing.gust_kmh, closing.hours_lost)
    assert weather == ("rain", 45, Decimal("1.5"))
    assert reconciliation_of(booth_open).difference == 0
    assert Outing.objects.get(pk=booth_open.pk).state == Outing.State.HELD
    assert Assignment.objects.get(pk=booked.pk).served is True


def test_closing_what_is_closed_is_refused_and_a_late_tap_is_taken(officer, booth_open):
    close = {"session": str(Session.objects.get().pk), "leaflets_left": 100}
    assert post(officer, act("closing", booth_open, **close)).status_code == 200

    again = post(officer, act("closing", booth_open, **close))
    assert (again.status_code, Closing.objects.count()) == (409, 1)
    elsewhere = post(officer, act("closing", booth_open, session=str(uuid4())))
    assert elsewhere.status_code == 409
    assert post(officer, act("tally", booth_open, at=NOW - 30_000)).status_code == 200


def test_every_other_record_of_a_booth_is_taken(officer, booth_open, person):
    maya = str(person("perencana").pk)
    here = {"person": maya, "was_there": True, "since": NOW - 60_000}
    post(officer, act("visit", booth_open, topics=["recruiter", "cost"], programme="jobs_info"))
    post(officer, act("attendance", booth_open, **here))
    post(officer, act("survey_answer", booth_open, answers={"clear": 4}, language="id"))
    post(officer, act("tick", booth_open, item="tent", is_done=True))
    giver = {"given_by": str(person("petugas").pk), "taken_by": maya, "matters": ["crowd"]}
    post(officer, act("handover", booth_open, **giver))
    post(officer, act("reading", at=NOW, person=maya, card="kit", language="id", version=1))

    assert Visit.objects.get().topics == ["recruiter", "cost"]
    assert Attendance.objects.get().told_by == person("petugas")
    assert SurveyAnswer.objects.get().answers == {"clear": 4}
    assert Tick.objects.get().is_done
    assert Handover.objects.get().matters == ["crowd"]
    read = Reading.objects.get()
    assert (read.card, read.person) == ("kit", person("petugas"))


def test_an_undo_of_nothing_is_refused_in_words(officer, booth_open):
    for named in ({"kind": "tally"}, {"kind": "person"}):
        answer = post(officer, act("void", booth_open, fact=str(uuid4()), **named))
        assert answer.status_code == 409
        assert "daftar catatan" in answer.json()["refused"]
