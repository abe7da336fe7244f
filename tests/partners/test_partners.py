"""Partners, their papers and contacts, and what they say to an invitation."""

from datetime import date

import pytest

from mobilink.journal.safety.rebuild import verify
from mobilink.outreach import actions as outings
from mobilink.outreach.actions import cancel
from mobilink.partners import actions
from mobilink.partners.errors import NotAPartner
from mobilink.partners.models import Contact, ContactOpening, Invitation
from mobilink.partners.queries import (
    agreements_now,
    along,
    ending_agreements,
    named_in_public,
    to_be_noted,
    turns,
)
from mobilink.people.errors import NotAllowed
from tests.journal.test_erasure import kept_words

pytestmark = pytest.mark.django_db
TODAY = date(2019, 8, 18)
State = Invitation.State


def test_a_partner_is_registered_once_and_its_parts_under_it(partner):
    whole = partner("Pemda Contoh", "government")
    partner("Dinas Contoh", "government", parent=whole)

    with pytest.raises(NotAPartner, match="Pemda Contoh"):
        partner("PEMDA contoh", "government")
    with pytest.raises(NotAPartner):
        actions.revise(whole, by=None, parent=whole)
    assert verify().is_equal


def test_only_a_planner_of_the_office_keeps_partners(person):
    with pytest.raises(NotAllowed):
        actions.register(by=person("petugas"), name="PT Contoh", kind="recruiter")


def test_an_agreement_is_told_of_sixty_days_before_its_end_and_until_another_follows(partner):
    organisation = partner()
    file = {"by": None, "kind": "pks", "since": date(2018, 8, 1)}
    actions.file_agreement(organisation, number="PKS-1", until=date(2019, 10, 17), **file)
    assert [paper.number for paper in ending_agreements(TODAY)] == ["PKS-1"]
    assert not ending_agreements(date(2019, 8, 17))

    later = {"since": date(2019, 10, 18), "until": date(2021, 10, 17)}
    actions.file_agreement(organisation, number="PKS-2", **(file | later))

    assert not ending_agreements(TODAY)
    assert [paper.number for paper in agreements_now(organisation, TODAY)] == ["PKS-1"]
    assert [paper.number for paper in agreements_now(organisation, date(2019, 11, 1))] == ["PKS-2"]


def test_an_agreement_that_ends_before_it_begins_or_is_there_already_is_refused(partner):
    organisation = partner()
    paper = {"by": None, "kind": "mou", "number": "M-1", "since": TODAY}
    with pytest.raises(NotAPartner):
        actions.file_agreement(organisation, **paper, until=date(2019, 8, 17))
    actions.file_agreement(organisation, **paper)
    with pytest.raises(NotAPartner, match="M-1"):
        actions.file_agreement(organisation, **paper)


def test_a_part_has_the_papers_of_its_whole(partner):
    whole = partner("Pemda Contoh", "government")
    part = partner("Dinas Contoh", "government", parent=whole)
    actions.file_agreement(whole, by=None, kind="mou", number="M-1", since=TODAY)

    assert [paper.number for paper in agreements_now(part, TODAY)] == ["M-1"]


def test_a_personal_number_is_sealed_and_each_opening_has_its_reason(partner, person):
    fields = {"name": "Humas Contoh", "phone": "0771-CONTOH", "personal": "0812-RAHASIA"}
    contact = actions.add_contact(partner(), by=None, **fields)

    assert "RAHASIA" not in str(Contact.objects.filter(pk=contact.pk).values())
    with pytest.raises(NotAPartner):
        actions.open_contact(contact, by=person("perencana"), reason=" ")
    assert actions.open_contact(contact, by=person("perencana"), reason="banjir") == "0812-RAHASIA"
    assert ContactOpening.objects.get().reason == "banjir"


def test_of_somebody_who_left_nothing_is_kept_not_even_in_the_journal(partner):
    contact = actions.add_contact(partner(), by=None, name="Nama Unik", phone="0771-UNIK")
    assert "0771-UNIK" in kept_words()

    actions.contact_left(contact, by=None)

    assert not Contact.objects.exists()
    assert "0771-UNIK" not in kept_words()
    assert verify().is_equal


def test_a_partner_is_asked_along_once_and_says_yes(outing, partner):
    day, organisation = outing(), partner(is_public=True)
    asked = actions.invite(day, organisation, by=None, duty="Jobs info", brings="Meja")
    with pytest.raises(NotAPartner, match="PT Karya Contoh"):
        actions.invite(day, organisation, by=None, duty="Jobs info")
    assert along([day]) == {}

    actions.answer_for_itself(asked, State.COMES)

    assert along([day]) == {day.pk: ["PT Karya Contoh"]}
    assert named_in_public(day) == ["PT Karya Contoh"]
    assert not to_be_noted()
    assert verify().is_equal


def test_a_partner_that_did_not_agree_is_not_named_in_public(outing, partner):
    day = outing()
    asked = actions.invite(day, partner(), by=None, duty="Jobs info")
    actions.answer(asked, State.COMES, by=None)

    assert named_in_public(day) == []


def test_a_withdrawal_waits_until_a_planner_has_seen_it(outing, partner, person):
    asked = actions.invite(outing(), partner(), by=None, duty="Jobs info")
    actions.answer_for_itself(asked, State.COMES)
    with pytest.raises(NotAPartner):
        actions.answer_for_itself(asked, State.DECLINED, words=" ")

    actions.answer_for_itself(asked, State.DECLINED, words="Mobil rusak")

    assert [(invitation.state, invitation.answer) for invitation in to_be_noted()] == [
        ("withdrawn", "Mobil rusak")
    ]
    actions.note(asked, by=person("perencana"))
    assert not to_be_noted()


@pytest.mark.parametrize("state", ["invited", "nonsense"])
def test_what_is_no_answer_is_refused(outing, partner, state):
    asked = actions.invite(outing(), partner(), by=None, duty="Jobs info")
    with pytest.raises(NotAPartner):
        actions.answer_for_itself(asked, state, words="x")


def test_nothing_is_said_to_an_outing_that_is_called_off(outing, partner):
    day = outing()
    asked = actions.invite(day, partner(), by=None, duty="Jobs info")
    outings.cancel(day, by=None, reason="Hujan")
    asked.outing.refresh_from_db()

    with pytest.raises(NotAPartner):
        actions.answer_for_itself(asked, State.COMES)
    with pytest.raises(NotAPartner):
        actions.invite(day, partner("PT Lain Contoh"), by=None, duty="Jobs info")


def test_the_turn_goes_to_whoever_was_along_least_and_waits_longest(outing, partner):
    often, seldom, never = partner("PT Alfa Contoh"), partner("PT Beta Contoh"), partner("PT Z")
    partner("Pemda Contoh", "government")
    for number, organisation in enumerate((often, often, seldom)):
        day = outing(title=f"Kegiatan {number}", day=date(2019, 9, 1 + number))
        actions.answer(actions.invite(day, organisation, by=None, duty="x"), State.COMES, by=None)

    assert [turn.key for turn in turns()] == [str(never.pk), str(seldom.pk), str(often.pk)]


def test_an_outing_that_was_called_off_costs_no_turn(outing, partner, person):
    first, other = partner("PT Alfa Contoh"), partner("PT Beta Contoh")
    day = outing()
    actions.answer(actions.invite(day, first, by=None, duty="x"), State.COMES, by=None)
    assert [turn.key for turn in turns()] == [str(other.pk), str(first.pk)]

    cancel(day, by=None, reason="Hujan")

    assert [turn.key for turn in turns()] == [str(first.pk), str(other.pk)]


def test_who_declined_keeps_the_turn(outing, partner):
    first, other = partner("PT Alfa Contoh"), partner("PT Beta Contoh")
    actions.answer(
        actions.invite(outing(), first, by=None, duty="x"), State.DECLINED, by=None, words="Sibuk"
    )

    assert [turn.key for turn in turns()] == [str(first.pk), str(other.pk)]
