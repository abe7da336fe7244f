"""The driver's day: where, when to leave, who is on board, on a phone and on one sheet."""

import io
from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from mobilink.fleet import upkeep
from mobilink.fleet.models import Equipment, Inspection, Van
from mobilink.journal.actions import commit
from mobilink.outreach import bookings
from mobilink.outreach.models import Trip
from mobilink.outreach.trips import plan_trip, trip_of
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Person, Unit
from mobilink.publishing.drives import driver_sheet
from tests.acts import an_act

pytestmark = pytest.mark.django_db
WAY = {
    "leave_at": time(5, 10),
    "gate": "Gerbang timur",
    "crossing": "Roro 06.00 Punggur",
    "last_boat": "17.00",
    "plan_b": "Bila ombak tinggi, ke Pasar Baru",
}


@pytest.fixture
def ready(draft):
    """An outing with a crew, a van and a tent."""
    outing = draft()
    for name, duty in (("Andi Contoh", "driver"), ("Dewi Contoh", "leader")):
        bookings.book(outing, Person.objects.get(name=name), by=None, duty=duty)
    bookings.book(outing, Van.objects.get(name="Gonggong"), by=None)
    bookings.book(outing, Equipment.objects.get(label="TND-01"), by=None)
    return outing


@pytest.fixture
def driver():
    return Person.objects.get(name="Andi Contoh")


def change(row, **fields):
    with commit(an_act("correct"), by=None) as draft:
        draft.change(row, **fields)


def test_what_nobody_recorded_is_said_so_on_page_and_sheet(ready, signed_in, words, told_by):
    page = words(signed_in("petugas").get(reverse("console:drive", args=[ready.pk])))
    sheet = told_by(driver_sheet(ready))

    assert "Berangkat pukul belum" in page
    assert "Kapal terakhir belum" in page
    assert "Turunkan bila angin di atas: tidak dicatat" in page
    assert "Kapal terakhir belum" in sheet
    assert "Andi Contoh pengemudi tidak dicatat" in sheet


def test_the_way_is_written_once_and_told_on_page_and_sheet(
    ready, driver, signed_in, words, told_by
):
    desk, address = signed_in("pengemudi"), reverse("console:drive", args=[ready.pk])
    change(driver, phone="0812-0000-0001")
    change(Equipment.objects.get(label="TND-01"), weight_kg=Decimal("18.5"), wind_limit_kmh=40)

    page = words(desk.post(address, WAY, follow=True))
    sheet = told_by(driver_sheet(ready))

    assert "Perjalanan tercatat." in page
    for detail in ("05.10", "Gerbang timur", "Roro 06.00 Punggur", "0812-0000-0001", "18,5 kg"):
        assert detail in page, detail
        assert detail in sheet, detail
    assert "Turun bila angin di atas: 40 km/jam" in sheet
    assert trip_of(ready).plan_b == WAY["plan_b"]


def test_who_did_not_see_the_newest_way_overwrites_nothing(ready, signed_in):
    desk, address = signed_in("perencana"), reverse("console:drive", args=[ready.pk])
    desk.post(address, WAY)
    seen = Trip.objects.get().revision
    plan_trip(ready, by=None, gate="Gerbang barat")

    answer = desk.post(address, WAY | {"seen": str(seen)})

    assert answer.status_code == 409
    assert trip_of(ready).gate == "Gerbang barat"


def test_only_who_plans_or_drives_writes_the_way(ready, person, driver):
    with pytest.raises(NotAllowed):
        plan_trip(ready, by=person("humas"), gate="x")

    assert plan_trip(ready, by=driver, gate="Gerbang timur").gate == "Gerbang timur"


def test_two_machines_that_wrote_the_way_lose_neither(ready):
    with commit(an_act("plan trip"), by=None) as draft:
        draft.add(Trip, outing=ready, gate="Gerbang timur")
    with commit(an_act("plan trip"), by=None) as draft:
        draft.add(Trip, outing=ready, gate="Gerbang barat", parking="Di belakang pasar")

    trip = trip_of(ready)

    assert (trip.gate, trip.parking) == ("Gerbang timur", "Di belakang pasar")


def test_an_unsafe_van_and_ended_papers_stand_on_top(ready, signed_in, words, told_by):
    van = Van.objects.get(name="Gonggong")
    upkeep.take_down_term(van, kind="registration", by=None, until=date(2019, 8, 20))

    expected = "Gonggong: Masa berlaku STNK berakhir 20 Agustus 2019."
    page = words(signed_in("petugas").get(reverse("console:drive", args=[ready.pk])))

    assert page.index(expected) < page.index("Berangkat pukul")
    assert expected in told_by(driver_sheet(ready))


def test_the_driver_inspects_from_their_page_and_comes_back_to_it(
    ready, driver, signed_in, words, on
):
    on(ready.day)
    van = Van.objects.get(name="Gonggong")
    seen = {"tyres": "good", "oil": "good", "at": f"{ready.day}T05:00", "outing": str(ready.pk)}

    answer = signed_in("pengemudi").post(
        reverse("console:fleet_record", args=[van.pk, "inspection"]), seen, follow=True
    )

    assert answer.redirect_chain[0][0].startswith(reverse("console:drive", args=[ready.pk]))
    assert "Gonggong, 05.00, Andi Contoh: tidak ada kerusakan" in words(answer)
    assert Inspection.objects.count() == 1


@pytest.mark.parametrize("times", [1, 6])
def test_the_sheet_is_one_page_however_much_there_is_to_tell(ready, times, told_by):
    long, office = "Perlengkapan dengan nama yang panjang sekali ", Unit.objects.get(code="KEPRI")
    with commit(an_act("load"), by=None) as draft:
        things = [
            draft.add(Equipment, name=f"{long}{n}"[:80], kind="other", unit=office, label=f"X-{n}")
            for n in range(20 * times)
        ]
        people = [
            draft.add(Person, name=f"Petugas Contoh Bernama {'Panjang ' * 9}{n}", unit=office)
            for n in range(5 * times)
        ]
    for thing in (*things, *people):
        bookings.book(ready, thing, by=None)
    plan_trip(ready, by=None, plan_b="Pindah ke pasar. " * 29, gate="Gerbang " * 24)

    pdf = driver_sheet(ready)

    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert [round(float(x)) for x in reader.pages[0].mediabox[2:]] == [595, 842]
    text = told_by(pdf)
    assert text.count("Perlengkapan dengan nama") == 20 * times
    assert text.count("Petugas Contoh Bernama") == 5 * times
