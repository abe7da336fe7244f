"""One Sunday at the waterfront: an approved outing of the section, and its booth."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import installations
from tests.field import handling, moments
from tests.field.vans import Van
from tests.installations import PATIENCE, once

SUNDAY = date(2019, 8, 18)
DAWN = datetime.fromisoformat("2019-08-18T05:30:00+07:00")  # as at the stations
QUARTER_PAST_SIX = datetime.fromisoformat("2019-08-18T06:15:00+07:00")


@pytest.fixture
def outing(db):
    from mobilink.outreach import actions
    from mobilink.outreach.models import Slot

    made = actions.propose_from_slot(Slot.objects.get(), SUNDAY, by=None)
    actions.approve(made, by=None)
    return made


@pytest.fixture
def booth_open(outing):
    from mobilink.booth import actions

    actions.open_session(outing, by=None, leaflets_taken=100)
    return outing


@pytest.fixture
def officer(signed_in, booth_open):
    """Dewi Contoh's browser, signed in; her booth is open."""
    return signed_in("petugas")


@pytest.fixture(autouse=True)
def sunday(monkeypatch) -> None:
    """Every test of this face happens on that Sunday, at a quarter past six."""
    from mobilink.basics import clock

    monkeypatch.setattr(clock, "now", lambda: QUARTER_PAST_SIX)


COUNT = """
import json
from mobilink.booth.models import Handout, Tally, Visit, Void
from mobilink.outreach.models import Outing
outing = Outing.objects.get(day="2019-08-18")
told = {model._meta.model_name: model.objects.filter(outing=outing).count() for model in (Tally, Visit, Handout, Void)}
print(json.dumps(told | {"state": outing.state}))
"""
# Thirty packs whose permit ends on the day of the first outing, and bags that need none.
STOCK = """
import datetime
from mobilink.fleet.models import Van
from mobilink.goods import actions, balance
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit
unit, van = Unit.objects.get(code="KEPRI-KPP"), Van.objects.order_by("name").last()
maker = actions.register_maker(by=None, unit=unit, name="Dapur Rani (contoh)", origin_code="18")
crisps = actions.list_product(maker, by=None, name="Sagu keju", kind="food", price=15_000, pack="250 g")
actions.note_permit(crisps, by=None, kind="pirt", number="P-IRT 000", valid_until=datetime.date(2019, 8, 18))
bag = actions.list_product(maker, by=None, name="Topi mengkuang", kind="craft", price=80_000)
for product, many in ((crisps, 30), (bag, 2)):
    lot = actions.take_in(product, by=None, unit=unit, quantity=many)
    actions.move(lot, by=None, quantity=many, origin=balance.store_of(unit.code), target=balance.aboard(van.pk))
for outing in Outing.objects.filter(day__gte="2019-08-18"):
    book(outing, van, by=None)
"""
PHONE = {"width": 360, "height": 640}


@pytest.fixture(scope="session")
def approved_once(loaded) -> Path:
    """An office that approved the outing of this Sunday, for all tests."""
    return once("approved", lambda folder: moments.approve_outing(folder, loaded[0]))


@pytest.fixture(scope="session")
def open_phone(browser_type, browser_type_launch_args):
    """`open_phone(folder, hour)`: a browser of a phone's size that keeps what it has in a folder."""

    def open_it(folder: Path, hour: str):
        more = {"viewport": PHONE, "timezone_id": "Asia/Jakarta"}
        context = browser_type.launch_persistent_context(folder, **browser_type_launch_args, **more)
        context.set_default_timeout(PATIENCE)
        context.clock.install(time=hour)
        return context

    return open_it


@pytest.fixture(scope="session")
def let_in_once(tmp_path_factory, approved_once, own_port, open_phone) -> moments.Moment:
    """An office, a phone of it on which Dewi Contoh works, and a van, for all tests of this worker."""
    folder = tmp_path_factory.mktemp("moment")
    return moments.let_a_phone_in(folder, approved_once / "data", own_port, open_phone)


@pytest.fixture
def approved_outing(request, served, approved_once) -> str:
    """The id of an outing of this Sunday at a served office, approved; where the test asks for the
    phone or the van, the office is the one that they joined.
    """
    has_member = "let_in_once" in request.fixturenames
    joined = request.getfixturevalue("let_in_once").office if has_member else None
    served.go_on_from(joined or approved_once / "data")
    return (approved_once / "outing").read_text()


@pytest.fixture
def new_phone(browser, served):
    """`new_phone(station)`: another phone that joined the office, at its first page; each is a
    browser of its own. It takes its program from the office.
    """
    made = []

    def make(unit: str = "KEPRI-KPP"):
        context = browser.new_context(viewport=PHONE, timezone_id="Asia/Jakarta")
        context.clock.install(time=DAWN)
        made.append(context)
        page = context.new_page()
        code = served.run("invite", "--kind", "phone", "--unit", unit).stdout.strip()
        page.goto(f"{served.address}/field/join/#{code}")
        page.click("form button.button-primary")
        page.wait_for_url(f"{served.address}/field/")
        page.evaluate(handling.TAKEN_OVER)
        return page

    yield make
    for context in made:
        context.close()


@pytest.fixture(scope="session")
def let_in():
    """`let_in(page, name)`: an officer proves who they are to a phone, and chooses a PIN there."""
    return handling.let_in


@pytest.fixture
def phone(approved_outing, served, let_in_once, open_phone, tmp_path):
    """A phone of the section on which Dewi Contoh works."""
    folder = shutil.copytree(let_in_once.phone, tmp_path / "phone")
    context = open_phone(folder, DAWN)
    page = context.pages[0]
    page.goto(f"{served.address}/field/")
    handling.enter(page)
    page.locator("[data-act-link]").wait_for()
    yield page
    context.close()


@pytest.fixture
def plain_http(approved_outing, served, browser):
    """A browser at the address of a van without a certificate; Dewi Contoh signed in there."""
    context = browser.new_context(viewport=PHONE, timezone_id="Asia/Jakarta")
    context.clock.install(time=DAWN)
    page = context.new_page()
    page.goto(f"http://booth.test:{served.port}/field/")
    handling.sign_in(page)
    assert page.evaluate("() => isSecureContext") is False
    page.locator("[data-act-link]").wait_for()
    yield page
    context.close()


@pytest.fixture
def stocked(approved_outing, served) -> str:
    """The outing, for which a van with goods is booked."""
    served.python(STOCK)
    return approved_outing


@pytest.fixture
def stand(stocked, phone):
    """The phone, which knows those goods, at the tiles of its booth without a network."""
    handling.send(phone)
    phone.context.set_offline(True)
    phone.click("[data-back]")
    handling.begin(phone)
    phone.locator(".tile-sell").wait_for()
    return phone


@pytest.fixture
def at_office(served):
    """`at_office()`: what the office counts on this Sunday's outing, by kind, and its state."""
    return lambda: json.loads(served.python(COUNT))


@pytest.fixture
def new_van(approved_outing, served, free_port, tmp_path):
    """`new_van()`: a van's computer of the section, which knows what the office knows by then; it
    asks the office only when it is told to.
    """
    made = []

    def make() -> Van:
        van = Van(tmp_path / f"van-{len(made)}", free_port(), served).join(served)
        van.start()
        made.append(van)
        return van

    yield make
    for van in made:
        van.stop()


@pytest.fixture
def van(approved_outing, served, let_in_once, free_port, tmp_path):
    """A van's computer of the section, which knows this Sunday's outing and the phone."""
    data = installations.copy(let_in_once.van, tmp_path / "van")
    made = Van(data, free_port(), served)
    made.start()
    yield made
    made.stop()
