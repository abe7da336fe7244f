"""Who proof-reads finds every sentence with its place."""

import json

import pytest

from mobilink.cli import main
from mobilink.config.messages import ROOMS


@pytest.fixture
def read_over(capsys):
    def run(*words):
        with pytest.raises(SystemExit) as end:
            main(["sentences", *words])
        assert end.value.code == 0
        return capsys.readouterr().out

    return run


def test_every_sentence_stands_with_its_place_and_both_languages(read_over):
    said = json.loads(read_over("--room", "public", "--json"))

    assert {each["room"] for each in said} == {"public"}
    people = next(each for each in said if each["english"] == "People who stopped")
    assert people["translated"] == "Orang yang singgah"
    line = (ROOMS / people["file"]).read_text("utf-8").splitlines()[people["line"] - 1]
    assert "People who stopped" in line


def test_the_words_of_the_papers_are_told_too(read_over):
    text = read_over("--room", "publishing")

    assert "publishing/typst/drive.typ:" in text
    assert "\n  Siapa ikut\n" in text
    assert "\n  Tidak ada kegiatan yang diumumkan dalam periode ini.\n" in text
