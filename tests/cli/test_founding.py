"""`found`: an office begins by one file or by questions, all of it or nothing, and of no other office."""

import os
import re
import tomllib

import pytest

from mobilink.cli.founding import EXAMPLE
from mobilink.scenarios.stories import SCENARIOS
from tests import processes
from tests.installations import STORY, blank

ACCOUNTS = re.compile(r"^  (\S+) +([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}) ", re.MULTILINE)
ANSWERS = """lampung
bandar
BP3MI Contoh
KemenP2MI
lampung
LAMPUNG
Ratna Contoh
Kepala balai
Ratna
ratna
"""
CHECK = """
from mobilink.journal.members.installations import here
from mobilink.people.models import Account
account = Account.objects.get(username="ratna")
print(account.check_password({password!r}), account.person, here().name)
"""


@pytest.fixture
def env(tmp_path):
    """The environment of an empty data folder."""
    data = blank(tmp_path / "data")
    return os.environ | {"MOBILINK_DATA": str(data), "MOBILINK_DATABASE_URL": ""}


@pytest.fixture
def file(tmp_path):
    """Writes the example, something else in it, and tells where."""

    def write(before, after):
        text = EXAMPLE.read_text("utf-8")
        assert before in text
        target = tmp_path / "office.toml"
        target.write_text(text.replace(before, after, 1), "utf-8")
        return str(target)

    return write


def names_of_the_story():
    """Of persons, places and things that only the office of the story has, and of its islands."""
    story = tomllib.loads((SCENARIOS / "kepri_2019.toml").read_text("utf-8"))
    assert story["name"].startswith("Kantor BP3TKI"), STORY
    registers = ("people", "venues", "vans", "equipment", "slots")
    yield from (row["name"] for register in registers for row in story[register])
    yield from ("BP3MI Kepulauan Riau", "Kota Batam", "Bintan", "Karimun", "Natuna")
    yield from (name["short_name"] for unit in story["units"] for name in unit["names"])


@pytest.mark.embedded
def test_from_an_empty_folder_to_the_first_approved_outing_on_the_public_page(tmp_path, env, file):
    founded = processes.command(
        "found", "--file", file("day_in = 14", 'day_in = 14\napproved_by = "Ratna Contoh"'), env=env
    )

    assert founded.returncode == 0, founded.stderr
    accounts = dict(ACCOUNTS.findall(founded.stdout))
    assert accounts.keys() == {"ratna", "bagus"}
    said = processes.python(CHECK.format(password=accounts["ratna"]), env=env)
    assert said == "True Ratna Contoh BP3MI Lampung (contoh)\n"
    assert processes.command("rebuild", "--verify", env=env).stdout.startswith("Equal")
    processes.command("export", "site", str(tmp_path / "site"), env=env).check_returncode()
    assert "Mobilink di Lapangan Saburai" in (tmp_path / "site" / "index.html").read_text("utf-8")
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")]
    assert [name for name in names_of_the_story() for page in pages if name in page] == []

    again = processes.command("found", "--file", str(EXAMPLE), env=env)
    assert again.returncode == 1
    assert "An office stands in this data folder already" in again.stderr


@pytest.mark.embedded
def test_of_an_office_that_a_verb_refuses_nothing_is_kept_and_all_is_told(env, file):
    refused = processes.command("found", "--file", file('"18.71"', '"18.99"'), env=env)

    assert refused.returncode == 1
    assert "[[units]] 1: There is no regency with the code 18.99." in refused.stderr
    assert "Nothing was kept." in refused.stderr
    for words in (["doctor"], ["rebuild", "--verify"], ["count"]):
        asked = processes.command(*words, env=env)
        assert "Traceback" not in asked.stderr, words
    assert processes.command("doctor", env=env).stderr.startswith(
        "mobilink: Nothing has begun in this data folder. Run `mobilink found`"
    )

    assert processes.command("found", "--file", str(EXAMPLE), env=env).returncode == 0


@pytest.mark.embedded
def test_the_smallest_office_is_asked_for_at_the_terminal(env):
    answered = processes.command("found", env=env, given=ANSWERS)

    assert answered.returncode == 0, answered.stderr
    [(username, password)] = ACCOUNTS.findall(answered.stdout)
    assert username == "ratna"
    said = processes.python(CHECK.format(password=password), env=env)
    assert said == "True Ratna Contoh BP3MI Contoh\n"


@pytest.mark.embedded
def test_who_answers_nothing_is_told_of_the_file(env):
    silent = processes.command("found", env=env)

    assert silent.returncode == 1
    assert "Write the office into a file" in silent.stderr


def test_the_example_is_printed_without_a_data_folder(tmp_path):
    env = os.environ | {"MOBILINK_DATA": str(tmp_path / "none")}

    assert processes.command("found", "--example", env=env).stdout == EXAMPLE.read_text("utf-8")
    assert not (tmp_path / "none").exists()


@pytest.mark.embedded
def test_an_office_that_began_without_a_map_is_brought_one_once(env, tmp_path):
    processes.command("found", "--file", str(EXAMPLE), env=env).check_returncode()
    (tmp_path / "map.toml").write_text("shows = []", "utf-8")

    wrong = processes.command("map", str(tmp_path), env=env)
    right = processes.command("map", "kepri", env=env)
    again = processes.command("map", "kepri", env=env)

    assert "map.toml, west: it is missing" in wrong.stderr
    assert "coast.geojson: the file is missing." in wrong.stderr
    assert (right.returncode, right.stderr) == (0, "")
    assert again.returncode == 1
    assert again.stderr == "mobilink: A map is laid in here already.\n"
    assert processes.command("rebuild", "--verify", env=env).stdout.startswith("Equal")
