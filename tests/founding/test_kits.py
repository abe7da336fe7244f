"""Kits: read whole, every fault by file and row, laid in all of it or nothing."""

import shutil
import zipfile
from datetime import date

import pytest

from mobilink.booth.models import ChecklistItem, SurveyQuestion
from mobilink.founding import kit, laying
from mobilink.founding.folders import brought_along, opened
from mobilink.founding.reading import Reading
from mobilink.guidance.models import CardDraft, Topic
from mobilink.imports.sheets import BadFile
from mobilink.lists.models import HANDOUT, HARM, OUTING_KIND, PERMIT, SKILL, ListItem
from mobilink.lists.queries import codes, names
from mobilink.outreach.models import Programme
from mobilink.publishing.models import Wording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
BP2MI = brought_along("kits", "bp2mi")
ROWS = (Topic, Programme, ListItem, ChecklistItem, SurveyQuestion, Wording, CardDraft)


@pytest.fixture
def copy(tmp_path):
    """A copy of a kit, to be spoilt."""
    return shutil.copytree(BP2MI, tmp_path / "kit")


def packed(folder, file, within=""):
    """A folder as .zip, its files in another folder there or not."""
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, within + path.relative_to(folder).as_posix())
    return file


def counts():
    return [model.objects.count() for model in ROWS]


def test_the_kit_of_the_first_office_is_right_as_a_folder_and_as_a_zip(tmp_path):
    assert laying.faults_of(BP2MI) == []
    assert laying.faults_of(packed(BP2MI, tmp_path / "kit.zip")) == []
    assert laying.faults_of(packed(BP2MI, tmp_path / "kit.zip", within="bp2mi/")) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("kit.toml", 'version = "1.0"\n', "", "kit.toml: version is missing"),
        ("kit.toml", '["id", "en"]', '"id"', "kit.toml: languages must be the office"),
        ("kit.toml", '["id", "en"]', '["en", "id"]', "kit.toml: languages must be the office"),
        ("kit.toml", '["id", "en"]', '["id", "en", "jv"]', "kit.toml: languages must be the"),
        ("kit.toml", "2026-08-20", "2026-08-20T10:00:00", "kit.toml: checked_on is missing"),
        ("kit.toml", "2026-08-20", "2027-08-20", "kit.toml: review_by is before checked_on"),
        ("kit.toml", '"1.0"', '"' + 60 * "1" + '"', "kit.toml: name and version have more"),
        ("kit.toml", "2026-08-20", '"soon"', "kit.toml: checked_on is missing"),
        ("kit.toml", "name =", "name", "kit.toml: it cannot be read"),
        ("lists/topics.csv", "code,id,en", "code,id", "lists/topics.csv: its columns must be"),
        ("lists/topics.csv", "cost,", "Harga Naik,", "lists/topics.csv, row 5, code"),
        (
            "lists/topics.csv",
            "cost,",
            "vacancy,",
            "row 5, code: “vacancy” stands there twice",
        ),
        ("lists/topics.csv", "Biaya,Costs", "Biaya", "row 5: it has 2 cells, the header has 3"),
        ("lists/topics.csv", "Biaya,Costs", ",Costs", "lists/topics.csv, row 5, id"),
        ("lists/programmes.csv", "Jobs information", "J" * 81, "row 3, en"),
        ("lists/outing_kinds.csv", "market,", "Market!,", "lists/outing_kinds.csv, row 3, code"),
        ("lists/skills.csv", "first_aid,,", "first_aid,At Home,", "skills.csv, row 5, group"),
        ("checklists.csv", "distance,set_up", "distance,dawn", "row 2, phase"),
        ("survey.csv", "service,faces", "service,stars", "row 2, scale"),
        ("consent.toml", "[[photo]]", "[[film]]", "consent.toml: “film” is none of"),
        ("consent.toml", "since = 2019-07-01", 'since = "July"', "since must be a day"),
        (
            "consent.toml",
            'en = "May we use',
            'es = "May we use',
            "photo 1, es: there is no such field",
        ),
        ("consent.toml", 'en = "May we use', 'es = "May we use', "its words are missing"),
        ("consent.toml", "[[photo]]", "[photo]", "consent.toml: [[photo]] is missing"),
        ("consent.toml", "[[photo]]", "[[partner]]", "partner 2: its day stands there twice"),
        (
            "release.toml",
            '"purpose" = "',
            '"purpose" = 1 # ',
            "release.purpose: its words are missing",
        ),
        ("release.toml", '"lead.none"', '"leed.none"', "“leed.none” is no sentence of a release"),
        ("release.toml", '"lead.none"', '"leed.none"', "release.lead.none: its words are missing"),
        ("release.toml", 'caption" = "', 'caption" = "\\u0000', "release.toml, text: "),
        ("lists/topics.csv", "cost,Biaya", "costs,Biaya", "content/biaya.id.md: its topic “cost”"),
        ("content/langkah.id.md", "title =", "name =", "content/langkah.id.md, field name"),
    ],
)
def test_each_fault_of_a_kit_is_named_by_file_and_row(copy, file, before, after, fault):
    text = (copy / file).read_text("utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after, 1), "utf-8")

    faults = laying.faults_of(copy)

    assert [one for one in faults if fault in one], faults


def test_all_faults_of_a_kit_are_told_at_once(copy):
    (copy / "survey.csv").unlink()
    (copy / "release.toml").write_bytes(b"\xff")
    (copy / "lists/topics.csv").write_text(f"code,id,en\n1 a,,{'y' * 70}\nb c,x,y\n", "utf-8")

    named = [fault.partition(":")[0] for fault in laying.faults_of(copy)]

    assert named == [
        "lists/topics.csv, row 2, id",
        "lists/topics.csv, row 2, en",
        "lists/topics.csv, row 2, code",
        "lists/topics.csv, row 3, code",
        "survey.csv",
        "release.toml",
    ]


def test_a_list_that_an_office_has_no_use_for_may_be_left_out_and_no_other_may_stand_there(copy):
    (copy / "lists/permits.csv").unlink()
    assert laying.faults_of(copy) == []

    (copy / "lists/outing_kinds.csv").rename(copy / "lists/kinds.csv")
    assert [fault.partition("; ")[0] for fault in laying.faults_of(copy)] == [
        "lists/kinds.csv: there is no such list",
        "lists/outing_kinds.csv: the file is missing.",
    ]


def test_the_lists_of_the_first_kit_offer_whatever_was_ever_kept_by_their_codes():
    """They were in the program before they were in the kit."""
    kept = {
        OUTING_KIND: {"car_free_day", "market", "public_place", "community", "school"},
        HANDOUT: {"leaflet", "brochure", "sticker"},
        PERMIT: {"pirt", "bpom", "halal", "nib"},
        SKILL: {"sim_a", "sim_b1", "sim_b2", "first_aid", "counselling"},
        HARM: {"documents", "wages", "threat", "lost", "money", "other"},
    }

    assert {name: {*names(name)} for name in kept} == kept
    assert codes(SKILL, "licence") == {"sim_a", "sim_b1", "sim_b2"}


def test_lists_of_a_kit_bring_what_the_office_has_not_and_leave_what_it_has(copy):
    file = copy / "lists/outing_kinds.csv"
    file.write_text(f"{file.read_text('utf-8')}bazaar,Bazar,Bazaar\n".replace(",Market", ",Fair"))

    brought = laying.lay_in_lists(copy)
    again = laying.lay_in_lists(copy)

    assert (brought, again) == (1, 0)
    assert [*names(OUTING_KIND)][-1] == "bazaar"
    assert names(OUTING_KIND)["market"] == "Market"


@pytest.mark.parametrize("file", ["survey.csv", "content/langkah.id.md"])
def test_of_a_kit_with_a_fault_nothing_is_laid_in(copy, file):
    (copy / file).write_text("nothing", "utf-8")
    before = counts()

    with pytest.raises(BadFile, match=file.removeprefix("content/")):
        laying.lay_in_kit(copy, since=date(2019, 7, 1), owner="Kantor contoh")
    assert counts() == before


def test_to_check_a_kit_keeps_nothing_of_it():
    before = counts()

    assert laying.faults_of(BP2MI) == []
    assert counts() == before


def test_a_kits_cards_are_drafts_of_its_office_that_two_people_must_sign():
    laying.lay_in_kit(BP2MI, since=date(2026, 9, 1), owner="Kantor contoh")

    draft = CardDraft.objects.get(code="langkah", language="id")
    assert (draft.owner, draft.written_by, draft.state) == (
        "Kantor contoh",
        "bp2mi 1.0",
        "proposed",
    )
    assert draft.checked_on == date(2026, 8, 20)
    assert SurveyQuestion.objects.filter(valid_from=date(2026, 9, 1)).count() == 4


def test_a_kit_in_one_language_says_in_english_what_it_says_in_its_own(copy):
    toml = (copy / "kit.toml").read_text("utf-8")
    (copy / "kit.toml").write_text(toml.replace('["id", "en"]', '["ms"]'), "utf-8")
    (copy / "lists/topics.csv").write_text("code,ms\nbook,Buku\n", "utf-8")

    [topic] = kit.read(Reading(copy)).topics

    assert topic == {"code": "book", "name": "Buku", "name_en": "Buku", "position": 1}


@pytest.mark.parametrize("name", ["../outside.toml", "/outside.toml", "a\\..\\..\\outside.toml"])
def test_a_zip_reaches_nothing_outside_its_folder(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "kit.zip", "w") as archive:
        archive.writestr(name, "name = 1")

    with pytest.raises(BadFile, match="outside its folder"), opened(tmp_path / "kit.zip"):
        pass


def test_what_a_system_puts_beside_the_files_of_its_user_is_left_out(tmp_path):
    file = packed(BP2MI, tmp_path / "kit.zip", within="bp2mi/")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("./", b"")
        archive.writestr("__MACOSX/bp2mi/._kit.toml", b"\x00\x05\x16\x07")
        archive.writestr("bp2mi/content/._langkah.id.md", b"\x00")
        archive.writestr("bp2mi/.DS_Store", b"\x00")

    assert laying.faults_of(file) == []


def test_a_zip_whose_parts_are_damaged_is_refused_in_a_sentence(tmp_path):
    file = tmp_path / "kit.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kit.toml", b"name = 1" * 1000)
    data = bytearray(file.read_bytes())
    data[40:60] = b"\xff" * 20
    file.write_bytes(data)

    with pytest.raises(BadFile, match=r"neither a folder nor a \.zip"), opened(file):
        pass


def test_what_is_no_kit_at_all_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "kit.zip").write_bytes(b"PK no")

    for path in (tmp_path / "kit.zip", tmp_path / "nowhere"):
        with pytest.raises(BadFile, match=r"neither a folder nor a \.zip"), opened(path):
            pass


def test_a_zip_that_unpacks_to_more_than_a_kit_can_hold_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "kit.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kit.toml", b"\0" * 33 * 1024 * 1024)

    with pytest.raises(BadFile, match="more than a kit can"), opened(tmp_path / "kit.zip"):
        pass
