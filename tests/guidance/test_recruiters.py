"""The national list: taken over whole, looked up, told with its day. All firms here are made up."""

import re
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.db import connection
from django.urls import reverse
from django.utils import translation

from mobilink.basics.errors import Refused
from mobilink.guidance import queries, words
from mobilink.guidance.models import Recruiter, Snapshot
from mobilink.imports import tables
from mobilink.imports.kinds import TABLES
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import guards

pytestmark = pytest.mark.django_db
JUNE_2, JULY_1 = date(2026, 6, 2), date(2026, 7, 1)
HEAD = "name,former_names,sip3mi,status,valid_from,valid_to,city,phones\n"
ROWS = (
    "PT Karya Contoh Nusantara,PT Contoh Lama,C-001,aktif,1/7/2025,30 Juni 2026,Batam,021-1|021-2\n"
    "PT Jaya Misal Abadi,,C-002,dicabut,,,Jakarta,\n"
)


@pytest.fixture
def take(tmp_path):
    """Imports a table of recruiters."""

    def read(text, as_at=JUNE_2, **options):
        file = tmp_path / "list.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tables.read(TABLES["recruiters"], file, as_at=as_at, **options)

    return read


def says(text, day):
    with translation.override("id"):
        [check] = queries.checks([text], day)
        return [each.says for each in words.candidates_in_words(check)]


def test_a_list_is_taken_over_once_and_again_changes_nothing(take):
    assert (take(HEAD + ROWS).entered, take(HEAD + ROWS).unchanged) == (2, 2)

    recruiter = Recruiter.objects.get(sip3mi="C-001")
    assert (recruiter.valid_from, recruiter.valid_to) == (date(2025, 7, 1), date(2026, 6, 30))
    assert (recruiter.former_names, recruiter.phones) == (["PT Contoh Lama"], ["021-1", "021-2"])
    assert verify().is_equal


def test_a_newer_list_tells_who_is_gone_and_who_came_back(take):
    take(HEAD + ROWS)
    first, second = ROWS.splitlines(keepends=True)

    take(HEAD + first, as_at=JULY_1)
    assert Recruiter.objects.get(sip3mi="C-002").gone_on == JULY_1
    [[gone, revoked]] = says("PT Jaya Misal Abadi", JULY_1)
    assert "tidak lagi tercantum" in gone
    assert revoked.startswith("Daftar sebelumnya menyebut izinnya dicabut")

    take(HEAD + first + second, as_at=JULY_1)
    assert Recruiter.objects.get(sip3mi="C-002").gone_on is None


def test_an_older_list_is_refused(take):
    take(HEAD + ROWS, as_at=JULY_1)

    with pytest.raises(Refused, match="lebih baru"):
        take(HEAD + ROWS, as_at=JUNE_2)
    assert Snapshot.objects.get().as_at == JULY_1


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (",,C-1,,,,,", "baris 3, kolom name"),
        ("PT A,,,menunggu,,,,", "baris 3, kolom status"),
        ("PT A,,,,,31/2/2026,,", "baris 3, kolom valid_to"),
        ("PT A,,,,2/1/2026,1/1/2026,,", "baris 3, kolom valid_to"),
        ("PT A,,C-1,,,,,\nPT B,,C-1,,,,,", "baris 4, kolom sip3mi"),
        ("PT A,,,,,,,\npt a,,,,,,,", "baris 4, kolom name"),
    ],
)
def test_each_error_names_row_and_column_and_nothing_is_half_imported(take, rows, problem):
    outcome = take(f"{HEAD}PT Baik Misal,,,,,,,\n{rows}\n")

    assert len(outcome.problems) == 1
    assert outcome.problems[0].startswith(problem)
    assert not Recruiter.objects.exists()


def test_an_empty_row_is_passed_over(take):
    assert take(f"{HEAD},,,,,,,\nPT A Misal,,,,,,,\n").entered == 1


def test_a_dry_run_writes_nothing(take):
    assert take(HEAD + ROWS, dry_run=True).entered == 2
    assert not Recruiter.objects.exists()
    assert not Snapshot.objects.exists()


def test_a_term_that_has_passed_since_the_list_is_told_with_the_day_of_the_list(take):
    """T4 of the product's scenarios."""
    take(HEAD + ROWS)

    [[lapsed]] = says("PT Karya Contoh Nusantara", JULY_1)
    assert lapsed == "Masa berlaku lewat (30 Juni 2026) menurut data 2 Juni 2026; periksa."
    [[revoked]] = says("PT Jaya Misal Abadi", JULY_1)
    assert "dicabut" in revoked
    assert "tetap berlaku" in revoked


def test_a_list_of_45_days_is_told_as_old_with_every_answer(take, client, on):
    """T4 of the product's scenarios."""
    take(HEAD + ROWS)
    on(date(2026, 7, 17))

    page = client.get(reverse("public:check"), {"q": "karya conto nusantra"}).content.decode()

    assert "berumur 45 hari" in page
    assert "Tidak ada nama yang persis sama" in page
    assert "PT Karya Contoh Nusantara" in page
    assert not re.search(r"\b(aman|penipuan)\b", page.casefold())


def test_what_follows_a_name_far_behind_it_still_keeps_it_from_being_the_same(take, client):
    take(HEAD + ROWS)
    long = f"PT Karya Contoh Nusantara{' ' * 200}Jaya"

    page = client.get(reverse("public:check"), {"q": long}).content.decode()

    assert "Nama ini ada di daftar" not in page
    assert "Tidak ada nama yang persis sama" in page


def test_a_name_that_is_no_longer_on_the_list_is_not_told_as_being_on_it(take, client):
    first, _ = ROWS.splitlines(keepends=True)
    take(HEAD + ROWS)
    take(HEAD + first, as_at=JULY_1)

    page = client.get(reverse("public:check"), {"q": "PT Jaya Misal Abadi"}).content.decode()

    assert "pernah tercantum, kini tidak lagi" in page
    assert "Nama ini ada di daftar" not in page


def test_a_renewed_licence_and_a_new_name_leave_one_recruiter_with_its_story(take):
    take("name,sip3mi\nPT Karya Misal,L-2025\n")
    take("name,sip3mi\nPT. KARYA MISAL,L-2026\n", as_at=JULY_1)
    take("name,sip3mi\nPT Karya Baru Misal,l-2026\n", as_at=JULY_1)

    recruiter = Recruiter.objects.get()
    assert (recruiter.name, recruiter.sip3mi, recruiter.gone_on) == (
        "PT Karya Baru Misal",
        "l-2026",
        None,
    )
    assert recruiter.former_names == ["PT. KARYA MISAL"]  # as the last list before wrote it


def test_two_of_one_name_with_and_without_a_licence_stay_two(take):
    for _ in range(3):
        take("name,sip3mi\nPT Kembar Misal,K-1\nPT Kembar Misal,\n")

    assert Recruiter.objects.filter(gone_on=None).count() == 2
    assert Recruiter.objects.count() == 2


def test_a_day_to_come_is_refused(take):
    with pytest.raises(Refused, match="belum tiba"):
        take(HEAD + ROWS, as_at=date(2062, 1, 1))


def test_a_table_as_an_indonesian_spreadsheet_saves_it(take):
    assert take("name;city;;\nPT A Misal;Batam;;\n").entered == 1
    assert Recruiter.objects.get().city == "Batam"


def test_a_failed_formula_and_a_cell_far_away_are_refused(workbook, take):
    rows = [["name", "status"], ["PT A Misal", "aktif"]]
    failed = workbook(rows, lambda sheet: sheet.write_formula(1, 1, "=NA()", None, "#N/A"))
    with pytest.raises(Refused, match="sel B2: rumusnya gagal"):
        take(failed.read_bytes())

    for place in ((1_048_575, 16_383), (200_000, 0), (1, 26)):
        far = workbook(rows, lambda sheet, place=place: sheet.write(*place, "x"))
        with pytest.raises(Refused, match="jauh dari tabelnya"):
            take(far.read_bytes())


def test_before_the_first_list_nothing_is_answered_even_where_rows_came_already(take):
    take(HEAD + ROWS)
    with guards.writing(connection):
        Snapshot.objects.all().delete()

    assert queries.checks(["PT Karya Contoh Nusantara"], JULY_1) == []
    assert queries.listing(JULY_1) is None


def test_a_list_is_old_after_thirty_days(take):
    take(HEAD + ROWS)

    assert not queries.listing(date(2026, 7, 2)).is_old
    assert queries.listing(date(2026, 7, 3)).is_old


def test_many_names_are_looked_up_in_as_many_questions_as_one(take, django_assert_num_queries):
    take(HEAD + ROWS)
    queries.checks(["PT Jaya Misal Abadi"], JULY_1)  # prepares the names

    with django_assert_num_queries(2):
        checks = queries.checks(["PT Jaya Misal Abadi", "karya conto nusantra"] * 20, JULY_1)
    assert [check.answer for check in checks[:2]] == ["match", "similar"]


def test_the_page_says_so_where_no_list_is_loaded_and_where_no_name_is_like_it(take, client):
    empty = client.get(reverse("public:check"), {"q": "apa saja"}).content.decode()
    take(HEAD + ROWS)
    none = client.get(reverse("public:check"), {"q": "zzz qqq"}).content.decode()

    assert "Belum ada daftar" in empty
    assert "Tidak ada nama yang mirip" in none
    assert "belum berarti ada yang salah" in none


def test_a_list_without_rows_is_taken_for_a_mistake(take):
    take(HEAD + ROWS)

    with pytest.raises(Refused, match="satu nama pun"):
        take(HEAD, as_at=JULY_1)

    assert Snapshot.objects.get().as_at == JUNE_2
    assert Recruiter.objects.filter(gone_on=None).count() == 2


@pytest.fixture
def workbook(tmp_path):
    """Writes a workbook whose first sheet holds these rows, and lets a test spoil it."""

    def write(rows, spoil=lambda sheet: None):
        file = tmp_path / "list.xlsx"
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    else:
                        sheet.write(number, column, cell)
            spoil(sheet)
        return file

    return write


def test_a_workbook_is_read_with_its_dates_numbers_and_saved_formulas(workbook, take):
    rows = [["name", "sip3mi", "valid_to", "phones"], ["PT A Misal", 17, date(2026, 6, 30), 62811]]
    file = workbook(
        rows, lambda sheet: sheet.write_formula(1, 0, '="PT A "&"Misal"', None, "PT A Misal")
    )

    assert take(file.read_bytes()).entered == 1
    recruiter = Recruiter.objects.get()
    assert (recruiter.name, recruiter.sip3mi, recruiter.valid_to, recruiter.phones) == (
        "PT A Misal", "17", date(2026, 6, 30), ["62811"],
    )  # fmt: skip


def test_merged_cells_a_bomb_and_a_torn_workbook_are_refused_in_words(workbook, take, tmp_path):
    rows = [["name", "city"], ["PT A Misal", "Batam"]]
    merged = workbook(rows, lambda sheet: sheet.merge_range(3, 0, 3, 1, "PT B Misal")).read_bytes()
    whole = workbook(rows).read_bytes()
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("x", "w") as part:
        for _ in range(300):
            part.write(bytes(1024 * 1024))

    for data, said in (
        (merged, "baris 4, kolom 1: ada sel gabungan"),
        (bomb.read_bytes(), "menjadi lebih dari"),
        (whole[: len(whole) // 2], "tidak dapat dibaca sebagai buku kerja"),
        (whole[:200], "tidak dapat dibaca sebagai buku kerja"),
        ("name\nPT Caf\xe9 Misal\n".encode("latin-1"), "bukan teks UTF-8"),
    ):
        with pytest.raises(Refused, match=said):
            take(data)
    assert not Recruiter.objects.exists()


def test_a_byte_order_mark_and_wrong_columns(take):
    assert take(b"\xef\xbb\xbfname\nPT A Misal\n").entered == 1
    with pytest.raises(Refused, match="memiliki kolom “catatan”"):
        take("name,catatan\nPT A,PT B\n")
    with pytest.raises(Refused, match="tidak memiliki kolom “Nama”"):
        take("city\nBatam\n")
