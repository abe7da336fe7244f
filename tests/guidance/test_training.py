"""Training cards: for the crew alone, each version read anew, and nobody ranked."""

from datetime import date, timedelta

import msgspec
import pytest

from mobilink.basics import clock
from mobilink.booth.plan import plan_of
from mobilink.guidance import signing, training
from mobilink.guidance.cards import told_card, told_cards
from mobilink.guidance.errors import BadCard
from mobilink.guidance.models import Card, Reading
from mobilink.guidance.printed import printable
from mobilink.journal.actions import commit
from mobilink.people.queries import office_day
from mobilink.publishing import signed_pack
from mobilink.publishing.pack_format import rows_of
from tests.acts import an_act

pytestmark = pytest.mark.django_db
CODES = ["kru-cek-p3mi", "kru-jangan-janji", "kru-tutup-hari"]
CLOSING = CODES[-1]


def read(person, *, language: str = "id", version: int = 1, card: str = CLOSING) -> None:
    with commit(an_act("record reading"), by=person) as draft:
        draft.add(
            Reading, at=clock.now(), person=person, card=card, language=language, version=version
        )


def next_version(language: str = "id") -> Card:
    """The text of a card, written anew and signed off today."""
    card = signing.latest_card(CLOSING, language)
    texts = {field: getattr(card, field) for field in signing.TEXT}
    signed = {
        "version": card.version + 1,
        "signed_off_by": card.signed_off_by,
        "signed_off_on": office_day(),
    }
    return signing.adopt(texts | {"body": "Tutup booth, lalu pulang."} | signed)


def done(person) -> bool:
    readers = training.readers(CLOSING, office_day())
    return next(one.is_done for one in readers if one.person == person)


def test_the_story_brings_three_cards_to_the_crew_in_both_languages():
    lessons = training.lessons(office_day())

    assert [one.code for one in lessons] == CODES
    assert all({*one.texts} == {"id", "en"} for one in lessons)


def test_no_visitor_is_told_a_card_of_the_crew(client):
    day = office_day()
    codes = {card.code for language in ("id", "en") for card in told_cards(day, language)}
    assert codes
    assert not codes & {*CODES}
    assert told_card(CLOSING, day, "id") is None
    assert not [thing for thing in printable(day) if "kru-" in thing.code]

    assert client.get(f"/procedure/{CLOSING}/").status_code == 404
    for address in ("/procedure/", "/search/?q=Menutup+hari+dengan+benar"):
        page = client.get(address).content.decode()
        assert f"/procedure/{CLOSING}/" not in page
        assert "makan lima menit" not in page


def test_a_pack_is_public_and_carries_no_card_of_the_crew():
    pack = signed_pack.signed_pack(office_day())
    part = next(one for one in pack.manifest.parts if one.kind == "card")

    codes = {row["code"] for row in rows_of(part, lambda piece: pack.pieces[piece.sha256])}

    assert "langkah" in codes
    assert not codes & {*CODES}


def test_who_read_a_version_has_read_the_card_until_there_is_a_new_one(person):
    officer = person("petugas")
    assert not done(officer)

    read(officer)
    assert done(officer)
    assert not done(person("batam"))

    next_version()
    assert not done(officer)
    read(officer, version=2)
    assert done(officer)


def test_who_drives_reads_the_cards_too_and_who_only_plans_is_not_asked(person):
    readers = {one.person for one in training.readers(CLOSING, office_day())}
    assert {person("petugas"), person("pengemudi")} <= readers
    assert person("kepala") not in readers

    read(person("pengemudi"))
    assert done(person("pengemudi"))


def test_a_card_is_read_in_one_language_and_a_new_text_in_another_changes_nothing(person):
    officer = person("petugas")
    read(officer, language="en")

    next_version("id")

    assert done(officer)


def test_a_version_that_nobody_was_told_does_not_count(person):
    read(person("petugas"), version=7)

    assert not done(person("petugas"))


def test_a_card_does_not_change_its_readers(person):
    card = signing.latest_card("langkah", "id")
    texts = {field: getattr(card, field) for field in signing.TEXT}

    with pytest.raises(BadCard) as refused:
        signing.propose(texts | {"section": "crew"}, by=person("perencana"))

    assert refused.value.field == "section"


def test_the_plan_of_a_phone_brings_the_cards_and_who_of_its_officers_read_them(person):
    read(person("petugas"))

    lessons = {one["code"]: one for one in msgspec.json.decode(plan_of("KEPRI-KPP"))["training"]}

    assert lessons[CLOSING]["read_by"] == [str(person("petugas").pk)]
    assert lessons[CODES[0]]["read_by"] == []
    text = lessons[CLOSING]["texts"]["id"]
    assert (text["title"], text["version"]) == ("Menutup hari dengan benar", 1)
    assert text["blocks"][0][0] == "paragraph"


def test_a_card_that_lapsed_is_taught_no_more(on):
    on(date(2040, 1, 1))
    card = signing.latest_card(CODES[0], "id")
    texts = {field: getattr(card, field) for field in signing.TEXT}
    days = {"checked_on": office_day(), "review_by": office_day() + timedelta(days=90)}
    signed = {"version": 2, "signed_off_by": card.signed_off_by, "signed_off_on": office_day()}
    signing.adopt(texts | days | signed | {"valid_to": office_day()})
    assert "id" in training.lessons(office_day(), code=CODES[0])[0].texts

    on(date(2040, 1, 2))

    assert "id" not in training.lessons(office_day(), code=CODES[0])[0].texts
