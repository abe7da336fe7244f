"""What a driver takes along on a phone, and what the office does with what comes back of it."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mobilink.booth.plan import plan_of
from mobilink.booth.trip import ways
from mobilink.fleet import actions as fleet
from mobilink.fleet import upkeep
from mobilink.fleet.fitness import blocked_vans
from mobilink.fleet.models import Equipment, Inspection, Van
from mobilink.journal.actions import commit
from mobilink.journal.core.wire import Op
from mobilink.journal.storage.fields import misfit_of
from mobilink.outreach import actions, arrivals, bookings, doubles
from mobilink.outreach.arrivals import follow_loads
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.loads import balance, take_out
from mobilink.outreach.models import Load, Slot
from mobilink.outreach.trips import plan_trip
from mobilink.people.models import Person
from tests.acts import an_act
from tests.journal.phones import Phone

pytestmark = pytest.mark.django_db
AT = 1_566_081_000_000


@pytest.fixture
def outing(db, on):
    on(date(2019, 8, 17))
    made = actions.propose_from_slot(Slot.objects.get(), date(2019, 8, 18), by=None)
    actions.approve(made, by=None)
    return made


@pytest.fixture
def van():
    return Van.objects.get(name="Gonggong")


@pytest.fixture
def tent():
    return Equipment.objects.get(label="TND-01")


@pytest.fixture
def ready(outing, van, tent, person):
    for thing, duty in ((van, ""), (tent, ""), (person("batam"), "driver")):
        bookings.book(outing, thing, by=None, duty=duty)
    plan_trip(outing, by=None, leave_at=time(5, 10), gate="Gerbang timur", plan_b="Ke Pasar Baru")
    return outing


def way_of(outing):
    plan = json.loads(plan_of("KEPRI-KPP"))
    return next(entry for entry in plan["outings"] if entry["id"] == str(outing.pk))["way"]


def test_the_plan_of_a_phone_tells_the_way_the_crew_the_vans_and_the_load(ready, van, tent):
    fleet.read_odometer(van, km=12_480, at=datetime.fromisoformat("2019-08-16T08:00Z"), by=None)
    take_out(ready, by=None, name="Kursi", quantity=12)

    way = way_of(ready)

    assert (way["leave_at"], way["gate"], way["last_boat"]) == ("05:10:00", "Gerbang timur", "")
    assert way["plan_b"] == "Ke Pasar Baru"
    assert "Tanjung" in way["address"]
    assert [(entry["name"], entry["duty"]) for entry in way["crew"]] == [("Jefri Contoh", "driver")]
    assert [(entry["name"], entry["read"]["km"]) for entry in way["vans"]] == [("Gonggong", 12_480)]
    assert [entry["id"] for entry in way["things"]] == [str(tent.pk)]
    assert [(entry["name"], entry["quantity"], entry["way"]) for entry in way["loads"]] == [
        ("Kursi", 12, "out")
    ]


def test_what_makes_a_van_unsafe_is_told_in_both_languages(ready, van):
    upkeep.take_down_term(van, kind="registration", by=None, until=date(2019, 8, 10))

    warnings = way_of(ready)["vans"][0]["warnings"]

    assert warnings["id"] == ["Gonggong: Masa berlaku STNK berakhir 10 Agustus 2019."]
    assert warnings["en"] == ["Gonggong: Vehicle registration (STNK) ended on 10 August 2019."]


def test_a_phone_inspects_a_van_and_every_phone_is_told_how_it_was_found(ready, van, person):
    driver, phone = person("pengemudi"), Phone()
    findings = {"good": ["oil"], "defects": ["tyres"], "is_blocking": True, "note": "Ban gundul"}
    fields = {"van": str(van.pk), "at": AT, "seen_by": str(driver.pk), **findings}

    receipt = phone.brings(phone.signed_segment(("inspection", fields), stream="team"))

    assert (receipt.refused, receipt.troubles) == ([], [])
    [inspection] = Inspection.objects.filter(van=van, note="Ban gundul")
    way = way_of(ready)["vans"][0]
    assert [(each["id"], each["by"], each["defects"]) for each in way["seen"]] == [
        (str(inspection.pk), driver.name, ["tyres"])
    ]
    assert way["warnings"]["id"] == ["Gonggong tidak boleh jalan: ban."]
    assert van.pk in blocked_vans()


def test_an_inspection_of_another_day_is_none_of_this_one(ready, van):
    at = datetime.fromisoformat("2019-08-16T08:00Z")
    upkeep.inspect(van, at=at, by=None, good=["oil"])

    assert way_of(ready)["vans"][0]["seen"] == []


def test_a_way_that_nobody_wrote_is_empty_and_changes_no_byte(outing):
    way = way_of(outing)

    assert (way["leave_at"], way["gate"], way["vans"], way["loads"]) == (None, "", [], [])
    assert plan_of("KEPRI-KPP") == plan_of("KEPRI-KPP")


def test_a_driver_and_who_is_booked_from_another_post_work_with_the_phone(ready, person):
    people = {officer["id"]: officer for officer in json.loads(plan_of("KEPRI-KPP"))["officers"]}

    assert people[str(person("pengemudi").pk)]["functions"] == ["driver"]
    # An officer in Batam is none here: the phone shows them the way and the load alone.
    assert people[str(person("batam").pk)]["functions"] == []
    assert str(person("humas").pk) not in people


@pytest.mark.both
def test_more_outings_cost_no_more_questions(ready, van, tent):
    other = actions.propose_from_slot(Slot.objects.get(), date(2019, 9, 1), by=None)
    bookings.book(other, van, by=None)
    bookings.book(other, tent, by=None)

    def asked(*outings):
        booked = {
            outing.pk: list(outing.assignments.select_related("person", "van", "equipment"))
            for outing in outings
        }
        with CaptureQueriesContext(connection) as seen:
            ways(outings, booked)
        return len(seen)

    assert asked(ready) == asked(ready, other) <= 8 + 1  # the venue of one made by hand


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("odometer", {"km": 12_480}),
        ("fuel", {"litres": "20.50", "rupiah": 150_000, "photo": "ab" * 32}),
        ("receipt", {"kind": "ferry", "rupiah": 80_000, "note": "Roro"}),
    ],
)
def test_the_office_takes_what_the_meters_of_a_phone_say(van, person, kind, fields):
    driver = str(person("pengemudi").pk)
    op = Op(kind, None, {"van": str(van.pk), "at": AT, "told_by": driver, **fields})

    assert misfit_of(op) == ""


def returned(outing, thing, person, condition, at=AT):
    """A fact of a phone, which has ordered itself into the ledger."""
    with commit(an_act("bring back"), by=person) as draft:
        load = draft.add(
            Load, outing=outing, at=datetime.fromtimestamp(at / 1000).astimezone(), way="back",
            equipment=thing, condition=condition, told_by=person,
        )  # fmt: skip
    follow_loads([load.pk])
    thing.refresh_from_db()
    return thing.condition


def test_how_a_thing_came_back_is_then_its_condition(ready, tent, person):
    assert returned(ready, tent, person("pengemudi"), "broken") == "broken"
    assert [thing.back for thing in balance(ready)] == [1]
    # It is for who keeps it to say that it is mended.
    assert returned(ready, tent, person("pengemudi"), "good") == "broken"


def test_a_condition_that_arrives_late_does_not_undo_what_was_said_since(ready, tent, person, on):
    on(date(2019, 8, 20))
    fleet.set_condition(tent, "good", by=person("perencana"))

    assert returned(ready, tent, person("pengemudi"), "broken") == "good"


@pytest.mark.both
def test_of_two_loads_that_arrive_late_the_later_tells_the_condition(ready, tent, person, on):
    on(date(2019, 8, 20))
    driver = person("pengemudi")

    assert returned(ready, tent, driver, "limited") == "limited"
    assert returned(ready, tent, driver, "broken", at=AT + 1) == "broken"
    assert returned(ready, tent, person("perencana"), "good", at=AT - 1) == "broken"


def test_who_brings_back_what_was_not_booked_changes_no_register(outing, tent):
    before = tent.condition

    assert returned(outing, tent, Person.objects.get(name="Siti Contoh"), "broken") == before


def test_the_moment_of_a_reading_is_told_as_an_instant(ready, van):
    moment = datetime.fromisoformat("2019-08-16T08:00+07:00")
    fleet.read_odometer(van, km=1, at=moment, by=None)

    read = way_of(ready)["vans"][0]["read"]

    assert datetime.fromisoformat(read["at"]) - moment == timedelta(0)


def test_a_thing_that_came_back_twice_in_one_delivery_keeps_nothing_waiting(ready, tent, person):
    driver = str(person("pengemudi").pk)
    phone = Phone()
    load = {"outing": str(ready.pk), "way": "back", "equipment": str(tent.pk), "told_by": driver}
    loads = [
        ("load", {**load, "at": AT + place, "condition": condition})
        for place, condition in enumerate(("good", "limited", "broken"))
    ]

    receipt = phone.brings(phone.signed_segment(*loads, stream="team"))

    assert (receipt.refused, receipt.troubles) == ([], [])
    assert Load.objects.filter(outing=ready, way="back").count() == 3
    tent.refresh_from_db()
    assert tent.condition == "broken"


def test_what_may_not_follow_from_a_load_is_left_to_people(ready, tent, person, monkeypatch):
    def refuse(load):
        raise BadPlan("Tidak bisa.")

    monkeypatch.setattr(arrivals, "tell_condition", refuse)
    driver = str(person("pengemudi").pk)
    phone = Phone()
    load = {"outing": str(ready.pk), "way": "back", "equipment": str(tent.pk), "told_by": driver}
    before = tent.condition

    receipt = phone.brings(
        phone.signed_segment(("load", {**load, "at": AT, "condition": "broken"}), stream="team")
    )

    assert (receipt.refused, receipt.ends[0][2]) == ([], 1)
    assert [thing.back for thing in balance(ready)] == [1]
    tent.refresh_from_db()
    assert tent.condition == before


def test_a_booking_stays_where_nobody_can_say_whether_it_is_a_double(outing, person, monkeypatch):
    def refuse(booking):
        raise BadPlan("Tidak bisa.")

    monkeypatch.setattr(doubles, "_rivals", refuse)
    phone = Phone()
    driver = str(person("pengemudi").pk)
    booking = {"outing": str(outing.pk), "person": driver, "duty": "driver"}

    said = phone.signed_segment(("assignment", booking), stream="team", by=driver)
    receipt = phone.brings(said)

    assert receipt.refused == []
    assert outing.assignments.filter(person=driver, is_released=False).exists()
