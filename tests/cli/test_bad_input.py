"""What cannot be done is told in one clear line, with a code that is not 0, and writes nothing."""

import socket
from pathlib import Path

import pytest


def refusal(result):
    """The one line of a refused command."""
    assert result.returncode != 0
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    return line


def test_an_unknown_scenario_is_named_with_those_that_exist(nothing_yet):
    result = nothing_yet.run("init", "--scenario", "atlantis-1492")

    assert "There is no scenario “atlantis-1492”. This version has: kepri-2019." in refusal(result)
    assert not nothing_yet.data.exists()


def test_a_port_in_use_is_named_before_anything_is_written(nothing_yet):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = nothing_yet.run("demo", "--port", port)

    assert f"127.0.0.1:{port} cannot be listened on" in refusal(result)
    assert not nothing_yet.data.exists()


def test_a_port_that_is_no_port_is_refused(story):
    assert "“90000” is not a port" in refusal(story.run("serve", "--port", "90000"))


def test_a_data_folder_that_is_a_file_is_refused(nothing_yet):
    nothing_yet.data.write_text("not a folder")

    result = nothing_yet.run("init")

    assert "cannot be used" in refusal(result)


def test_a_data_folder_that_cannot_be_read_is_refused(fresh_story):
    """A folder in the key's place stands for every read error; root ignores permissions."""
    (fresh_story.data / "keys" / "database.key").unlink()
    (fresh_story.data / "keys" / "database.key").mkdir()

    assert "cannot be used: Is a directory" in refusal(fresh_story.run("count"))


def test_a_wrong_key_is_told_as_such(fresh_story):
    key = fresh_story.data / "keys" / "database.key"
    key.write_text("0" * 64)

    assert "does not open with the key in keys/database.key" in refusal(fresh_story.run("count"))


def test_a_damaged_key_file_is_told_as_such(fresh_story):
    (fresh_story.data / "keys" / "database.key").write_text("half a ke")

    assert "is not 64 hexadecimal digits" in refusal(fresh_story.run("count"))


def test_a_new_key_is_never_made_beside_an_old_database(fresh_story):
    (fresh_story.data / "keys" / "database.key").unlink()

    result = fresh_story.run("init")

    assert "Put the file back from your backup" in refusal(result)
    assert not (fresh_story.data / "keys" / "database.key").exists()


def test_a_broken_settings_file_is_named(fresh_story):
    (fresh_story.data / "mobilink.toml").write_text("time_zone = ")

    assert "mobilink.toml cannot be read" in refusal(fresh_story.run("count"))


@pytest.mark.parametrize("day", ["2019-13-01", "14/7/2019", "tomorrow"])
def test_a_day_that_is_no_day_is_refused(story, day):
    result = story.run("report", "window", "--from", day, "--to", "2019-07-29")

    assert f"“{day}” is not a day" in refusal(result)


def test_a_window_that_ends_before_it_begins_is_refused(story):
    result = story.run("report", "window", "--from", "2019-07-29", "--to", "2019-06-29")

    assert "before it begins" in refusal(result)


def test_an_outing_that_does_not_exist_is_refused(story):
    for wrong in ("no-id", "00000000-0000-0000-0000-000000000000"):
        assert "`report window` lists them" in refusal(story.run("report", "outing", wrong))


VENUES = "name,regency,lat,lon\n"
OUTINGS = "title,kind,day,venue,owner_unit,executing_unit\n"


@pytest.mark.parametrize(
    ("kind", "table", "says"),
    [
        ("venues", VENUES + "Pasar Satu,21.72\n", "Row 2 has 2 cells, the header has 4"),
        ("venues", VENUES + 'Pasar "Satu,21.72,,\n"', "row 3: the table is broken off"),
        ("venues", VENUES + "Satu,Tanjung Balai,,\n", "12.74 (Kota Tanjungbalai) or 21.02"),
        ("venues", VENUES + "Pasar Satu,99.99,,\n", "row 2: There is no regency with the code 99.99"),
        ("venues", VENUES + "Pasar Satu,21.72,abc,104\n", "row 2, column lat: “abc” is not a number"),
        ("venues", VENUES + "Kebun,21.71,-1.17278,104.07833\n", "1.17278 is on land"),
        ("venues", "called,regency\nPasar,21.72\n", "lacks the column “Name”"),
        ("venues", "name,regency,colour\nPasar,21.72,red\n", "has a column “colour”"),
        ("outings", OUTINGS + "A,market,2019-02-30,Pasar Baru,KEPRI,KEPRI\n", "column day: “2019-02-30”"),
        ("outings", OUTINGS + "A,market,1492-10-12,Pasar Baru,KEPRI,KEPRI\n", "out of range"),
        ("outings", OUTINGS + "A,fair,2019-07-01,Pasar Baru,KEPRI,KEPRI\n", "row 2, column kind"),
        ("outings", OUTINGS + "A,market,2019-07-01,Nowhere,KEPRI,KEPRI\n", "column venue: “Nowhere”"),
        ("outings", OUTINGS + "A,market,2019-07-01,Pasar Baru,XX,KEPRI\n", "column owner_unit"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_of_its_table_is_entered(fresh_story, kind, table, says):
    good = {
        "venues": "Pasar Baik,21.72,,\n",
        "outings": "Baik,market,2019-07-01,Pasar Baru,KEPRI,KEPRI\n",
    }
    file = fresh_story.data / "table.csv"
    file.write_text(table + (good[kind] if table.startswith((VENUES, OUTINGS)) else ""))

    result = fresh_story.run("import", kind, str(file))

    assert result.returncode == 1
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert "Pasar Baik" not in fresh_story.run("places", "resolve", "Pasar Baik").stdout
    assert fresh_story.run("rebuild", "--verify").returncode == 0


def test_a_table_in_another_encoding_is_refused(fresh_story, tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes(VENUES.encode() + "Café,21.72,,\n".encode("latin-1"))

    assert "is not UTF-8 text" in refusal(fresh_story.run("import", "venues", str(file)))


def test_a_good_table_is_entered_once_however_often_it_is_imported(fresh_story, tmp_path):
    file = tmp_path / "table.csv"
    file.write_text("\ufeff" + VENUES + "Pasar Bintan Centre,Tanjungpinang,,\n", "utf-8")

    assert fresh_story.run("import", "venues", str(file), "--dry-run").stdout.startswith(
        "1 venue would"
    )
    assert fresh_story.run("import", "venues", str(file)).stdout.startswith("1 venue entered, 0")
    assert fresh_story.run("import", "venues", str(file)).stdout.startswith("0 venues entered, 1")
    assert fresh_story.json("places", "resolve", "pasar bintan center")["answer"] == "one"


def test_a_file_that_is_not_there_is_named(story):
    assert "no-such-file.csv" in refusal(
        story.run("import", "venues", str(Path("no-such-file.csv")))
    )


HOSTILE_FACTS = [
    '{"kind": []}',
    '{"kind": "\\ud800"}',
    '{"kind": "tally", "\\ud800": 1}',
    "[" * 5000,
    '{"kind": ' + "9" * 5000 + "}",
    '{"kind": "visit", "outing": "OUTING", "at": "2019-07-21T09:00:00+07:00", "topics": ["dance"]}',
    '{"kind": "visit", "outing": "OUTING", "at": "2019-07-21T09:00:00+07:00", "programme": "x"}',
    '{"kind": "tally", "outing": "OUTING", "at": "2108-07-21T09:00:00+07:00"}',
]


def test_no_line_of_facts_stops_those_after_it(fresh_story):
    report = fresh_story.json("report", "window", "--from", "2019-07-21", "--to", "2019-07-21")
    outing = report["outings"][0]["id"]
    good = '{"kind": "visit", "outing": "OUTING", "at": "2019-07-21T09:00:00+07:00", "note": "a\u2028b"}'
    file = fresh_story.data / "facts.jsonl"
    file.write_text("\n".join([*HOSTILE_FACTS, good]).replace("OUTING", outing), "utf-8")

    result = fresh_story.run("record", str(file))

    lines = result.stdout.splitlines()
    assert "Traceback" not in result.stderr
    assert len(lines) == len(HOSTILE_FACTS) + 1
    assert all("refused" in line for line in lines[:-1])
    assert fresh_story.json("count")["visit"]["captured"] == 1


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("MOBILINK_NOW", "garbage"),
        ("MOBILINK_NOW", "2019-07-14T06:00"),
        ("MOBILINK_TIME_ZONE", "Foo/Bar"),
        ("MOBILINK_DATABASE_URL", "postgresql://user@host:abc/name"),
        ("MOBILINK_DATABASE_URL", "mysql://host/name"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_told_in_one_line(story, setting, value):
    result = story.run("count", env=story.environment | {setting: value})

    assert refusal(result)


def test_a_day_beyond_all_calendars_is_refused(story):
    for first in ("0001-01-01", "9999-12-01"):
        result = story.run("slots", "--from", first, "--to", "9999-12-31")
        assert "is out of range" in refusal(result)


@pytest.mark.parametrize("words", [(), ("atlantis",), ("report",), ("count", "--colour")])
def test_a_line_that_is_no_command_is_refused_in_one_line(nothing_yet, words):
    assert "--help`" in refusal(nothing_yet.run(*words))
    assert not nothing_yet.data.exists()


def test_a_paper_that_cannot_be_written_is_told_with_what_to_check(story):
    window = ("--from", "2019-07-01", "--to", "2019-07-31", "--pdf", "/no-such-folder/july.pdf")

    result = refusal(story.run("report", "window", *window))

    assert "/no-such-folder/july.pdf: no such file or directory. Check" in result


def test_an_unreadable_key_is_told_as_such(fresh_story):
    (fresh_story.data / "keys" / "database.key").write_bytes(bytes(range(128, 192)))

    assert "is not 64 hexadecimal digits" in refusal(fresh_story.run("count"))


def test_a_venue_is_not_entered_under_another_of_its_names(fresh_story, tmp_path):
    file = tmp_path / "table.csv"
    file.write_text(VENUES + "Kebun Raya Nongsa,21.71,,\n", "utf-8")

    assert "has this venue already" in fresh_story.run("import", "venues", str(file)).stderr
    assert fresh_story.json("places", "resolve", "Kebun raya nongsa")["answer"] == "one"
