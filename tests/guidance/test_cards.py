"""Cards: two persons for each version, the drafts at the office, what lapses by the clock alone."""

from datetime import date, timedelta

import pytest

from mobilink.basics.errors import Refused
from mobilink.guidance import cards, particulars, signing, words
from mobilink.guidance.errors import BadCard, NotSignable
from mobilink.guidance.models import Card, CardDraft, CostRule, Particular
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage.kinds import kind_of
from mobilink.people.errors import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)
TEXT = {
    "code": "titip-uang", "language": "id", "section": "costs", "title": "Menitip uang",
    "body": "Jangan titip uang kepada orang.", "law": ["UU 18/2017 pasal 30"],
    "source": "UU 18/2017", "checked_on": date(2027, 2, 20), "review_by": date(2027, 6, 1),
    "owner": "Kantor contoh", "licence": "Apache-2.0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(on):
    """At first it is 1 March 2027."""
    on(TODAY)


@pytest.fixture
def proposed(person):
    """A text that Maya Contoh proposed."""
    return signing.propose(TEXT, by=person("perencana"))


@pytest.fixture
def signed(proposed, person):
    """The text, signed off by Rahmad Contoh."""
    return signing.sign_off(proposed, by=person("kepala"))


def test_a_text_is_told_to_nobody_before_a_second_person_signs_it_off(proposed, person):
    assert cards.told_card("titip-uang", TODAY, "id") is None

    card = signing.sign_off(proposed, by=person("kepala"))

    assert cards.told_card("titip-uang", TODAY, "id") == card
    assert (card.version, card.written_by, card.signed_off_by) == (
        1,
        "Maya Contoh",
        "Rahmad Contoh",
    )
    assert card.signed_off_on == TODAY
    assert verify().is_equal


def test_a_draft_stays_at_the_office_and_a_card_goes_to_everybody():
    assert kind_of(CardDraft).stream == "office"
    assert {kind_of(model).stream for model in (Particular, CostRule)} == {"public"}
    of_sections = {one: kind_of(Card).stream_of(Card(section=one)) for one in Card.Section.values}
    assert of_sections.pop("crew") == "team"
    assert {*of_sections.values()} == {"public"}


def test_proposing_writes_for_the_office_alone_and_signing_off_for_everybody(person):
    from mobilink.journal.storage.models import LedgerLine

    def public():
        return LedgerLine.objects.filter(stream="public").count()

    before = public()
    proposal = signing.propose(TEXT, by=person("perencana"))
    assert public() == before
    signing.sign_off(proposal, by=person("kepala"))
    assert public() == before + 1


def test_nobody_signs_off_what_they_proposed(person):
    head = person("kepala")
    own = signing.propose(TEXT, by=head)

    with pytest.raises(NotSignable, match="sendiri"):
        signing.sign_off(own, by=head)
    assert not Card.objects.filter(code="titip-uang").exists()


@pytest.mark.parametrize("username", ["petugas", "humas", "batam"])
def test_only_a_planner_of_the_office_proposes(person, username):
    with pytest.raises(NotAllowed):
        signing.propose(TEXT, by=person(username))


def test_only_an_approver_decides(proposed, person):
    with pytest.raises(NotAllowed):
        signing.sign_off(proposed, by=person("perencana"))
    with pytest.raises(NotAllowed):
        signing.send_back(proposed, by=person("petugas"), reason="tidak jelas")


def test_the_machine_itself_is_no_second_person(proposed):
    with pytest.raises(NotSignable):
        signing.sign_off(proposed, by=None)


def test_what_was_sent_back_says_why_and_is_proposed_anew(proposed, person):
    signing.send_back(proposed, by=person("kepala"), reason="Sebut pasalnya")
    with pytest.raises(NotSignable):
        signing.sign_off(proposed, by=person("kepala"))

    again = signing.propose(TEXT | {"body": "Menurut pasal 30."}, by=person("perencana"))

    assert again.pk == proposed.pk
    assert (again.state, again.reason) == ("proposed", "")


def test_sending_back_needs_a_reason(proposed, person):
    with pytest.raises(BadCard):
        signing.send_back(proposed, by=person("kepala"), reason=" ")


def test_a_new_version_leaves_the_old_one_as_it_was(signed, person):
    change = TEXT | {"body": "Menurut pasal 30, jangan."}
    newer = signing.sign_off(signing.propose(change, by=person("perencana")), by=person("kepala"))

    assert newer.version == 2
    assert cards.told_card("titip-uang", TODAY, "id") == newer
    assert Card.objects.get(pk=signed.pk).body == TEXT["body"]
    shelf = cards.card_versions("titip-uang", "id", TODAY)
    assert [each.state for each in shelf.versions] == ["told", "replaced"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"topic": "gosip"}, "topic"),
        ({"scheme": "b-to-b"}, "scheme"),
        ({"language": "xx"}, "language"),
        ({"body": "<b>tebal</b>"}, "body"),
        ({"valid_from": date(2027, 3, 1), "valid_to": date(2027, 2, 1)}, "valid_to"),
        ({"checked_on": date(2027, 3, 2)}, "checked_on"),
        ({"review_by": date(2027, 2, 20)}, "review_by"),
    ],
)
def test_what_no_reader_could_be_told_is_refused_by_field(person, change, field):
    with pytest.raises(BadCard) as refusal:
        signing.propose(TEXT | change, by=person("perencana"))
    assert refusal.value.field == field


def test_a_month_without_network_hides_what_lapsed_and_warns_of_what_was_not_checked(person, on):
    def tell(**change):
        proposed = signing.propose(TEXT | change, by=person("perencana"))
        signing.sign_off(proposed, by=person("kepala"))

    tell(code="musiman", valid_to=date(2027, 3, 20))
    tell(code="tinjau", review_by=date(2027, 3, 20))
    number = {
        "kind": "hotline", "code": "posko", "label": "Posko contoh", "value": "0800-000",
        "source": "Contoh", "checked_by": "Maya Contoh", "checked_on": TODAY, "review_by": date(2027, 3, 20),
    }  # fmt: skip
    particulars.keep(Particular, number)
    particulars.keep(Particular, number | {"code": "lama", "valid_to": date(2027, 3, 20)})

    on(TODAY + timedelta(31))
    day = TODAY + timedelta(31)

    assert cards.told_card("musiman", day, "id") is None
    left = cards.told_card("tinjau", day, "id")
    assert words.checked_words(left, day) == (
        "Terakhir diperiksa 20 Februari 2027; lewat tanggal tinjau 20 Maret 2027. "
        "Tanyakan kepada petugas."
    )
    hotlines = {row.code: row for row in particulars.told_on(Particular, day, kind="hotline")}
    assert "lama" not in hotlines
    assert "20 Maret 2027" in words.checked_words(hotlines["posko"], day)
    assert hotlines["posko"] in cards.overdue(day)


def test_an_english_reader_is_told_the_indonesian_card_where_there_is_no_other(signed):
    assert cards.told_card("titip-uang", TODAY, "en") == signed
    assert cards.told_card("langkah", date(2027, 12, 1), "en").language == "en"


def test_a_thing_that_begins_anew_is_another_row_and_the_old_value_stays_known():
    fee = {
        "kind": "fee", "code": "iuran-contoh", "label": "Iuran contoh", "amount": 100,
        "currency": "IDR", "source": "Contoh", "checked_by": "Maya Contoh", "checked_on": TODAY, "review_by": date(2027, 9, 1),
    }  # fmt: skip
    assert particulars.keep(Particular, fee)
    assert not particulars.keep(Particular, fee)
    assert particulars.keep(Particular, fee | {"amount": 120, "valid_from": date(2027, 4, 1)})

    def amount(day):
        rows = particulars.told_on(Particular, day, kind="fee", code="iuran-contoh")
        return [int(row.amount) for row in rows]

    assert (amount(TODAY), amount(date(2027, 4, 1))) == ([100], [120])


def test_an_amount_names_its_currency():
    fee = {
        "kind": "fee", "code": "x", "label": "x", "amount": 1, "source": "x", "checked_by": "x",
        "checked_on": TODAY, "review_by": date(2027, 9, 1),
    }  # fmt: skip

    with pytest.raises(Refused, match="mata uang"):
        particulars.keep(Particular, fee)
