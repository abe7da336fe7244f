"""The national list at the desk: one person brings it, another takes it over, and it can be undone."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mobilink.guidance import queries
from mobilink.guidance.models import Recruiter
from mobilink.imports.models import Upload
from mobilink.journal.safety.rebuild import verify
from mobilink.people.queries import office_day

HEAD = "name,sip3mi,status,phones\n"
FIRST = HEAD + "PT Karya Contoh,C-1,aktif,0778 1\nPT Jaya Misal,C-2,aktif,\n"
SECOND = HEAD + "PT Karya Contoh,C-1,dicabut,0778 1\nPT Baru Misal,C-3,aktif,\n"


def answer(name):
    [check] = queries.checks([name], office_day())
    return check.answer, [candidate.recruiter.status for candidate in check.candidates]


def test_a_list_waits_until_another_person_takes_it_over(bring, signed_in, words):
    page, upload = bring(FIRST)
    assert "Menunggu orang kedua" in words(page)
    assert "PT Karya Contoh" in words(page)
    assert not Recruiter.objects.exists()

    approve = reverse("console:recruiters_approve", args=[upload.pk])
    refused = signed_in("perencana").post(approve)
    assert refused.status_code == 409
    assert "orang lain" in words(refused)
    assert signed_in("petugas").post(approve).status_code == 403
    assert not Recruiter.objects.exists()

    kepala = signed_in("kepala")
    assert "“daftar.csv”" in words(kepala.get(reverse("console:calendar")))
    done = kepala.post(approve, follow=True)
    assert "Daftar sudah disetujui" in words(done)
    assert answer("PT Karya Contoh") == ("match", ["active"])
    assert verify().is_equal


def test_who_approves_may_not_take_over_what_he_brought_himself(signed_in, words):
    file = SimpleUploadedFile("x.csv", FIRST.encode())
    kepala = signed_in("kepala")
    kepala.post(reverse("console:recruiters_bring"), {"file": file, "as_at": "2019-08-10"})
    [upload] = Upload.objects.all()
    assert kepala.post(reverse("console:recruiters_approve", args=[upload.pk])).status_code == 409
    assert not Recruiter.objects.exists()


def test_the_page_shows_what_a_newer_list_would_change(taken, bring, words):
    taken(FIRST)
    page, _upload = bring(SECOND, day="2019-08-17")
    said = words(page)
    assert "Status aktif dicabut" in said
    assert "Tidak lagi tercantum PT Jaya Misal" in said
    assert "PT Baru Misal" in said
    assert "Sangat banyak nama akan keluar" in said


def test_a_whole_import_is_undone(taken, signed_in, words):
    taken(FIRST)
    before = {
        recruiter.sip3mi: (recruiter.status, recruiter.gone_on)
        for recruiter in Recruiter.objects.all()
    }
    second = taken(SECOND, day="2019-08-17")
    assert answer("PT Karya Contoh") == ("match", ["revoked"])

    undo = reverse("console:recruiters_take_back", args=[second.pk])
    kepala = signed_in("kepala")
    assert kepala.post(undo, {"reason": ""}).status_code == 422
    assert "ditarik kembali" in words(kepala.post(undo, {"reason": "Salah"}, follow=True)).lower()

    after = {
        recruiter.sip3mi: (recruiter.status, recruiter.gone_on)
        for recruiter in queries.recruiters()
    }
    assert after == before
    assert answer("PT Baru Misal")[0] != "match"
    assert queries.listing(office_day()).as_at.isoformat() == "2019-08-10"
    assert verify().is_equal

    third = taken(SECOND, day="2019-08-17")  # and what was taken back may come again
    assert answer("PT Baru Misal") == ("match", ["active"])
    assert third.state == "taken"


def test_only_the_latest_list_is_taken_back(taken, signed_in, words):
    first = taken(FIRST)
    taken(SECOND, day="2019-08-17")
    undo = reverse("console:recruiters_take_back", args=[first.pk])
    assert "daftar lain" in words(signed_in("kepala").post(undo, {"reason": "Salah"}))
    assert answer("PT Karya Contoh") == ("match", ["revoked"])


def test_every_problem_of_a_file_is_told_and_can_be_downloaded(bring, signed_in, words):
    rows = "".join(f"PT Misal {n},D-{n},entah,\n" for n in range(30))
    page, upload = bring(HEAD + rows)
    assert "Perbaikan yang diperlukan: 30" in words(page)
    assert "dan 10 lagi" in words(page)
    assert "baris 2, kolom status: “entah” bukan salah satu dari" in words(page)
    download = signed_in("perencana").get(reverse("console:recruiters_problems", args=[upload.pk]))
    lines = download.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 30
    assert "baris 31, kolom status" in lines[-1]
    approve = reverse("console:recruiters_approve", args=[upload.pk])
    assert signed_in("kepala").post(approve).status_code == 409
    assert not Recruiter.objects.exists()


def test_headings_that_nobody_knows_are_told_by_the_person_who_brought_them(
    bring, signed_in, words
):
    page, upload = bring("Perusahaan,Nomor SIP3MI,Catatan\nPT Karya Contoh,C-1,baik\n")
    assert "Arti judul kolom" in words(page)
    meant = {"heading-0": "name", "heading-1": "sip3mi", "heading-2": "-"}
    to = reverse("console:recruiters_headings", args=[upload.pk])
    again = signed_in("perencana").post(to, meant, follow=True)
    assert "Menunggu orang kedua" in words(again)
    signed_in("kepala").post(reverse("console:recruiters_approve", args=[upload.pk]))
    assert answer("PT Karya Contoh") == ("match", [""])


def test_a_file_that_is_no_table_says_so_in_plain_words(bring, words):
    page, upload = bring(b"PK\x03\x04 broken", name="daftar.xlsx")
    assert "daftar.xlsx tidak dapat dibaca sebagai buku kerja" in words(page)
    assert "Arti judul kolom" not in words(page)
    assert upload.state == "unread"


def test_refusing_keeps_the_reason_and_the_register(bring, signed_in, words):
    _page, upload = bring(FIRST)
    to = reverse("console:recruiters_refuse", args=[upload.pk])
    page = signed_in("kepala").post(to, {"reason": "Bukan dari pusat"}, follow=True)
    assert "Ditolak" in words(page)
    assert "Bukan dari pusat" in words(page)
    assert not Recruiter.objects.exists()


def test_whoever_tells_the_headings_is_not_the_one_who_approves(bring, signed_in, words):
    _page, upload = bring("Perusahaan\nPT Karya Contoh\n")
    to = reverse("console:recruiters_headings", args=[upload.pk])
    refused = signed_in("kepala").post(to, {"heading-0": "name"})
    upload.refresh_from_db()
    assert refused.status_code == 409
    assert "yang membawa berkas" in words(refused)
    assert upload.state == "unread"


def test_a_file_of_a_very_long_or_cunning_name_is_read_all_the_same(bring, signed_in):
    _page, long = bring(FIRST, name="é" * 240 + ".csv")
    assert long.state == "waiting"
    _page, cunning = bring(b"\xff\xfe\xff", name="=1+1.csv")
    download = signed_in("perencana").get(reverse("console:recruiters_problems", args=[cunning.pk]))
    assert download.content.decode("utf-8-sig").startswith("'=1+1.csv")


def test_what_was_compared_with_another_list_is_read_again_first(bring, taken, signed_in, words):
    _page, part = bring(HEAD + "PT Baru Misal,C-3,aktif,\n")
    seen = re.search(
        r'name="seen" value="([^"]*)"',
        signed_in("kepala")
        .get(reverse("console:recruiters_upload", args=[part.pk]))
        .content.decode(),
    )[1]
    taken(FIRST)  # meanwhile
    approve = reverse("console:recruiters_approve", args=[part.pk])
    refused = signed_in("kepala").post(approve, {"seen": seen})
    assert refused.status_code == 409
    assert "Baca lagi" in words(refused)
    assert answer("PT Karya Contoh") == ("match", ["active"])


def test_a_van_takes_no_list_over(bring, signed_in, monkeypatch):
    _page, upload = bring(FIRST)
    monkeypatch.setattr("mobilink.imports.uploads.is_office", lambda: False)
    approve = reverse("console:recruiters_approve", args=[upload.pk])
    assert signed_in("kepala").post(approve, {"seen": ""}).status_code == 409
    assert not Recruiter.objects.exists()


def test_the_table_finds_a_recruiter_by_a_part_of_a_former_name(taken, signed_in):
    taken(
        "name,former_names,sip3mi,status\nPT Karya Contoh,PT Usaha Lama,C-1,aktif\nPT Jaya Misal,,C-2,aktif\n"
    )

    page = signed_in("perencana").get(reverse("console:recruiters"), {"q": "lama"})

    assert [line.first.text for line in page.context["shown"].lines] == ["PT Karya Contoh"]
