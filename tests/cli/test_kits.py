"""`kit check`: a kit is right or every fault is named, on an installation that holds nothing yet."""

import shutil

from mobilink.founding.folders import brought_along


def test_a_kit_is_checked_where_nothing_of_it_was_laid_in(nothing_yet, tmp_path):
    nothing_yet.run("init", check=True)
    kit = shutil.copytree(brought_along("kits", "bp2mi"), tmp_path / "kit")

    right = nothing_yet.run("kit", "check", str(kit))
    (kit / "survey.csv").unlink()
    (kit / "release.toml").unlink()
    wrong = nothing_yet.run("kit", "check", str(kit))

    assert (right.returncode, right.stderr) == (0, "")
    assert wrong.returncode == 1
    assert wrong.stderr.splitlines() == [
        "survey.csv: the file is missing.",
        "release.toml: the file is missing.",
        "mobilink: Wrong with it: 2.",
    ]


def test_an_office_of_before_is_brought_the_lists_of_its_kit_once(nothing_yet, tmp_path):
    nothing_yet.run("init", check=True)

    done = [nothing_yet.run("kit", "lists", "bp2mi") for _time in range(2)]
    wrong = nothing_yet.run("kit", "lists", str(tmp_path))

    assert [run.stdout for run in done] == [
        "Brought to the lists of the office: 44.\n",
        "Brought to the lists of the office: 0.\n",
    ]
    assert wrong.returncode == 1
    assert "lists/outing_kinds.csv: the file is missing." in wrong.stderr
