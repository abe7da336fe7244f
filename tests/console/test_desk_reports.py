"""Reports and releases: figures with their denominators, papers, drafts approved."""

import re
from datetime import date

import pytest
from django.urls import reverse

from mobilink.booth import actions as booth
from mobilink.journal.actions import commit
from mobilink.outreach import actions
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Role
from mobilink.publishing.models import Release
from mobilink.publishing.release import approve as approve_release
from tests.acts import an_act

JULY = "from=2019-06-29&to=2019-07-29"


@pytest.fixture
def release(signed_in):
    signed_in("humas").post("/console/releases/", {"from": "2019-06-29", "to": "2019-07-29"})
    return Release.objects.get()


def test_july_2019_lists_three_outings_and_no_invented_figure(signed_in, words):
    page = words(signed_in("kepala").get(f"/console/reports/?{JULY}"))

    assert "Kegiatan terlaksana 3 dari 3 yang diumumkan, 0 tidak jadi" in page
    assert "Orang yang singgah tidak dicatat 0 dari 3 kegiatan mencatat" in page


def test_a_figure_names_how_many_outings_recorded_it(signed_in, held, words):
    for _time in range(3):
        booth.tally(held, by=None, sex="f")

    page = words(signed_in("kepala").get(f"/console/reports/?{JULY}"))

    assert "Orang yang singgah 3 1 dari 3 kegiatan mencatat" in page


def test_without_a_window_the_last_thirty_days_are_shown(signed_in, words):
    page = words(signed_in("kepala").get("/console/reports/"))

    assert "19 Juli 2019 – 18 Agustus 2019" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=2019-07-29&to=2019-06-29", "Tanggal akhirnya lebih awal"),
        ("from=soon", "Dari:"),
        ("from=2010-01-01&to=2026-01-01", "paling lama sepuluh tahun"),
        ("from=9999-12-31&to=9999-12-31", "2010 sampai 2099"),
    ],
)
def test_a_window_that_cannot_be_meant_is_said(signed_in, words, query, says):
    response = signed_in("kepala").get(f"/console/reports/?{query}")

    assert response.status_code == 422
    assert says in words(response)


def test_days_without_outings_say_what_to_do(signed_in, words):
    page = words(signed_in("kepala").get("/console/reports/?from=2019-01-01&to=2019-01-31"))

    assert "Pilih hari lain di atas, atau rencanakan kegiatan di kalender." in page


def test_the_report_of_one_outing_breaks_its_figures_down_in_words(signed_in, held, words):
    booth.visit(held, by=None, topics=["procedure", "cost"], programme="jobs_info", sex="f")
    booth.visit(held, by=None, topics=["cost"], age_band="18-24")
    booth.visit(held, by=None)

    page = words(signed_in("kepala").get(reverse("console:report", args=[held.pk])))

    asked = "Yang ditanyakan warga dicatat pada 2 dari 3 kunjungan"
    assert f"{asked} Biaya 2 Cara bekerja ke luar negeri 1" in page
    assert "Menurut program dicatat pada 1 dari 3 kunjungan Promosi jobs info 1" in page
    assert "Menurut jenis kelamin dicatat pada 1 dari 3 singgah dan kunjungan" in page
    assert "singgah dan kunjungan 18–24 1" in page


def test_leaflets_are_reconciled_on_the_report(signed_in, approved, words):
    session = booth.open_session(approved, by=None, leaflets_taken=100)
    booth.hand_out(approved, by=None, quantity=30)
    booth.close_session(session, by=None, leaflets_left=60)

    page = words(signed_in("kepala").get(reverse("console:report", args=[approved.pk])))

    assert "Dibagikan menurut hitungan itu 40 Dibagikan menurut catatan 30 Selisih 10" in page


@pytest.mark.parametrize("name", ["report_pdf", "reports_pdf"])
def test_reports_are_papers_too(signed_in, held, name):
    arguments = [held.pk] if name == "report_pdf" else []

    response = signed_in("kepala").get(f"{reverse(f'console:{name}', args=arguments)}?{JULY}")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_many_outings_are_paged_and_cost_no_more_questions(
    signed_in, draft, words, django_assert_max_num_queries
):
    for number in range(120):
        outing = draft(f"Kegiatan {number}", day=date(2019, 1, 1 + number % 28))
        actions.propose(outing, by=None)
        actions.approve(outing, by=None)
    desk, window = signed_in("kepala"), "from=2019-01-01&to=2019-01-31"

    with django_assert_max_num_queries(20):
        page = words(desk.get(f"/console/reports/?{window}"))

    assert "Halaman 1 dari 2" in page
    assert "Halaman 2 dari 2" in words(desk.get(f"/console/reports/?{window}&page=2"))


def test_the_publicist_drafts_from_the_records(release, signed_in, words):
    page = words(signed_in("humas").get(reverse("console:release", args=[release.pk])))

    assert "Minggu (14/7)" in page
    assert "Kotak fakta" in page
    assert "Singgah: tidak dicatat" in page


def test_a_planner_drafts_no_release(signed_in, words):
    response = signed_in("perencana").post(
        "/console/releases/", {"from": "2019-06-29", "to": "2019-07-29"}
    )

    assert response.status_code == 403
    assert "perlu peran “Humas”" in words(response)
    assert not Release.objects.exists()


def test_a_release_is_edited_approved_and_printed(release, signed_in):
    address = reverse("console:release", args=[release.pk])
    typed = {"title": "Judul baru", "body": "Isi baru", "caption": ""}

    signed_in("humas").post(address, typed)
    signed_in("kepala").post(reverse("console:release_approve", args=[release.pk]))

    release.refresh_from_db()
    assert (release.title, release.state) == ("Judul baru", "approved")
    paper = signed_in("kepala").get(reverse("console:release_pdf", args=[release.pk]))
    assert paper.content.startswith(b"%PDF")


def test_the_publicist_does_not_approve_their_own_text(release, signed_in, words):
    response = signed_in("humas").post(reverse("console:release_approve", args=[release.pk]))

    assert response.status_code == 403
    release.refresh_from_db()
    assert release.state == "draft"


def test_an_empty_text_is_asked_again(release, signed_in, words):
    response = signed_in("humas").post(
        reverse("console:release", args=[release.pk]), {"title": "", "body": ""}
    )

    assert response.status_code == 422
    assert "Judul:" in words(response)


def test_a_window_that_cannot_be_meant_makes_no_release(signed_in):
    response = signed_in("humas").post("/console/releases/", {"from": "x", "to": "y"})

    assert response.status_code == 422
    assert not Release.objects.exists()


def test_a_report_closed_as_partial_warns_its_reader(signed_in, approved, words):
    session = booth.open_session(approved, by=None)
    booth.close_session(session, by=None, is_partial=True, note="Hujan deras.")

    page = words(signed_in("kepala").get(reverse("console:report", args=[approved.pk])))

    assert "Ditutup sebagian" in page
    assert re.search(r"Booth ditutup \d\d\.\d\d Catatan Hujan deras\.", page)


def test_the_head_of_one_post_does_not_approve_in_the_name_of_the_office(release, person):
    head = person("batam")
    with commit(an_act("appoint"), by=None) as draft:
        draft.add(Role, person=head, function="approver", unit=head.unit, since=date(2019, 1, 1))

    with pytest.raises(NotAllowed):
        approve_release(release, by=head)


def test_an_announced_outing_has_a_poster_a_sign_and_a_text_to_post(signed_in, approved, words):
    desk = signed_in("humas")

    page = words(desk.get(reverse("console:outing", args=[approved.pk])))

    assert "Teks untuk media sosial" in page
    for address in (reverse("console:poster_pdf", args=[approved.pk]), reverse("console:sign_pdf")):
        assert desk.get(address).content.startswith(b"%PDF")


def test_a_draft_has_no_poster(signed_in, draft, words):
    desk, outing = signed_in("humas"), draft()

    assert "Teks untuk media sosial" not in words(
        desk.get(reverse("console:outing", args=[outing.pk]))
    )
    assert desk.get(reverse("console:poster_pdf", args=[outing.pk])).status_code == 409
