"""Vans and phones that lie, as real machines: nothing changes that is not theirs, and no page lies for them."""

import json
import re
import urllib.request
from datetime import datetime

import pytest

from tests.corpus.by_phone import DELIVER, JOIN
from tests.installations import blank
from tests.journeys.test_access import public_pages
from tests.journeys.test_vans import Van

pytestmark = [pytest.mark.browser, pytest.mark.lies]
UNITS = ("KEPRI-KPP", "BATAM", "KARIMUN")
FEEDS = ("/calendar.ics", "/feed.xml", "/outings.geojson", "/pack/")
# What is another one each time: the token of a form, when a calendar was made.
FLEETING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|DTSTAMP:\w*')
ANSWERED = """
from mobilink.cases import actions
request = actions.ask_for_visit(contact="", regency_code="21.71", place="Balai", reason="tanya")
actions.answer_request(request.case, by=None, state="declined", answer="Bulan ini kami belum bisa.")
print(request.code)
"""
# What a machine of a unit could say that is not its to say: a false value for each field of some rows.
LIES = """
import datetime
from mobilink.basics.errors import Refused
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.core.merge import Ownership
from mobilink.journal.storage.kinds import every_kind
from mobilink.people.models import Unit

UNITS = ("unit", "owner_unit", "executing_unit", "maker.unit", "product.maker.unit", "person.unit",
         "outing.owner_unit", "outing.executing_unit", "van.unit", "consignment.unit")

def at_end(row, path):
    for name in path.split("."):
        row = getattr(row, name, None)
    return row

def is_own(kind, row, unit):
    if kind.ownership is Ownership.OFFICE:
        return False
    near = getattr(row, "regency_code", "") == unit.regency_code
    return near or any(at_end(row, path) == unit for path in UNITS)

def false(field, value):
    choices = [each for each, _ in field.flatchoices if each != value]
    if choices:
        return choices[-1]
    if isinstance(value, str):
        return "PALSU"[: field.max_length]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=1)

def lies(code):
    unit = Unit.objects.get(code=code)
    for kind in every_kind():
        rows = kind.model._default_manager.all() if kind.may_change else ()
        others = [row for row in rows if not is_own(kind, row, unit)]
        for row in others[:1]:
            for field in kind.fields:
                value = None if field.is_relation else false(field, getattr(row, field.attname))
                if value is not None:
                    yield kind, row, field, value
"""
BY_VAN = """
from mobilink.journal.storage.tables import TableStore
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import TOOK_PLACE
# The program of a thief asks nobody, and shows nothing.
TableStore.expect_belief = TableStore.expect_write = TableStore.show = lambda *_: None
said = 0
for _, row, field, value in [*lies({unit!r})]:
    try:
        row.refresh_from_db()
        with commit(Act("palsu", ""), by=None) as draft:
            draft.change(row, **{{field.name: value}})
        said += 1
    except Refused:
        pass
own = Outing.objects.filter(executing_unit__code={unit!r}, state__in=TOOK_PLACE).first()
if own:
    with commit(Act("benar", ""), by=None) as draft:
        draft.change(own, next_day=datetime.date(2019, 12, 31))
print(said)
"""
FOR_PHONE = """
import json
from mobilink.journal.storage.fields import to_wire
told = [
    {"stream": kind.stream_of(row), "kind": kind.name, "row": row.pk.hex,
     "fields": {field.name: to_wire(field, value)},
     "base": {field.name: row.versions[field.name]} if row.versions.get(field.name) else {}}
    for kind, row, field, value in lies(%r)
]
print(json.dumps(told))
"""
FORGE = """async (lies) => {
  const { record } = await import("/static/journal/writing.js");
  for (const lie of lies) await record("palsu", "", [lie]);
}"""
# Every row that can change; what the office writes of its machines goes on.
TRUTH = """
import json
from mobilink.journal.storage.fields import row_to_wire
from mobilink.journal.storage.kinds import every_kind
rows = {
    f"{kind.name} {row.pk}": row_to_wire(kind, row)
    for kind in every_kind() if kind.may_change and kind.name != "installation"
    for row in kind.model._default_manager.all()
}
print(json.dumps(rows))
"""


@pytest.fixture
def pages(served):
    """Every public page and feed, and what a citizen is answered."""
    asked = f"/ask/?code={served.python(ANSWERED).strip()}"
    return [asked, *FEEDS, *public_pages(served).values()]


def shown(served, pages):
    return {page: FLEETING.sub("", _read(served.address + page)) for page in pages}


def _read(address):
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return f"{refusal.code} {refusal.read().decode()}"


def waiting(served):
    return [
        each
        for each in json.loads(served.run("quarantine", "--json").stdout)
        if each["action"] == "palsu"
    ]


def changed(before, after):
    """The kind and field of everything that rows say now and did not say before, and of new rows."""
    return {
        (row.split()[0], name)
        for row, fields in after.items()
        for name, value in fields.items()
        if value != before.get(row, {}).get(name)
    } | {(row.split()[0], "gone") for row in before.keys() - after.keys()}


def test_a_van_of_any_unit_changes_nothing_that_is_not_its_own(served, pages, tmp_path):
    assert "Bulan ini kami belum bisa." in _read(served.address + pages[0])
    vans = {}
    for unit in UNITS:
        van = vans[unit] = Van(blank(tmp_path / unit), served.environment["MOBILINK_NOW"])
        code = served.run("invite", "--kind", "hub", "--unit", unit).stdout.strip()
        assert not van.run("enrol", served.address, code).returncode
        assert not van.run("sync", "--once").returncode
    truth, seen = json.loads(served.python(TRUTH)), shown(served, pages)

    said = {unit: int(van.python(LIES + BY_VAN.format(unit=unit))) for unit, van in vans.items()}
    for van in vans.values():
        assert not van.run("sync", "--once").returncode

    assert min(said.values()) > 100
    assert len(waiting(served)) == sum(said.values())
    assert changed(truth, json.loads(served.python(TRUTH))) == {("outing", "next_day")}
    assert shown(served, pages) == seen


def test_a_phone_of_any_unit_changes_nothing_that_is_not_its_own(served, pages, browser):
    phones = {unit: browser.new_page() for unit in UNITS}
    for unit, phone in phones.items():
        phone.clock.set_fixed_time(datetime.fromisoformat(served.environment["MOBILINK_NOW"]))
        phone.goto(f"{served.address}/healthz")
        phone.evaluate(JOIN, served.run("invite", "--kind", "phone", "--unit", unit).stdout.strip())
    truth, seen = json.loads(served.python(TRUTH)), shown(served, pages)

    said = 0
    for unit, phone in phones.items():
        lies = json.loads(served.python(LIES + FOR_PHONE % unit))
        phone.evaluate(FORGE, lies)
        phone.evaluate(DELIVER, [served.address, []])
        said += len(lies)

    assert said > 300
    assert len(waiting(served)) == said
    assert changed(truth, json.loads(served.python(TRUTH))) == set()
    assert shown(served, pages) == seen
