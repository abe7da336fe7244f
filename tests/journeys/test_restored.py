"""Machines that are set back, restored and copied, as real processes: nothing is lost or doubled."""

import json
import shutil

import pytest

from tests.installations import blank

CHANGE = """
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.outreach.models import Outing
outing = Outing.objects.get(title='Sosialisasi Kebun Raya')
with commit(Act('note', 'note'), by=None) as draft:
    draft.change(outing, result='{said}')
"""
SHOWN = "from mobilink.outreach.models import Outing\nprint(Outing.objects.get(title='Sosialisasi Kebun Raya').result)"
SMALL = "import dataclasses, json\nfrom mobilink.journal.sync import batches, sync_loop\nbatches.BATCH = 300\n"
OUTING = "from mobilink.outreach.models import Outing\nprint(Outing.objects.filter(executing_unit__code='{unit}').latest('day').pk)"


UNITS = ("KEPRI-KPP", "BATAM")


@pytest.fixture(scope="module")
def port(own_port):
    """Where the office is found by its vans, also by their copies."""
    return own_port


@pytest.fixture(scope="module")
def met(lasting_machine, loaded, new_database, port):
    """An office with the story, the section's van and Batam's, enrolled; each knows the outing at
    which it counts. They met once and are copied for each test.
    """
    data, database = loaded
    office = lasting_machine("office", database=new_database(template=database))
    shutil.copytree(data, office.data)
    office.serve(port)
    vans = [enrolled(office, lasting_machine(f"van-{unit}"), port, unit) for unit in UNITS]
    office.stop()
    return office, vans


@pytest.fixture
def office(machine, met, new_database, port):
    """The office, served; on PostgreSQL where the suite runs on it."""
    image, _vans = met
    database = new_database(template=image.environment["MOBILINK_DATABASE_URL"])
    office = machine("office", database=database)
    shutil.copytree(image.data, office.data)
    office.serve(port)
    return office


@pytest.fixture
def hubs(office, machine, met):
    """The section's van and Batam's."""
    _office, images = met
    return [copied(image, machine(image.data.name)) for image in images]


def enrolled(office, van, port, unit):
    code = office.run("invite", "--kind", "hub", "--unit", unit).strip()
    blank(van.data)
    van.run("enrol", f"http://127.0.0.1:{port}", code)
    van.run("sync", "--once")
    van.outing = van.python(OUTING.format(unit=unit))
    return van


def copied(image, van):
    shutil.copytree(image.data, van.data)
    van.outing = image.outing
    return van


def count_and_sync(van, many):
    van.tally(van.outing, many)
    van.run("sync", "--once")


def kept(place):
    """How many tallies are at a proved place, and how many of them the office has ordered."""
    tallies = place.tallies()
    return tallies["captured"], tallies["at_office"]


def id_of(office, unit):
    [id_] = [one["id"] for one in office.json("installations") if one["unit"] == unit]
    return id_


@pytest.mark.thorough
def test_row_22_an_office_database_brought_back_takes_everything_back_from_its_hubs(
    office, hubs, setback, port
):
    """Row 22: the database goes back to an earlier state, the data folder does not."""
    section, batam = hubs
    count_and_sync(section, 5)
    office.stop()
    setback.keep(office)
    office.serve(port)
    count_and_sync(section, 7)
    count_and_sync(batam, 3)
    office.python(CHANGE.format(said="Ramai"))
    section.run("sync", "--once")

    office.stop()
    setback.bring_back(office)
    office.serve(port)

    assert "brought back from an earlier day" in office.said()
    assert "Awaited: hub BATAM, hub KEPRI-KPP." in office.said()
    office.tally(section.outing, 2)
    batam.tally(batam.outing, 1)
    batam.run("sync", "--once")
    assert kept(office) == (5 + 3 + 2, 5 + 3)
    assert [one["unit"] for one in office.json("recover")["awaited"]] == ["KEPRI-KPP"]
    section.run("sync", "--once")
    assert not office.json("recover")["is_on"]
    for van in (section, batam):
        van.run("sync", "--once")

    assert kept(office) == (5 + 7 + 3 + 2 + 1,) * 2
    assert (kept(section), kept(batam)) == ((14, 14), (4, 4))
    assert {place.python(SHOWN) for place in (office, section, batam)} == {"Ramai"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["witness first", "revoked first"])
@pytest.mark.thorough
def test_row_44_a_restored_office_hears_its_vans_in_any_order(
    office, hubs, machine, new_database, port, tmp_path, order
):
    """Row 44: what came after the backup, and a revocation, come back from the vans."""
    section, batam = hubs
    count_and_sync(section, 5)
    count_and_sync(batam, 3)
    office.run("backup", str(tmp_path / "backup"))
    assert office.tallies()["in_backup"] == 8
    count_and_sync(section, 7)
    count_and_sync(batam, 2)
    office.run("revoke", id_of(office, "BATAM"), "--why", "HP hilang")
    batam.tally(batam.outing, 4)
    assert "was revoked" in batam.try_to("sync", "--once").stderr
    section.run("sync", "--once")
    assert section.tallies() == {"captured": 12, "in_van": 12, "at_office": 12, "in_backup": 5}
    office.stop()

    again = machine("again", database=new_database())
    said = again.try_to("restore", str(tmp_path / "backup"))
    assert "Awaited: hub BATAM, hub KEPRI-KPP." in said.stderr
    again.serve(port)
    for place in (*order, *order):
        hubs[place].try_to("sync", "--once")

    assert not again.json("recover")["is_on"]
    assert again.tallies() == {"captured": 17, "in_van": 0, "at_office": 17, "in_backup": 8}
    assert {one["reason"] for one in again.json("quarantine")} == {"revoked"}
    assert [one["is_revoked"] for one in again.json("installations")] == [True, False]
    assert (kept(section), kept(batam)) == ((12, 12), (9, 5))


@pytest.mark.thorough
def test_an_operator_may_decide_without_a_van_which_comes_later(
    office, hubs, machine, port, tmp_path
):
    section, _ = hubs
    count_and_sync(section, 5)
    office.run("backup", str(tmp_path / "backup"))
    count_and_sync(section, 3)
    office.stop()

    again = machine("again")
    again.run("restore", str(tmp_path / "backup"))
    again.tally(section.outing, 2)
    assert kept(again) == (7, 5)
    recovery = again.json("recover", "--now")
    assert {hub["name"] for hub in recovery["awaited"]} == {"hub BATAM", "hub KEPRI-KPP"}
    assert (recovery["is_on"], recovery["ordered"]) == (False, 2)
    assert again.try_to("recover", "--now").returncode

    again.serve(port)
    section.run("sync", "--once")
    assert not again.json("recover")["is_on"]
    assert kept(again) == kept(section) == (5 + 3 + 2,) * 2


@pytest.mark.thorough
def test_row_41_a_van_restored_by_the_tool_writes_before_it_is_in_contact(
    office, hubs, machine, tmp_path
):
    """Row 41: both histories come to the office, and nothing gets the place of something else."""
    section, _ = hubs
    count_and_sync(section, 5)
    section.run("backup", str(tmp_path / "backup"))
    count_and_sync(section, 7)

    again = machine("again")
    again.run("restore", str(tmp_path / "backup"))
    again.tally(section.outing, 3)
    again.run("sync", "--once")

    assert kept(office) == kept(again) == (5 + 7 + 3,) * 2
    assert not [one for one in office.json("installations") if one["is_forked"]]


def test_row_40_a_vans_database_that_is_copied_back_is_noticed_before_it_writes(
    office, hubs, tmp_path
):
    """Row 40: the database file of last week lies in the folder again."""
    section, _ = hubs
    count_and_sync(section, 5)
    shutil.copy(section.data / "mobilink.db", tmp_path / "old.db")
    count_and_sync(section, 7)

    shutil.copy(tmp_path / "old.db", section.data / "mobilink.db")
    counted = section.try_to("count")
    assert counted.stderr.count("\n") == 1
    assert "brought back from an earlier day" in counted.stderr
    assert not section.try_to("count").stderr
    count_and_sync(section, 3)

    assert kept(office) == kept(section) == (5 + 7 + 3,) * 2
    assert not [
        installation for installation in office.json("installations") if installation["is_forked"]
    ]


@pytest.mark.thorough
def test_row_42_two_vans_from_one_image_are_both_kept_and_told(office, hubs, machine):
    """Row 42: a disk is copied, and both machines work for a week."""
    section, _ = hubs
    count_and_sync(section, 5)
    twin = machine("twin", "2019-08-18T05:47:00+07:00")
    shutil.copytree(section.data, twin.data)
    twin.outing = section.outing

    for day in range(18, 25):
        for hour, van in ((6, section), (7, twin)):
            van.environment["MOBILINK_NOW"] = f"2019-08-{day}T0{hour}:30:00+07:00"
            van.tally(van.outing, 2)
            if day in (20, 24):
                van.run("sync", "--once")
    for van in (section, twin):
        van.run("sync", "--once")

    assert kept(office) == kept(section) == kept(twin) == (5 + 7 * 2 * 2,) * 2
    assert [one["unit"] for one in office.json("installations") if one["is_forked"]] == [
        "KEPRI-KPP"
    ]
    alarm = office.try_to("installations").stderr
    assert "hub KEPRI-KPP has two histories from its entry 6 in unit/KEPRI-KPP on" in alarm
    office.run("revoke", id_of(office, "KEPRI-KPP"))
    assert "two histories" not in office.try_to("installations").stderr


@pytest.mark.thorough
def test_a_van_asks_its_office_by_itself_and_survives_its_absence(office, hubs, port, free_port):
    section, _ = hubs
    section.environment["MOBILINK_SYNC_MINUTES"] = "0.005"
    section.serve(free_port())
    section.tally(section.outing, 4)
    while kept(office) < (4, 4):
        section.run("sync", "--once")  # at the same time: harmless

    office.stop()
    ask = "import json\nfrom dataclasses import asdict\nfrom mobilink.journal.sync import sync_loop\nprint(json.dumps(asdict(sync_loop.status())))"
    while not (status := json.loads(section.python(ask)))["problem"]:
        pass
    assert "There is no way to" in status["problem"]
    assert status["last_try"] >= status["last_success"]
    section.tally(section.outing, 2)
    office.serve(port)
    while kept(office) < (6, 6):
        pass

    section.stop()
    assert json.loads(section.python(ask))["problem"] == ""
    assert kept(office) == kept(section) == (6, 6)


@pytest.mark.thorough
def test_a_new_van_takes_over_the_history_of_its_unit(office, hubs, machine, port):
    """What another machine wrote comes in many portions, after the word that this machine exists."""
    section, _ = hubs
    for _ in range(5):
        count_and_sync(section, 20)

    new = machine("new")
    blank(new.data)
    code = office.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").strip()
    new.run("enrol", f"http://127.0.0.1:{port}", code)
    printed = new.python(f"{SMALL}print(json.dumps(dataclasses.asdict(sync_loop.once())))")

    outcome = json.loads(printed)
    assert outcome["refused"] == []
    assert outcome["round_trips"] > 3
    assert outcome["received"] >= 5
    assert outcome["sent"] == 0  # nothing of it goes back to where it came from
    assert kept(new) == (100, 100)


@pytest.mark.thorough
def test_what_a_van_brings_in_many_portions_is_not_sent_back_to_it(office, hubs):
    section, _ = hubs
    section.run("sync", "--once")
    for number in range(4):
        section.tally(section.outing, 20)
        section.run("bundle", "export", str(section.data / f"stick{number}"))  # cuts a segment

    printed = section.python(f"{SMALL}print(json.dumps(dataclasses.asdict(sync_loop.once())))")

    outcome = json.loads(printed)
    assert outcome["sent"] >= 4
    assert outcome["round_trips"] > 3
    assert outcome["received"] == 0
    assert kept(office) == kept(section) == (80, 80)


@pytest.mark.thorough
def test_a_van_asks_shortly_until_the_office_has_news_and_again_after_it(office, hubs):
    """What both hold already costs one hash, and the same few bytes however much that is."""
    section, _ = hubs
    count_and_sync(section, 20)
    once = "import dataclasses, json\nfrom mobilink.journal.sync import sync_loop\nprint(json.dumps(dataclasses.asdict(sync_loop.once())))"

    idle = json.loads(section.python(once))
    section.tally(section.outing, 3)
    counted = json.loads(section.python(once))
    assert (idle["round_trips"], counted["round_trips"], counted["lines"]) == (1, 1, 1)
    assert idle["spent"] < 400

    office.python(CHANGE.format(said="Ramai"))
    section.tally(section.outing, 3)
    changed = json.loads(section.python(once))
    assert (changed["round_trips"], changed["sent"], changed["received"]) == (2, 1, 1)
    assert section.python(SHOWN).strip() == "Ramai"
    assert json.loads(section.python(once)) == idle
    assert kept(office) == kept(section) == (26, 26)


UNDER_WAY = """
from contextlib import contextmanager
from pathlib import Path
from mobilink.journal.sync import bundles, http, sync_loop
way = http.way_to
@contextmanager
def late(address, place):
    with way(address, place) as send:
        def ask(data):
            back = send(data)
            bundles.read(Path({stick!r}))
            return back
        yield ask
http.way_to = late
print(sync_loop.once().round_trips)
"""


@pytest.mark.thorough
def test_what_a_stick_brings_while_a_question_is_under_way_is_not_let_go(office, hubs):
    """The office said that it has all that was asked about, and the stick came after that."""
    section, batam = hubs
    section.run("sync", "--once")
    batam.tally(batam.outing, 5)
    stick = str(batam.data / "stick.mlb")
    batam.run("bundle", "export", stick)

    section.python(UNDER_WAY.format(stick=stick))
    section.run("sync", "--once")

    assert kept(office) == (5, 5)
