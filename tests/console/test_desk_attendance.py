"""The attendance list at the desk, in the auditor's walk, and in the report: what nobody told stays open."""

from datetime import datetime

import pytest
from django.urls import reverse

from mobilink.booth import actions as booth
from mobilink.booth.attendance import team_of
from mobilink.booth.models import Attendance
from mobilink.booth.presence import Presence
from mobilink.insight.export import line_as_data
from mobilink.insight.reports import outing_report
from mobilink.journal.actions import commit
from mobilink.outreach import bookings
from mobilink.outreach.models import Assignment, Outing
from tests.acts import an_act


@pytest.fixture
def held(db) -> Outing:
    return Outing.objects.get(title="Car Free Day Tanjungpinang", day__month=7)


@pytest.fixture
def officer(person):
    return person("petugas")


def tell(desk, outing, **typed):
    form = {"was_there": "yes", "note": "Kata ketua tim lewat telepon."} | typed
    return desk.post(reverse("console:attend", args=[outing.pk]), form, follow=True)


def test_a_presence_is_recorded_afterwards_with_how_it_is_known(signed_in, held, officer, words):
    bookings.book(held, officer, by=None)
    desk = signed_in("petugas")
    before = words(desk.get(reverse("console:outing", args=[held.pk])))
    assert "Dewi Contoh Anggota tim Tidak dicatat" in before

    page = words(tell(desk, held, person=officer.pk, since="05:40", until="11:10"))

    assert "Kehadiran sudah dicatat." in page
    assert "Dewi Contoh Anggota tim 05.40–11.10" in page
    assert "Kata ketua tim lewat telepon." in page


def test_who_came_without_a_booking_and_who_was_not_there_say_so(signed_in, held, person, words):
    bookings.book(held, person("perencana"), by=None)
    desk = signed_in("petugas")

    tell(desk, held, person=person("pengemudi").pk)
    page = words(tell(desk, held, person=person("perencana").pk, was_there="no"))

    assert "Andi Contoh tidak dijadwalkan Hadir, jam tidak dicatat" in page
    assert "Maya Contoh Anggota tim Tidak hadir" in page


def test_who_two_machines_booked_is_one_of_the_team_and_both_bookings_show(
    signed_in, held, officer, words
):
    bookings.book(held, officer, by=None)
    with commit(an_act("swap driver"), by=None) as draft:
        draft.add(Assignment, outing=held, person=officer, duty="driver")
    desk = signed_in("petugas")

    page = words(tell(desk, held, person=officer.pk))

    assert "Dewi Contoh Anggota tim Hadir, jam tidak dicatat" in page
    assert "Dewi Contoh Pengemudi Hadir, jam tidak dicatat" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"note": ""}, "Dari mana ini diketahui"),
        ({"since": "11:00", "until": "09:00"}, "sebelum jam datang"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(signed_in, held, officer, words, typed, said):
    response = tell(signed_in("petugas"), held, person=officer.pk, **typed)

    assert response.status_code in (409, 422)
    assert said in words(response)
    assert not Attendance.objects.exists()


def test_a_record_is_taken_back_and_stays_in_the_auditors_walk(signed_in, held, officer, words):
    fact = booth.attend(held, officer, Presence(), by=officer, note="Salah orang.")
    desk = signed_in("petugas")

    page = words(desk.post(reverse("console:attend_back", args=[fact.pk]), follow=True))

    assert "Dewi Contoh tidak dijadwalkan" not in page
    walk = words(desk.get(reverse("console:audit", args=[held.pk])))
    assert "Dewi Contoh · hadir, jam tidak dicatat · catatan dibatalkan Salah orang." in walk


def test_the_auditors_walk_tells_who_recorded_it_and_on_which_machine(
    signed_in, held, officer, words
):
    six = datetime.fromisoformat("2019-07-14T06:00+07:00")
    booth.attend(held, officer, Presence(since=six), by=officer)

    walk = words(signed_in("kepala").get(reverse("console:audit", args=[held.pk])))

    assert "Dewi Contoh: hadir sejak 06.00" in walk
    assert "Dewi Contoh · hadir sejak 06.00 Dewi Contoh Kantor BP3TKI Tanjungpinang" in walk


def test_an_officer_of_another_unit_and_a_stranger_record_nothing(signed_in, client, held, officer):
    assert tell(signed_in("batam"), held, person=officer.pk).status_code == 403
    client.logout()
    assert tell(client, held, person=officer.pk).redirect_chain
    assert not Attendance.objects.exists()


def test_nobody_records_an_attendance_before_the_day(signed_in, approved, words):
    page = words(signed_in("petugas").get(reverse("console:outing", args=[approved.pk])))

    assert "Catat siapa yang hadir" not in page


def test_a_report_for_machines_leaves_open_what_nobody_told(held, person):
    bookings.book(held, person("petugas"), by=None)
    six = datetime.fromisoformat("2019-07-14T06:00+07:00")
    booth.attend(held, person("pengemudi"), Presence(until=six), by=None)

    attendance = line_as_data(outing_report(held.pk))["attendance"]

    assert attendance == [
        {"name": "Dewi Contoh", "booked": True, "was_there": None, "since": None, "until": None},
        {"name": "Andi Contoh", "booked": False, "was_there": True, "since": None, "until": six},
    ]
    assert [member.presence for member in team_of(held)] == [None, Presence(until=six)]
