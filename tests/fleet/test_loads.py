"""What was taken along and came back, and the register of state property."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from mobilink.console.todo.items import needs_of
from mobilink.fleet.models import Equipment, Van
from mobilink.insight.assets import COLUMNS, assets_csv
from mobilink.journal.storage.models import Installation
from mobilink.outreach import actions, bookings
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.loads import balance, bring_back, still_out, take_out
from mobilink.outreach.models import Load
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Person
from mobilink.people.queries import Rights
from mobilink.publishing.drives import driver_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def tent():
    return Equipment.objects.get(label="TND-01")


def told(person, name, day):
    return [need.words for need in needs_of(Rights(person(name)), day) if need.kind == "van"]


def test_what_went_out_and_did_not_come_back_is_told_once_the_day_is_over(draft, tent, person):
    outing = draft()
    take_out(outing, by=None, equipment=tent)
    take_out(outing, by=None, name="kursi lipat", quantity=12)
    bring_back(outing, by=None, name="Kursi lipat", quantity=10)

    lines = [(each.name, each.out, each.back, each.missing) for each in balance(outing)]
    assert lines == [("Tenda lipat Tanjungpinang", 1, 0, 1), ("kursi lipat", 12, 10, 2)]
    assert told(person, "perencana", outing.day) == []
    [notice] = told(person, "perencana", date(2019, 8, 25))
    assert notice == (
        "Belum kembali dari “Sosialisasi Dompak” 24 Agustus 2019: "
        "1 Tenda lipat Tanjungpinang, 2 kursi lipat."
    )
    assert told(person, "humas", date(2019, 8, 25)) == []


@pytest.mark.both
def test_one_thing_goes_out_once_until_it_is_back(draft, tent):
    outing = draft()

    assert take_out(outing, by=None, equipment=tent) == take_out(outing, by=None, equipment=tent)
    bring_back(outing, by=None, equipment=tent)
    with pytest.raises(BadPlan, match="hanya 0 Tenda"):
        bring_back(outing, by=None, equipment=tent)
    take_out(outing, by=None, equipment=tent)

    assert Load.objects.count() == 3


def test_more_than_went_out_cannot_come_back(draft):
    outing = draft()
    take_out(outing, by=None, name="leaflet", quantity=5)

    with pytest.raises(BadPlan, match="hanya 5 leaflet"):
        bring_back(outing, by=None, name="leaflet", quantity=6)
    assert balance(outing)[0].back == 0


def test_how_a_thing_came_back_is_its_condition_from_then_on(draft, tent, words, signed_in):
    outing = draft()
    take_out(outing, by=None, equipment=tent)
    assert still_out() == {tent.pk: outing}

    bring_back(outing, by=None, equipment=tent, condition="broken")

    tent.refresh_from_db()
    assert tent.condition == "broken"
    assert still_out() == {}
    page = words(signed_in("petugas").get(reverse("console:load", args=[outing.pk])))
    assert "1 keluar, 1 kembali (tidak bisa dipakai)" in page


@pytest.mark.both
def test_what_is_still_out_is_found_without_reading_what_came_back_long_ago(
    draft, tent, rows_read, django_assert_num_queries
):
    past, now = draft(), draft("Sosialisasi Bintan")

    def go_and_come_back():
        take_out(past, by=None, equipment=tent)
        bring_back(past, by=None, equipment=tent)

    go_and_come_back()
    take_out(now, by=None, equipment=tent)
    few = rows_read(still_out)
    bring_back(now, by=None, equipment=tent)
    for _each in range(20):
        go_and_come_back()
    take_out(now, by=None, equipment=tent)

    assert rows_read(still_out) == few == 2
    with django_assert_num_queries(2):
        assert still_out() == {tent.pk: now}


def test_only_hands_of_the_unit_that_goes_load(draft, tent, person):
    with pytest.raises(NotAllowed):
        take_out(draft(), by=person("humas"), equipment=tent)
    driver = Person.objects.get(name="Andi Contoh")

    assert take_out(draft(title="Lain"), by=driver, equipment=tent).told_by == driver


def test_nothing_is_taken_to_what_was_called_off(draft, tent):
    outing = draft()
    actions.cancel(outing, by=None, reason="Hujan")

    with pytest.raises(BadPlan, match="batal"):
        take_out(outing, by=None, equipment=tent)


@pytest.mark.parametrize("said", [{}, {"name": " "}])
def test_a_load_of_nothing_is_refused(draft, said):
    with pytest.raises(BadPlan, match="tulis apa dan berapa"):
        take_out(draft(), by=None, **said)


def test_the_list_is_kept_on_its_page_and_stands_on_the_drivers_sheet(
    draft, tent, signed_in, words, told_by
):
    outing, desk = draft(), signed_in("petugas")
    bookings.book(outing, tent, by=None)
    address = reverse("console:load", args=[outing.pk])
    assert "Tenda lipat Tanjungpinang TND-01 Sudah di mobil" in words(desk.get(address))

    desk.post(f"{address}thing", {"equipment": tent.pk})
    page = words(desk.post(f"{address}out", {"name": "leaflet", "quantity": "300"}, follow=True))

    assert "300 keluar, 0 kembali · 300 belum kembali" in page
    assert desk.post(f"{address}out", {"name": "", "quantity": "1"}).status_code == 422
    sheet = told_by(driver_sheet(outing))
    assert "Tenda lipat Tanjungpinang TND-01" in sheet
    assert "300 leaflet" in sheet
    back = desk.post(f"{address}back", {"name": "leaflet", "quantity": "301"})
    assert back.status_code == 409


def test_the_custodian_keeps_the_register_and_it_is_a_csv(draft, tent, signed_in, words, person):
    outing, desk = draft(), signed_in("perencana")
    address = reverse("console:fleet_record", args=[tent.pk, "register"])
    typed = {
        "asset_number": "=1+1", "serial_number": "CONTOH-7", "weight_kg": "18,5",
        "wind_limit_kmh": "40", "keeper": person("perencana").pk,
    }  # fmt: skip

    page = words(desk.post(address, typed, follow=True))
    take_out(outing, by=None, equipment=tent)

    assert "Nomor seri CONTOH-7 18,5 kg, turun bila angin di atas 40 km/jam" in page
    answer = desk.get("/console/fleet/assets.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [*rows[0]] == [*COLUMNS]
    assert len(rows) == Van.objects.count() + Equipment.objects.count()
    [row] = [row for row in rows if row["label"] == "TND-01"]
    assert row["asset_number"] == "'=1+1"  # a spreadsheet must not reckon with it
    assert (row["keeper"], row["weight_kg"]) == ("Maya Contoh", "18.5")
    assert (row["out_at"], row["out_since"]) == ("Sosialisasi Dompak", "2019-08-24")
    assert signed_in("petugas").post(address, typed).status_code == 403


@pytest.mark.both
def test_the_register_tells_nothing_of_what_nobody_recorded():
    [row] = [row for row in csv.DictReader(io.StringIO(assets_csv())) if row["label"] == "TND-02"]

    assert {row[name] for name in ("asset_number", "condition", "weight_kg", "out_at")} == {""}
    assert row["unit"]


def test_only_who_keeps_a_thing_or_booked_it_says_how_it_came_back(draft, tent, person):
    outing, officer = draft(), person("petugas")
    take_out(outing, by=officer, equipment=tent)
    bring_back(outing, by=officer, equipment=tent, condition="broken")
    tent.refresh_from_db()
    assert (
        tent.condition != "broken"
    )  # the list keeps what was said, the register its keeper's word

    bookings.book(outing, tent, by=None)
    for said, is_then in (("broken", "broken"), ("good", "broken")):
        take_out(outing, by=officer, equipment=tent)
        bring_back(outing, by=officer, equipment=tent, condition=said)
        tent.refresh_from_db()
        assert tent.condition == is_then


def test_a_van_brings_back_what_another_unit_keeps_and_the_office_tells_the_register(draft, tent):
    """Of that unit's register the van is not believed; its word reaches the office with the load."""
    outing = draft()
    take_out(outing, by=None, equipment=tent)
    unit, before = outing.executing_unit.code, tent.condition
    assert unit != tent.unit.code
    Installation.objects.update(kind="hub", streams=["team", f"unit/{unit}"])

    load = bring_back(outing, by=None, equipment=tent, condition="limited")

    tent.refresh_from_db()
    assert (load.condition, tent.condition) == ("limited", before)
    assert still_out() == {}
