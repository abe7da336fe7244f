"""One word per thing: what the faces say follows the glossary, and words it gave up are gone."""

import re
from pathlib import Path

from mobilink.config.sentences import sentences

HOME = Path(__file__).parent.parent.parent
SOURCE = HOME / "src" / "mobilink"
GLOSSARY = (HOME / "docs/reference/glossary.md").read_text("utf-8")
PAPERS = [*SOURCE.glob("publishing/*.py"), *SOURCE.glob("publishing/typst/*.typ")]


def rows(heading, text=GLOSSARY):
    """The cells of each row of the table under a heading."""
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def translations():
    """English sentence → Indonesian, of every room."""
    return {each.english: each.translated for each in sentences()}


def terms(cell):
    """The words of a cell; what stands in brackets makes it another sense of the bare word."""
    return [word.strip().lower() for word in cell.split(",") if "(" not in word]


def forms(term):
    return {term, f"{term}s", re.sub("y$", "ies", term)}


def unlike(glossary, said):
    """What is said of a thing of the glossary in other words than its own."""
    return [
        (english, indonesian)
        for names, words, _meaning in glossary
        for english, indonesian in said.items()
        for name in terms(names)
        if english.lower() in forms(name) and indonesian.lower() not in terms(words)
    ]


def test_no_word_of_the_glossary_means_two_things():
    for column in (0, 1):
        words = [word for row in rows("Terms") for word in row[column].lower().split(", ")]
        assert sorted({word for word in words if words.count(word) > 1}) == []


def test_a_label_that_is_a_term_of_the_glossary_is_translated_by_it():
    assert unlike([["venue", "tempat", ""]], {"Venues": "Lokasi"}) == [("Venues", "Lokasi")]

    assert len(rows("Terms")) > 100
    assert unlike(rows("Terms"), translations()) == []


def given_up(word, texts):
    return [text for text in texts if re.search(rf"\b{word}\b", text, re.IGNORECASE)]


def test_a_word_that_was_given_up_is_said_nowhere():
    assert given_up("ponsel", ["Simpan di ponsel.", "Responsel"]) == ["Simpan di ponsel."]

    said = [*translations().values()]
    drawn = [line for path in PAPERS for line in path.read_text("utf-8").splitlines()]
    assert rows("Words that were given up")
    for words, _instead in rows("Words that were given up"):
        for word in words.split(", "):
            assert given_up(word, said) == []
            assert [line for line in given_up(word, drawn) if "CLAIM" not in line] == []
