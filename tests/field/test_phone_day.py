"""The end of a day on a phone: the checklist of the close, ticks and photos, a handover, a changed plan."""

import json
import os
import struct
import zlib

import pytest
from playwright.sync_api import expect

from tests.field.handling import enter, go, let_in, send, tell_of

pytestmark = pytest.mark.browser


def open_booth(phone, *, leaflets: str = "100") -> str:
    """Open the booth without a network; the address of its outing."""
    phone.context.set_offline(True)
    phone.click("[data-act-link]")
    phone.fill("[name=leaflets_taken]", leaflets)
    phone.click(".open-form button")
    phone.locator(".tile-tally").wait_for()
    return phone.url


def bring_home(phone) -> None:
    """Let the phone reach the office and tell that everything arrived."""
    phone.context.set_offline(False)
    assert "Semua catatan HP ini" in send(phone)


def hear(phone, served, *changes: str) -> None:
    """The office changes something, and the phone hears of it."""
    served.python("".join(changes))
    send(phone)
    phone.click("[data-back]")
    phone.locator("[data-act-link]").wait_for()


BOOK_A_VAN = """
from mobilink.fleet.models import Van
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
book(Outing.objects.get(day="2019-08-18"), Van.objects.first(), by=None)
"""
CLOSED = """
import json
from mobilink.booth.models import Closing
from mobilink.outreach.models import Assignment, Outing
outing = Outing.objects.get(day="2019-08-18")
closing = Closing.objects.get(outing=outing)
served = list(Assignment.objects.filter(outing=outing, van__isnull=False).values_list("served", flat=True))
print(json.dumps([outing.state, closing.leaflets_left, closing.is_partial, closing.note, served]))
"""


def test_a_booth_is_closed_without_a_network(phone, served):
    hear(phone, served, BOOK_A_VAN)
    open_booth(phone)
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()
    phone.click(".tile-give")
    phone.click("[name=quantity][value='10']")
    phone.click(".tile-close")
    phone.fill("[name=leaflets_left]", "85")
    phone.click("[name=compare]")
    phone.locator("[data-fill=difference]", has_text="Selisih 5").wait_for()
    phone.fill("[name=leaflets_left]", "90")
    phone.click("[name=compare]")
    phone.locator("[data-check=leaflets] .check-right").wait_for()
    phone.check("[data-list=kit] [value=no]")
    phone.fill("[name=note]", "Hujan sejak pukul 08.00")
    phone.click("[name=partial]")
    phone.locator("[data-show=isPartial]").wait_for()
    assert phone.locator("[data-fill=given]").inner_text() == "10"

    bring_home(phone)
    assert json.loads(served.python(CLOSED)) == [
        "held", 90, True, "Hujan sejak pukul 08.00", [False],
    ]  # fmt: skip


def to_the_gate(phone) -> None:
    go(phone, "/field/who/")


TICKED = """
import hashlib, json
from mobilink.booth.models import Tick
from mobilink.journal.sync import blobs
told = [[tick.item, tick.is_done, tick.photo] for tick in Tick.objects.order_by("at")]
data = [blobs.read(photo) for _item, _done, photo in told if photo]
whole = [hashlib.sha256(one).hexdigest() == photo for one, (_i, _d, photo) in zip(data, [t for t in told if t[2]])]
print(json.dumps([[item, done, bool(photo)] for item, done, photo in told]))
print(json.dumps([[len(one) <= 300_000, one[:3].hex(), b"Exif" in one] for one in data]), json.dumps(whole))
"""


def picture() -> bytes:
    """A large picture of noise, which packs badly; a TIFF head such as cameras write their place in."""
    rows = b"".join(b"\0" + os.urandom(1600 * 3) for _ in range(1200))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1600, 1200, 8, 2, 0, 0, 0))]
    parts += [(b"eXIf", b"II*\0\x08\0\0\0\0\0"), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    facts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(facts)


def test_ticks_and_a_photo_reach_the_office(phone, approved_outing, served):
    phone.context.set_offline(True)
    go(phone, f"/field/outings/{approved_outing}/set-up/")
    phone.click("[data-tick] >> nth=0")
    phone.locator("[data-tick][aria-pressed=true]").wait_for()
    phone.click("[data-tick] >> nth=0")
    phone.locator("[data-tick][aria-pressed=true]").wait_for(state="detached")
    file = {"name": "tenda.png", "mimeType": "image/png", "buffer": picture()}
    phone.set_input_files(".check-photo input >> nth=1", file)
    phone.locator("[data-fill=photo]", has_text="Foto di HP ini").wait_for()
    assert phone.locator("[data-fill=progress]").inner_text() == "1 dari 8 sudah beres."

    bring_home(phone)
    facts, photos = served.python(TICKED).splitlines()
    assert json.loads(facts) == [
        ["distance", True, False], ["distance", False, False], ["tent", True, True],
    ]  # fmt: skip
    assert photos == '[[true, "ffd8ff", false]] [true]'
    go(phone, f"/field/outings/{approved_outing}/set-up/")
    phone.locator("[data-fill=photo]", has_text="Foto ada di kantor").wait_for()


HANDED = """
import json
from mobilink.booth.models import Handover
print(json.dumps([[h.given_by.name, h.taken_by.name, h.matters, h.note, h.tallies] for h in Handover.objects.all()]))
"""


def test_the_next_officer_takes_the_booth_by_their_own_tile(phone, served):
    to_the_gate(phone)
    let_in(phone, "Maya Contoh")
    to_the_gate(phone)
    enter(phone)
    address = open_booth(phone)
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()
    go(phone, address + "handover/")
    phone.check("[name=matters][value=weather]")
    phone.fill("[name=note]", "Baterai cadangan di laci kiri")
    phone.click("[data-taker] >> text=Maya Contoh")
    enter(phone, "Maya Contoh")
    phone.locator(".tile-tally").wait_for()
    go(phone, address + "handover/")
    phone.locator("[data-fill=giver]", has_text="Maya Contoh menyerahkan").wait_for()
    phone.locator("[data-fill=handed]", has_text="Dewi Contoh menyerahkan kepada Maya").wait_for()

    bring_home(phone)
    assert json.loads(served.python(HANDED)) == [
        ["Dewi Contoh", "Maya Contoh", ["weather"], "Baterai cadangan di laci kiri", 1]
    ]


OUTING = """
import json
from mobilink.outreach.models import Decision, Outing
o = Outing.objects.get(day="2019-08-18")
driven = [[str(a), a.is_released] for a in o.assignments.filter(duty="driver").order_by("is_released")]
decided = list(Decision.objects.filter(outing=o, verdict="cancelled").values_list("decided_by", "reason"))
print(json.dumps([o.state, o.reason, o.place_text, o.sequence > 0, driven, decided]))
"""
BOOK_A_DRIVER = """
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
book(Outing.objects.get(day="2019-08-18"), Person.objects.get(name="Andi Contoh"), by=None, duty="driver")
"""


def test_a_changed_plan_shows_at_once_and_is_published_by_the_office(
    phone, approved_outing, served
):
    hear(phone, served, BOOK_A_DRIVER)
    phone.context.set_offline(True)
    address = phone.url + f"outings/{approved_outing}/plan/"
    go(phone, address)
    phone.locator("[data-fill=ask_cancel]", has_text="Maya Contoh").wait_for()
    assert not phone.locator("[data-act=cancel]").is_visible()

    phone.context.set_offline(False)
    to_the_gate(phone)
    let_in(phone, "Maya Contoh")
    phone.context.set_offline(True)
    go(phone, address)
    phone.fill("[name=place]", "Halaman Gedung Daerah")
    phone.click("[data-act=moved] button")
    phone.locator("[data-fill=place]", has_text="Halaman Gedung Daerah").wait_for()
    phone.check("[data-act=driver] label:has-text('Siti Contoh') input")
    phone.click("[data-act=driver] button")
    phone.locator("[data-fill=drives]", has_text="Siti Contoh").wait_for()
    phone.fill("[name=reason]", "Angin kencang")
    phone.click("[data-act=cancel] button")
    phone.locator("[data-show=isOver]", has_text="Angin kencang").wait_for()
    phone.click("[data-take-back]")
    phone.locator("[data-show=isOver]").wait_for(state="hidden")
    phone.fill("[name=reason]", "Hujan lebat")
    phone.click("[data-act=cancel] button")
    phone.locator("[data-show=isOver]", has_text="Hujan lebat").wait_for()
    phone.locator("text=Diubah di HP ini, belum diumumkan.").wait_for()

    bring_home(phone)
    state, reason, _place, counted, driven, decided = json.loads(served.python(OUTING))
    assert [state, reason, counted] == ["cancelled", "Hujan lebat", True]
    assert driven == [["Siti Contoh", False], ["Andi Contoh", True]]
    assert decided[-1] == ["Maya Contoh", "Hujan lebat"]
    phone.goto(f"{served.address}/outings/{approved_outing}/")
    phone.locator("main", has_text="Hujan lebat").wait_for()


def test_a_photo_comes_over_a_van_although_the_line_breaks_between_its_parts(
    phone, approved_outing, served, van
):
    phone.context.set_offline(True)
    go(phone, f"/field/outings/{approved_outing}/strike/")
    file = {"name": "bersih.png", "mimeType": "image/png", "buffer": picture()}
    phone.set_input_files(".check-photo input >> nth=0", file)
    phone.locator("[data-fill=photo]", has_text="Foto di HP ini").wait_for()
    sent: list[int] = []

    def only_to_the_van(route) -> None:
        is_van = route.request.url.startswith(van.address)
        is_photo = route.request.url.endswith("/blobs")
        if is_van and is_photo:
            sent.append(len(route.request.post_data_buffer or b""))
        is_cut = is_photo and len(sent) == 2
        route.continue_() if is_van and not is_cut else route.abort()

    phone.route("**/api/v1/*", only_to_the_van)
    phone.context.set_offline(False)
    tell_of(phone, van)
    phone.click("[data-send-now]")
    phone.locator("[data-fill=outcome]", has_text="belum menjawab").wait_for()
    phone.click("[data-send-now]")
    phone.locator("[data-fill=outcome]", has_text="Semua catatan HP ini").wait_for()

    assert len(sent) > 2
    van.run("sync", "--once")
    assert served.python(TICKED).splitlines()[1] == '[[true, "ffd8ff", false]] [true]'


BOOK_DEWI = """
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
book(Outing.objects.get(day="2019-08-18"), Person.objects.get(name="Dewi Contoh"), by=None)
"""
DUTIES = """
import json
from mobilink.outreach.models import Outing
booked = Outing.objects.get(day="2019-08-18").assignments.filter(is_released=False)
print(json.dumps(sorted([str(one), one.duty] for one in booked)))
"""


def at_plan(phone, outing) -> None:
    """Whoever plans works on the phone, at the changes of an outing, without a network."""
    to_the_gate(phone)
    let_in(phone, "Maya Contoh")
    phone.context.set_offline(True)
    go(phone, f"/field/outings/{outing}/plan/")


HINDERED = """
from datetime import date
from mobilink.people import absences, skills
from mobilink.people.models import Person
dewi, maya = (Person.objects.get(name=name) for name in ("Dewi Contoh", "Maya Contoh"))
absences.enter_absence(dewi, kind="leave", since=date(2019, 8, 17), until=date(2019, 8, 19), by=None)
skills.take_down_skill(maya, kind="sim_a", until=date(2019, 8, 10), by=None)
"""


def test_who_cannot_drive_that_day_is_told_beside_the_name(phone, approved_outing, served):
    hear(phone, served, BOOK_A_DRIVER, HINDERED)
    at_plan(phone, approved_outing)

    names = phone.locator("[data-list=drivers] label")
    expect(names.filter(has_text="Dewi Contoh")).to_contain_text("tidak dapat bertugas hari itu")
    expect(names.filter(has_text="Maya Contoh")).to_contain_text("SIM berakhir 10 Agu 2019")
    expect(names.first).not_to_contain_text("hari itu")
    phone.check("[data-act=driver] label:has-text('Dewi Contoh') input")
    phone.click("[data-act=driver] button")
    drives = phone.locator("[data-fill=drives]")
    expect(drives).to_have_text("Dewi Contoh: tidak dapat bertugas hari itu")


def test_who_is_booked_already_and_drives_instead_stays_one_booking(phone, approved_outing, served):
    hear(phone, served, BOOK_A_DRIVER, BOOK_DEWI)
    at_plan(phone, approved_outing)
    phone.check("[data-act=driver] label:has-text('Dewi Contoh') input")
    phone.click("[data-act=driver] button")
    phone.locator("[data-fill=drives]", has_text="Dewi Contoh").wait_for()

    bring_home(phone)
    assert json.loads(served.python(DUTIES)) == [["Dewi Contoh", "driver"]]
