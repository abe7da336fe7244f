"""Content from a folder: all of it or nothing, named by file and line, twice changes nothing."""

from datetime import date

import pytest

from mobilink.guidance.models import Card, CardDraft, CostRule, Particular
from mobilink.imports import content
from mobilink.imports.sheets import BadFile
from mobilink.people.models import Person

pytestmark = pytest.mark.django_db
HEAD = """+++
title = "Menitip uang"
section = "costs"
law = ["UU 18/2017 pasal 30"]
source = "UU 18/2017"
checked_on = 2019-01-02
review_by = 2019-12-01
owner = "Kantor contoh"
licence = "Apache-2.0"
written_by = "Maya Contoh"
"""
SIGNED = 'version = 1\nsigned_off_by = "Rahmad Contoh"\nsigned_off_on = 2019-01-03\n'
BODY = "+++\nJangan titip uang.\n"
FEE = """[[fee]]
code = "iuran-contoh"
label = "Iuran contoh"
amount = 37500
currency = "IDR"
source = "Contoh"
checked_by = "Maya Contoh"
checked_on = 2019-01-02
review_by = 2019-12-01
"""


@pytest.fixture
def folder(tmp_path):
    """Writes files into a folder."""

    def write(**files):
        for name, text in files.items():
            (tmp_path / name.replace("__", ".")).write_text(text, "utf-8")
        return tmp_path

    return write


def test_a_signed_card_is_told_and_an_unsigned_one_waits_at_the_desk(folder):
    files = folder(titip__id__md=HEAD + SIGNED + BODY, hemat__id__md=HEAD + BODY, rincian__toml=FEE)

    assert content.read(files) == (content.Outcome(3, 0, []))
    assert Card.objects.get(code="titip").signed_off_by == "Rahmad Contoh"
    assert CardDraft.objects.get(code="hemat").state == "proposed"
    assert not Card.objects.filter(code="hemat").exists()
    assert Particular.objects.get(code="iuran-contoh").amount == 37500


def test_importing_twice_changes_nothing(folder):
    files = folder(titip__id__md=HEAD + SIGNED + BODY, hemat__id__md=HEAD + BODY, rincian__toml=FEE)
    content.read(files)

    assert content.read(files) == content.Outcome(0, 3, [])


def test_a_dry_run_writes_nothing(folder):
    files = folder(titip__id__md=HEAD + SIGNED + BODY)

    assert content.read(files, dry_run=True).entered == 1
    assert not Card.objects.filter(code="titip").exists()


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("titip.id.md", "Tanpa kepala", "titip.id.md: it is no card"),
        ("titip.md", HEAD + SIGNED + BODY, "titip.md: it is no card"),
        ("titip.id.md", HEAD + SIGNED + BODY + "\n<b>x</b>\n", "titip.id.md: Line 17:"),
        ("titip.id.md", HEAD + "x = = 1\n" + BODY, "titip.id.md: it cannot be read"),
        ("titip.id.md", HEAD + "x = = 1\n" + BODY, "at line 11,"),
        ("titip.id.md", HEAD + "colour = 1\n" + BODY, "titip.id.md, field colour: there is no"),
        ("titip.id.md", HEAD + "position = true\n" + BODY, "titip.id.md, field position:"),
        ("titip.id.md", HEAD + "version = 1\n" + BODY, "titip.id.md, field signed_off_by:"),
        (
            "titip.id.md",
            HEAD.replace("2019-12-01", '"besok"') + BODY,
            "titip.id.md, field review_by: “besok” is not a day",
        ),
        (
            "titip.id.md",
            HEAD + SIGNED.replace("Rahmad", "Maya") + BODY,
            "titip.id.md, field signed_off_by:",
        ),
        (
            "titip.id.md",
            HEAD + "checked_on_in = -3\n" + BODY,
            "field checked_on_in: there is no such",
        ),
        ("r.toml", "[[salary]]\ncode = 1\n", "r.toml: “salary” is none of"),
        (
            "r.toml",
            FEE.replace('currency = "IDR"\n', ""),
            "r.toml, fee iuran-contoh, field currency:",
        ),
    ],
)
def test_a_problem_is_named_by_file_and_place_and_nothing_is_half_done(
    folder, tmp_path, name, text, problem
):
    folder(baik__id__md=HEAD + SIGNED + BODY)
    (tmp_path / name).write_text(text, "utf-8")

    outcome = content.read(tmp_path)

    assert len(outcome.problems) == 1
    assert problem in outcome.problems[0]
    assert not Card.objects.filter(code="baik").exists()


@pytest.mark.usefixtures("in_english")
def test_another_text_under_the_same_number_is_refused(folder):
    content.read(folder(titip__id__md=HEAD + SIGNED + BODY))

    outcome = content.read(folder(titip__id__md=HEAD + SIGNED + BODY + "\nLagi.\n"))

    assert "field version" in outcome.problems[0]


def test_a_folder_without_texts_is_refused(tmp_path):
    with pytest.raises(BadFile):
        content.read(tmp_path)


def test_the_story_brings_each_card_in_both_languages_signed_by_persons_of_the_story():
    names = set(Person.objects.values_list("name", flat=True))
    codes = {lang: set(Card.objects.filter(language=lang).values_list("code", flat=True))
             for lang in ("id", "en")}  # fmt: skip

    assert len(codes["id"]) == 16
    assert codes["id"] == codes["en"]
    assert {card.written_by for card in Card.objects.all()} <= names
    assert all(card.written_by != card.signed_off_by for card in Card.objects.all())
    assert CostRule.objects.count() == 14


def test_the_story_tells_in_short_sentences_and_never_calls_an_offer_safe():
    import re

    for card in Card.objects.filter(language="id"):
        sentences = re.split(r"[.!?:]\s|\n", card.body)
        assert all(len(each.split()) <= 15 for each in sentences), card.code
        assert not re.search(r"\b(aman|penipuan)\b", card.body, re.I), card.code


def test_days_of_the_story_are_counted_from_the_day_of_loading():
    card = Card.objects.get(code="langkah", language="id")

    assert (card.review_by - card.checked_on).days == 181
    assert (card.signed_off_on - card.checked_on).days == 2
    assert isinstance(card.checked_on, date)
