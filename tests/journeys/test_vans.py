"""Two vans and an office, as real processes on loopback: everything comes home, once (T7, T9)."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests import processes
from tests.installations import blank

SEVEN_HOURS_LATE = "2019-08-17T22:30:00+07:00"


class Van:
    """A hub of its own: its data folder, its clock, and the line on which it reaches the office."""

    def __init__(self, data: Path, now: str) -> None:
        self.data, self.now = data, now

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "MOBILINK_DATA": str(self.data), "MOBILINK_NOW": self.now}

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return processes.command(*words, env=self.environment, given=given)

    def python(self, code: str) -> str:
        return processes.python(code, env=self.environment)

    def count(self, kind: str, state: str = "captured") -> int:
        return int(json.loads(self.run("count", "--json").stdout)[kind][state])


@pytest.fixture
def vans(served, line, tmp_path):
    """Gonggong of the section with a right clock, Ayo Batam with a clock seven hours late."""
    made = []
    for unit, now in (
        ("KEPRI-KPP", served.environment["MOBILINK_NOW"]),
        ("BATAM", SEVEN_HOURS_LATE),
    ):
        van = Van(blank(tmp_path / f"van-{unit}"), now)
        code = served.run("invite", "--kind", "hub", "--unit", unit).stdout.strip()
        enrolled = van.run("enrol", line.address, code)
        assert not enrolled.returncode, enrolled.stderr
        assert not van.run("sync", "--once").returncode
        made.append(van)
    return made


def facts(kind: str, outing: str, number: int) -> str:
    at = "2019-07-21T10:00:00+07:00"
    lines = [{"kind": kind, "outing": outing, "at": at} for _ in range(number)]
    return "".join(json.dumps(line) + "\n" for line in lines)


def outing_of(van: Van, unit: str) -> str:
    return van.python(
        "from mobilink.outreach.models import Outing\n"
        f"print(Outing.objects.filter(executing_unit__code='{unit}').latest('day').pk)"
    ).strip()


def test_three_days_without_network_come_home_once(served, vans, line):
    """Rows 23, 24, 25 and 28 in one story, by the commands that people use."""
    section, batam = vans
    for van, unit, tallies, visits in ((section, "KEPRI-KPP", 120, 30), (batam, "BATAM", 94, 31)):
        outing = outing_of(van, unit)
        given = facts("tally", outing, tallies) + facts("visit", outing, visits)
        assert not van.run("record", "-", given=given).returncode

    # Cut at 60 % of the request twice, then of the answer; then a portal's page, then a replay.
    line.plan = [("up", 0.6)]
    cut = batam.run("sync", "--once")
    assert cut.returncode
    assert "There is no way to" in cut.stderr
    line.plan = [("up", 0.6)]
    assert batam.run("sync", "--once").returncode
    line.plan = [("down", 0.6)]
    assert batam.run("sync", "--once").returncode
    line.plan = ["page"]
    assert "sign-in page" in batam.run("sync", "--once").stderr
    line.plan = ["twice", "twice", "twice"]
    assert not batam.run("sync", "--once").returncode
    assert not section.run("sync", "--once").returncode

    counted = json.loads(served.run("count", "--json").stdout)
    assert (counted["tally"]["at_office"], counted["visit"]["at_office"]) == (214, 61)
    assert (batam.count("tally", "at_office"), batam.count("visit", "at_office")) == (94, 31)
    for place in (served, section, batam):
        assert "Equal" in place.run("rebuild", "--verify").stdout
    listed = served.run("installations").stdout
    assert "-7.0 h" in listed


@pytest.mark.thorough
def test_a_tent_booked_twice_stands_once_and_the_other_hears_of_it(served, vans):
    section, batam = vans
    book = """
from datetime import date
from mobilink.fleet.models import Equipment
from mobilink.outreach import actions, bookings
from mobilink.outreach.models import Outing
like = Outing.objects.filter(executing_unit__code='{unit}').latest('day')
plan = {{name: getattr(like, name) for name in actions.OutingPlan.__dataclass_fields__}}
plan |= {{'title': '{title}', 'day': date(2019, 9, 1), 'slot': None}}
outing = actions.draft_outing(actions.OutingPlan(**plan), by=None)
actions.propose(outing, by=None)
bookings.book(outing, Equipment.objects.get(label='TND-01'), by=None)
"""
    section.python(book.format(unit="KEPRI-KPP", title="Pasar pagi"))
    batam.python(book.format(unit="BATAM", title="Kebun raya"))

    for van in (section, batam, section):
        assert not van.run("sync", "--once").returncode

    ask = """
from mobilink.outreach.models import Assignment
from mobilink.outreach.instead import free_instead
for one in Assignment.objects.filter(equipment__label='TND-01', outing__day='2019-09-01'):
    options = free_instead(one.outing, one.booked) if one.is_released else []
    print(one.outing.title, one.is_released, one.freed_for and one.freed_for.title, options)
"""
    expected = {
        "Pasar pagi False None []",
        "Kebun raya True Pasar pagi ['Tenda lipat Batam']",
    }
    for place in (served, section, batam):
        assert set(place.python(ask).splitlines()) == expected
    for place in (served, section, batam):
        assert "Equal" in place.run("rebuild", "--verify").stdout


@pytest.mark.thorough
def test_both_sides_of_a_double_booking_hear_of_it_with_hours_and_options(served, vans):
    """T9: the post books offline what the section holds; the first that is confirmed keeps it."""
    section, batam = vans
    book = """
from datetime import date, time
from mobilink.fleet.models import Equipment
from mobilink.outreach import actions, bookings
from mobilink.outreach.models import Outing
like = Outing.objects.filter(executing_unit__code='{unit}').latest('day')
plan = {{name: getattr(like, name) for name in actions.OutingPlan.__dataclass_fields__}}
plan |= {{'title': '{title}', 'day': date(2019, 9, 1), 'slot': None, 'part_of_day': ''}}
plan |= {{'start': time({start}), 'end': time({start} + 2)}}
outing = actions.draft_outing(actions.OutingPlan(**plan), by=None)
bookings.book(outing, Equipment.objects.get(label='TND-02'), by=None)
"""
    section.python(book.format(unit="KEPRI-KPP", title="Pasar pagi", start=8))
    batam.python(book.format(unit="BATAM", title="Kebun raya", start=9))

    for van in (batam, section, batam):
        assert not van.run("sync", "--once").returncode

    ask = """
from datetime import date
from django.utils import translation
from mobilink.console.todo.items import needs_of
from mobilink.people.models import Person
from mobilink.people.queries import Rights
with translation.override('en'):
    for need in needs_of(Rights(Person.objects.get(name='{who}')), date(2019, 8, 18)):
        if 'Tenda' in need.words:
            print(need.words)
"""
    lost = (
        "“Pasar pagi” on 1 September 2019 (08:00–10:00) has no Tenda lipat Batam: it was booked "
        "for “Kebun raya” (09:00–11:00) first, while both could not know of each other. "
        "Free on that day: Tenda lipat Tanjungpinang."
    )
    kept = (
        "“Kebun raya” on 1 September 2019 (09:00–11:00) keeps Tenda lipat Batam. "
        "“Pasar pagi” (08:00–10:00) had booked it too and looks for another."
    )
    for place in (served, section, batam):
        assert place.python(ask.format(who="Jefri Contoh")).splitlines() == [kept]
        assert place.python(ask.format(who="Maya Contoh")).splitlines() == [lost, kept]
    count = """
from mobilink.outreach.models import Assignment
print(Assignment.objects.filter(equipment__label='TND-02', outing__day='2019-09-01').count())
"""
    for place in (served, section, batam):
        assert place.python(count) == "2\n"
        assert "Equal" in place.run("rebuild", "--verify").stdout


def test_two_who_changed_one_field_are_both_told(served, vans):
    section, batam = vans
    change = """
from mobilink.outreach import actions
from mobilink.outreach.models import Outing
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
outing = Outing.objects.get(title='Sosialisasi Kebun Raya')
with commit(Act('note', 'note'), by=None) as draft:
    draft.change(outing, result='{said}')
"""
    section.python(change.format(said="Ramai sekali"))
    batam.python(change.format(said="Hujan"))

    for van in (section, batam, section):
        assert not van.run("sync", "--once").returncode

    [conflict] = json.loads(served.run("conflicts", "--json").stdout)
    assert {conflict["won"]["value"], conflict["lost"]["value"]} == {"Ramai sekali", "Hujan"}
    assert {conflict["won"]["where"], conflict["lost"]["where"]} == {"hub KEPRI-KPP", "hub BATAM"}
    shown = "from mobilink.outreach.models import Outing\nprint(Outing.objects.get(title='Sosialisasi Kebun Raya').result)"
    assert len({place.python(shown) for place in (served, section, batam)}) == 1


@pytest.mark.thorough
def test_a_van_with_news_of_its_own_follows_many_decisions_at_once(served, vans):
    batam = vans[1]
    change = """
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.outreach.models import Outing
for number in range({times}):
    outing = Outing.objects.get(title='Sosialisasi Kebun Raya')
    with commit(Act('note', 'note'), by=None) as draft:
        draft.change(outing, {field}=f'{{number}}')
"""
    served.python(change.format(times=3, field="result"))
    batam.python(change.format(times=2, field="purpose"))

    assert not batam.run("sync", "--once").returncode

    shown = "from mobilink.outreach.models import Outing\nprint(Outing.objects.values_list('result', 'purpose').get(title='Sosialisasi Kebun Raya'))"
    assert served.python(shown) == batam.python(shown) == "('2', '1')\n"


@pytest.mark.thorough
def test_a_stick_carries_another_vans_facts_and_twice_changes_nothing(served, vans, tmp_path):
    section, batam = vans
    outing = outing_of(batam, "BATAM")
    batam.run("record", "-", given=facts("tally", outing, 50))
    stick = tmp_path / "batam.mlb"
    assert not batam.run("bundle", "export", str(stick)).returncode
    assert batam.run("bundle", "export", str(stick)).returncode

    section.run("sync", "--once")  # until then it does not know whose entries these are
    assert not section.run("bundle", "import", str(stick)).returncode
    assert not section.run("sync", "--once").returncode
    assert json.loads(served.run("count", "--json").stdout)["tally"]["at_office"] == 50
    assert not served.run("bundle", "import", str(stick)).returncode
    assert json.loads(served.run("count", "--json").stdout)["tally"]["at_office"] == 50

    torn = tmp_path / "torn.mlb"
    torn.write_bytes(stick.read_bytes()[:-30])
    unloaded = served.run("bundle", "import", str(torn))
    assert unloaded.returncode
    assert "ends within a segment" in unloaded.stderr


@pytest.mark.thorough
def test_a_revoked_van_is_honoured_up_to_what_the_office_had(served, vans):
    _, batam = vans
    outing = outing_of(batam, "BATAM")
    batam.run("record", "-", given=facts("tally", outing, 3))
    batam.run("sync", "--once")
    [id_] = [
        one["id"]
        for one in json.loads(served.run("installations", "--json").stdout)
        if one["unit"] == "BATAM"
    ]
    assert not served.run("revoke", id_, "--why", "HP hilang").returncode

    batam.run("record", "-", given=facts("tally", outing, 4))
    batam.run("sync", "--once")

    assert json.loads(served.run("count", "--json").stdout)["tally"]["at_office"] == 3
    assert {one["reason"] for one in json.loads(served.run("quarantine", "--json").stdout)} == {
        "revoked"
    }


@pytest.mark.thorough
def test_who_was_not_invited_gets_nothing(served, vans, tmp_path):
    stranger = Van(tmp_path / "stranger", SEVEN_HOURS_LATE)
    refused = stranger.run("enrol", served.address, "AAAA-BBBB-CCCC")
    assert refused.returncode
    assert "not known here" in refused.stderr
    code = served.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").stdout.strip()
    assert not stranger.run("enrol", served.address, code).returncode
    again = Van(tmp_path / "again", SEVEN_HOURS_LATE).run("enrol", served.address, code)
    assert "was used" in again.stderr


BOARD = """
import json
from mobilink.guidance import queries
from mobilink.people.queries import office_day
board = queries.board(office_day())
print(json.dumps([[post.vacancy.title for post in board.posts], board.hidden]))
"""
LISTS = {
    "recruiters": "name,sip3mi\nPT Karya Contoh,C-1\n",
    "countries": "country,status,valid_from,source\nMY,buka,2019-01-01,Contoh\n",
    "vacancies": "title,recruiter,sip3mi,sip2mi,country,closes_on\n"
    "Tukang las,PT Karya Contoh,C-1,J-1,MY,2019-09-01\n"
    "Perawat,PT Karya Contoh,C-1,J-2,MY,2019-12-01\n",
}


@pytest.mark.thorough
def test_a_van_without_network_hides_what_has_lapsed_and_verifies_a_slip_of_its_office(
    served, vans, tmp_path
):
    gonggong, _ = vans
    for kind, table in LISTS.items():
        file = tmp_path / f"{kind}.csv"
        file.write_text(table)
        done = served.run("import", kind, str(file), "--as-at", "2019-08-18")
        assert not done.returncode, done.stderr
    slip = served.python(
        "from mobilink.publishing import statements\n"
        "print(statements.signed(['Lowongan: Tukang las', 'Dicetak: 18 Agustus 2019']))"
    )
    assert not gonggong.run("sync", "--once").returncode
    served.stop()

    assert json.loads(gonggong.python(BOARD)) == [["Perawat", "Tukang las"], {}]
    gonggong.now = "2019-09-18T06:00:00+07:00"
    assert json.loads(gonggong.python(BOARD)) == [["Perawat"], {"closed": 1}]
    verified = gonggong.run("verify", given=slip)
    assert verified.stdout.splitlines()[1:] == ["Lowongan: Tukang las", "Dicetak: 18 Agustus 2019"]
    assert "It was changed" in gonggong.run("verify", given=slip.replace("las", "cat")).stderr
