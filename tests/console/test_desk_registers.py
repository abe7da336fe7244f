"""Slots, venues, vans, the team: found, kept, refused in words."""

import pytest
from django.urls import reverse

from mobilink.fleet.models import Equipment, OdometerReading, Refuelling, Van
from mobilink.outreach.models import Outing, Slot
from mobilink.people.models import Unit
from mobilink.places.models import Venue


@pytest.fixture
def rhythm():
    section = Unit.objects.get(code="KEPRI-KPP").pk
    return {
        "name": "Pasar malam",
        "kind": "market",
        "venue": Venue.objects.get(name="Pasar Baru Tanjungpinang").pk,
        "owner_unit": section,
        "executing_unit": section,
        "weekday": "5",
        "weeks": ["1", "-1"],
        "since": "2019-09-01",
    }


def test_a_feast_offers_the_day_instead_and_the_month_is_told_when_missed(signed_in, words):
    address = "/console/slots/?from=2019-05-01&to=2019-08-31"

    page = words(signed_in("perencana").get(address))

    assert "Minggu kedua tiap bulan" in page
    assert "Terlewat, tidak ada kegiatan yang tercatat: Mei 2019 dan Juni 2019" in page
    assert "Usulkan 18 Agustus saja" in page
    assert "Tetap 11 Agustus" in page


def test_the_chosen_day_becomes_a_proposal(signed_in, words):
    slot = Slot.objects.get()
    address = reverse("console:slot_propose", args=[slot.pk])

    response = signed_in("perencana").post(address, {"day": "2019-09-08"}, follow=True)

    made = Outing.objects.get(slot=slot, state="proposed")
    assert made.day.isoformat() == "2019-09-08"
    assert "Diusulkan. Sekarang menunggu keputusan." in words(response)


def test_proposing_the_same_date_twice_is_refused_in_words(signed_in, words):
    desk, slot = signed_in("perencana"), Slot.objects.get()
    address = reverse("console:slot_propose", args=[slot.pk])
    desk.post(address, {"day": "2019-09-08"})

    response = desk.post(address, {"day": "2019-09-08"})

    assert response.status_code == 409
    assert "sudah punya kegiatan pada" in words(response)
    assert Outing.objects.filter(slot=slot, state="proposed").count() == 1


def test_somebody_of_another_post_does_not_propose_for_the_section(signed_in):
    address = reverse("console:slot_propose", args=[Slot.objects.get().pk])

    assert signed_in("batam").post(address, {"day": "2019-09-08"}).status_code == 403


def test_a_day_that_is_none_is_not_found(signed_in):
    address = reverse("console:slot_propose", args=[Slot.objects.get().pk])

    assert signed_in("perencana").post(address, {"day": "soon"}).status_code == 404


def test_a_new_routine_proposes_its_dates(signed_in, rhythm, words):
    response = signed_in("perencana").post("/console/slots/new", rhythm, follow=True)

    assert "Jadwal rutin tersimpan." in words(response)
    assert "Sabtu, 7 September 2019" in words(response)
    assert Slot.objects.get(name="Pasar malam").weeks == [1, -1]


def test_a_routine_that_is_sent_twice_runs_once(signed_in, rhythm, words):
    desk = signed_in("perencana")
    desk.post("/console/slots/new", rhythm)

    response = desk.post("/console/slots/new", rhythm)

    assert response.status_code == 409
    assert "“Pasar malam” sudah berjalan" in words(response)
    assert Slot.objects.filter(name="Pasar malam").count() == 1


def test_a_fuel_receipt_that_is_sent_twice_is_one(signed_in, words):
    desk, van = signed_in("perencana"), Van.objects.get(name="Gonggong")
    receipt = {"litres": "20,5", "rupiah": "205000", "at": "2019-08-18T05:00"}
    address = reverse("console:fleet_record", args=[van.pk, "fuel"])

    for _sending in range(2):
        assert "Bahan bakar sudah dicatat." in words(desk.post(address, receipt, follow=True))

    assert Refuelling.objects.filter(van=van).count() == 1


def test_two_readings_of_one_minute_cannot_differ(signed_in, words):
    desk, van = signed_in("perencana"), Van.objects.get(name="Gonggong")
    address = reverse("console:fleet_record", args=[van.pk, "km"])
    desk.post(address, {"km": "5000", "at": "2019-08-18T05:00"})

    response = desk.post(address, {"km": "4000", "at": "2019-08-18T05:00"})

    assert response.status_code == 409
    assert "lebih kecil daripada bacaan sebelumnya" in words(response)


@pytest.mark.parametrize("name", ["Gonggong", "Tenda lipat Tanjungpinang"])
def test_a_condition_that_nobody_recorded_is_not_called_good(signed_in, words, name):
    desk = signed_in("perencana")
    thing = Van.objects.filter(name=name).first() or Equipment.objects.get(name=name)
    assert words(desk.get("/console/fleet/")).count("tidak dicatat Catat kondisi") == 2

    desk.post(
        reverse("console:fleet_record", args=[thing.pk, "condition"]), {"condition": "broken"}
    )

    thing.refresh_from_db()
    assert thing.condition == "broken"
    assert "Tidak bisa dipakai" in words(desk.get("/console/fleet/"))


def test_somebody_who_keeps_no_van_tells_no_condition(signed_in):
    van = Van.objects.get(name="Gonggong")
    address = reverse("console:fleet_record", args=[van.pk, "condition"])

    assert signed_in("humas").post(address, {"condition": "broken"}).status_code == 403
    assert b"Catat kondisi" not in signed_in("humas").get("/console/fleet/").content


def test_a_routine_without_a_name_is_asked_again(signed_in, rhythm, words):
    response = signed_in("perencana").post("/console/slots/new", rhythm | {"name": ""})

    assert response.status_code == 422
    assert "Nama jadwal rutin:" in words(response)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("kb raya nongsa", "Buka Kebun Raya Batam"),
        ("gonggong", "Gedung Gonggong Tanjungpinang"),
        ("qwertyuiop", "Tidak ada tempat yang mirip “qwertyuiop”"),
        ("<script>", "Tidak ada tempat yang mirip “<script>”"),
    ],
)
def test_a_place_is_found_however_it_is_written(signed_in, words, typed, says):
    assert says in words(signed_in("perencana").get("/console/venues/", {"q": typed}))


def test_a_search_lists_only_the_venues_of_that_name(signed_in, words):
    page = words(signed_in("perencana").get("/console/venues/", {"q": "tanjung pinang"}))

    assert "Gedung Gonggong Tanjungpinang" in page
    assert "Kebun Raya Batam" not in page
    assert "Tampilkan semua" in page


def test_a_point_in_the_sea_is_refused_with_its_mirror_image(signed_in, words):
    garden = Venue.objects.get(name="Kebun Raya Batam")
    typed = {"name": garden.name, "regency_code": "21.71", "lat": "-1,17278", "lon": "104,07833"}

    response = signed_in("perencana").post(reverse("console:venue", args=[garden.pk]), typed)

    assert response.status_code == 409
    assert "jatuh di laut; lintang 1.17278 ada di darat" in words(response)
    garden.refresh_from_db()
    assert str(garden.lat) == "1.17278"


def test_a_venue_is_kept_with_its_other_names(signed_in):
    typed = {"name": "Pelantar KUD", "regency_code": "21.72", "aliases": "KUD\n\n Pelantar "}

    signed_in("perencana").post("/console/venues/new", typed)

    assert Venue.objects.get(name="Pelantar KUD").aliases == ["KUD", "Pelantar"]


def test_an_officer_keeps_no_venues(signed_in):
    typed = {"name": "Pelantar KUD", "regency_code": "21.72"}

    assert signed_in("petugas").post("/console/venues/new", typed).status_code == 403


def test_odometer_and_fuel_are_recorded(signed_in, words):
    desk, van = signed_in("perencana"), Van.objects.get(name="Gonggong")
    at = "2019-08-17T16:00"

    desk.post(reverse("console:fleet_record", args=[van.pk, "km"]), {"km": "12340", "at": at})
    fuel = {"litres": "32,5", "rupiah": "331500", "at": at}
    page = words(
        desk.post(reverse("console:fleet_record", args=[van.pk, "fuel"]), fuel, follow=True)
    )

    assert OdometerReading.objects.get().km == 12340
    assert str(Refuelling.objects.get().litres) == "32.50"
    assert "12.340 km" in page


@pytest.mark.parametrize(
    ("km", "at", "says"),
    [
        ("12000", "2019-08-18T05:00", "lebih kecil daripada bacaan sebelumnya, 12340 km"),
        ("13000", "2019-08-16T05:00", "lebih besar daripada bacaan sesudahnya, 12340 km"),
        ("13000", "2019-08-19T05:00", "Waktunya belum terjadi"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_beside_its_van(signed_in, words, km, at, says):
    desk, van = signed_in("perencana"), Van.objects.get(name="Gonggong")
    address = reverse("console:fleet_record", args=[van.pk, "km"])
    desk.post(address, {"km": "12340", "at": "2019-08-17T16:00"})

    response = desk.post(address, {"km": km, "at": at})

    assert response.status_code == 409
    assert says in words(response)
    assert f'value="{km}"' in response.content.decode()
    assert OdometerReading.objects.count() == 1


def test_litres_that_no_tank_holds_are_refused(signed_in, words):
    van = Van.objects.get(name="Gonggong")
    typed = {"litres": "900", "rupiah": "1", "at": "2019-08-17T16:00"}

    response = signed_in("perencana").post(
        reverse("console:fleet_record", args=[van.pk, "fuel"]), typed
    )

    assert response.status_code == 409
    assert "tidak mungkin benar" in words(response)


def test_a_publicist_reads_no_odometer(signed_in):
    van = Van.objects.get(name="Gonggong")
    address = reverse("console:fleet_record", args=[van.pk, "km"])
    desk = signed_in("humas")

    assert address not in desk.get("/console/fleet/").content.decode()
    response = desk.post(address, {"km": "1", "at": "2019-08-17T16:00"})
    assert response.status_code == 403


def test_the_team_stands_with_its_units_and_roles(signed_in, words):
    page = words(signed_in("kepala").get("/console/team/"))

    assert "Jefri Contoh P4TKI Batam Petugas booth Batam Jfr" in page
    assert "Pemberi persetujuan di BP3TKI Tanjungpinang" in page


@pytest.mark.parametrize("name", ["fleet", "team", "venues", "slots"])
def test_registers_ask_a_constant_number_of_questions(
    signed_in, name, django_assert_max_num_queries
):
    desk = signed_in("kepala")

    with django_assert_max_num_queries(20):
        desk.get(reverse(f"console:{name}"))


def test_a_venue_lies_in_a_district_of_its_own_regency(signed_in, words):
    desk, address = signed_in("perencana"), "/console/venues/new"
    typed = {"name": "Pelantar KUD", "regency_code": "21.72", "district_code": "21.71.04"}

    refused = desk.post(address, typed)

    assert refused.status_code == 409
    assert "Kecamatan “Nongsa” ada di kabupaten atau kota lain." in words(refused)
    desk.post(address, typed | {"district_code": "21.72.04"})
    kept = Venue.objects.get(name="Pelantar KUD")
    assert kept.district_code == "21.72.04"
    assert 'value="21.72.04" selected' in desk.get(f"/console/venues/{kept.pk}/").content.decode()
    # A venue that moves to another regency does not keep a district of the first.
    moved = typed | {"regency_code": "21.71", "district_code": "21.72.04"}
    assert desk.post(f"/console/venues/{kept.pk}/", moved).status_code == 409
