"""The month: what is on, what the slots ask for, what waits for the reader."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from mobilink.fleet.models import Van
from mobilink.outreach import actions, bookings
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit


def test_the_first_page_is_the_present_month(signed_in, words):
    page = words(signed_in("kepala").get("/console/"))

    assert page.startswith("Agustus 2019")
    assert "Belum ada kegiatan pada Agustus 2019." in page


def test_july_2019_shows_three_outings_of_two_units_told_apart_by_word(signed_in, words):
    page = words(signed_in("kepala").get("/console/?month=2019-07"))

    assert page.count("Seksi Kelembagaan dan PP Gonggong") == 2
    assert "Sosialisasi Kebun Raya P4TKI Batam Ayo Batam" in page


def test_an_empty_month_leads_to_the_months_that_have_outings(signed_in):
    page = signed_in("kepala").get("/console/?month=2019-06").content.decode()

    assert "?month=2019-04" in page
    assert "?month=2019-07" in page


def test_the_slot_asks_for_a_sunday_and_says_that_the_11th_is_a_feast(signed_in, words):
    page = words(signed_in("perencana").get("/console/?month=2019-08"))

    assert "11 Agustus 2019 hari libur: Hari Raya Idul Adha." in page
    assert "Usulkan 18 Agustus" in page


def test_somebody_who_does_not_plan_is_offered_no_planning(signed_in, words):
    page = words(signed_in("humas").get("/console/?month=2019-08"))

    assert "Usulkan 18 Agustus" not in page
    assert "Rencanakan kegiatan" not in page


@pytest.mark.parametrize("month", ["july", "2019-13", "", "1999-01", "2019-07-14"])
def test_a_month_that_cannot_be_meant_is_said_beside_the_present_one(signed_in, words, month):
    response = signed_in("kepala").get("/console/", {"month": month})

    assert response.status_code == 422
    assert "Agustus 2019" in words(response)
    assert "Periksa lagi" in words(response)


@pytest.mark.parametrize("month", ["2010-01", "2099-12"])
def test_the_first_and_the_last_month_have_pages(signed_in, month):
    assert signed_in("kepala").get("/console/", {"month": month}).status_code == 200


def test_a_proposal_waits_for_the_head_and_not_for_the_planner(signed_in, words, proposal):
    waits = "“Sosialisasi Dompak” tanggal 24 Agustus 2019 menunggu keputusan Anda."

    assert waits in words(signed_in("kepala").get("/console/"))
    assert waits not in words(signed_in("perencana").get("/console/"))


def test_a_paper_that_is_due_waits_for_the_planner_until_it_is_filed(
    signed_in, words, proposal, person
):
    from mobilink.basics import clock

    oral = actions.OralApproval("Rahmad Contoh", clock.now() - timedelta(days=2), date(2019, 8, 17))
    actions.approve(proposal, by=person("perencana"), oral=oral)
    desk = signed_in("perencana")
    assert "sudah lewat batas 17 Agustus 2019" in words(desk.get("/console/"))

    actions.file_paper(proposal, by=person("perencana"), reference="ND-12/2019")

    assert "sudah lewat batas" not in words(desk.get("/console/"))


def test_a_clash_is_told_once_in_words(signed_in, words, draft):
    van = Van.objects.get(name="Gonggong")
    for title in ("Satu", "Dua"):
        bookings.book(draft(title), van, by=None)

    page = words(signed_in("perencana").get("/console/"))

    assert page.count("Gonggong juga dijadwalkan untuk") == 1
    assert page.count("Jadwal bentrok") == 2


def test_a_booth_left_open_waits_for_its_crew(signed_in, words, draft):
    batam = Unit.objects.get(code="BATAM")
    outing = draft("Booth lupa", day=date(2019, 8, 17), owner_unit=batam, executing_unit=batam)
    actions.propose(outing, by=None)
    actions.approve(outing, by=None)
    actions.begin(outing, by=None)

    assert "Booth “Booth lupa”" in words(signed_in("batam").get("/console/"))
    assert "Booth “Booth lupa”" not in words(signed_in("humas").get("/console/"))


def test_missed_months_lead_to_the_slots_of_those_months(signed_in):
    page = signed_in("perencana").get("/console/").content.decode()

    assert "/console/slots/?from=2019-05-01&amp;to=2019-08-18" in page


def test_a_full_month_needs_no_more_queries(signed_in, draft, django_assert_max_num_queries):
    van = Van.objects.get(name="Gonggong")
    for number in range(30):
        outing = draft(f"Kegiatan {number}", day=date(2019, 8, 1 + number))
        bookings.book(outing, van, by=None)
        actions.propose(outing, by=None)
    desk = signed_in("kepala")

    with django_assert_max_num_queries(60):
        page = desk.get("/console/?month=2019-08").content.decode()

    assert page.count('class="block state-proposed"') == 30


def test_the_page_speaks_english_when_asked(signed_in, words, settings):
    desk = signed_in("kepala")
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    with override(None):
        assert "Plan an outing" in words(desk.get("/console/"))


def test_a_cancelled_outing_stays_on_its_day(signed_in, words, approved):
    actions.cancel(approved, by=None, reason="Hujan")

    page = signed_in("kepala").get("/console/?month=2019-08").content.decode()

    assert "state-cancelled" in page
    assert Outing.objects.get(pk=approved.pk).reason == "Hujan"
