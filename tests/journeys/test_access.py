"""Every page for everybody: axe finds nothing, the keyboard alone does the main job, 320 px fit."""

import json
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.lighthouse.pages import FILL, STANDING
from tests import axe

pytestmark = pytest.mark.browser
USUAL = {"width": 1280, "height": 720}
AUGUST = "from=2019-08-01&to=2019-08-31"
JULY = "from=2019-06-29&to=2019-07-29"
NARROW = {"width": 320, "height": 640}


def focus(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(200):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def activate(page: Page, target: Locator) -> None:
    focus(page, target)
    page.keyboard.press("Enter")


def sign_in(page: Page, address: str, username: str, onward: str = "/console/") -> None:
    page.goto(f"{address}/sign-in/?next={onward.replace('&', '%26')}")
    focus(page, page.get_by_label("Nama masuk"))
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type("mobilink-2019")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nama masuk")).to_have_count(0)


def held_outing(served) -> str:
    report = served.run(
        "report", "window", *["--from", "2019-07-21", "--to", "2019-07-21", "--json"]
    )
    return re.search(r'"id": "([^"]+)"', report.stdout)[1]


def let_machines_leave_something_open(served) -> None:
    """Two conflicts, one of them decided; entries in quarantine; a venue that is there twice, and says
    something that nobody can read;
    letters that wait.
    """
    served.python(LEFT_OPEN + LETTERS)


LEFT_OPEN = """
import uuid
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from mobilink.journal import rulings
from mobilink.journal.core import segment, wire
from mobilink.journal.storage import review_queue
from mobilink.journal.sync import batches
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.storage.models import Member
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.core.store import SignedSegment
from mobilink.outreach.models import Outing
key, author = Ed25519PrivateKey.generate(), uuid.uuid4()
outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
with commit(Act("enrol", "enrol"), by=None) as draft:
    draft.add(Member, author=author, kind="hub", name="Ayo Batam", unit="BATAM",
              key=key.public_key().public_bytes_raw().hex(), streams=["team", "unit/BATAM"])
    draft.change(outing, place_text="Gerbang utama", result="Ramai")
link, entries = wire.Link(author, uuid.uuid4(), "team", 1, b""), []
topic = {"code": "x", "name": "X", "name_en": "X", "position": 9}
for op in (
    wire.Op("outing", outing.pk.bytes, {"place_text": "Gerbang timur", "result": "Hujan"}),
    wire.Op("topic", None, topic), wire.Op("topic", None, topic), wire.Op("topic", None, topic),
    wire.Op("venue", None, {"name": "Kb. Raya Batam", "regency_code": "21.71", "aliases": {"a": 1}}),
):
    entries.append(link.entry(1_566_000_000_000, b"", wire.Payload("act", "", "", [op])))
    link = entries[-1].after
packed = segment.pack(entries, b"s" * 16)
distrust, TableStore.distrust = TableStore.distrust, lambda *_: ""  # as the version before
batches.receive_all([SignedSegment(packed.data, key.sign(segment.claim(packed)))])
TableStore.distrust = distrust
rulings.decide(review_queue.conflicts()[0].id, "both", by=None, why="Dua-duanya benar")
rulings.set_aside(review_queue.quarantine()[0].id, by=None)
"""


LETTERS = """
from mobilink.cases import actions as cases
cases.send_report({"what": "Diminta uang muka"})
cases.ask_for_visit(contact="0812-CONTOH", regency_code="21.71", place="Balai desa", reason="tanya")
"""


def public_pages(served) -> dict[str, str]:
    """Every kind of page that anyone may see, with an outing of each state; kind → address."""
    return STANDING | json.loads(served.python(FILL))


def open_outing(served) -> str:
    """An approved outing of today with its booth open, made by the commands' own actions."""
    made = served.python(
        "from datetime import date\n"
        "from mobilink.booth import actions as booth\n"
        "from mobilink.outreach import actions\n"
        "from mobilink.outreach.models import Slot\n"
        "outing = actions.propose_from_slot(Slot.objects.get(), date(2019, 8, 18), by=None)\n"
        "actions.approve(outing, by=None)\n"
        "booth.open_session(outing, by=None, leaflets_taken=100)\n"
        "print(outing.pk)"
    )
    return made.strip()


PEOPLE = """
import json
from mobilink.people.models import Person
people = Person.objects.filter(name__in=["Rina Contoh", "Siti Contoh", "Andi Contoh"])
print(json.dumps([f"/console/team/{one.pk}/" for one in people]))
"""
GOODS = """
import json
from django.urls import reverse
from mobilink.goods.models import Consignment, Movement, Product
from mobilink.goods.queries import makers
def at(name, row): return reverse(f"console:{name}", args=[row.pk])
maker, lot = makers().get(told_name__contains="Yuni"), Consignment.objects.get(code="T-7F3Q")
print(json.dumps([
    *(reverse(f"console:{name}") for name in ("makers", "products", "goods_new", "lots")),
    *(at(name, maker) for name in ("goods_maker", "goods_product_new", "goods_statement")),
    *(at("goods_product", one) for one in Product.objects.all()), at("goods_lot", lot),
    at("outing", Movement.objects.filter(consignment=lot, receipt__gt="").first().outing),
]))
"""


def partner_let_in(served, outing: str) -> str:
    """A recruiter of the story that is asked along and has a code: its id, the code, the asking; and
    the code of a local government.
    """
    made = served.python(
        "from datetime import date\n"
        "from mobilink.outreach.models import Outing\n"
        "from mobilink.partners import access, actions, letters\n"
        "from mobilink.partners.models import Organisation\n"
        "one = Organisation.objects.get(name='PT Karya Contoh Nusantara')\n"
        f"outing = Outing.objects.get(pk='{outing}')\n"
        "asked = actions.invite(outing, one, by=None, duty='Jobs info', brings='Meja')\n"
        "to = actions.add_contact(one, by=None, name='Humas Contoh', personal='0812')\n"
        "letters.object_to_entry(one, words='Kota salah')\n"
        "letters.propose_vacancy(one, title='Las', country='MY', sip2mi='J-1',\n"
        "    closes_on=date(2019, 9, 1))\n"
        "_made, code = access.give(one, by=None, to=to, ends_on=date(2019, 9, 1))\n"
        "access.open_feed(one.accesses.get())\n"
        "town = actions.register(by=None, name='Pemko Contoh', kind='government', regency_code='21.72')\n"
        "to = actions.add_contact(town, by=None, name='Camat Contoh')\n"
        "_made, its = access.give(town, by=None, to=to, ends_on=date(2019, 9, 1))\n"
        "print(one.pk, code, asked.pk, its)"
    )
    return made.strip()


def come_in(page: Page, address: str, who: str) -> None:
    """Sign in as one of the cast, or come in by a partner's code."""
    if "-" not in who:
        sign_in(page, address, who)
        return
    page.goto(f"{address}/partner/?code={who}")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_label("Kode lembaga Anda")).to_have_count(0)


def open_page(page: Page, address: str) -> None:
    """Go to a page; of the booth, once its program shows what was asked for."""
    page.goto(address)
    page.get_by_text("Membuka booth.").wait_for(state="detached")


def pages(served) -> dict[str, list[str]]:
    """Every page by who reads it."""
    held, running = held_outing(served), open_outing(served)
    partner, code, asked, town = partner_let_in(served, running).split()
    field = f"/field/outings/{running}"
    return {
        code: [
            "/partner/", f"/partner/invitations/{asked}/", "/partner/entry/",
            "/partner/vacancies/", "/partner/outings/",
        ],
        town: ["/partner/districts/?year=2019"],
        "": [
            *public_pages(served).values(), f"/outings/{held}/", f"/outings/{running}/",
            "/sign-in/", "/nothing", "/carried/", "/partner/", "/partners/",
        ],
        "perencana": [
            "/console/?month=2019-07", "/console/?month=2019-08", "/console/outings/new",
            f"/console/outings/{held}/", f"/console/outings/{running}/",
            f"/console/outings/{running}/edit", f"/console/slots/?{AUGUST}", "/console/venues/",
            "/console/venues/?q=pinang", "/console/venues/new", "/console/outings/?sort=-day",
            "/console/partners/new", "/console/cards/",
            "/console/cards/langkah/id/", "/console/cards/new", "/console/printed/",
            "/console/recruiters/?q=karya", "/console/vacancies/", "/console/vacancies/?state=hidden",
            "/console/countries/", "/console/letters/", "/console/fleet/", "/password/", "/console/team/",
            f"/console/fleet/figures/?{JULY}", f"/console/outings/{running}/drive/",
            f"/console/outings/{running}/load/",
            "/console/partners/", f"/console/partners/{partner}/",
            f"/console/reports/?{JULY}", f"/console/reports/{held}/", f"/console/reports/{running}/",
            f"/console/releases/?{JULY}", "/field/", f"{field}/", f"{field}/visit/",
            f"{field}/give/", f"{field}/age/", f"{field}/close/", f"{field}/hand/",
            "/field/records/", "/field/phone/", "/field/help/", "/field/plain/", *json.loads(served.python(GOODS)),
        ],
        "kepala": [
            "/console/letters/", "/console/team/", *json.loads(served.python(PEOPLE)),
            *(f"/console/machines/{one}"
            for one in (
                "", "conflicts/", "conflicts/?decided=1", "quarantine/", "quarantine/?filed=1",
                "unreadable/", "duplicates/",
            )),
        ],
    }  # fmt: skip


@pytest.mark.usual
def test_axe_finds_nothing_on_the_first_pages_of_each_reader(served, browser: Browser):
    first = {username: addresses[:2] for username, addresses in pages(served).items()}

    assert unfit(served, browser, first) == ([], [])


def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways_at_320_pixels(
    served, browser: Browser
):
    let_machines_leave_something_open(served)

    assert unfit(served, browser, pages(served)) == ([], [])


def unfit(served, browser, walked):
    """What axe finds on the pages that each reader walks, and which of them scroll sideways."""
    violations, wide, looks = [], [], axe.Looks()
    for username, addresses in walked.items():
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        if username:
            come_in(page, served.address, username)
        for address in addresses:
            page.set_viewport_size(USUAL)
            open_page(page, served.address + address)
            violations += [f"{address} {each}" for each in axe.violations(page, looks=looks)]
            page.set_viewport_size(NARROW)
            if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
                wide.append(address)
        context.close()
    return violations, wide


@pytest.mark.usual
def test_the_keyboard_alone_goes_from_slot_to_release(served, browser: Browser):
    address = served.address
    desk = browser.new_page()
    sign_in(desk, address, "perencana", f"/console/slots/?{AUGUST}")
    activate(desk, desk.get_by_role("button", name=re.compile("18 Agustus")))
    desk.wait_for_url(re.compile("/console/outings/"))
    outing = desk.url.split("?")[0].removeprefix(address)

    head = browser.new_page()
    sign_in(head, address, "kepala", outing)
    activate(head, head.get_by_role("button", name="Setujui", exact=True))
    expect(head.get_by_role("status")).to_be_visible()

    booth = browser.new_page(timezone_id="Asia/Jakarta")
    booth.clock.install(time="2019-08-18T05:30:00+07:00")
    sign_in(booth, address, "petugas", "/field/")
    activate(booth, booth.get_by_role("link", name="Buka booth"))
    activate(booth, booth.get_by_role("button", name="Buka booth"))
    for _ in range(3):
        activate(booth, booth.locator(".tile-tally"))
    expect(booth.locator("[data-total=tallies]")).to_have_text("3")
    activate(booth, booth.get_by_role("button", name=re.compile("^Batalkan")))
    expect(booth.locator("[data-total=tallies]")).to_have_text("2")
    activate(booth, booth.get_by_role("link", name=re.compile("Kunjungan")))
    focus(booth, booth.get_by_label("Biaya", exact=True))
    booth.keyboard.press("Space")
    activate(booth, booth.get_by_role("button", name="Simpan kunjungan"))
    activate(booth, booth.get_by_role("link", name="Tutup"))
    activate(booth, booth.get_by_role("button", name="Tutup booth"))
    booth.wait_for_url(re.compile("done"))
    expect(booth.locator("[data-state=phone] b")).to_have_text("0")

    press = browser.new_page()
    sign_in(press, address, "humas", f"/console/releases/?{AUGUST}")
    activate(press, press.get_by_role("button", name="Susun draf"))
    expect(press.locator("textarea").first).to_have_value(re.compile(r"Minggu \(18/8\)"))


def test_the_keyboard_alone_decides_a_conflict_and_takes_it_back(served, browser: Browser):
    let_machines_leave_something_open(served)
    page = browser.new_page()
    sign_in(page, served.address, "kepala", "/console/machines/conflicts/")
    activate(page, page.get_by_role("button", name="Ambil ini"))
    expect(page.get_by_role("status")).to_contain_text("Sudah diputuskan")
    activate(page, page.get_by_role("link", name="Lihat, atau putuskan lagi"))
    expect(page.get_by_text("Isi yang lain · berlaku sekarang")).to_be_visible()
    activate(page, page.get_by_role("button", name="Pertahankan ini").first)
    expect(page.get_by_role("status")).to_contain_text("Sudah diputuskan")
