"""The papers say what the records say, in the same bytes every time, whatever people typed."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from mobilink.booth import actions as booth
from mobilink.booth.actions import attend
from mobilink.booth.presence import Presence
from mobilink.insight.reports import outing_report, window_report
from mobilink.outreach import actions
from mobilink.outreach.queries import outings
from mobilink.partners import actions as partners
from mobilink.publishing import papers, release
from mobilink.publishing.thanks import thanks_paper

pytestmark = pytest.mark.django_db
JULY = (date(2019, 6, 29), date(2019, 7, 29))
AUGUST = (date(2019, 8, 1), date(2019, 8, 31))
HOSTILE = (
    "#panic() *tebal* $x$ @ref <b> \\ [ ] { } \"kutip\" 'kutip' `kode` // komentar",
    "#{while true {}} = Judul\n- butir\n+ satu",
    "X" * 118,
    "Pasar 😀👨‍👩‍👧 中文 ภาษาไทย Nguyễn عربي",
    "balik\u202e \u0007 \ue000 \uffff tab\tbaris\r\n",
    '~ -- ... https://contoh.test/#x?a=b&c=d /* */ #import "x"',
)


def test_the_window_of_the_story_lists_three_outings_and_no_invented_number(told_by, made_at):
    text = told_by(papers.window_paper(window_report(*JULY), made_at=made_at))
    assert "BNP2TKI BP3TKI Tanjungpinang" in text
    assert "29 Juni–29 Juli 2019" in text
    for words in ("14 Juli 2019", "19 Juli 2019", "21 Juli 2019", "sore hari", "P4TKI Batam"):
        assert words in text
    assert text.count("tidak dicatat") == 3 * 3 + 3 + 1  # cells, figures, and the sentence
    assert "tidak dicatat tidak ada kegiatan yang mencatat" in text
    assert "Pengunjung tidak dicatat pada satu pun kegiatan yang terlaksana." in text
    assert "Dibuat dari catatan pada 18 Agustus 2019 pukul 12.30 WIB, Mobilink" in text
    assert "SEMENTARA" in text
    assert "Halaman 1 dari 1" in text


def test_figures_carry_their_denominators(counted, plan, told_by, made_at):
    actions.register_held(plan(day=date(2019, 8, 25)), by=None)
    text = told_by(papers.window_paper(window_report(*AUGUST), made_at=made_at))
    assert "2 dari 2 kegiatan" in text
    for figure in ("4", "2", "1.200"):
        assert f"{figure} dari 1 kegiatan yang mencatat" in text
    assert "Pengunjung dicatat pada 1 dari 2 kegiatan yang terlaksana" in text


def test_a_window_says_what_was_called_off_why_and_when_to_come_instead(
    approved, person, told_by, made_at
):
    head = person("kepala")
    moved = approved(day=date(2019, 8, 11))
    actions.postpone(moved, by=head, reason="Hari Raya Idul Adha.", next_day=date(2019, 8, 25))
    actions.cancel(approved(day=date(2019, 8, 14)), by=head, reason="Mobil masuk bengkel.")
    text = told_by(papers.window_paper(window_report(*AUGUST), made_at=made_at))
    assert "ditunda Hari Raya Idul Adha. Minggu, 25 Agustus 2019" in text
    assert "dibatalkan Mobil masuk bengkel. belum ditetapkan" in text
    assert "dibatalkan – – –" in text  # nothing could be counted, so nothing was left out


def test_an_empty_window_says_so(told_by, made_at):
    quiet = window_report(date(2019, 5, 2), date(2019, 5, 9))
    text = told_by(papers.window_paper(quiet, made_at=made_at))
    assert "2–9 Mei 2019" in text
    assert "Tidak ada kegiatan yang diumumkan dalam periode ini." in text


@pytest.mark.parametrize(
    ("day", "office"),
    [
        (date(2019, 12, 31), "BNP2TKI BP3TKI Tanjungpinang"),
        (date(2020, 1, 1), "BP2MI UPT BP2MI Tanjungpinang"),
        (date(2025, 1, 1), "KemenP2MI BP3MI Kepulauan Riau"),
    ],
)
def test_the_letterhead_bears_the_name_of_the_last_day(day, office, told_by, made_at):
    report = window_report(day - timedelta(days=40), day)
    assert told_by(papers.window_paper(report, made_at=made_at)).startswith(office)


def test_two_hundred_outings_repeat_the_head_on_every_page(plan, told_by, made_at):
    for count in range(200):
        actions.register_held(plan(day=date(2020, 1, 1) + timedelta(days=count)), by=None)
    report = window_report(date(2020, 1, 1), date(2020, 12, 31))
    pdf = papers.window_paper(report, made_at=made_at)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) > 5
    assert all("Kegiatan dan tempat" in page for page in pages[:-1])
    assert f"Halaman {len(pages)} dari {len(pages)}" in told_by(pdf)


def test_a_window_paper_asks_the_same_few_questions_however_long(
    plan, made_at, django_assert_max_num_queries
):
    for count in range(30):
        actions.register_held(plan(day=date(2020, 1, 1) + timedelta(days=count)), by=None)
    report = window_report(date(2020, 1, 1), date(2020, 12, 31))
    with django_assert_max_num_queries(6):
        papers.window_paper(report, made_at=made_at)


def test_the_outing_paper_has_the_attendance_list_of_the_team(counted, person, told_by, made_at):
    six = datetime.fromisoformat("2019-08-18T06:02+07:00")
    presences = [
        ("petugas", Presence(since=six, until=six + timedelta(hours=3)), ""),
        ("perencana", Presence(was_there=False), "Tugas lain."),
    ]
    for who, presence, note in presences:
        attend(counted.outing, person(who), presence, by=person("petugas"), note=note)

    paper = told_by(papers.outing_paper(outing_report(counted.outing.pk), made_at=made_at))

    assert "Daftar hadir petugas" in paper
    assert "Maya Contoh ketua tim tidak hadir – Dewi Contoh Tugas lain." in paper
    assert "Dewi Contoh tidak dijadwalkan 06.02 09.02 Dewi Contoh" in paper


def test_the_outing_paper_tells_everything_recorded(counted, told_by, made_at):
    text = told_by(papers.outing_paper(counted, made_at=made_at))
    for words in (
        "Hari, tanggal Minggu, 18 Agustus 2019",
        "06.00–09.00 WIB",
        "Sosialisasi kelembagaan, Promosi jobs info",
        "Orang yang singgah 4",
        "Kunjungan 2",
        "Leaflet dibagikan 1.200",
        "Biaya 2",
        "Lowongan kerja 1",
        "Perempuan 3",
        "Laki-laki 1",
        "Dicatat pada 4 dari 6 singgah dan kunjungan.",
        "18–24 tahun 1",
        "Dicatat pada 1 dari 6 singgah dan kunjungan.",
        "Maya Contoh ketua tim tidak dicatat",
        "Gonggong mobil layanan ya",
        "Tenda lipat Tanjungpinang perlengkapan tidak Tenda rusak.",
        "300 92 208 1.200 -992",
        "Leaflet yang keluar 992 lembar lebih sedikit daripada yang dicatat.",
        "Tiga orang minta dihubungi kembali.",
        "Disetujui 16 Agustus 2019 pukul 16.15 WIB Rahmad Contoh secara lisan",
        "Surat menyusul paling lambat Selasa, 20 Agustus 2019.",
        "Mengetahui,",
    ):
        assert words in text


def test_what_was_recorded_at_each_close_stands_under_the_name_of_its_field(
    approved, told_by, made_at
):
    outing, notes = approved(), ["Pagi #panic()", "Sore *hujan*"]
    for note in notes:
        closed = booth.open_session(outing, by=None)
        booth.close_session(closed, by=None, is_partial=True, note=note)

    text = told_by(papers.outing_paper(outing_report(outing.pk), made_at=made_at))

    assert "Penutupan booth Ditutup sebagian: ada yang tidak sempat dihitung" in text
    assert (
        re.findall(r"Ditutup pukul \d\d\.\d\d Catatan (Pagi #panic\(\)|Sore \*hujan\*)", text)
        == notes
    )


def test_the_outing_paper_of_the_story_says_not_recorded(july, told_by, made_at):
    text = told_by(papers.outing_paper(outing_report(july.pk), made_at=made_at))
    assert "Orang yang singgah tidak dicatat" in text
    assert "Leaflet yang dibawa, yang tersisa, dan yang dibagikan: tidak dicatat." in text
    assert "Sumber: BP2MI, berita 29-07-2019" in text
    assert "Hasil menurut kelompok" not in text


def test_the_release_paper_is_a_draft_with_its_fact_box(told_by, made_at, settings):
    settings.SITE_ADDRESS = "https://mobilink.example"
    draft = release.draft(window_report(*JULY), "Irf")
    text = told_by(papers.release_paper(draft, made_at=made_at))
    assert "DRAF Belum disetujui" in text
    assert "*** (Humas/BP3TKI Tanjungpinang/Irf)" in text
    assert "Kotak fakta" in text
    for fact in draft.facts:
        assert f"https://mobilink.example{fact.link}" in text.replace(" ", "")
        assert fact.day in text


def test_an_approved_release_prints_as_approved(person, told_by, made_at):
    kept = release.save(window_report(*JULY), by=person("humas"))
    release.approve(kept, by=person("kepala"))
    text = told_by(papers.release_paper(release.as_draft(kept), made_at=made_at))
    assert "DISETUJUI Boleh diterbitkan" in text
    assert "DRAF" not in text


def test_the_same_records_and_moment_give_the_same_bytes(counted, made_at):
    def make() -> list[bytes]:
        report = window_report(*AUGUST)
        return [
            papers.window_paper(report, made_at=made_at),
            papers.outing_paper(outing_report(counted.outing.pk), made_at=made_at),
            papers.release_paper(release.draft(report, "Irf"), made_at=made_at),
        ]

    assert make() == make()


def test_without_a_moment_a_paper_names_the_present(july):
    assert papers.outing_paper(outing_report(july.pk)).startswith(b"%PDF")


def test_a_paper_is_titled_indonesian_and_tagged(july, made_at):
    reader = PdfReader(io.BytesIO(papers.outing_paper(outing_report(july.pk), made_at=made_at)))
    assert reader.metadata.title == "Laporan kegiatan: Car Free Day Tanjungpinang"
    assert reader.metadata.author == "BP3TKI Tanjungpinang"
    assert reader.metadata.creation_date == made_at
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_type_is_shown_and_never_obeyed(typed, approved, person, told_by, made_at):
    outing = approved(title=typed[:118], purpose=typed, place_text=typed, source=typed)
    actions.cancel(outing, by=person("kepala"), reason=typed)
    report = window_report(*AUGUST)
    window = told_by(papers.window_paper(report, made_at=made_at))
    text = told_by(papers.outing_paper(outing_report(outing.pk), made_at=made_at))
    plain = [word for word in typed.split() if word.isascii() and word.isprintable()]
    for word in plain:
        assert word.replace(" ", "") in text.replace(" ", "")
        assert word.replace(" ", "") in window.replace(" ", "")


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_release_survives_what_people_type(typed, plan, made_at):
    actions.register_held(plan(title=typed[:118], purpose=typed, place_text=typed), by=None)
    assert papers.release_paper(release.draft(window_report(*AUGUST), typed), made_at=made_at)


def test_a_dollar_in_a_title_is_no_blank_of_the_wording(plan):
    actions.register_held(plan(title="Bazar $count $unit"), by=None)
    assert "Bazar $count $unit" in release.draft(window_report(*AUGUST)).body


def test_letters_that_no_font_has_are_marked_and_explained(plan, told_by, made_at):
    outing = actions.register_held(plan(title="Pasar 中文 😀 Ольга"), by=None)
    text = told_by(papers.outing_paper(outing_report(outing.pk), made_at=made_at))
    assert "Pasar □ □ Ольга" in text
    assert "□ menandai huruf yang tidak dapat dicetak" in text


@pytest.mark.parametrize(
    "name", ["PT Karya Contoh", "Yayasan " + "Contoh Panjang " * 9, HOSTILE[0]]
)
def test_a_certificate_of_thanks_is_one_page_and_says_who_where_and_what_was_counted(
    told_by, made_at, name
):
    outing = outings().get(title="Sosialisasi Pasar Baru")
    partner = partners.register(by=None, name=name.strip(), kind="ngo")
    terms = {"duty": "Menjaga stan " * 15, "brings": "Meja dan kursi " * 20}
    paper = thanks_paper(partners.record_joint(outing, partner, by=None, **terms), made_at=made_at)

    assert len(PdfReader(io.BytesIO(paper)).pages) == 1
    said = told_by(paper)
    assert "Jumat, 19 Juli 2019" in said
    assert "Sosialisasi Pasar Baru" in said
    assert said.count("tidak dicatat") == 2
