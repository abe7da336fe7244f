"""The record that travels: a small visit at the booth, made by a seeded generator.

Equal arguments give equal records, so every contender carries the same ones:

    {"id": "…", "outing_id": "…", "at": "2026-03-02T01:07:45.204+00:00",
     "topics": ["cost", "departure", "vacancy"], "sex": "f", "age_band": "25-34",
     "district_code": "21.71.03.1003", "note": "… 40 characters …"}

Milliseconds are random, identities too, the words of notes are drawn evenly from 229: what a link
cannot save by packing is about 16 bytes of identity, 2 of time, 3 of the other facts, 6 of words.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

SEED = 20260302
FIRST_DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
VISITS_PER_OUTING = 100
MILLISECONDS_BETWEEN = (20_000, 240_000)
NOTE_LENGTH = 40

TOPICS = (
    *("procedure", "recruiter", "vacancy", "cost", "document", "insurance", "complaint"),
    *("product", "destination", "departure", "training", "returning"),
)
SEXES = ("f", "m", "")
SEX_WEIGHTS = (55, 40, 5)
AGE_BANDS = ("0-17", "18-24", "25-34", "35-44", "45+")
AGE_WEIGHTS = (4, 34, 38, 17, 7)
# Twelve districts of Batam with a few quarters each, as in the official register of regions.
DISTRICTS = tuple(f"21.71.{d:02d}.{1000 + q}" for d in range(1, 13) for q in range(1, 6))

NOTE_WORDS = """
ada adik agen agensi akan akta alamat anak antre apa asal asrama asuransi ayah bahasa baik bandara
bank bantuan baru bayar belum berangkat berapa berkas berlaku berobat besok biaya bisa brosur
brunei bulan buruh calo cara cek cerai cuti daftar dapat dari datang dekat dengan desa di diri
ditipu dokumen dulu formal formulir foto gaji galangan guru hamil hari hilang hotel hubungi ibu
ijazah ikut imigrasi info ingin istri izin jadwal jahit jam jaminan jasa jepang job kabar kakak
kantor kapal kapan kartu kasus kawan ke kebun kecelakaan kelapa keluarga kembali kepala kerja
kesehatan keterampilan kirim klinik kontrak kopi korban korea kursus lagi lama lamaran lansia
lanjut lapor layanan lewat libur loket lowongan lulus lulusan lupa luar mahal majikan malam
malaysia mandiri masalah masih masuk mau medis melamar menikah minggu minta modal mohon muda nama
negara nelayan nikah nomor nonprosedural operator orang pabrik pagi pajak pandai paspor pelabuhan
pelatihan pelaut pemulangan pendaftaran pengaduan pengalaman penipuan penempatan perawat perempuan
perlu permit pernah perpanjang pertama perusahaan pindah pinjaman potongan prosedur proses pulang
purna rekening rencana resmi restoran ruko rumah sakit sama saudara sawit sebagai sekolah sepupu
sertifikat siapa siang singapura sopir suami sudah surat syarat tahu tahun taiwan tamat tangga
tanpa tanya teman tempat tentang terampil terlambat tertarik tetangga tiket tinggal tidak tolong
tugas tukang uang ujian umur untuk urus usaha usia utang verifikasi visa wajib warga warung
wawancara yang yayasan
"""
WORDS = tuple(NOTE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who asked something. `at` is UTC in ISO 8601, `note` about 40 characters or empty."""

    id: str
    outing_id: str
    at: str
    topics: list[str]
    sex: str
    age_band: str
    district_code: str
    note: str


def visits(count: int, *, with_note: bool = True, seed: int = SEED) -> Iterator[Visit]:
    """So many visits in the order of their recording; a longer run begins with the shorter one."""
    facts = random.Random(seed)
    words = random.Random(seed + 1)
    at, outing = FIRST_DAY, ""
    for number in range(count):
        if number % VISITS_PER_OUTING == 0:
            at = FIRST_DAY + timedelta(days=number // VISITS_PER_OUTING)
            outing = _identity(facts)
        at += timedelta(milliseconds=facts.randint(*MILLISECONDS_BETWEEN))
        note = _note(words) if with_note else ""
        yield _visit(facts, outing=outing, at=at, note=note)


def write(path: Path, records: Iterator[Visit]) -> None:
    """The records as JSON, one on each line."""
    with path.open("w", encoding="utf-8") as lines:
        for record in records:
            lines.write(as_json(record) + "\n")


def as_json(record: Visit) -> str:
    """The record in its plainest JSON: no spaces, keys in the order of the fields."""
    return json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":"))


def _visit(facts: random.Random, *, outing: str, at: datetime, note: str) -> Visit:
    return Visit(
        id=_identity(facts),
        outing_id=outing,
        at=at.isoformat(timespec="milliseconds"),
        topics=sorted(facts.sample(TOPICS, 3)),
        sex=facts.choices(SEXES, SEX_WEIGHTS)[0],
        age_band=facts.choices(AGE_BANDS, AGE_WEIGHTS)[0],
        district_code=facts.choice(DISTRICTS),
        note=note,
    )


def _identity(facts: random.Random) -> str:
    return str(UUID(int=facts.getrandbits(128), version=4))


def _note(words: random.Random) -> str:
    """Words until the note is about 40 characters long: never fewer than 37, never more than 44."""
    note = words.choice(WORDS)
    while len(note) < NOTE_LENGTH - 3:
        longer = f"{note} {words.choice(WORDS)}"
        note = longer if len(longer) <= NOTE_LENGTH + 4 else note
    return note
