"""The board that anyone may see, on the evening of 17 August 2019. All firms are made up."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from mobilink.basics import clock
from mobilink.guidance.models import Vacancy
from mobilink.guidance.registers import RECRUITERS

pytestmark = pytest.mark.django_db
REQUIRED = {
    "title", "description", "datePosted", "validThrough", "hiringOrganization", "jobLocation",
}  # fmt: skip
WELDER = {
    "title": "Tukang las", "city": "Johor Bahru", "employer": "Misal Yard </script> \"Sdn\" Bhd",
    "wage": "1700", "currency": "MYR", "wage_period": "month", "contract_months": 24,
    "places_men": 10, "left_men": 4, "age_from": 21, "age_to": 40, "education": "SMP",
    "costs_employer": "tiket dan visa", "costs_worker": "paspor", "permit_to": date(2019, 12, 1),
    "verified_on": date(2019, 7, 1), "verified_by": "KBRI (contoh)", "source": "Daftar contoh",
}  # fmt: skip


def seen(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def address(**fields):
    return f"/vacancies/{Vacancy.objects.get(**fields).pk}/"


def posting(client, where):
    page = client.get(where).content.decode()
    [script] = re.findall(r"ld\+json\">(.*?)</script>", page, re.S)
    return json.loads(script)


def test_the_board_tells_job_place_wage_and_last_day(client, take_vacancies):
    take_vacancies(WELDER, {"title": "Juru masak", "left_any": 0})

    page = seen(client, "/vacancies/")
    assert "Tukang las Johor Bahru, Malaysia PT Karya Contoh MYR 1.700 per bulan" in page
    assert "Daftar sampai 6 September 2019" in page
    assert page.index("Tukang las") < page.index("Juru masak")
    assert "Penuh" in page
    assert "upah tidak disebut" in page


def test_a_board_is_searched_by_words_and_by_country(client, take_vacancies):
    take_vacancies(WELDER, {"title": "Perawat", "country": "SG"})

    for query in ("q=JOHOR+las", "country=MY", "q=malaysia", "q=misal+yard"):
        page = seen(client, f"/vacancies/?{query}")
        assert "Tukang las" in page
        assert "Perawat" not in page
    assert "Tidak ada lowongan yang cocok" in seen(client, "/vacancies/?q=las&country=SG")


def test_twenty_stand_on_a_page_and_the_search_goes_on_with_it(client, take_vacancies):
    take_vacancies(*({"title": f"Pekerjaan {number:02}"} for number in range(45)))

    page = client.get("/vacancies/?q=pekerjaan&page=2").content.decode()
    assert len(re.findall(r"<li class=\"entry vacancy\"", page)) == 20
    assert "Halaman 2 dari 3" in page
    assert "?q=pekerjaan&amp;page=3" in page


def test_an_empty_board_says_what_to_do(client, take_vacancies):
    page = seen(client, "/vacancies/")

    assert "Hari ini tidak ada lowongan yang dapat ditampilkan." in page
    assert "Tanyakan kepada petugas" in page


def test_only_officers_are_told_what_is_hidden_and_why(client, signed_in, take_vacancies):
    take_vacancies(WELDER, {"sip3mi": "C-2", "recruiter": "PT Bahari Misal"})

    assert "dibekukan" not in seen(client, "/vacancies/")
    assert "1 × P3MI-nya sedang dibekukan." in seen(signed_in("perencana"), "/vacancies/")


def test_a_vacancy_tells_who_pays_what_and_what_the_list_says_of_the_recruiter(
    client, take_vacancies
):
    take_vacancies(WELDER)

    page = seen(client, address())
    for words in (
        "MYR 1.700 per bulan Johor Bahru, Malaysia",
        "Sisa tempat 4 dari 10 laki-laki",
        "Umur 21–40 tahun",
        "Dibayar pemberi kerja tiket dan visa",
        "Anda bayar paspor",
        "Perusahaan (P3MI) PT Karya Contoh",
        "Job order (SIP2MI) J-1, sampai 1 Desember 2019",
        "Tercantum dalam daftar 17 Agustus 2019",
        "Tidak disebut dalam daftar: bidang, jam kerja, lembur",
        "Menurut daftar Sabtu, 17 Agustus 2019, berumur 0 hari.",
        "Menurut daftar lowongan 17 Agustus 2019, berumur 0 hari.",
    ):
        assert words in page
    assert not re.search(r"\b(aman|penipuan)\b", page.casefold())


def test_machines_are_told_what_schema_org_requires(client, take_vacancies):
    take_vacancies(WELDER, {"title": "Perawat", "scheme": "g-to-g", "sip3mi": "", "recruiter": ""})

    for vacancy in Vacancy.objects.all():
        job = posting(client, f"/vacancies/{vacancy.pk}/")
        assert job["@type"] == "JobPosting"
        assert {name for name in REQUIRED if job.get(name)} == REQUIRED
        assert date.fromisoformat(job["datePosted"]) <= date(2019, 8, 17)
        assert datetime.fromisoformat(job["validThrough"]).utcoffset() == timedelta(hours=7)
        assert job["hiringOrganization"]["name"]
        assert job["jobLocation"]["address"]["addressCountry"] == "MY"
    job = posting(client, address(title="Tukang las"))
    assert job["hiringOrganization"]["name"] == WELDER["employer"]
    assert job["jobLocation"]["address"]["addressLocality"] == "Johor Bahru"
    assert job["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "value": 1700.0, "unitText": "MONTH",
    }  # fmt: skip
    assert job["validThrough"].startswith("2019-09-06T23:59:59")


def test_one_that_is_full_is_no_posting_for_machines(client, take_vacancies):
    take_vacancies({"left_any": 0})

    page = client.get(address()).content.decode()
    assert "ld+json" not in page
    assert "Semua tempat sudah terisi" in page


@pytest.mark.parametrize("form", ["/", ".pdf"])
def test_what_may_not_be_shown_says_why_and_is_gone(client, take_vacancies, form):
    take_vacancies({"sip3mi": "C-2", "recruiter": "PT Bahari Misal"})

    page = seen(client, address().rstrip("/") + form, 410)
    assert "Lowongan ini tidak ditampilkan" in page
    assert "P3MI-nya sedang dibekukan." in page


def test_with_the_clock_a_month_ahead_the_page_is_gone(client, take_vacancies, monkeypatch):
    take_vacancies(WELDER)
    later = datetime(2019, 9, 17, 2, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert "Hari terakhir mendaftar sudah lewat." in seen(client, address(), 410)
    assert "Tukang las" not in seen(client, "/vacancies/")


def test_a_list_of_recruiters_that_is_too_old_is_told_so(client, take_vacancies, monkeypatch):
    take_vacancies(WELDER | {"closes_on": date(2019, 12, 1)})
    later = datetime(2019, 10, 1, 2, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: later)

    page = seen(client, address())
    assert "Daftar ini berumur 45 hari" in page
    old = "Menurut daftar lowongan 17 Agustus 2019, berumur 45 hari. Tanyakan kepada kantor"
    assert old in page
    assert old in seen(client, "/vacancies/")


def test_a_revoked_licence_hides_at_once(client, take_vacancies):
    take_vacancies(WELDER)
    revoked = {"name": "PT Karya Contoh", "sip3mi": "C-1", "status": "revoked"}
    RECRUITERS.take_over([revoked], as_at=date(2019, 8, 17))

    assert "Izin P3MI-nya dicabut." in seen(client, address(), 410)


def test_a_vacancy_that_never_was_is_not_found(client):
    assert client.get("/vacancies/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_pages_speak_english_too(client, take_vacancies):
    take_vacancies(WELDER)
    client.cookies["mobilink_language"] = "en"

    assert "MYR 1,700 a month" in seen(client, "/vacancies/")
    assert "Who pays what" in seen(client, address())
