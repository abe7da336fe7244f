"""The team and a page of each person: what is entered there, and where it is told."""

from datetime import date

import pytest
from django.urls import reverse

from mobilink.outreach import actions, bookings
from mobilink.people.models import Absence, Person, Skill

LEAVE = {"kind": "leave", "since": "2019-08-20", "until": "2019-08-24"}


@pytest.fixture
def siti(db):
    return Person.objects.get(name="Siti Contoh")


def page_of(person):
    return reverse("console:person", args=[person.pk])


def keep(desk, person, what, **form):
    return desk.post(reverse("console:person_keep", args=[person.pk, what]), form, follow=True)


def test_the_team_leads_to_each_person_and_says_who_is_away_today(signed_in, words, siti):
    desk = signed_in("perencana")
    keep(desk, siti, "absence", kind="leave", since="2019-08-18", until="2019-08-20")

    page = desk.get("/console/team/")

    assert page_of(siti) in page.content.decode()
    assert "Siti Contoh cuti sampai 20 Agustus 2019" in words(page)


def test_a_planner_enters_an_absence_ends_it_and_takes_it_back(signed_in, words, siti):
    desk = signed_in("perencana")
    page = keep(desk, siti, "absence", **LEAVE)
    assert "Ketidakhadiran dicatat." in words(page)
    assert "Selasa, 20 Agustus 2019 – Sabtu, 24 Agustus 2019 : cuti" in words(page)
    row = Absence.objects.get()

    desk.post(
        reverse("console:person_absence", args=[row.pk, "ended"]),
        {"until": "2019-08-22", "seen": row.revision},
    )
    row.refresh_from_db()
    assert row.until == date(2019, 8, 22)

    address = reverse("console:person_absence", args=[row.pk, "back"])
    page = desk.post(address, {"seen": row.revision}, follow=True)
    assert "Dicabut: tidak berlaku lagi." in words(page)
    assert Absence.objects.get().is_taken_back


def test_a_stale_page_takes_nothing_back(signed_in, siti):
    desk = signed_in("perencana")
    keep(desk, siti, "absence", **LEAVE)
    row = Absence.objects.get()

    address = reverse("console:person_absence", args=[row.pk, "back"])
    assert desk.post(address, {"seen": row.revision - 1}).status_code == 409
    assert not Absence.objects.get().is_taken_back


def test_what_was_typed_wrong_is_said_beside_the_field_and_kept(signed_in, words, siti):
    desk = signed_in("perencana")

    page = keep(desk, siti, "absence", **LEAVE | {"until": "kapan-kapan"})
    assert (page.status_code, "Periksa lagi" in words(page)) == (422, True)

    page = keep(desk, siti, "absence", **LEAVE | {"kind": "order"})
    assert page.status_code == 409
    assert "Tulis nomor surat tugas lain itu" in words(page)
    assert 'value="2019-08-20"' in page.content.decode()


def test_an_officer_enters_their_own_leave_and_is_asked_for_no_letter(signed_in, words, person):
    desk, dewi = signed_in("petugas"), person("petugas")
    form = desk.get(page_of(dewi)).content.decode()
    assert 'name="since"' in form
    assert 'name="letter"' not in form

    keep(desk, dewi, "absence", **LEAVE)

    assert Absence.objects.get().person == dewi


def test_an_officer_is_offered_nothing_for_a_colleague_and_is_refused(signed_in, words, siti):
    desk = signed_in("petugas")
    assert 'name="since"' not in desk.get(page_of(siti)).content.decode()

    page = keep(desk, siti, "absence", **LEAVE)

    assert page.status_code == 403
    assert "tidak berwenang" in words(page)
    assert not Absence.objects.exists()


def test_an_absence_after_the_approval_waits_on_the_calendar_and_on_the_page(
    signed_in, words, approved, siti
):
    bookings.book(approved, siti, by=None)
    desk = signed_in("perencana")
    keep(desk, siti, "absence", **LEAVE)
    warning = (
        "Siti Contoh tidak dapat bertugas pada 24 Agustus 2019, cuti sampai 24 Agustus 2019: "
        "pilih orang lain."
    )

    page = words(desk.get("/console/"))
    assert f"“Sosialisasi Dompak” 24 Agustus 2019: {warning}" in page
    assert "Ada petugas absen" in page
    page = words(desk.get(reverse("console:outing", args=[approved.pk])))
    assert f"{warning} Yang kosong pada hari itu: Dewi Contoh, Maya Contoh." in page
    assert warning not in words(signed_in("batam").get("/console/"))


def test_whoever_books_reads_who_is_away_and_may_book_them(signed_in, words, proposal, siti):
    desk = signed_in("perencana")
    keep(desk, siti, "absence", **LEAVE)

    page = words(desk.get(reverse("console:outing", args=[proposal.pk])))
    assert "Siti Contoh (tidak dapat bertugas: cuti sampai 24 Agustus 2019)" in page

    form = {"thing": siti.pk, "duty": "crew"}
    desk.post(reverse("console:book", args=[proposal.pk, "person"]), form)
    page = signed_in("kepala").post(reverse("console:act", args=[proposal.pk, "approve"]))
    assert page.status_code == 409
    assert "atau setujui dengan alasan mengapa tetap bisa" in words(page)


def test_many_who_are_away_cost_the_calendar_no_more_queries(
    signed_in, draft, django_assert_max_num_queries
):
    desk, crew = signed_in("perencana"), Person.objects.filter(is_active=True)
    for member in crew:
        keep(desk, member, "absence", **LEAVE)
    for day in range(20, 25):
        outing = draft(f"Kegiatan {day}", day=date(2019, 8, day))
        for member in crew:
            bookings.book(outing, member, by=None)
        actions.propose(outing, by=None)

    with django_assert_max_num_queries(58):
        page = desk.get("/console/").content.decode()

    assert page.count("need-crew") == 5 * crew.count()


def test_broken_rest_is_told_before_booking_on_the_page_and_to_the_approver(
    signed_in, words, proposal, draft, siti
):
    for nth in range(18, 24):
        bookings.book(draft(f"Kegiatan {nth}", day=date(2019, 8, nth)), siti, by=None)
    warning = "7 hari bertugas berturut-turut; setelah enam hari harus ada satu hari istirahat"
    address = reverse("console:outing", args=[proposal.pk])
    desk = signed_in("perencana")
    assert f"Siti Contoh ({warning}" in words(desk.get(address))

    page = desk.post(
        reverse("console:book", args=[proposal.pk, "person"]),
        {"thing": siti.pk, "duty": "crew"},
        follow=True,
    )

    assert f"Perhatikan Siti Contoh: {warning}" in words(page)
    head, approve = signed_in("kepala"), reverse("console:act", args=[proposal.pk, "approve"])
    assert "atau setujui dengan alasan mengapa tetap bisa" in words(head.post(approve))
    head.post(approve, {"reason": "Libur diganti hari Senin."})
    assert proposal.decisions.get().verdict == "approved"


def test_skills_and_languages_are_taken_down_told_where_people_are_chosen_and_given_up(
    signed_in, words, proposal, siti
):
    desk = signed_in("perencana")
    keep(desk, siti, "skill", kind="sim_a", until="2020-01-01")
    page = keep(desk, siti, "language", language="jv")
    assert "SIM A 1 Januari 2020 18 Agustus 2019" in words(page)

    address = reverse("console:outing", args=[proposal.pk])
    assert "Siti Contoh · SIM A, Jawa" in words(desk.get(address))
    bookings.book(proposal, siti, by=None)
    languages = "Bahasa yang dikuasai petugas selain bahasa Indonesia: Jawa"
    assert languages in words(desk.get(address))

    spoken = Skill.objects.get(kind="language")
    page = desk.post(reverse("console:person_give_up", args=[spoken.pk]), follow=True)
    assert "tidak berlaku lagi" in words(page)
    assert languages not in words(desk.get(address))


def test_a_skill_without_its_day_is_refused_beside_what_was_typed(signed_in, words, siti):
    page = keep(signed_in("perencana"), siti, "skill", kind="sim_b1")

    assert page.status_code == 409
    assert "tertera di kartunya" in words(page)
    assert '<option value="sim_b1" selected>' in page.content.decode()


def test_a_licence_that_ends_is_told_on_the_calendar_and_on_the_outing_that_needs_it(
    signed_in, words, approved, person
):
    driver, desk = person("pengemudi"), signed_in("perencana")
    keep(desk, driver, "skill", kind="sim_a", until="2019-08-23")
    soon = "Andi Contoh: Masa berlaku SIM A akan berakhir 23 Agustus 2019."
    assert soon in words(desk.get("/console/"))
    warning = "Andi Contoh: Masa berlaku SIM A berakhir 23 Agustus 2019."
    bookings.book(approved, driver, by=None, duty="crew")
    assert warning not in words(desk.get("/console/"))

    bookings.book(approved, driver, by=None, duty="driver")

    assert f"“Sosialisasi Dompak” 24 Agustus 2019: {warning}" in words(desk.get("/console/"))
    page = words(desk.get(reverse("console:outing", args=[approved.pk])))
    assert f"Perhatikan {warning}" in page
    assert soon not in words(signed_in("batam").get("/console/"))


def test_a_reader_who_does_not_plan_is_offered_no_skills(signed_in, siti):
    desk = signed_in("petugas")
    assert f"{page_of(siti)}language" not in desk.get(page_of(siti)).content.decode()

    assert keep(desk, siti, "language", language="jv").status_code == 403
    assert not Skill.objects.exists()
