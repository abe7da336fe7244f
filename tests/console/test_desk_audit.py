"""An auditor's walk: one outing's papers, km, fuel, kit, stock, cash and visits on one page."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from mobilink.booth import actions as booth
from mobilink.fleet import actions as fleet
from mobilink.fleet.models import Van
from mobilink.goods import actions as goods
from mobilink.goods import balance
from mobilink.goods.counts import count_goods
from mobilink.outreach import bookings, loads
from mobilink.outreach.models import Outing
from mobilink.people.models import Person, Unit

PLACE = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def held(db):
    return Outing.objects.get(title="Car Free Day Tanjungpinang", day__month=7)


@pytest.fixture
def officer(db):
    return Person.objects.get(name="Dewi Contoh")


def seen(desk, outing):
    page = desk.get(reverse("console:audit", args=[outing.pk])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_every_record_of_an_outing_stands_there_with_who_when_and_from_where(
    signed_in, held, officer
):
    van, unit = Van.objects.get(name="Gonggong"), Unit.objects.get(code="KEPRI-KPP")
    if not held.assignments.filter(van=van).exists():
        bookings.book(held, van, by=None)
    morning = booth.tally(held, by=officer).at.replace(
        year=2019, month=7, day=14, hour=5, tzinfo=PLACE
    )
    for km, hour in ((1_000, 0), (1_012, 6)):
        fleet.read_odometer(van, km=km, at=morning + timedelta(hours=hour), by=None)
    fleet.refuel(van, litres=10, rupiah=70_000, at=morning + timedelta(hours=2), by=None)
    loads.take_out(held, by=None, name="Kursi", quantity=4)
    loads.bring_back(held, by=None, name="Kursi", quantity=3)
    maker = goods.register_maker(by=None, unit=unit, name="Anyaman Misal (contoh)")
    bag = goods.list_product(maker, by=None, name="Tas misal", kind="craft", price=50_000)
    lot = goods.take_in(bag, by=None, unit=unit, quantity=5)
    goods.sell(held, [(lot, 2)], by=officer, origin=balance.store_of(unit.code))
    other = Person.objects.get(name="Maya Contoh")
    goods.count_cash(held, by=officer, counted=99_000, seconded_by=other, reason="Kembalian kurang")
    count_goods(
        lot, by=officer, place=balance.store_of(unit.code), counted=2, outing=held,
        seconded_by=other, reason="Satu tidak ketemu",
    )  # fmt: skip
    booth.visit(held, by=officer)

    page = seen(signed_in("kepala"), held)

    for record in (
        "Odometer 1.000 km", "Odometer 1.012 km", "Bahan bakar 10", "Rp70.000",
        "Gonggong: ditempuh 12 km (1.000–1.012)",
        "4 × Kursi, dibawa", "3 × Kursi, dibawa pulang", "Belum kembali: 1 × Kursi",
        "2 × Tas misal", "Rp100.000", "Hasil penjualan: Rp100.000",
        "Dihitung 2 × Tas misal, seharusnya 3", "Satu tidak ketemu", "1 kurang dari yang diketahui sekarang",
        "Dihitung Rp99.000, seharusnya Rp100.000", "Dewi Contoh, Maya Contoh", "Kembalian kurang",
        "orang yang singgah", "kunjungan",
        "BP3TKI Tanjungpinang",
    ):  # fmt: skip
        assert record.lower() in page.lower(), record


def test_an_outing_of_which_little_is_recorded_says_so(signed_in, db):
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")

    page = seen(signed_in("kepala"), outing)

    assert page.count("tidak dicatat") >= 3
    assert "0 km" not in page


def test_the_walk_asks_as_often_for_many_records_as_for_few(
    signed_in, held, officer, django_assert_max_num_queries
):
    for _each in range(40):
        booth.tally(held, by=officer)
        loads.take_out(held, by=None, name="Brosur", quantity=1)
    desk = signed_in("kepala")

    with django_assert_max_num_queries(40):
        desk.get(reverse("console:audit", args=[held.pk]))
