"""The commands that other people script against, run as they run them."""

import json

import pytest

WINDOW = ("--from", "2019-06-29", "--to", "2019-07-29")


def test_the_window_of_the_story_lists_three_outings_with_their_units(story):
    report = story.json("report", "window", *WINDOW)

    assert [outing["regency_code"] for outing in report["outings"]] == ["21.72", "21.72", "21.71"]
    assert report["outings"][2]["executing_unit"] == "P4TKI Batam"
    assert report["outings"][2]["owner_unit"] != report["outings"][2]["executing_unit"]


def test_what_nobody_counted_is_null_and_never_zero(story):
    report = story.json("report", "window", *WINDOW)

    counts = {outing[name] for outing in report["outings"] for name in ("tallies", "visits")}
    assert counts == {None}
    assert (report["totals"]["tallies"], report["totals"]["visits"]) == (None, None)


def test_a_window_without_outings_is_empty_and_still_a_report(story):
    report = story.json("report", "window", "--from", "2018-01-01", "--to", "2018-01-31")

    assert report["outings"] == []
    assert report["totals"]["tallies"] is None


def test_the_release_is_written_in_the_house_style_of_the_story(story):
    text = story.run("release", *WINDOW, "--initials", "Irf").stdout

    assert text.count("Tanjungpinang, BNP2TKI (29/7) --") == 1
    for day in ("Minggu (14/7)", "Jumat (19/7)", "Minggu (21/7)"):
        assert day in text
    assert "tidak dicatat" in text
    assert "*** (Humas/BP3TKI Tanjungpinang/Irf)" in text


@pytest.mark.parametrize(
    ("typed", "answer", "meant"),
    [
        ("Tanjunginang", "one", "21.72"),
        ("Tajungpinang", "one", "21.72"),
        ("Tj. Pinang", "one", "21.72"),
        ("TANJUNG PINANG", "one", "21.72"),
        ("K. Raya Batam", "one", "Kebun Raya Batam"),
        ("Kebun raya nongsa", "one", "Kebun Raya Batam"),
        ("Pinang", "ask", None),
        ("Tanjung Balai", "ask", None),
        ("Xyzzyqwert", "none", None),
    ],
)
def test_a_dirty_place_name_is_resolved_or_asked_about(story, typed, answer, meant):
    resolved = story.json("places", "resolve", typed)

    assert resolved["answer"] == answer
    if meant:
        assert meant in resolved["place"].values()
    else:
        assert resolved["place"] is None
    assert (answer == "ask") == (len(resolved["candidates"]) > 1)


def test_the_monthly_slot_proposes_a_sunday_and_warns_of_idul_adha(story):
    outlook = story.json("slots", "--from", "2019-08-01", "--to", "2019-08-31")

    [proposal] = outlook["proposals"]
    [warning] = proposal["warnings"]
    assert (proposal["day"], proposal["day_instead"]) == ("2019-08-11", "2019-08-18")
    assert "Idul Adha" in warning["text"]
    assert warning["code"] == "holiday"


def test_facts_are_recorded_line_by_line_and_counted(fresh_story):
    outing = fresh_story.json("report", "window", *WINDOW)["outings"][2]["id"]
    facts = [
        {"kind": "tally", "outing": outing, "at": "2019-07-21T09:00:00+07:00", "sex": "f"},
        {"kind": "tally", "outing": outing, "at": "2019-07-21T09:01:00+07:00", "sex": "x"},
        {"kind": "visit", "outing": outing, "at": "2019-07-21T09:02:00+07:00", "topics": ["cost"]},
        {"kind": "dance", "outing": outing, "at": "2019-07-21T09:02:00+07:00"},
    ]

    result = fresh_story.run("record", "-", input="\n".join(map(json.dumps, facts)))
    outcomes = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.returncode == 1
    assert ["id" in outcome for outcome in outcomes] == [True, False, True, False]
    counts = fresh_story.json("count")
    assert counts["tally"] == {"captured": 1, "in_van": 0, "at_office": 1, "in_backup": 0}
    assert sum(many["visit"] for many in counts["installations"].values()) == 1
    assert fresh_story.json("report", "outing", outing)["tallies"] == 1
    assert fresh_story.run("rebuild", "--verify").returncode == 0


def test_the_kinds_of_facts_tell_their_fields(story):
    kinds = story.json("record", "--kinds")

    assert {"tally", "visit", "handout"} <= set(kinds)
    assert kinds["tally"]["outing"]["required"] is True
    assert "18-24" in kinds["tally"]["age_band"]["choices"]


def test_the_data_folder_may_be_named_anywhere_in_the_line(story, tmp_path):
    before = story.run("--data", str(tmp_path / "none"), "count")
    after = story.run("count", "--data", str(tmp_path / "none"))

    assert before.returncode == after.returncode == 1
    assert before.stderr == after.stderr
    assert "There is no Mobilink data in" in before.stderr


def test_papers_are_written_to_the_file_that_was_named(story, tmp_path):
    for words in (("report", "window"), ("release",)):
        file = tmp_path / "paper.pdf"
        story.run(*words, *WINDOW, "--pdf", str(file), check=True)
        assert file.read_bytes().startswith(b"%PDF-")


def test_every_command_explains_itself(story):
    listed = story.run("--help").stdout
    for command in ("demo", "init", "serve", "report", "release", "places", "slots", "record",
                    "count", "import", "rebuild", "check", "test", "lock"):  # fmt: skip
        assert command in listed
        assert "usage: mobilink" in story.run(command, "--help").stdout
