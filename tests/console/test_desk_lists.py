"""Lists of vacancies and of countries at the desk: the same way in and back as that of recruiters."""

import re

import pytest
from django.urls import reverse

from mobilink.guidance import queries
from mobilink.guidance.models import CountryStatus, Snapshot, Vacancy
from mobilink.guidance.registers import VACANCIES
from mobilink.journal.safety.rebuild import verify
from mobilink.people.queries import office_day

FIRM = "name,sip3mi,status\nPT Karya Contoh,C-1,aktif\n"
TOLD = "country,status,valid_from,source\n"
OPEN = TOLD + "MY,buka,2019-01-01,Contoh\n"
CLOSED = TOLD + "Malaysia,tutup,2019-01-01,Contoh\nJP,buka,2019-01-01,Contoh\n"
HEAD = "title,recruiter,sip3mi,sip2mi,country,closes_on,wage,currency,wage_period,left_any\n"
WELDER = "Tukang las,PT Karya Contoh,C-1,J-1,MY,2019-12-01,1700,MYR,bulan,3\n"
NURSE = "Perawat,PT Karya Contoh,C-1,J-2,MY,2019-12-01,,,,0\n"
FIRST, SECOND = (
    HEAD + WELDER + NURSE,
    HEAD + WELDER.replace("1700", "900") + "Juru masak" + NURSE[7:],
)


@pytest.fixture
def board(taken):
    """What the board shows, once a recruiter and its country are known; by title."""
    taken(FIRM)
    taken(OPEN, kind="countries")
    return lambda: {
        post.vacancy.title: (post.vacancy.wage, post.verdict)
        for post in queries.listed_posts(office_day())
    }


def take_back(client, upload, reason="Salah berkas"):
    to = reverse(f"console:{upload.kind}_take_back", args=[upload.pk])
    return client.post(to, {"reason": reason}, follow=True)


def rows():
    """All that is answered from, without what tells of the journal's order."""
    answered = (*queries.vacancies(), *queries.country_statuses())
    aside = ("_state", "revision", "versions")
    return [
        {name: value for name, value in vars(row).items() if name not in aside} for row in answered
    ]


@pytest.mark.parametrize(("kind", "text"), [("vacancies", FIRST), ("countries", OPEN)])
def test_a_list_waits_until_another_person_takes_it_over(bring, signed_in, words, kind, text):
    page, upload = bring(text, kind=kind)
    assert "Menunggu orang kedua" in words(page)
    approve = reverse(f"console:{kind}_approve", args=[upload.pk])
    assert "orang lain" in words(signed_in("perencana").post(approve))
    assert signed_in("petugas").post(approve).status_code == 403
    assert not Vacancy.objects.exists()
    assert not CountryStatus.objects.exists()

    kepala = signed_in("kepala")
    name = {"vacancies": "lowongan", "countries": "negara"}[kind]
    assert f"Daftar {name} “daftar.csv”" in words(kepala.get(reverse("console:calendar")))
    assert "Daftar sudah disetujui" in words(kepala.post(approve, follow=True))
    assert len(rows()) == text.count("\n") - 1
    assert verify().is_equal


def test_a_file_may_not_be_decided_as_a_list_of_another_kind(bring, signed_in):
    _page, upload = bring(OPEN, kind="countries")
    approve = reverse("console:vacancies_approve", args=[upload.pk])
    assert signed_in("kepala").post(approve).status_code == 404


def test_the_page_shows_what_a_newer_list_of_vacancies_would_change(board, taken, bring, words):
    taken(FIRST, kind="vacancies")
    page, _upload = bring(SECOND, day="2019-08-17", kind="vacancies")
    said = words(page)
    assert "Upah 1.700 900" in said
    assert "Tidak lagi tercantum Perawat · Malaysia · J-2" in said
    assert "Juru masak · Malaysia · J-2" in said


def test_the_page_shows_what_a_newer_list_of_countries_would_change(board, bring, words):
    page, _upload = bring(CLOSED, day="2019-08-17", kind="countries")
    said = words(page)
    assert "Malaysia · terbuka mulai 1 Januari 2019 Status terbuka tertutup" in said
    assert "Baru Jepang · terbuka mulai 1 Januari 2019" in said
    assert "Tidak lagi tercantum 0" in said


def test_a_whole_list_of_vacancies_is_undone_and_may_come_again(board, taken, signed_in, client):
    taken(FIRST, kind="vacancies")
    before, shown = rows(), board()
    second = taken(SECOND, day="2019-08-17", kind="vacancies")
    cook = Vacancy.objects.get(title="Juru masak")
    assert set(board()) == {"Tukang las", "Juru masak"}
    assert queries.vacancies_of().isoformat() == "2019-08-17"

    take_back(signed_in("kepala"), second)

    assert rows() == before
    assert board() == shown
    assert queries.vacancies_of().isoformat() == "2019-08-10"
    assert queries.post(cook.pk, office_day()) is None
    assert client.get(reverse("public:vacancy", args=[cook.pk])).status_code == 404
    assert verify().is_equal

    taken(SECOND, day="2019-08-17", kind="vacancies")
    assert set(board()) == {"Tukang las", "Juru masak"}
    assert queries.post(cook.pk, office_day()).vacancy == cook


def test_the_very_first_list_is_undone_too(board, taken, signed_in):
    first = taken(FIRST, kind="vacancies")
    take_back(signed_in("kepala"), first)

    assert board() == {}
    assert queries.vacancies_of() is None
    assert queries.latest_snapshot(Snapshot.Kind.VACANCIES) is None
    assert verify().is_equal


def test_what_was_told_of_countries_is_undone(board, taken, signed_in):
    taken(FIRST, kind="vacancies")
    before, shown = rows(), board()
    second = taken(CLOSED, day="2019-08-17", kind="countries")
    assert board()["Tukang las"][1].why == "country-closed"

    take_back(signed_in("kepala"), second)

    assert rows() == before
    assert board() == shown
    assert verify().is_equal


def test_each_kind_has_its_own_latest_list(board, taken, signed_in, words):
    first = taken(FIRST, kind="vacancies")
    countries = taken(CLOSED, day="2019-08-17", kind="countries")
    second = taken(SECOND, day="2019-08-17", kind="vacancies")
    kepala = signed_in("kepala")

    assert "daftar lain" in words(take_back(kepala, first))
    assert "Status Ditarik kembali" in words(take_back(kepala, countries))
    assert "Status Ditarik kembali" in words(take_back(kepala, second))
    assert "Status Ditarik kembali" in words(take_back(kepala, first))


def test_a_list_that_came_by_command_since_is_not_torn_apart(board, taken, signed_in, words):
    first = taken(FIRST, kind="vacancies")
    cook = {"title": "Juru masak", "sip2mi": "J-3", "country": "MY", "scheme": "p-to-p"}
    VACANCIES.take_over([cook | {"closes_on": office_day()}], as_at=office_day())

    assert "daftar lain" in words(take_back(signed_in("kepala"), first))
    assert set(board()) == {"Juru masak"}


def test_only_who_approves_takes_a_list_back(board, taken, signed_in):
    first = taken(FIRST, kind="vacancies")
    assert take_back(signed_in("petugas"), first).status_code == 403
    assert set(board()) == {"Tukang las", "Perawat"}


def test_a_list_of_countries_older_than_the_latest_is_refused(bring, taken, words):
    taken(OPEN, kind="countries")
    page, upload = bring(CLOSED, day="2019-08-09", kind="countries")
    assert "lebih baru" in words(page)
    assert upload.state == "unread"


def test_headings_of_vacancies_are_told_by_the_person_who_brought_them(bring, signed_in, words):
    page, upload = bring(FIRST.replace("title", "Jabatan"), kind="vacancies")
    assert "Nama pekerjaan" in words(page)
    meant = {f"heading-{at}": name for at, name in enumerate(HEAD.strip().split(","))}
    to = reverse("console:vacancies_headings", args=[upload.pk])
    assert "Menunggu orang kedua" in words(signed_in("perencana").post(to, meant, follow=True))


def test_officers_see_the_board_with_what_is_hidden_and_why(board, taken, signed_in, words):
    hidden = "Koki,PT Karya Contoh,C-1,J-9,KH,2019-12-01,,,,\n"
    taken(FIRST + hidden, kind="vacancies")
    desk, page = signed_in("petugas"), reverse("console:vacancies")

    said = words(desk.get(page))
    assert "Menurut daftar lowongan 10 Agustus 2019" in said
    assert "Baris: 3" in said
    for state in ("Tampil", "Penuh", "Tersembunyi"):
        assert said.split().count(state) == 2  # once as a filter, once beside its vacancy
    only = words(desk.get(page, {"state": "hidden"}))
    assert "Koki" in only
    assert "Tersembunyi Belum ada sumber yang menyebut negara tujuannya terbuka" in only
    assert "Tukang las" not in only


def test_a_long_board_has_pages(board, taken, signed_in, words):
    many = "".join(WELDER.replace("J-1", f"J-{n}") for n in range(120))
    taken(HEAD + many, kind="vacancies")
    page = signed_in("petugas").get(reverse("console:vacancies"), {"page": "2", "state": "shown"})
    assert "Halaman 2 dari 2" in words(page)
    assert page.content.count(b"Tukang las") == 20
    assert b"?state=shown&amp;page=1" in page.content


def test_countries_are_told_with_what_no_longer_holds(taken, signed_in, words):
    ended = "country,status,valid_from,valid_to,source\nSG,buka,2018-01-01,2018-12-31,Contoh\n"
    taken(ended, kind="countries")
    said = words(signed_in("petugas").get(reverse("console:countries")))
    assert "Singapura" in said
    assert "tidak lagi" in said


@pytest.mark.parametrize("name", ["recruiters", "vacancies", "countries", "cards", "printed"])
def test_one_way_of_the_top_bar_leads_to_all_that_visitors_are_told(signed_in, name):
    page = signed_in("petugas").get(reverse(f"console:{name}"))
    assert b">Informasi</a>" in page.content
    head = re.sub(r"<[^>]+>|\s+", " ", page.content.decode().partition("<main")[0])
    assert "Daftar P3MI Lowongan Negara Kartu Stiker dan leaflet" in " ".join(head.split())
    assert page.content.count(b'aria-current="page"') == 2
