"""A draft release reads like the agency's own, and says nothing that no record says."""

from datetime import date

import pytest

from mobilink.booth import actions as booth
from mobilink.insight.reports import window_report
from mobilink.outreach import actions, bookings
from mobilink.people.models import Unit
from mobilink.publishing import release

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return release.draft(window_report(date(2019, 6, 29), date(2019, 7, 29)), "Irf")


def test_the_story_has_its_dateline_days_and_signature(story):
    assert story.title == "Mobilink Kembali Hadir: Tiga Kegiatan Sosialisasi BP3TKI Tanjungpinang"
    assert story.body.startswith("Tanjungpinang, BNP2TKI (29/7) --")
    for words in (
        "dalam kurun waktu 29 Juni–29 Juli 2019",
        "dalam tiga kali kesempatan yang berbeda",
        "Minggu (14/7) sekitar pukul 06.00 WIB.",
        "Jumat (19/7) pada sore hari.",
        "petugas P4TKI Batam di Kebun Raya Nongsa, Batam, Minggu (21/7).",
        "Kegiatan pertama,",
        "Kegiatan kedua,",
        "Kegiatan ketiga,",
        "Aman dan Prosedural",
    ):
        assert words in story.body
    assert story.body.endswith("*** (Humas/BP3TKI Tanjungpinang/Irf)")


def test_what_nobody_counted_is_said_once(story):
    assert story.body.count("tidak dicatat") == 1
    assert "Jumlah pengunjung pada semua kegiatan tersebut tidak dicatat." in story.body


def test_sentences_are_whole(story):
    for blemish in ("..", "$", "  ", " .", " ,"):
        assert blemish not in story.body.replace("***", "")
    assert all(text.endswith((".", ")")) for text in story.paragraphs)


def test_the_fact_box_equals_the_records(counted, plan):
    actions.register_held(plan(day=date(2019, 8, 25)), by=None)
    report = window_report(date(2019, 8, 1), date(2019, 8, 31))
    facts = release.draft(report).facts
    assert [(fact.tallies, fact.visits, fact.leaflets) for fact in facts] == [
        ("4", "2", "1.200"),
        ("tidak dicatat", "tidak dicatat", "tidak dicatat"),
    ]
    assert facts[0].link == f"/outings/{counted.outing.pk}/"
    assert facts[0].unit == counted.executing_unit


def test_one_outing_has_no_ordinal_and_tells_its_counts(counted):
    draft = release.draft(window_report(date(2019, 8, 18), date(2019, 8, 18)))
    assert "pada Minggu, 18 Agustus 2019" in draft.body
    assert "telah melaksanakan satu kegiatan sosialisasi." in draft.body
    assert "Kegiatan Car Free Day Tanjungpinang dilaksanakan" in draft.body
    assert "Kegiatan pertama" not in draft.body
    assert (
        "Tercatat 4 warga yang singgah, 2 kunjungan layanan, dan 1.200 leaflet yang dibagikan."
        in draft.body
    )
    assert draft.title.startswith("Mobilink Kembali Hadir: Satu Kegiatan")


def test_no_outing_makes_no_claim():
    draft = release.draft(window_report(date(2019, 5, 2), date(2019, 5, 9)))
    assert draft.title == "Sosialisasi BP3TKI Tanjungpinang: Belum Ada Kegiatan yang Tercatat"
    assert "Belum ada kegiatan" in draft.paragraphs[0]
    assert "nol" not in draft.as_text().lower()
    assert draft.facts == []
    assert draft.as_text().endswith("- Tidak ada kegiatan yang tercatat telah dilaksanakan.")


def test_a_release_is_never_dated_ahead_of_its_day(plan, made_at, monkeypatch):
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: made_at)
    actions.register_held(plan(), by=None)

    draft = release.draft(window_report(date(2019, 8, 1), date(2019, 8, 31)))

    assert "Tanjungpinang, BNP2TKI (18/8) --" in draft.body
    assert "dalam kurun waktu 1–18 Agustus 2019" in draft.body


def test_many_outings_count_in_figures_beyond_ten(plan):
    for day in range(1, 13):
        actions.register_held(plan(day=date(2019, 8, day)), by=None)
    draft = release.draft(window_report(date(2019, 8, 1), date(2019, 8, 31)))
    assert "dalam 12 kali kesempatan yang berbeda" in draft.body
    assert "Kegiatan kesebelas," in draft.body
    assert draft.title.startswith("12 Kegiatan Sosialisasi")


def test_the_title_names_mobilink_only_where_a_van_is_recorded_as_served(plan):
    held = actions.register_held(plan(), by=None)
    window = window_report(date(2019, 8, 18), date(2019, 8, 18))
    assert "Mobilink" not in release.draft(window).title
    van = bookings.book(held, _van(), by=None)
    bookings.record_served(van, False, by=None)
    window = window_report(date(2019, 8, 18), date(2019, 8, 18))
    assert "Mobilink" not in release.draft(window).title
    bookings.record_served(van, True, by=None)
    window = window_report(date(2019, 8, 18), date(2019, 8, 18))
    assert "Mobilink" in release.draft(window).title


def test_a_window_over_new_year_writes_years(plan):
    actions.register_held(plan(day=date(2019, 12, 29)), by=None)
    actions.register_held(plan(day=date(2020, 1, 5)), by=None)
    draft = release.draft(window_report(date(2019, 12, 15), date(2020, 1, 15)))
    assert "15 Desember 2019–15 Januari 2020" in draft.body
    assert "Minggu (29/12/2019)" in draft.body
    assert "Minggu (5/1/2020)" in draft.body
    assert "Tanjungpinang, BP2MI (15/1) --" in draft.body


def test_a_count_that_stands_alone_leaves_the_other_unrecorded(plan):
    held = actions.register_held(plan(), by=None)
    booth.tally(held, by=None)
    body = release.draft(window_report(date(2019, 8, 18), date(2019, 8, 18))).body
    assert "Tercatat 1 warga yang singgah. Jumlah kunjungan layanan tidak dicatat." in body


def test_outings_of_several_owners_are_told_in_the_name_of_the_office(plan):
    actions.register_held(plan(), by=None)
    batam = Unit.objects.get(code="BATAM")
    actions.register_held(plan(owner_unit=batam, executing_unit=batam), by=None)
    draft = release.draft(window_report(date(2019, 8, 1), date(2019, 8, 31)))
    assert "kembali digalakkan oleh BP3TKI Tanjungpinang." in draft.body


def test_called_off_outings_are_no_news_of_what_was_held(approved, person):
    actions.cancel(approved(), by=person("kepala"), reason="Hujan deras.")
    draft = release.draft(window_report(date(2019, 8, 1), date(2019, 8, 31)))
    assert draft.facts == []


def test_a_purpose_typed_as_a_sentence_is_fitted_into_one(plan):
    actions.register_held(plan(purpose="Menjelaskan biaya resmi."), by=None)
    actions.register_held(plan(day=date(2019, 8, 19), purpose="P3MI resmi diperkenalkan"), by=None)
    body = release.draft(window_report(date(2019, 8, 1), date(2019, 8, 31))).body
    assert "Kegiatan ini bertujuan menjelaskan biaya resmi." in body
    assert "bertujuan P3MI resmi diperkenalkan." in body


def test_a_kept_release_prints_what_it_was_edited_to(person):
    publicist = person("humas")
    kept = release.save(window_report(date(2019, 6, 29), date(2019, 7, 29)), by=publicist)
    release.edit(kept, by=publicist, title="Judul", body="Satu.\n\nDua.", caption="")
    draft = release.as_draft(kept)
    assert (draft.title, draft.paragraphs, draft.is_approved) == ("Judul", ["Satu.", "Dua."], False)
    assert len(draft.facts) == 3
    assert draft.last == date(2019, 7, 29)


def test_a_draft_that_is_asked_for_twice_is_one(person):
    report = window_report(date(2019, 6, 29), date(2019, 7, 29))

    first, second = (release.save(report, by=person("humas")) for _asking in range(2))

    assert first.pk == second.pk


def _van():
    from mobilink.fleet.models import Van

    return Van.objects.get(name="Gonggong")
