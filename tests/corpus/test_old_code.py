"""Machines that still run an earlier program meet an office of the present one."""

import json
import os
import shutil
from pathlib import Path

import pytest

from mobilink.founding.folders import brought_along
from tests.corpus import folders, old_code
from tests.corpus.by_phone import Phone
from tests.corpus.places import Place

INVITE = """
outing = str(inside.model("outreach_outing").objects.get(day="2019-08-18").pk)
done = inside.run("invite", "--kind", kind, "--unit", "KEPRI-KPP")
inside.tell({"outing": outing, "code": done["out"].strip(), "rows": inside.counted(TABLES)})
"""
JOIN = """
import mobilink
steps = [("enrol", address, code), SYNC, ("record", file), SYNC]
inside.tell({"program": mobilink.__file__, "done": [inside.run(*step) for step in steps]})
"""
PROVE = "inside.tell({'proved': inside.verified(), 'rows': inside.counted(TABLES)})"
CLOSE = """
from mobilink.booth import actions
from mobilink.outreach.models import Outing
session = actions.open_session(Outing.objects.get(day="2019-08-18"), by=None)
actions.close_session(session, by=None, weather="storm", gust_kmh=45, hours_lost="1.5")
inside.tell(str(session.pk))
"""
CLOSED = """
inside.upgrade()
closings = inside.model("booth_closing").objects.filter(session=session)
rows = closings.values_list("weather", "gust_kmh", "hours_lost")
inside.tell({"proved": inside.verified(), "weather": [[*map(str, row)] for row in rows]})
"""
VENUE = """
inside.tell(inside.model("outreach_outing").objects.get(day="2019-08-18").venue.name)
"""
BAZAAR = """
bazaar = inside.model("outreach_outing").objects.get(title="Bazar contoh")
tell = {"outing": str(bazaar.pk), "says": [bazaar.kind, bazaar.get_kind_display()]}
inside.tell(tell | {"quarantined": inside.run("quarantine", "--json")["out"].strip()})
"""
NAMES = {
    "TABLES": ["booth_tally", "booth_visit", "booth_handout"],
    "SYNC": ["sync", "--once", "--json"],
}
WHEN = {"at": "2019-08-18T05:20:00+07:00"}

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def old_source():
    return old_code.source_of(old_code.BEFORE_THE_MOVES)


@pytest.fixture
def old_office(tmp_path, old_source):
    return Place(folders.copied("office", tmp_path / "office"), source=old_source)


@pytest.fixture
def office(old_office):
    return brought_up(old_office)


def brought_up(old):
    """The installation once the present program has brought its tables up to date."""
    place = Place(old.data)
    place.tells("inside.upgrade()\ninside.tell('')")
    return place


def invited(office, kind):
    """A code of the office for one more machine; its outing of the day, and how many facts it has."""
    before = office.tells(INVITE, kind=kind, **NAMES)
    return before["code"], before["outing"], before["rows"]


def test_a_hub_of_old_code_keeps_what_it_does_not_know_until_it_is_brought_up_to_date(
    office, old_source, tmp_path
):
    session, (code, _outing, _rows) = office.tells(CLOSE), invited(office, "hub")
    hub = Place(folders.copied("blank", tmp_path / "hub"), source=old_source)

    with office.serving() as port:
        hub.tells(JOIN, address=f"http://127.0.0.1:{port}", code=code, file=os.devnull, **NAMES)

    before = hub.tells("inside.tell(inside.verified())")
    assert before["equal"]
    after = Place(hub.data).tells(CLOSED, session=session)
    assert after["proved"]["equal"]
    assert after["weather"] == [["storm", "45", "1.5"]]


def test_a_hub_of_old_code_joins_and_brings_facts_to_an_office_of_now(office, old_source, tmp_path):
    hub = Place(folders.copied("blank", tmp_path / "hub"), source=old_source)
    code, outing, (tallies, visits, handouts) = invited(office, "hub")
    facts = [{"kind": "tally", "sex": "f"}, {"kind": "visit", "topics": ["documents"]}]
    file = tmp_path / "facts"
    file.write_text("\n".join(json.dumps({**fact, "outing": outing, **WHEN}) for fact in facts))

    with office.serving() as port:
        address = f"http://127.0.0.1:{port}"
        outcome = hub.tells(JOIN, address=address, code=code, file=str(file), **NAMES)

    assert Path(outcome["program"]).is_relative_to(old_source)
    assert [(done["code"], done["err"]) for done in outcome["done"]] == [(0, "")] * 4
    followed, brought = (json.loads(outcome["done"][step]["out"]) for step in (1, 3))
    assert followed["received"] > 0
    assert brought["sent"] > 0
    after = office.tells(PROVE, **NAMES)
    assert after["proved"]["equal"]
    assert after["rows"] == [tallies + 1, visits + 1, handouts]


@pytest.mark.browser
def test_a_phone_of_old_code_delivers_to_an_office_of_now(old_office, page):
    code, outing, (tallies, visits, handouts) = invited(old_office, "phone")

    with old_office.serving() as port:
        phone = Phone(page, f"http://127.0.0.1:{port}", code, folders.NOW)
        booth = {"outing": outing, "at": 1_566_081_000_000}
        phone.records("tally", **booth, sex="f")
        session = phone.records("session", **booth)
        phone.records("closing", **booth, session=session, note="Tanpa cuaca")
    office = brought_up(old_office)
    with office.serving(port):
        outcome = phone.delivers()

    assert outcome == {"troubles": [], "refused": []}
    after = office.tells(PROVE, **NAMES)
    assert after["proved"]["equal"]
    assert after["rows"] == [tallies + 1, visits, handouts]
    assert office.tells(CLOSED, session=session)["weather"] == [["", "None", "None"]]


@pytest.fixture
def bazaar(office, tmp_path):
    """An outing of a kind that the office's list got today."""
    kit = shutil.copytree(brought_along("kits", "bp2mi"), tmp_path / "kit")
    kinds = kit / "lists/outing_kinds.csv"
    kinds.write_text(kinds.read_text("utf-8") + "bazaar,Bazar,Bazaar\n", "utf-8")
    (tmp_path / "outings.csv").write_text(
        "title,kind,state,day,venue,owner_unit,executing_unit\n"
        f"Bazar contoh,bazaar,held,2019-08-17,{office.tells(VENUE)},KEPRI-KPP,KEPRI-KPP\n",
        "utf-8",
    )
    office.run("kit", "lists", str(kit))
    office.run("import", "outings", str(tmp_path / "outings.csv"))
    return office.tells(BAZAAR)


def test_a_hub_of_a_just_journal_keeps_a_kind_of_outings_that_is_new_and_shows_its_code(
    office, bazaar, tmp_path
):
    source = old_code.source_of(old_code.WITH_A_JUST_JOURNAL)
    hub = Place(old_code.begin(source, tmp_path / "hub"), source=source)
    code, _outing, (tallies, visits, handouts) = invited(office, "hub")
    fact = {"kind": "tally", "sex": "f", "outing": bazaar["outing"], **WHEN}
    file = tmp_path / "facts"
    file.write_text(json.dumps(fact))

    with office.serving() as port:
        address = f"http://127.0.0.1:{port}"
        outcome = hub.tells(JOIN, address=address, code=code, file=str(file), **NAMES)

    _joined, _followed, recorded, delivered = outcome["done"]
    assert [recorded["err"], delivered["err"]] == ["", ""]
    assert bazaar["says"] == ["bazaar", "Bazar"]
    assert hub.tells(BAZAAR) == bazaar | {"says": ["bazaar", "bazaar"]}
    assert office.tells(BAZAAR) == bazaar
    assert hub.tells("inside.tell(inside.verified())")["equal"]
    after = office.tells(PROVE, **NAMES)
    assert after["proved"]["equal"]
    assert after["rows"] == [tallies + 1, visits, handouts]


@pytest.mark.browser
def test_a_phone_of_a_just_journal_records_at_an_outing_of_a_kind_that_is_new(
    tmp_path, page, bazaar, office
):
    code, _outing, (tallies, visits, handouts) = invited(office, "phone")
    then = Place(office.data, source=old_code.source_of(old_code.WITH_A_JUST_JOURNAL))

    with then.serving() as port:
        address, sealing = f"http://127.0.0.1:{port}", "field/app/consent/sealing.js"
        phone = Phone(page, address, code, folders.NOW, sealing=sealing)
    phone.records("tally", outing=bazaar["outing"], at=1_566_081_000_000, sex="f")
    with office.serving(port):
        outcome = phone.delivers()

    assert outcome == {"troubles": [], "refused": []}
    after = office.tells(PROVE, **NAMES)
    assert after["proved"]["equal"]
    assert after["rows"] == [tallies + 1, visits, handouts]
    assert office.tells(BAZAAR) == bazaar


def test_where_git_has_not_the_commit_the_test_is_skipped_and_says_so():
    with pytest.raises(pytest.skip.Exception, match="is not in this checkout, which is shallow"):
        old_code.source_of("0" * 40)
