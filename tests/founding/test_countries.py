"""Countries: their regions, holidays and times to avoid, every fault by file and place."""

import shutil
from collections import Counter
from datetime import date, timedelta

import pytest

from mobilink.founding import country, laying
from mobilink.founding.folders import brought_along
from mobilink.founding.reading import Reading
from mobilink.imports.sheets import BadFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
INDONESIA = brought_along("countries", "indonesia")


@pytest.fixture
def copy(tmp_path):
    """A copy of a country, to be spoilt."""
    return shutil.copytree(INDONESIA, tmp_path / "country")


def told(folder, province="21"):
    reading = Reading(folder)
    return country.read(reading, province), reading.faults


def spoilt(file, before, after):
    """The faults of a country in whose file something else stands once."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    return told(file.parent)[1]


def test_each_fasting_month_is_the_thirty_days_up_to_the_eve_of_idul_fitri():
    """And estimated just where the day of Idul Fitri is a forecast."""
    here, faults = told(INDONESIA)
    [ramadan] = [row for row in here.times_to_avoid if row["code"] == "ramadan"]
    feasts = {
        row["day"]: "perkiraan" in row["name"]
        for row in here.holidays
        if row["kind"] == "national" and "idulfitri" in row["name"].casefold().replace(" ", "")
    }
    firsts = [day for day in sorted(feasts) if day - timedelta(days=1) not in feasts]

    assert faults == []
    assert [day.year for day in firsts] == list(range(2018, 2028))
    assert ramadan["periods"] == [
        {
            "first": str(day - timedelta(days=30)),
            "last": str(day - timedelta(days=1)),
            "estimated": feasts[day],
        }
        for day in firsts
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2018, 5, 17), date(2018, 6, 14)),
        (date(2019, 5, 6), date(2019, 6, 4)),
        (date(2026, 2, 19), date(2026, 3, 20)),
    ],
    ids=str,
)
def test_a_fasting_month_is_as_the_government_decided_to_a_day(first, last):
    here, _ = told(INDONESIA)
    [ramadan] = [row for row in here.times_to_avoid if row["code"] == "ramadan"]
    [month] = [each for each in ramadan["periods"] if each["last"] == str(last)]

    assert abs(date.fromisoformat(month["first"]) - first) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("[[weekly]]", "[weekly]", "cautions.toml: “weekly” is none of: [[holiday]]"),
        ("month = 8", "month = 13", "cautions.toml, yearly 1, day: no month has that day"),
        ("month = 8\n", "", "cautions.toml, yearly 1, month: it is missing"),
        ("begin = 11:30:00", "begin = 14:30:00", "weekly 1, end: it must lie after the begin"),
        ('en = "The hours', '# "', "cautions.toml, weekly 1, en: it is missing"),
        ('"shared_leave"\nof', '"holiday"\nof', "holiday 2, code: “holiday” stands there twice"),
        ("[[weekly]]", "[[monthly]]", "cautions.toml: “monthly” is none of"),
        ('"friday"', '"jumat"', "cautions.toml, weekly 1, weekday: it is none of"),
        ("begin = 11:30:00", 'begin = "noon"', "weekly 1, begin: “noon” is of another type"),
        ("begin = 11:30:00", "from = 11:30:00", "weekly 1, from: there is no such field"),
        ("start_instead = 15:30:00", "start_instead = 12:00:00", "weekly 1, start_instead"),
        ('code = "ramadan"\n', "", "cautions.toml, period 1, code"),
        (", estimated = true", "", "cautions.toml, period 1, periods: each has a first"),
        ("first = 2027-02-08", "first = 2027-12-08", "cautions.toml, period 1, periods"),
        ('of = "national"', 'of = "local"', "cautions.toml, holiday 1, of"),
    ],
)
def test_each_fault_of_a_caution_is_named_by_its_place(copy, before, after, fault):
    faults = spoilt(copy / "cautions.toml", before, after)

    assert [one for one in faults if fault in one], faults


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('["tlk"]', '"tlk"', "spelling.toml, shorthand, teluk: a list holds texts"),
        ('["Anambas"]', "[5]", "spelling.toml, aliases, 21.05: a list holds texts"),
        ('"district"', '"parish"', "spelling.toml, labels, kecamatan: “parish” is none of"),
        ("[labels]", "[[labels]]", "spelling.toml: “labels” is none of"),
        ("[shorthand]", "[shorthand", "spelling.toml: it cannot be read"),
        ("[aliases]", "[alias]", "spelling.toml: “alias” is none of"),
        ('["tlk"]', '["Tlk."]', "shorthand, teluk: “Tlk.” must be in small letters"),
        ('["tlk"]', '["kp"]', "shorthand, teluk: “kp” must be in small letters"),
        ('["tlk"]', f'["{41 * "t"}"]', "country.toml, shorthand: "),
    ],
)
def test_each_fault_of_a_spelling_is_named_by_its_place(copy, before, after, fault):
    faults = spoilt(copy / "spelling.toml", before, after)

    assert [one for one in faults if fault in one], faults


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("holidays.csv", "2018-01-01", "9999-01-01", "holidays.csv: “9999-01-01” is out of range"),
        ("holidays.csv", "2018-01-01", "soon", "holidays.csv, row 2, day"),
        ("regions.csv", "12,province", "11,province", "regions.csv: “11” stands there twice"),
        ("regions.csv", "21,province", "20,province", "regions.csv: “21.01” lies in no region"),
        ("country.toml", '"indonesia"', '"' + 21 * "i" + '"', "country.toml, name"),
    ],
)
def test_each_fault_of_a_table_is_named(copy, file, before, after, fault):
    faults = spoilt(copy / file, before, after)

    assert [one for one in faults if fault in one], faults


def test_a_day_may_be_written_without_its_noughts(copy):
    assert spoilt(copy / "holidays.csv", "2018-01-01", "2018-1-1") == []


def test_an_office_loads_the_districts_and_villages_of_its_own_province_alone():
    here, faults = told(INDONESIA)

    assert faults == []
    assert {row["code"][:2] for row in here.regions if row["level"] == "district"} == {"21"}
    assert told(INDONESIA, "99")[1] == ["provinces/99.csv: the file is missing."]


def test_an_office_of_every_province_of_indonesia_has_its_districts():
    """38 provinces, 514 regencies and cities, 7,285 districts (Kepmendagri 300.2.2-2430/2025)."""
    reading = Reading(INDONESIA)
    regions = country.read(reading, *country.provinces(reading)).regions

    many = Counter(row["level"] for row in regions)
    assert (many["province"], many["regency"], many["district"]) == (38, 514, 7285)
    with_districts = {row["parent_code"] for row in regions if row["level"] == "district"}
    assert len(with_districts) == 514
    lampung = [row for row in regions if row["parent_code"].startswith("18")]
    assert Counter(row["level"] for row in lampung) == {"regency": 15, "district": 229}


def test_a_country_is_laid_in_once():
    with pytest.raises(BadFile, match="laid in here already"):
        laying.lay_in_country(INDONESIA, "21")


def test_a_country_is_checked_as_a_kit_is(copy):
    assert laying.faults_of(INDONESIA) == []
    (copy / "holidays.csv").unlink()
    assert laying.faults_of(copy) == ["holidays.csv: the file is missing."]
