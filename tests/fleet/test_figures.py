"""Km against the map, fuel against km, receipts with who, when, from where and their photo."""

import struct
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from mobilink.basics.jpeg import bare
from mobilink.fleet import actions
from mobilink.fleet.models import OdometerReading, Receipt, Refuelling, Van
from mobilink.fleet.plausible import (
    MOST_TIMES,
    ROAD_FACTOR,
    SPARE_KM,
    Reading,
    Verdict,
    judge_fuel,
    judge_km,
    legs,
    road_km,
)
from mobilink.insight.driving import van_figures
from mobilink.journal.sync import blobs
from mobilink.outreach import bookings
from mobilink.people.models import Person

pytestmark = pytest.mark.django_db
JULY = (date(2019, 7, 1), date(2019, 7, 31))
START = datetime(2019, 7, 1, tzinfo=UTC)


def segment(marker, payload):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


SCAN = segment(0xDA, b"\x01") + b"\x12\xff\x00\x34\xff\xd0\x56"
PLAIN = b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xDB, b"\x01" * 9) + SCAN + b"\xff\xd9"
TOLD = (
    b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xE1, b"Exif\0\0GPS 1.17 N") + b"\xff"
    + segment(0xFE, b"Telepon Contoh") + segment(0xDB, b"\x01" * 9) + SCAN + b"\xff\xd9"
    + b"\xff\xd8\xff\xe1a second picture with GPS\xff\xd9"
)  # fmt: skip


def at(hours):
    return START + timedelta(hours=hours)


def of(name):
    return next(each for each in van_figures(*JULY) if each.van.name == name)


@pytest.fixture
def batam():
    return Van.objects.get(name="Ayo Batam")


@pytest.fixture
def driven(batam, held):
    """Ayo Batam was at the garden; `driven(km)` reads its odometer before and after."""
    if not held.assignments.filter(van=batam).exists():
        bookings.book(held, batam, by=None)
    morning = datetime.combine(held.day, time(0), tzinfo=UTC)

    def read(km, start=1000):
        actions.read_odometer(batam, km=start, at=morning - timedelta(hours=1), by=None)
        actions.read_odometer(batam, km=start + km, at=morning + timedelta(hours=12), by=None)

    return read


def test_km_that_fit_the_map_are_plausible(driven, held):
    driven(40)

    [drive] = of("Ayo Batam").drives
    assert drive.outings == [held]
    assert (drive.driven, drive.verdict) == (40, Verdict.PLAUSIBLE)
    assert drive.map_km == round(road_km(drive.straight_km))


@pytest.mark.parametrize(("km", "verdict"), [(1, "too_short"), (400, "too_long")])
def test_km_that_do_not_fit_the_map_are_asked_about(driven, km, verdict):
    driven(km)

    assert [drive.verdict for drive in of("Ayo Batam").drives] == [verdict]


@pytest.mark.both
def test_an_outing_without_readings_is_not_judged(batam, held):
    bookings.book(held, batam, by=None)

    [drive] = of("Ayo Batam").drives
    assert (drive.driven, drive.verdict) == (None, Verdict.UNRECORDED)


@pytest.mark.both
def test_a_van_that_was_not_there_drove_nowhere(driven, held, batam):
    driven(40)
    booking = held.assignments.get(van=batam)
    bookings.record_served(booking, False, by=None)

    assert of("Ayo Batam").drives == []


def test_a_way_across_water_is_not_measured(held, driven):
    driven(40)
    gonggong = Van.objects.get(name="Gonggong")
    bookings.book(held, gonggong, by=None)

    assert [drive.map_km for drive in of("Gonggong").drives if held in drive.outings] == [None]


@pytest.mark.both
def test_fuel_is_judged_by_what_was_taken_between_the_readings(driven, batam, held):
    driven(300)
    when = datetime.combine(held.day, time(3), tzinfo=UTC)
    actions.refuel(batam, litres=Decimal("36"), rupiah=360_000, at=when, by=None)
    earlier = when - timedelta(days=2)
    actions.refuel(batam, litres=Decimal("99"), rupiah=990_000, at=earlier, by=None)

    figures = of("Ayo Batam")

    assert (figures.km, figures.litres, figures.thirst) == (300, 36.0, 12.0)
    assert figures.fuel_verdict == Verdict.PLAUSIBLE


def test_a_receipt_tells_who_when_from_where_and_shows_its_photo(
    batam, signed_in, words, person, client
):
    desk = signed_in("perencana")
    receipt = {"kind": "ferry", "rupiah": "150000", "at": "2019-07-20T06:10", "note": "Roro contoh"}
    photo = SimpleUploadedFile("kuitansi.jpg", TOLD, "image/jpeg")
    address = reverse("console:fleet_record", args=[batam.pk, "receipt"])

    for _twice in range(2):
        photo.seek(0)
        page = words(desk.post(address, receipt | {"photo": photo}, follow=True))

    assert "Kuitansi tercatat." in page
    kept = Receipt.objects.get()
    assert kept.told_by == person("perencana")
    assert blobs.read(kept.photo) == PLAIN
    shown = words(desk.get("/console/fleet/figures/?from=2019-07-01&to=2019-07-31"))
    assert "20 Jul 2019, 06.10 Kapal · Rp150.000 · Roro contoh Maya Contoh" in shown
    assert "Kantor BP3TKI Tanjungpinang (demo)" in shown
    answer = desk.get(reverse("console:photo", args=[kept.photo]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"GPS" not in answer.content
    client.logout()
    assert client.get(reverse("console:photo", args=[kept.photo])).status_code == 302


def test_meters_and_fuel_carry_a_photo_too(batam, signed_in):
    desk = signed_in("perencana")
    for what, typed in (("km", {"km": "900"}), ("fuel", {"litres": "20", "rupiah": "200000"})):
        photo = SimpleUploadedFile("a.jpg", PLAIN, "image/jpeg")
        desk.post(
            reverse("console:fleet_record", args=[batam.pk, what]),
            typed | {"at": "2019-07-20T06:10", "photo": photo},
        )

    assert OdometerReading.objects.get().photo == Refuelling.objects.get().photo != ""


@pytest.mark.parametrize("data", [b"GIF89a", b"\xff\xd8\xff", PLAIN[:-1], b"\xff\xd8\xff\xe1\0\0"])
def test_what_is_no_photo_is_refused_at_its_field_and_nothing_is_kept(
    batam, signed_in, words, data
):
    photo = SimpleUploadedFile("a.jpg", data, "image/jpeg")
    typed = {"kind": "toll", "rupiah": "1", "at": "2019-07-20T06:10", "photo": photo}

    answer = signed_in("perencana").post(
        reverse("console:fleet_record", args=[batam.pk, "receipt"]), typed
    )

    assert answer.status_code == 422
    assert "Ini bukan foto yang dapat dibaca" in words(answer)
    assert not Receipt.objects.exists()


def test_a_photo_of_somebody_who_may_not_is_not_kept(batam, signed_in):
    from mobilink.journal.storage.models import Blob

    photo = SimpleUploadedFile("a.jpg", PLAIN, "image/jpeg")
    typed = {"kind": "toll", "rupiah": "1", "at": "2019-07-20T06:10", "photo": photo}

    answer = signed_in("humas").post(
        reverse("console:fleet_record", args=[batam.pk, "receipt"]), typed
    )

    assert answer.status_code == 403
    assert not Blob.objects.exists()


def test_the_page_is_read_by_everybody_who_works_here(signed_in, words):
    page = words(signed_in("petugas").get("/console/fleet/figures/"))

    assert "dikali 1,4" in page
    assert "Gonggong" in page


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: TOLD[:40] + tail))
def test_any_bytes_are_a_bare_picture_or_refused(data):
    try:
        once = bare(data)
    except ValueError:
        return
    assert bare(once) == once
    assert len(once) <= len(data)


def test_a_bare_picture_stays_as_it_is():
    assert bare(PLAIN) == PLAIN
    assert bare(TOLD) == PLAIN


@given(st.integers(0, 500), st.floats(0, 200))
def test_km_are_judged_by_bounds_that_do_not_overlap(driven, straight):
    verdict = judge_km(driven, straight)

    assert (verdict == Verdict.TOO_SHORT) == (driven < int(2 * straight))
    most = 2 * straight * ROAD_FACTOR * MOST_TIMES + SPARE_KM
    assert (verdict == Verdict.TOO_LONG) == (driven > most)
    assert judge_km(round(road_km(straight)), straight) == Verdict.PLAUSIBLE


@given(st.none() | st.floats(0, 300), st.none() | st.integers(0, 3000))
@pytest.mark.both
def test_fuel_is_never_judged_by_what_nobody_recorded(litres, km):
    verdict = judge_fuel(litres, km)

    if litres is None or not km:
        assert verdict == Verdict.UNRECORDED
    elif verdict in (Verdict.TOO_LOW, Verdict.TOO_HIGH):
        assert judge_fuel(km * 0.10, km) == Verdict.PLAUSIBLE


MOMENTS = st.integers(0, 200)


@given(
    st.lists(st.tuples(MOMENTS, st.integers(0, 5)), max_size=8),
    st.lists(st.tuples(MOMENTS, st.integers(0, 10)), max_size=6),
)
def test_each_outing_is_in_one_leg_at_most_that_holds_it_whole(steps, hours):
    km, readings = 0, []
    for when, more in sorted(steps):
        km += more
        readings.append(Reading(at(when), km))
    outings = [(at(start), at(start + long)) for start, long in hours]

    legs_between = legs(readings, outings)

    numbers = [number for leg in legs_between for number in leg.outings]
    assert len(numbers) == len(set(numbers))
    for leg in legs_between:
        assert leg.km >= 0
        for number in leg.outings:
            start, end = outings[number]
            assert leg.before.at <= start
            assert end <= leg.after.at
            assert not any(leg.before.at < reading.at <= start for reading in readings)
    for number, (start, end) in enumerate(outings):
        whole = any(r.at <= start for r in readings) and any(
            r.at >= end and r.at > start for r in readings
        )
        assert (number in numbers) == whole


def test_a_driver_reads_meters_and_nobody_of_humas(batam, person):
    driver = Person.objects.get(name="Andi Contoh")

    assert actions.read_odometer(batam, km=5, at=at(0), by=driver).told_by == driver


def test_a_receipt_reads_alike_in_the_figures_and_in_the_audit(batam, held, signed_in, words):
    moment = datetime.combine(held.day, time(2), tzinfo=UTC)
    if not held.assignments.filter(van=batam).exists():
        bookings.book(held, batam, by=None)
    actions.refuel(batam, litres=Decimal("20.5"), rupiah=150_000, at=moment, by=None)
    actions.keep_receipt(batam, kind="toll", rupiah=9_000, at=moment, by=None, note="Misal")
    actions.read_odometer(batam, km=77_000, at=moment, by=None)
    desk = signed_in("perencana")
    window = f"?from={held.day}&to={held.day}"

    pages = [
        words(desk.get(reverse("console:fleet_figures") + window)),
        words(desk.get(reverse("console:audit", args=[held.pk]))),
    ]

    for said in ("Bahan bakar 20,5 l · Rp150.000", "Tol · Rp9.000 · Misal", "Odometer 77.000 km"):
        assert all(said in page for page in pages), said
