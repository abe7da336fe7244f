"""Founding files: every fault of each row by its place, and a reference that lists each field."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from mobilink.cli.founding import EXAMPLE
from mobilink.founding import actions
from mobilink.founding.office import TABLES, read
from mobilink.founding.reading import Reading
from mobilink.imports.sheets import BadFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2026, 12, 3)
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "founding.md"


def read_file(path):
    reading = Reading(path.parent)
    return read(reading, path.name, reading.toml(path.name), TODAY), reading.faults


@pytest.fixture
def spoilt(tmp_path):
    """The faults of the example in which something else stands once."""

    def spoil(before, after):
        text = EXAMPLE.read_text("utf-8")
        assert before in text
        (tmp_path / "office.toml").write_text(text.replace(before, after, 1), "utf-8")
        return read_file(tmp_path / "office.toml")[1]

    return spoil


def test_the_example_is_right_and_says_a_day_by_how_far_it_is():
    office, faults = read_file(EXAMPLE)

    assert faults == []
    assert office.since == TODAY
    [outing] = office.rows["outings"]
    assert outing.fields["day"] == date(2026, 12, 17)
    [slot] = office.rows["slots"]
    assert (slot.fields["weekday"], slot.fields["since"]) == (6, TODAY)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('kit = "bp2mi" ', "", "office.toml, kit: it is missing"),
        ('province = "18"', "province = 18", "office.toml, province: “18” is of another type"),
        ("# since = 2026-01-01", "since = 2026-12-04", "office.toml, since: it must be a day"),
        ("# since = 2026-01-01", "since = 2009-12-31", "office.toml, since: it must be a day"),
        ("[[vans]]", "[[cars]]", "office.toml, cars: there is no such field; there are kit"),
        ("[[vans]]", "[vans]", "office.toml, vans: “{"),
        ('kind = "office"', 'kind = "embassy"', "[[units]] 1, kind: "),
        ('code = "LAMTIM"', 'code = "LAMPUNG"', "[[units]] 2, code: “LAMPUNG” stands there twice"),
        ('parent = "LAMPUNG"', 'parent = "JAVA"', "[[units]] 2, parent: “JAVA” is not among"),
        (
            'agency = "KemenP2MI"',
            'office = "KemenP2MI"',
            "[[units]] 1, names 1, agency: it is missing",
        ),
        ("names = [{ name", 'names = ["x", { name', "[[units]] 1, names 1: it stands between"),
        ('initials = "Rtn"', "initials = 5", "[[people]] 1, initials: “5” is of another type"),
        ('initials = "Rtn"', 'initials = "Ratnaaaaa"', "[[people]] 1, initials: "),
        ('username = "ratna"\n', "", "[[people]]: somebody must sign in and approve"),
        ('"approver"', '"head"', "[[people]] 1, roles, LAMPUNG: “head” is none of: planner"),
        ('roles = { LAMPUNG = ["a', 'roles = { BALI = ["a', "[[people]] 1, roles, BALI: “BALI”"),
        ('"Bagus Contoh"\n\n', '"Bagus"\n\n', "[[vans]] 1, keeper: “Bagus” is not among"),
        ('kind = "tent"', 'kind = "car"', "[[equipment]] 1, kind: "),
        ('"sunday"', '"minggu"', "[[slots]] 1, weekday: it is none of: monday"),
        ("weeks = [2, 4]", 'weeks = ["second"]', "[[slots]] 1, weeks: "),
        ("start = 06:00:00", 'start = "06.00"', "[[slots]] 1, start: “06.00” is of another type"),
        ("day_in = 14", 'day_in = "soon"', "[[outings]] 1: a field that ends in _in"),
        ("day_in = 14", "day_in = 99999999999", "[[outings]] 1: a field that ends in _in"),
        ("day_in = 14", "", "[[outings]] 1, day: it is missing"),
        ('"release.city" = "Bandar Lampung"', '"release.city" = ""', "[wordings], release.city"),
    ],
)
def test_each_fault_is_named_by_its_table_row_and_field(spoilt, before, after, fault):
    assert fault in "\n".join(spoilt(before, after))


def test_all_faults_of_a_file_are_told_at_once(spoilt):
    faults = spoilt('keeper = "Bagus Contoh"', 'keeper = "Nobody"\ncolour = "red"\nplate = 7')
    assert [fault.partition(":")[0] for fault in faults] == [
        "[[vans]] 1, keeper",
        "[[vans]] 1, plate",
        "[[vans]] 1, colour",
    ]


def test_the_reference_lists_each_field_of_each_table():
    rows = dict(re.findall(r"^\| `\[\[(\w+)\]\]` \| (.*)$", REFERENCE.read_text("utf-8"), re.M))

    assert rows.keys() == TABLES.keys()
    for name, table in TABLES.items():
        plan = rows["outings"] if name == "held" else ""
        for field in f"{table.needs} {table.may}".split():
            assert re.search(rf"\b{field}\b", rows[name] + plan), (name, field)


def test_no_second_office_is_founded_beside_the_first():
    with pytest.raises(BadFile, match="An office stands in this data folder already"):
        actions.found(EXAMPLE)


def test_the_example_has_nobody_who_is_not_visibly_invented():
    office = tomllib.loads(EXAMPLE.read_text("utf-8"))

    assert all("Contoh" in person["name"] for person in office["people"])
    things = [row["name"] for name in ("venues", "vans", "equipment") for row in office[name]]
    assert all("contoh" in name for name in things)
