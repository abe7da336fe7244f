"""The driver's day on a phone without a network: the way, the load out and back, the meters."""

import json

import pytest
from playwright.sync_api import expect

from tests.field.handling import enter, go, let_in, send
from tests.field.test_phone_day import picture

pytestmark = pytest.mark.browser
DRIVER = "Andi Contoh"
BOOKED = """
import datetime
from mobilink.fleet import actions as fleet
from mobilink.fleet.models import Equipment, Van
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
from mobilink.outreach.trips import plan_trip
from mobilink.people.models import Person
outing, van = Outing.objects.get(day="2019-08-18"), Van.objects.get(name="Gonggong")
dewi = Person.objects.get(name="Dewi Contoh")
with commit(Act("correct", "correct"), by=None) as draft:
    draft.change(dewi, phone="0812-0000-0002")
for thing, duty in ((van, ""), (Equipment.objects.get(label="TND-01"), ""), (dewi, "leader")):
    book(outing, thing, by=None, duty=duty)
fleet.read_odometer(van, km=50_000, at=datetime.datetime(2019, 8, 17, tzinfo=datetime.UTC), by=None)
plan_trip(outing, by=None, leave_at=datetime.time(5, 10), gate="Gerbang timur", parking="Di belakang pasar",
    contact="Pak Hasan, 0812 0000 0001", crossing="Roro 06.00 Punggur", last_boat="17.00", plan_b="Ke Pasar Baru")
"""
HOME = """
import json
from mobilink.fleet.models import Equipment, OdometerReading, Receipt, Refuelling
from mobilink.journal.sync import blobs
from mobilink.outreach.models import Load, Outing
driver = {"told_by__name": "Andi Contoh"}
loads = [[l.equipment.label if l.equipment else l.name, l.way, l.quantity, l.condition, l.told_by.name]
         for l in Load.objects.filter(outing__day="2019-08-18").order_by("at")]
fuel = Refuelling.objects.filter(**driver).latest("at")
print(json.dumps([loads, OdometerReading.objects.filter(**driver).latest("at").km, [str(fuel.litres), fuel.rupiah],
    blobs.read(fuel.photo)[:3].hex(), [[r.kind, r.rupiah, r.note] for r in Receipt.objects.filter(**driver, at__gte=fuel.at)],
    Equipment.objects.get(label="TND-01").condition]))
"""


@pytest.fixture
def driving(approved_outing, served, phone):
    """The phone at the way of a driver's outing, without a network; the driver works."""
    served.python(BOOKED)
    the_driver_works(phone)
    phone.click("a[href$='/way/']")
    phone.locator(".way-leave").wait_for()
    phone.context.set_offline(True)
    return phone


def the_driver_works(phone) -> None:
    """The driver takes the phone, which knows the plan as it is now."""
    send(phone)
    phone.click(".who-mark")
    let_in(phone, DRIVER)


def at(page, screen: str) -> str:
    return page.url.partition("/outings/")[0] + f"/outings/{page.url.split('/')[5]}/{screen}"


@pytest.mark.usual
def test_the_driver_finds_everything_and_records_the_day_without_a_network(driving, served):
    page = driving.locator("#content")
    for detail in ("05.10", "Gerbang timur", "Di belakang pasar", "Roro 06.00 Punggur", "17.00",
                 "Ke Pasar Baru", "Gonggong", "Tenda lipat Tanjungpinang", "Ketua tim"):  # fmt: skip
        expect(page).to_contain_text(detail)
    numbers = [link.get_attribute("href") for link in driving.locator("a[href^=tel]:visible").all()]
    assert numbers == ["tel:081200000001", "tel:081200000002"]

    driving.click("a[href$='/load/']")
    driving.click("[data-tick]:has-text('TND-01')")
    expect(driving.locator("[data-tick][aria-pressed=true]")).to_have_count(1)
    driving.click("summary")
    driving.fill("#load-name", "Kursi")
    driving.fill("#load-many", "12")
    driving.click(".load-more .button")
    expect(driving.locator("[data-fill=progress]")).to_have_text("2 dari 2 sudah di mobil")

    driving.click("[data-turn=back]")
    driving.click("[data-back-as=broken]")
    expect(driving.locator(".load-return:has-text('TND-01') [data-fill=is]")).to_contain_text(
        "tidak bisa dipakai"
    )
    driving.locator(".load-return:has-text('Kursi') input").fill("10")
    driving.click(".load-return:has-text('Kursi') form .button")
    expect(driving.locator(".load-return:has-text('Kursi') [data-fill=is]")).to_have_text(
        "2 belum kembali"
    )

    go(driving, at(driving, "meters/"))
    meter, fuel, paid = (driving.locator(f"form[data-act={one}]") for one in ("odometer", "fuel", "receipt"))  # fmt: skip
    meter.locator("[name=km]").fill("49.000")
    meter.locator("button").click()
    expect(meter.locator("[data-fill=problem]")).to_contain_text("49.000 km kurang dari 50.000 km")
    meter.locator("[name=km]").fill("50.120")
    meter.locator("button").click()
    expect(meter.locator("[data-fill=done]")).to_contain_text("Tersimpan di HP ini")
    fuel.locator("[name=litres]").fill("20,5")
    fuel.locator("[name=rupiah]").fill("Rp150.000")
    file = {"name": "nota.png", "mimeType": "image/png", "buffer": picture()}
    fuel.locator("[type=file]").set_input_files(file)
    expect(fuel.locator("[data-show=hasPhoto]")).to_be_visible()
    fuel.locator("button").click()
    expect(driving.locator("[data-list=told] li").first).to_contain_text("Foto di HP ini")
    paid.locator("[value=parking]").check(force=True)
    paid.locator("[name=rupiah]").fill("5000")
    paid.locator("[name=note]").fill("Pasar Baru")
    paid.locator("button").click()
    expect(driving.locator("[data-list=told] li")).to_have_count(3)

    driving.context.set_offline(False)
    assert "Semua catatan" in send(driving)
    loads, km, litres, photo, receipts, condition = json.loads(served.python(HOME))
    assert loads == [
        ["TND-01", "out", 1, "", DRIVER], ["Kursi", "out", 12, "", DRIVER],
        ["TND-01", "back", 1, "broken", DRIVER], ["Kursi", "back", 10, "", DRIVER],
    ]  # fmt: skip
    assert (km, litres, photo) == (50_120, ["20.50", 150_000], "ffd8ff")
    assert receipts == [["parking", 5000, "Pasar Baru"]]
    assert condition == "broken"


INSPECTED = """
import json
from mobilink.fleet.fitness import blocked_vans
from mobilink.fleet.models import Inspection
from mobilink.journal.sync import blobs
seen = Inspection.objects.filter(van__name="Gonggong", at__date="2019-08-18").order_by("at")
print(json.dumps([[i.seen_by.name, i.good, i.defects, i.is_blocking, i.note, len(blobs.read(i.photo) or b"") > 99 if i.photo else ""]
    for i in seen] + [i.van_id in blocked_vans() for i in seen]))
"""


def test_a_driver_inspects_the_van_without_a_network_and_a_defect_blocks_it(driving, served):
    way = driving.locator("[data-list=seen]")
    expect(way).to_have_text("Gonggong: belum diperiksa pada hari itu")
    driving.click("a[href$='/inspect/']")
    save = driving.locator(".ask .save .button-primary")  # the screen before has one, too
    save.click()
    expect(driving.locator("[data-fill=problem]")).to_contain_text("Isi setidaknya satu bagian")
    driving.click("[data-all-good]")
    save.click()
    expect(way).to_contain_text(f"{DRIVER} · tidak ada kerusakan")

    driving.click("a[href$='/inspect/']")
    driving.locator("[name=oil][value=defect]").check()
    driving.click("[data-clear]")
    driving.locator("[name=tyres][value=defect]").check()
    driving.click("[data-all-good]")  # what was marked as a defect stays one
    driving.fill("#inspect-note", "Ban kiri depan gundul")
    file = {"name": "ban.png", "mimeType": "image/png", "buffer": picture()}
    driving.locator("[type=file]").set_input_files(file)
    driving.locator("[name=unsafe]").check()
    save.click()
    expect(way).to_contain_text(f"{DRIVER} · rusak: Ban")
    blocked = driving.locator("[data-list=warnings]")
    expect(blocked).to_have_text("Gonggong tidak boleh jalan: ban. Kantor belum mengetahuinya.")

    # The screen that stands follows what the office says.
    driving.context.set_offline(False)
    expect(blocked).to_have_text("Gonggong tidak boleh jalan: ban.")
    assert "Semua catatan" in send(driving)
    rest = ["cable", "fuel", "lamp", "oil", "tent"]
    first, second, *is_blocked = json.loads(served.python(INSPECTED))
    assert [first[0], sorted(first[1]), *first[2:]] == [DRIVER, [*rest, "tyres"], [], False, "", ""]
    assert [second[0], sorted(second[1]), *second[2:]] == [
        DRIVER, rest, ["tyres"], True, "Ban kiri depan gundul", True,
    ]  # fmt: skip
    assert is_blocked == [True, True]
    go(driving, "/field/")
    driving.click("a[href$='/way/']")
    expect(way).to_contain_text(f"{DRIVER} · rusak: Ban")


SECOND_VAN = """
from mobilink.fleet.models import Van
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
book(Outing.objects.get(day="2019-08-18"), Van.objects.exclude(name="Gonggong").first(), by=None)
"""


def test_of_two_vans_none_is_meant_before_somebody_says_which(phone, served):
    served.python(BOOKED + SECOND_VAN)
    the_driver_works(phone)
    phone.click("a[href$='/way/']")
    phone.click("a[href$='/inspect/']")
    phone.click("[data-all-good]")
    phone.click(".ask .save .button-primary")
    expect(phone.locator("[data-fill=problem]")).to_have_text("Mobil yang mana?")

    vans = phone.locator("[data-list=vans] label")
    vans.filter(has_not_text="Gonggong").locator("input").check()
    expect(phone.locator("[data-part] :checked")).to_have_count(6)
    vans.filter(has_text="Gonggong").locator("input").check()
    expect(phone.locator("[data-part] :checked")).to_have_count(0)
    phone.click("[data-all-good]")
    phone.click(".ask .save .button-primary")
    seen = phone.locator("[data-list=seen] li")
    expect(seen.filter(has_text="Gonggong")).to_contain_text("tidak ada kerusakan")
    expect(seen.filter(has_not_text="Gonggong")).to_contain_text("belum diperiksa")


def test_what_this_phone_and_the_office_know_of_a_load_counts_once(driving):
    driving.click("a[href$='/load/']")
    driving.click("[data-tick]:has-text('TND-01')")
    expect(driving.locator("[data-tick][aria-pressed=true]")).to_have_count(1)
    driving.context.set_offline(False)
    send(driving)
    # The plan that comes now holds what the phone recorded, too.
    send(driving)
    driving.click("[data-back]")
    driving.click("a[href$='/way/']")
    driving.click("a[href$='/load/']")
    driving.click("[data-turn=back]")
    expect(driving.locator("[data-fill=progress]")).to_have_text("0 dari 1 sudah kembali")
    driving.click("[data-back-as=good]")
    expect(driving.locator("[data-fill=progress]")).to_have_text("1 dari 1 sudah kembali")


def test_who_drives_comes_to_the_way_and_never_to_the_counting(driving):
    for screen in ("", "open/", "visit/", "close/"):
        go(driving, at(driving, screen))
        driving.locator(".way-leave").wait_for()
    go(driving, "/field/")
    driving.locator("a[href$='/way/']").wait_for()
    assert not driving.locator("[data-act-link]").is_visible()


@pytest.fixture
def shared(phone):
    """A phone on which an officer counted somebody at a booth that is open; now its driver works."""
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()
    phone.click(".who-mark")
    let_in(phone, DRIVER)
    return phone


def test_no_way_leads_who_drives_to_what_is_for_officers(shared):
    cards = shared.locator("[data-list=today]")
    expect(cards.locator("a[href$='/way/']")).to_be_visible()
    expect(cards.locator("a[href$='/crew/']")).to_be_hidden()

    shared.click(".who-mark")
    enter(shared)
    go(shared, "/field/")
    expect(cards.locator("a[href$='/crew/']")).to_be_visible()


def test_who_drives_takes_back_nobody_elses_counts(shared):
    phone = shared
    counted = everybodys_count(phone)
    expect(counted.locator("[data-undo-record]")).to_be_hidden()

    counted.locator("[data-undo-record]").evaluate("(button) => { button.hidden = false; }")
    counted.locator("[data-undo-record]").click()
    # The list was made anew, the button is away again.
    expect(counted.locator("[data-undo-record]")).to_be_hidden()
    expect(counted.locator("[data-show=isVoid]")).to_be_hidden()

    phone.click(".who-mark")
    enter(phone)
    counted = everybodys_count(phone)
    counted.locator("[data-undo-record]").click()
    expect(counted.locator("[data-show=isVoid]")).to_be_visible()


def everybodys_count(page):
    """What was counted, in the list of all that the phone recorded."""
    go(page, "/field/records/")
    page.click("[data-whose=all]")
    return page.locator("[data-list=records] li", has_text="Singgah")
