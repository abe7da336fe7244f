"""The code of a partner: kept as a hash, until a day, and taken back at once."""

from datetime import date

import pytest

from mobilink.journal.actions import commit
from mobilink.partners import access
from mobilink.partners.actions import add_contact, contact_left, revise
from mobilink.partners.errors import NoWayIn
from mobilink.partners.models import Access, Contact
from mobilink.people.errors import NotAllowed
from tests.acts import an_act
from tests.partners.letting_in import END, let_in

pytestmark = pytest.mark.django_db


def test_a_code_opens_however_it_is_typed_and_is_kept_nowhere(partner, person):
    made, code = let_in(partner(), by=person("perencana"))

    kept = str(Access.objects.values().get())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert access.by_code(code) == made
    assert access.by_code(f" {code.lower().replace('-', ' ')}") == made
    assert access.by_code(code[:-1]) is None
    assert access.by_code("") is None
    assert made.given_by.name == "Maya Contoh"


def test_a_code_ends_with_its_day(partner, on):
    made, code = let_in(partner())

    on(END)
    assert access.by_code(code) == access.still_in(made.pk) == made
    on(date(2019, 9, 2))
    assert access.by_code(code) is None
    assert access.still_in(made.pk) is None


def test_a_code_that_was_taken_back_opens_nothing(partner, person):
    made, code = let_in(partner())
    access.take_back(made, by=person("perencana"), reason="hilang")

    assert access.by_code(code) is None
    assert access.still_in(made.pk) is None


def test_a_partner_that_is_none_any_more_gets_in_no_more(partner):
    organisation = partner()
    made, code = let_in(organisation)
    revise(organisation, by=None, is_active=False)

    assert access.by_code(code) is None
    assert access.still_in(made.pk) is None
    with pytest.raises(NoWayIn):
        let_in(organisation)


@pytest.mark.parametrize("day", [date(2019, 8, 17), date(2020, 8, 20)])
def test_a_code_for_yesterday_or_for_years_is_refused(partner, day):
    with pytest.raises(NoWayIn):
        let_in(partner(), ends_on=day)


def test_only_a_planner_of_the_office_gives_one_out(partner, person):
    with pytest.raises(NotAllowed):
        let_in(partner(), by=person("petugas"))


def test_a_code_ends_with_the_contact_who_left_and_those_of_others_go_on(partner):
    organisation = partner()
    made, code = let_in(organisation, name="Sari Contoh")
    other, its = let_in(organisation, name="Tono Contoh")

    contact_left(Contact.objects.get(name="Sari Contoh"), by=None)

    assert access.by_code(code) is access.still_in(made.pk) is None
    assert access.by_code(its) == access.still_in(other.pk) == other
    assert {(way.who, way.has_left) for way in access.ways_in(organisation)} == {
        ("Tono Contoh", False),
        ("Kontak yang sudah keluar", True),
    }


def test_of_a_contact_who_left_no_way_in_keeps_the_name(partner):
    let_in(partner(), name="Sari Contoh")
    contact_left(Contact.objects.get(), by=None)

    assert "Sari" not in str([*Access.objects.values()])


def test_a_code_goes_to_a_contact_of_that_partner_alone(partner):
    stranger = add_contact(partner("PT Lain Contoh"), by=None, name="Tono Contoh")

    with pytest.raises(NoWayIn, match="bukan kontak"):
        access.give(partner(), by=None, to=stranger, ends_on=END)


def test_a_code_from_before_that_named_no_contact_still_opens(partner):
    made, code = let_in(partner())
    with commit(an_act("as before"), by=None) as draft:
        draft.change(made, contact=None, given_to="Humas")

    assert access.by_code(code) == made
    assert [way.who for way in access.ways_in(made.organisation)] == ["Humas"]
