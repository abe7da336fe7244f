"""The machines: who takes part, what two changed at once, what was kept and not applied."""

from datetime import date

import pytest
from django.urls import reverse

from mobilink.console.machines.conflicts import contests
from mobilink.console.machines.quarantined_entries import in_words
from mobilink.console.machines.views import clock_words
from mobilink.journal.core.wire import Op
from mobilink.journal.members import installations
from mobilink.journal.storage import review_queue
from mobilink.outreach import actions
from mobilink.outreach.bookings import record_served
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit
from mobilink.places.actions import revise_venue
from mobilink.places.models import Venue

ADDRESS = "/console/machines/"


@pytest.fixture
def page(signed_in, words):
    """What a page about machines says to the head of the office."""
    return lambda which="": words(signed_in("kepala").get(f"{ADDRESS}{which}"))


@pytest.fixture
def contested(hub, draft, person):
    """The office names the purpose anew; Jefri on Batam, who does not know, did so before."""
    outing, jefri = draft(purpose="Sosialisasi"), str(person("batam").pk)
    actions.revise_outing(outing, by=None, purpose="Sosialisasi di kantor")
    change = Op("outing", outing.pk.bytes, {"purpose": "Sosialisasi di Batam"})
    hub(units=("BATAM", "KEPRI-KPP")).says("revise outing", change, by=jefri)
    return outing


def topic(**fields):
    return Op("topic", None, {"code": "x", "name": "X", "name_en": "X", "position": 1, **fields})


def test_the_calendar_leads_to_the_page(signed_in):
    assert f'href="{ADDRESS}"' in signed_in("petugas").get("/console/").content.decode()


def test_an_office_that_is_alone_is_told_how_to_invite_a_machine(page):
    assert "Undang yang pertama di bawah." in page()
    assert "Tidak ada yang mengubah hal yang sama tanpa saling tahu." in page("conflicts/")
    assert "Tidak ada yang menunggu di sini." in page("quarantine/")
    assert "Tidak ada tempat yang tampak ganda." in page("duplicates/")


def test_a_machine_stands_with_its_unit_its_last_contact_and_its_wrong_clock(hub, page):
    hub().was_heard("2019-08-17T21:15:00+00:00", clock_error=12 * 60_000)

    said = page()

    assert "Laptop Batam" in said
    assert "18 Agu 2019, 04.15" in said
    assert "Jamnya terlalu cepat 12 menit." in said


def test_a_machine_that_was_never_heard_of_says_so(hub, page):
    hub()

    assert "belum pernah" in page()


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (None, ""),
        (0, ""),
        (-4.9, ""),
        (5, "Jamnya terlalu cepat 5 menit."),
        (-119, "Jamnya terlambat 119 menit."),
        (-150, "Jamnya terlambat 2 jam."),
        (48 * 60, "Jamnya terlalu cepat 2 hari."),
    ],
)
def test_a_clock_that_is_off_is_told_in_words(minutes, says):
    assert clock_words(minutes and int(minutes * 60_000)) == says


def test_a_field_that_two_changed_is_shown_with_both_values_and_the_one_before(contested, page):
    said = page("conflicts/")

    assert "Tujuan Kegiatan: Sosialisasi Dompak, 24 Agustus 2019" in said
    assert (
        "Menurut aturan · berlaku sekarang Sosialisasi di kantor Kantor 18 Agu 2019, 05.30" in said
    )
    assert "Batam Laptop Batam, Jefri Contoh 18 Agu 2019, 05.00" in said
    assert "Sebelum keduanya Sosialisasi Simpan keduanya berurutan" in said
    assert "Isinya sekarang" not in said


def test_a_conflict_leads_to_its_outing(contested, signed_in):
    link = reverse("console:outing", args=[contested.pk])

    assert f'href="{link}"' in signed_in("kepala").get(f"{ADDRESS}conflicts/").content.decode()


def test_what_was_changed_since_is_told_with_what_it_says_now(contested):
    conflicts = review_queue.conflicts()
    contested.refresh_from_db()
    actions.revise_outing(contested, by=None, purpose="Sosialisasi di keduanya")

    [each] = contests(conflicts)
    assert (each.now, each.holds) == ("Sosialisasi di keduanya", "")


def test_codes_days_and_units_are_shown_in_words(hub, draft, page):
    outing, batam = draft(), Unit.objects.get(code="BATAM")
    machine = hub(units=("BATAM", "KEPRI-KPP"))
    changes = {"kind": "market", "day": date(2019, 8, 25), "executing_unit": batam}
    actions.revise_outing(outing, by=None, **changes)
    fields = {"kind": "school", "day": "2019-08-26", "executing_unit": str(outing.owner_unit_id)}
    machine.says("revise outing", Op("outing", outing.pk.bytes, fields))

    said = page("conflicts/")

    assert "Pasar Kantor" in said
    assert "26 Agustus 2019 Laptop Batam" in said
    assert "Pelaksana Kegiatan:" in said
    assert str(outing.owner_unit_id) not in said


def test_a_region_is_named_and_names_are_listed(hub, page):
    garden, machine = Venue.objects.get(name="Kebun Raya Batam"), hub(units=("BATAM", "KARIMUN"))
    revise_venue(garden, by=None, regency_code="21.72", district_code="", aliases=["Kebun"])
    fields = {"regency_code": "21.02", "aliases": ["Taman", "Raya"]}
    machine.says("revise venue", Op("venue", garden.pk.bytes, fields))

    said = page("conflicts/")

    assert "Kota Tanjung Pinang Kantor" in said
    assert "Taman, Raya Laptop Batam" in said


def test_a_booking_is_named_by_what_is_booked_and_for_what(hub, held, page):
    machine, booking = hub(), held.assignments.exclude(van=None).first()
    record_served(booking, by=None, served=True)
    machine.says("record what served", Op("assignment", booking.pk.bytes, {"served": False}))

    said = page("conflicts/")

    assert f"Penjadwalan: {booking.van}, Sosialisasi Kebun Raya" in said
    assert "Ya Kantor" in said
    assert "Tidak Laptop Batam" in said


def test_what_a_machine_may_not_write_waits_with_the_reason_and_what_to_do(hub, page):
    hub().says("add topic", topic())

    said = page("quarantine/")

    assert "Add topic Laptop Batam 18 Agu 2019, 05.00" in said
    assert "Mesin ini tidak boleh menulis ini" in said
    assert "masukkan lagi di kantor" in said


@pytest.mark.parametrize(
    ("op", "says"),
    [
        (Op("licence", None, {"name": "x"}), "Perbarui Mobilink di kantor"),
        (Op("visit", b"0" * 16, {"note": "x"}), "sekali dicatat tidak pernah diubah"),
        (Op("venue", None, {"lat": "north"}), "Ada isi yang kurang atau tidak mungkin benar"),
    ],
)
def test_each_reason_has_its_words(hub, page, op, says):
    hub().says("record visit", op)

    said = page("quarantine/")

    assert "Kunjungan" in said
    assert says in said


def test_a_reason_that_has_no_words_yet_is_shown_as_it_is():
    entry = review_queue.Quarantined(
        "team", 1, "", "Laptop", "x", "fly", "2019-08-18T05:00+07:00", "too high"
    )

    assert in_words(entry, {}).means == "Kantor tidak bisa memakainya."
    assert in_words(entry, {}).detail == "too high"


def test_the_person_whom_the_machine_named_stands_beside_the_entry(hub, page, person):
    hub().says("add topic", topic(), by=str(person("kepala").pk))

    assert "Add topic Laptop Batam Rahmad Contoh" in page("quarantine/")


def test_what_a_revoked_machine_sends_afterwards_waits(hub, held, page):
    machine = hub()
    installations.revoke(machine.author, "lost")
    machine.says("revise outing", Op("outing", held.pk.bytes, {"purpose": "x"}))

    said = page("quarantine/")

    assert "Laptop Batam dicabut" in page()
    assert "sudah dicabut sebelum catatan ini sampai di kantor" in said
    assert Outing.objects.get(pk=held.pk).purpose != "x"


def test_a_writer_who_is_nobody_here_breaks_no_page(hub, draft, page):
    outing = draft()
    actions.revise_outing(outing, by=None, purpose="Satu")
    change = Op("outing", outing.pk.bytes, {"purpose": "Dua"})
    hub(units=["KEPRI-KPP"]).says("revise outing", change, by="somebody")

    assert "Dua Laptop Batam 18 Agu 2019" in page("conflicts/")


def test_fifty_conflicts_ask_no_more_of_the_people_and_the_records_than_one(
    hub, draft, django_assert_max_num_queries
):
    machine = hub(units=["KEPRI-KPP"])
    for number in range(3):
        outing = draft(f"Sosialisasi {number}", day=date(2019, 9, 1 + number))
        actions.revise_outing(outing, by=None, purpose="Satu")
        machine.says("revise outing", Op("outing", outing.pk.bytes, {"purpose": "Dua"}))
    conflicts = review_queue.conflicts()

    with django_assert_max_num_queries(8):
        assert len(contests(conflicts * 17)) == 51


def test_the_pages_are_read_in_english_too(hub, signed_in, words):
    hub().says("add topic", topic())
    desk = signed_in("kepala")
    desk.cookies["mobilink_language"] = "en"

    said = " ".join(words(desk.get(ADDRESS + which)) for which in ("", "conflicts/", "quarantine/"))

    assert "Machines" in said
    assert "Nobody changed the same thing without knowing of each other." in said
    assert "This machine may not write this" in said
