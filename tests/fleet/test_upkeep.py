"""Whether a van may go out: its papers, its service, what inspections found and who mends it."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from mobilink.basics import clock
from mobilink.console.todo.items import needs_of
from mobilink.fleet import actions, fitness, upkeep
from mobilink.fleet.errors import BadReading, BadUpkeep, VanBlocked
from mobilink.fleet.fitness import Upkeep, terms_on
from mobilink.fleet.models import Inspection, Mending, OdometerReading, Van, VanTerm
from mobilink.journal.actions import commit
from mobilink.outreach import bookings
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Person
from mobilink.people.queries import Rights
from tests.acts import an_act

pytestmark = pytest.mark.django_db
TODAY = date(2019, 8, 18)
NOW = datetime.fromisoformat("2019-08-18T05:30:00+07:00")


@pytest.fixture
def van():
    return Van.objects.get(name="Gonggong")


@pytest.fixture
def driver():
    return Person.objects.get(name="Andi Contoh")


@pytest.fixture
def unsafe(van, driver):
    """The driver found a tyre that makes the van unsafe."""
    return upkeep.inspect(
        van, at=NOW, by=driver, good=["oil"], defects=["tyres"], is_blocking=True, note="Ban gundul"
    )


def stands(van, day=TODAY):
    return Upkeep([van]).on(van, day)


def told(person, name):
    return [need.words for need in needs_of(Rights(person(name)), TODAY) if need.kind == "van"]


def test_a_paper_is_good_on_its_last_day_and_not_on_the_next(van):
    upkeep.take_down_term(van, kind="tax", by=None, until=TODAY)

    assert stands(van).lapsed == []
    assert stands(van, TODAY + timedelta(days=1)).lapsed == [
        "Masa berlaku Pajak kendaraan berakhir 18 Agustus 2019."
    ]


@pytest.mark.both
def test_what_nobody_took_down_is_not_called_lapsed(van):
    assert stands(van).cautions == []
    assert len(stands(van).unrecorded) == len(VanTerm.Kind)


@pytest.mark.both
def test_a_renewal_counts_from_the_moment_it_is_taken_down(van):
    upkeep.take_down_term(van, kind="insurance", by=None, until=date(2019, 8, 1))
    assert stands(van).lapsed

    upkeep.take_down_term(van, kind="insurance", by=None, until=date(2020, 8, 1))
    upkeep.take_down_term(van, kind="insurance", by=None, until=date(2020, 8, 1))

    assert stands(van).cautions == []
    assert VanTerm.objects.count() == 2


@pytest.mark.both
def test_a_service_is_due_by_km_or_by_day_whichever_is_first(van):
    upkeep.take_down_term(
        van, kind="service", by=None, until=date(2020, 1, 1), until_km=15_000, name="Ganti oli"
    )
    assert stands(van).cautions == []

    actions.read_odometer(van, km=15_000, at=NOW, by=None)

    assert stands(van).cautions == ["Sudah waktunya servis: 1 Januari 2020 / 15.000 km."]
    assert stands(van).lapsed == []  # a service is no paper


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "tax"}, "sampai tanggal berapa"),
        ({"kind": "tax", "until_km": 1000}, "Hanya servis"),
    ],
)
def test_a_paper_without_a_day_is_refused(van, said, why):
    with pytest.raises(BadUpkeep, match=why):
        upkeep.take_down_term(van, by=None, **said)
    assert not VanTerm.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"good": ["tyres"], "defects": ["tyres"]},
        {"good": ["wings"]},
        {"good": ["oil"], "is_blocking": True},
    ],
)
def test_an_inspection_that_cannot_be_meant_is_refused(van, said):
    with pytest.raises(BadUpkeep):
        upkeep.inspect(van, at=NOW, by=None, **said)
    assert not Inspection.objects.exists()


def test_an_inspection_of_tomorrow_is_refused(van):
    with pytest.raises(BadReading, match="belum terjadi"):
        upkeep.inspect(van, at=clock.now() + timedelta(days=1), by=None, good=["oil"])


def test_an_unsafe_van_is_not_booked_and_the_free_one_is_named(van, unsafe, draft):
    outing = draft()

    with pytest.raises(VanBlocked) as refused:
        bookings.book(outing, van, by=None)

    assert str(refused.value) == (
        "Gonggong tidak boleh jalan: ban. "
        "Yang kosong pada hari itu: Ayo Batam (di Batam, perlu menyeberang)."
    )
    assert not outing.assignments.exists()


def test_a_defect_that_does_not_block_lets_the_van_go(van, driver, draft):
    upkeep.inspect(van, at=NOW, by=driver, defects=["lamp"])

    assert bookings.book(draft(), van, by=None).van == van
    assert stands(van).open_defects


def test_only_who_keeps_the_van_says_that_it_is_mended(van, unsafe, driver, person, draft):
    with pytest.raises(NotAllowed):
        upkeep.mend(unsafe, by=driver)
    # A later look that finds all well is no mending: somebody has to answer for it.
    upkeep.inspect(van, at=clock.now(), by=driver, good=["tyres", "oil"])
    assert stands(van).blocks == ["ban"]

    first = upkeep.mend(unsafe, by=person("perencana"), note="Ban baru")

    assert upkeep.mend(unsafe, by=person("perencana")) == first
    assert Mending.objects.count() == 1
    assert bookings.book(draft(), van, by=None)


def test_who_neither_drives_nor_keeps_inspects_nothing(van, person):
    with pytest.raises(NotAllowed):
        upkeep.inspect(van, at=NOW, by=person("humas"), good=["oil"])
    with pytest.raises(NotAllowed):
        upkeep.take_down_term(van, kind="tax", by=person("petugas"), until=TODAY)


def test_a_booked_van_that_becomes_unsafe_is_told_to_its_planner_and_its_keeper(
    van, driver, person, draft
):
    outing = draft()
    bookings.book(outing, van, by=None)
    assert told(person, "perencana") == []

    upkeep.inspect(van, at=NOW, by=driver, defects=["tyres"], is_blocking=True)

    assert told(person, "perencana") == [
        "Gonggong tidak boleh jalan: ban.",
        "“Sosialisasi Dompak” 24 Agustus 2019: Gonggong tidak boleh jalan: ban. "
        "Yang kosong pada hari itu: Ayo Batam (di Batam, perlu menyeberang).",
    ]
    assert told(person, "humas") == []


def test_papers_that_end_before_the_day_of_the_outing_warn_and_do_not_refuse(
    van, person, draft, signed_in, words
):
    upkeep.take_down_term(van, kind="roadworthy", by=None, until=date(2019, 8, 20))
    outing, desk = draft(), signed_in("perencana")

    booked = desk.post(
        reverse("console:book", args=[outing.pk, "van"]), {"thing": van.pk}, follow=True
    )

    assert "Gonggong: Masa berlaku KIR berakhir 20 Agustus 2019." in words(booked)
    assert told(person, "perencana") == [
        "Gonggong: Masa berlaku KIR akan berakhir 20 Agustus 2019.",
        "“Sosialisasi Dompak” 24 Agustus 2019: Gonggong: "
        "Masa berlaku KIR berakhir 20 Agustus 2019.",
    ]


def test_the_driver_inspects_on_the_fleet_page_and_the_custodian_mends(
    client, signed_in, words, van, driver
):
    desk = signed_in("pengemudi")
    seen = {"tyres": "defect", "oil": "good", "is_blocking": "on", "note": "Ban gundul"}
    address = reverse("console:fleet_record", args=[van.pk, "inspection"])

    page = words(desk.post(address, seen | {"at": "2019-08-18T05:15"}, follow=True))

    assert "Gonggong tidak boleh jalan: ban." in page
    assert "Tidak aman: Ban. Ban gundul" in page
    inspection = Inspection.objects.get()
    assert (inspection.good, inspection.defects, inspection.seen_by) == (["oil"], ["tyres"], driver)
    mended = reverse("console:fleet_mended", args=[inspection.pk])
    assert desk.post(mended).status_code == 403
    page = words(signed_in("perencana").post(mended, follow=True))
    assert "Sudah diperbaiki: mobil boleh jalan lagi" in page
    assert "tidak boleh jalan" not in page


def test_the_custodian_takes_a_paper_down_on_the_page(signed_in, words, van):
    address = reverse("console:fleet_record", args=[van.pk, "term"])
    desk = signed_in("perencana")

    refused = desk.post(address, {"kind": "registration"})
    assert refused.status_code == 409
    page = words(
        desk.post(address, {"kind": "registration", "until": "2020-07-01", "name": "CONTOH-1"},
                  follow=True)
    )  # fmt: skip

    assert "STNK sampai 1 Juli 2020 CONTOH-1" in page


def test_an_outing_that_was_held_may_still_be_told_with_a_van_that_is_blocked_now(
    van, unsafe, held
):
    assert bookings.book(held, van, by=None).van == van


@given(
    until=st.none() | st.dates(date(2018, 1, 1), date(2022, 1, 1)),
    until_km=st.none() | st.integers(0, 300_000),
    km=st.none() | st.integers(0, 300_000),
    days=st.integers(0, 2000),
)
def test_what_has_lapsed_stays_lapsed_and_is_never_only_soon(until, until_km, km, days):
    term = VanTerm(kind="service", until=until, until_km=until_km)

    def at(day, km):
        [term_card] = [each for each in terms_on(day, {"service": term}, km) if each.last]
        return term_card

    now, later = at(TODAY, km), at(TODAY + timedelta(days=days), km and km + days)
    assert not (now.has_lapsed and now.is_soon)
    assert later.has_lapsed or not now.has_lapsed
    assert bool(now.words) == (now.has_lapsed or now.is_soon)
    if until is None and (until_km is None or km is None):
        assert not now.words


def test_what_blocks_is_in_one_place_and_told_once(van, unsafe):
    assert fitness.blocked_vans() == {van.pk}
    actions.set_condition(van, "broken", by=None)
    van.refresh_from_db()
    assert stands(van).block_words == "Gonggong tidak boleh jalan: tidak bisa dipakai dan ban."


def test_a_slip_of_the_finger_on_the_odometer_is_refused(van):
    actions.read_odometer(van, km=15_000, at=NOW - timedelta(days=1), by=None)

    with pytest.raises(BadReading, match="lebih jauh"):
        actions.read_odometer(van, km=150_012, at=NOW, by=None)

    actions.read_odometer(van, km=15_012, at=NOW, by=None)


def test_a_reading_of_a_phone_whose_clock_runs_ahead_stops_no_reading_at_the_desk(van, driver):
    with commit(an_act("read odometer"), by=driver) as draft:
        tomorrow = NOW + timedelta(days=1)
        draft.add(OdometerReading, van=van, km=15_000, at=tomorrow, told_by=driver)

    assert actions.read_odometer(van, km=15_012, at=NOW, by=None).km == 15_012
