"""Commands speak the language of who sits at the terminal."""

import json
from pathlib import Path

import pytest

from mobilink.basics import terminal

NO_CHOICE = {"MOBILINK_LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": ""}
INDONESIAN, ENGLISH = NO_CHOICE | {"LANG": "id_ID.UTF-8"}, NO_CHOICE | {"LANG": "C"}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
        ({"LC_ALL": "C", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LC_MESSAGES": "id_ID.UTF-8", "LANG": "en_US.UTF-8"}, "id"),
        ({"MOBILINK_LANGUAGE": "id", "LC_ALL": "C"}, "id"),
        ({"MOBILINK_LANGUAGE": "en", "LANG": "id_ID.UTF-8"}, "en"),
        ({"MOBILINK_LANGUAGE": "jv", "LANG": "id_ID.UTF-8"}, "id"),
    ],
)
def test_the_setting_decides_and_else_the_locale(monkeypatch, environment, language):
    for name, value in (NO_CHOICE | {"LANG": ""} | environment).items():
        monkeypatch.setenv(name, value)

    assert terminal.language() == language


def test_a_failure_without_a_reason_has_none_in_indonesian_either(monkeypatch):
    monkeypatch.setenv("MOBILINK_LANGUAGE", "id")

    assert terminal.reason_of(OSError("odd")) == ""
    assert terminal.reason_of(OSError(21, "Is a directory")) == "itu sebuah map"


def test_nothing_is_read_for_english(monkeypatch):
    monkeypatch.setattr(terminal, "CATALOGUE", None)

    assert terminal.gettext("Nothing.") == "Nothing."


@pytest.mark.parametrize(
    ("words", "indonesian", "english"),
    [
        (["--help"], "isi mesin ini dengan cerita", "fill an installation with a story"),
        (["count", "--help"], "tampilkan bantuan ini", "show this help message"),
        (["report", "window"], "masih diperlukan: --from, --to. Lihat `", "required: --from"),
        (["count"], "Tidak ada data Mobilink di", "There is no Mobilink data in"),
        (["init", "--scenario", "x"], "Tidak ada cerita “x”", "There is no scenario “x”"),
    ],
)
def test_help_and_what_is_wrong_come_before_any_data(nothing_yet, words, indonesian, english):
    for language, sentence in ((INDONESIAN, indonesian), (ENGLISH, english)):
        done = nothing_yet.run(*words, env=nothing_yet.environment | language)

        assert sentence in " ".join((done.stdout + done.stderr).split())


def test_a_refusal_of_a_room_speaks_the_language_of_the_command(story):
    words = ("conflicts", "decide", "1", "both")

    done = story.run(*words, env=story.environment | INDONESIAN)
    assert (
        done.stderr == "mobilink: Tidak ada benturan 1 di sini; `conflicts` menampilkan semuanya.\n"
    )
    assert "There is no conflict 1 here" in story.run(*words).stderr


def test_what_a_script_reads_is_the_same_in_both(story):
    doctors = [
        json.loads(story.run("doctor", "--json", env=story.environment | language).stdout)
        for language in (INDONESIAN, ENGLISH)
    ]

    [indonesian, english] = [
        [(finding["name"], finding["state"]) for finding in doctor["findings"]]
        for doctor in doctors
    ]
    assert indonesian == english
    assert doctors[0]["findings"][1]["says"] != doctors[1]["findings"][1]["says"]


def test_a_table_for_scripts_is_the_same_in_both(story, tmp_path):
    files = []
    for language in (INDONESIAN, ENGLISH):
        words = ("export", "outings", str(tmp_path / f"{language['LANG']}.json"))
        story.run(*words, env=story.environment | language, check=True)
        story.run(
            "export",
            "tables",
            str(tmp_path / language["LANG"]),
            check=True,
            env=story.environment | language,
        )
        dictionary = tmp_path / language["LANG"] / "dictionary.csv"
        files.append((Path(words[2]).read_text(), dictionary.read_text("utf-8-sig").split("\n")[0]))

    assert files[0] == files[1]
