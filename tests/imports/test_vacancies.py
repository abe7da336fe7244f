"""Tables of vacancies and of countries: whole, or each bad cell named. All firms are made up."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from mobilink.basics import clock
from mobilink.guidance.models import CountryStatus, Snapshot, Vacancy
from mobilink.imports import tables
from mobilink.imports.kinds import TABLES
from mobilink.journal.storage import guards

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)
HEAD = (
    "title,recruiter,sip3mi,sip2mi,country,city,closes_on,wage,currency,wage_period,"
    "places_women,left_women,age_from,age_to,scheme\n"
)
ROWS = (
    'Perawat,PT Karya Contoh,C-1,J-1,Jepang,Osaka,31/8/2026,"185.000,50",jpy,bulan,10,4,20,35,\n'
    "Tukang las,PT Karya Contoh,C-1,J-2,MY,Johor Bahru,2026-09-01,,,,,,,,\n"
)


@pytest.fixture(autouse=True)
def _first_of_july(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 1, 5, tzinfo=UTC))
    with guards.writing(connection):
        for model in (Vacancy, CountryStatus, Snapshot):
            model.objects.all().delete()


@pytest.fixture
def take(tmp_path):
    """Imports a table."""

    def read(kind, text, **options):
        file = tmp_path / "list.csv"
        file.write_text(text)
        return tables.read(TABLES[kind], file, as_at=TODAY, **options)

    return read


def test_a_list_is_entered_as_people_write_it_and_again_changes_nothing(take):
    assert take("vacancies", HEAD + ROWS).entered == 2
    again = take("vacancies", HEAD + ROWS)

    assert (again.entered, again.unchanged, again.gone) == (0, 2, 0)
    nurse = Vacancy.objects.get(title="Perawat")
    assert (nurse.country, nurse.closes_on) == ("JP", date(2026, 8, 31))
    assert (nurse.wage, nurse.currency, nurse.wage_period) == (Decimal("185000.50"), "JPY", "month")
    assert (nurse.places_women, nurse.left_women, nurse.left_men) == (10, 4, None)
    assert (nurse.scheme, nurse.retrieved_on) == ("p-to-p", TODAY)


def test_what_a_list_does_not_name_any_more_is_gone(take):
    take("vacancies", HEAD + ROWS)

    assert take("vacancies", HEAD + ROWS.splitlines(keepends=True)[0]).gone == 1
    assert Vacancy.objects.get(title="Tukang las").gone_on == TODAY


def test_a_dry_run_writes_nothing(take):
    assert take("vacancies", HEAD + ROWS, dry_run=True).entered == 2
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",PT A,C-1,J-3,MY,,1/8/2026,,,,,,,,", "baris 4, kolom title"),
        ("Juru masak,PT A,,J-3,MY,,1/8/2026,,,,,,,,", "baris 4, kolom sip3mi"),
        ("Juru masak,PT A,C-1,J-3,Atlantis,,1/8/2026,,,,,,,,", "baris 4, kolom country"),
        ("Juru masak,PT A,C-1,J-3,MY,,,,,,,,,,", "baris 4, kolom closes_on"),
        ("Juru masak,PT A,C-1,J-3,MY,,besok,,,,,,,,", "baris 4, kolom closes_on"),
        ("Juru masak,PT A,C-1,J-3,MY,,1/8/2026,1700,,bulan,,,,,", "baris 4, kolom currency"),
        ("Juru masak,PT A,C-1,J-3,MY,,1/8/2026,banyak,MYR,bulan,,,,,", "baris 4, kolom wage"),
        (
            "Juru masak,PT A,C-1,J-3,MY,,1/8/2026,1700,MYR,borongan,,,,,",
            "baris 4, kolom wage_period",
        ),
        ("Juru masak,PT A,C-1,J-3,MY,,1/8/2026,,,,2,3,,,", "baris 4, kolom places_women"),
        ("Juru masak,PT A,C-1,J-3,MY,,1/8/2026,,,,-1,,,,", "baris 4, kolom places_women"),
        ("Juru masak,PT A,C-1,J-3,MY,,1/8/2026,,,,,,40,20,", "baris 4, kolom age_to"),
        ("Juru masak,PT A,C-1,J-3,MY,,1/8/2026,,,,,,,,mandiri", "baris 4, kolom scheme"),
        ("Perawat,PT A,C-1,j-1,JP,Osaka,1/8/2026,,,,,,,,", "baris 4, kolom sip2mi"),
    ],
)
def test_each_error_names_row_and_column_and_nothing_is_half_imported(take, row, problem):
    outcome = take("vacancies", f"{HEAD}{ROWS}{row}\n")

    assert len(outcome.problems) == 1
    assert outcome.problems[0].startswith(problem)
    assert not Vacancy.objects.exists()


def test_from_government_to_government_needs_no_recruiter(take):
    row = "Perawat lansia,,,GTG-1,Jepang,,1/8/2026,,,,,,,,G to G\n"

    assert take("vacancies", HEAD + row).entered == 1
    assert Vacancy.objects.get().scheme == "g-to-g"


def test_countries_are_told_with_their_days_and_again_nothing_changes(take):
    head = "country,status,valid_from,valid_to,scheme,job,source\n"
    rows = "Malaysia,buka,1/1/2026,,,,Contoh\nSA,moratorium,1/1/2026,,,rumah tangga,Contoh\n"

    assert take("countries", head + rows).entered == 2
    assert take("countries", head + rows).unchanged == 2
    closed = CountryStatus.objects.get(country="SA")
    assert (closed.status, closed.job, closed.checked_on) == ("closed", "rumah tangga", TODAY)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("MY,entah,1/1/2026,,,,Contoh", "baris 2, kolom status"),
        ("MY,buka,,,,,Contoh", "baris 2, kolom valid_from"),
        ("MY,buka,2/1/2026,1/1/2026,,,Contoh", "baris 2, kolom valid_to"),
        ("MY,buka,1/1/2026,,,,", "baris 2, kolom source"),
        ("MY,buka,1/1/2026,,,,A\nmalaysia,tutup,1/1/2026,,,,B", "baris 3, kolom country"),
    ],
)
def test_an_error_about_a_country_names_row_and_column(take, row, problem):
    head = "country,status,valid_from,valid_to,scheme,job,source\n"

    [words] = take("countries", f"{head}{row}\n").problems
    assert words.startswith(problem)
    assert not CountryStatus.objects.exists()
