"""`export`: one table as a file, or all of them with a dictionary and without persons."""

import csv
import json

import pytest

from mobilink.cli.copies import KINDS, TABLES
from mobilink.console.tables.catalogue import TABLES as AT_DESK
from mobilink.publishing.data_tables import GOING
from mobilink.publishing.spreadsheets import TYPES

# Everybody's name, telephone and id, of which none may stand anywhere.
PERSONS = """
import django, json
django.setup()
from mobilink.goods.models import MakerPerson
from mobilink.partners.models import Contact
from mobilink.people.models import Person
known = [*Person.objects.values_list("pk", "name", "phone")]
known += MakerPerson.objects.values_list("pk", "person_name", "phone")
known += Contact.objects.values_list("pk", "name", "phone")
print(json.dumps([str(word) for row in known for word in row if word]))
"""


def read(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_command_knows_every_table_of_the_desk_and_every_kind_of_file():
    assert {*TABLES} == {*AT_DESK}
    assert {*KINDS} == {*TYPES}


def test_a_table_comes_with_all_its_columns(story, tmp_path):
    file = tmp_path / "outings.json"

    outcome = story.run("export", "outings", str(file))

    rows = json.loads(file.read_text("utf-8"))
    assert outcome.returncode == 0
    assert len(rows) == 5
    assert {*rows[0]} == {column.name for column in AT_DESK["outings"].columns}


@pytest.mark.parametrize("name", ["outings.doc", "outings"])
def test_a_file_of_no_known_kind_is_refused_in_words(story, tmp_path, name):
    outcome = story.run("export", "outings", str(tmp_path / name))

    assert outcome.returncode == 1
    assert "must end in .xlsx, .csv, .json" in outcome.stderr
    assert not (tmp_path / name).exists()


@pytest.fixture(scope="module")
def tables(story, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables") / "made"
    assert story.run("export", "tables", str(folder)).returncode == 0
    return folder


def test_the_dictionary_tells_every_column_of_every_file(tables):
    described = {}
    for row in read(tables / "dictionary.csv"):
        described.setdefault(row["table"], []).append(row["column"])

    for file in tables.glob("*.csv"):
        if file.stem != "dictionary":
            with file.open(encoding="utf-8-sig") as stream:
                assert next(csv.reader(stream)) == described[file.stem], file.name
    left_out = {name for name, columns in described.items() if columns == [""]}
    assert {*GOING} == {*described} - left_out
    assert {"harm_report", "visit_wish", "partner_contact", "maker_person", "person"} <= left_out
    assert not any((tables / f"{name}.csv").exists() for name in left_out)


def test_no_person_and_no_secret_is_in_any_file(story, tables):
    persons = json.loads(story.python(PERSONS))
    assert len(persons) > 10

    for file in tables.glob("*.csv"):
        text = file.read_text("utf-8-sig")
        assert [words for words in persons if words in text] == [], file.name
    columns = {
        row["column"] for row in read(tables / "dictionary.csv") if row["table"] != "product"
    }
    assert not columns & {
        "code_hash",
        "proof",
        "contents",
        "key",
        "note",
        "told_by",
        "person",
    }
    assert not any(
        (tables / f"{name}.csv").exists() for name in ("withdrawal", "hearing", "visit_request")
    )


def test_rows_are_those_of_the_journal_as_programs_read_them(tables):
    venue = next(row for row in read(tables / "venue.csv") if row["name"] == "Kebun Raya Batam")

    assert venue["aliases"] == "Kebun Raya Nongsa|Batam Botanic Garden"
    assert float(venue["lat"])


def test_a_folder_with_something_in_it_is_left_alone(story, tables):
    before = sorted(tables.iterdir())

    outcome = story.run("export", "tables", str(tables))

    assert outcome.returncode == 1
    assert "name a new or an empty folder" in outcome.stderr
    assert sorted(tables.iterdir()) == before
