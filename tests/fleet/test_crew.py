"""Who goes out with a van of another post reads its meters, and both posts learn of it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from mobilink.fleet import actions, upkeep
from mobilink.fleet.models import Inspection, OdometerReading, Receipt, Refuelling, Van
from mobilink.journal.storage.kinds import TEAM, kind_of
from mobilink.outreach import actions as plans
from mobilink.outreach import bookings
from mobilink.outreach.aboard import crews
from mobilink.outreach.loads import take_out
from mobilink.outreach.trips import plan_trip
from mobilink.people.errors import NotAllowed

pytestmark = pytest.mark.django_db
MORNING = {"at": "2019-08-18T05:00"}
NOW = datetime.fromisoformat("2019-08-18T05:30:00+07:00")


@pytest.fixture
def van():
    return Van.objects.get(name="Gonggong")


@pytest.fixture
def guest(person):
    """Of the post in Batam; holds nothing at the post of the van."""
    return person("batam")


@pytest.fixture
def shared(draft, van, guest):
    """An outing of today with the van of one post and a driver of the other."""
    outing = draft(day=NOW.date())
    bookings.book(outing, van, by=None)
    bookings.book(outing, guest, by=None, duty="driver")
    return outing


def record(desk, van, what, **fields):
    return desk.post(reverse("console:fleet_record", args=[van.pk, what]), fields | MORNING)


def test_a_driver_of_the_other_post_records_everything_of_the_van_they_drive(
    shared, van, guest, signed_in
):
    desk = signed_in("batam")

    record(desk, van, "km", km=12_000)
    record(desk, van, "fuel", litres="20", rupiah=150_000)
    record(desk, van, "receipt", kind="ferry", rupiah=80_000)
    record(desk, van, "inspection", tyres="good")

    for model in (OdometerReading, Refuelling, Receipt):
        assert model.objects.get(told_by=guest).van == van
    assert Inspection.objects.get().seen_by == guest


@pytest.mark.parametrize("what", ["km", "fuel", "receipt", "inspection"])
def test_who_is_not_booked_with_the_van_records_nothing_of_it(van, signed_in, what):
    fields = {"km": 1, "litres": 1, "rupiah": 1, "kind": "toll", "tyres": "good"}

    assert record(signed_in("batam"), van, what, **fields).status_code == 403


def test_the_pages_offer_it_to_who_goes_along_and_to_nobody_else(shared, van, guest, signed_in):
    vans, day = reverse("console:fleet"), reverse("console:drive", args=[shared.pk])
    offer = reverse("console:fleet_record", args=[van.pk, "inspection"])
    keeps = reverse("console:fleet_record", args=[van.pk, "condition"])

    for page in (vans, day):
        assert offer in signed_in("batam").get(page).content.decode()
        assert keeps not in signed_in("batam").get(page).content.decode()
        assert offer not in signed_in("petugas").get(page).content.decode()


def test_a_van_is_read_from_the_evening_before_to_the_day_after(shared, van, guest):
    day, a_day = shared.day, timedelta(days=1)

    assert [guest.pk in crews([van], day + n * a_day).get(van.pk, ()) for n in range(-2, 3)] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_who_was_freed_or_whose_outing_is_called_off_reads_no_meters(shared, van, guest):
    bookings.release(shared.assignments.get(person=guest), by=None)
    assert guest.pk not in crews([van], shared.day)[van.pk]

    bookings.book(shared, guest, by=None)
    plans.propose(shared, by=None)
    plans.cancel(shared, by=None, reason="Hujan")
    assert crews([van], shared.day) == {}


def test_a_crew_of_one_van_is_none_of_another(shared, van):
    other = Van.objects.get(name="Ayo Batam")

    assert [*crews([van, other], shared.day)] == [van.pk]


def test_both_posts_hear_of_every_meter(shared, van, guest):
    crew = {"by": guest, "crew": {guest.pk}, "at": NOW}
    facts = [
        actions.read_odometer(van, km=1, **crew),
        actions.refuel(van, litres=Decimal(1), rupiah=1, **crew),
        actions.keep_receipt(van, kind="toll", rupiah=1, **crew),
        upkeep.inspect(van, good=["oil"], **crew),
    ]

    assert {kind_of(type(fact)).stream_of(fact) for fact in facts} == {TEAM}


def test_the_crew_writes_down_the_way_and_loads_the_van(shared, guest, person, draft):
    elsewhere = draft("Sosialisasi lain")

    assert plan_trip(shared, by=guest, gate="Gerbang timur").gate == "Gerbang timur"
    assert take_out(shared, by=guest, name="Kursi", quantity=4).told_by == guest
    for refused in (lambda: plan_trip(elsewhere, by=guest, gate="x"),
                    lambda: take_out(elsewhere, by=guest, name="Kursi")):  # fmt: skip
        with pytest.raises(NotAllowed):
            refused()
