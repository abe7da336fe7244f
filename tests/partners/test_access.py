"""The code of a partner: kept as a hash, until a day, and taken back at once."""

from datetime import date

import pytest

from mobilink.partners import access
from mobilink.partners.actions import revise
from mobilink.partners.errors import NoWayIn
from mobilink.partners.models import Access
from mobilink.people.errors import NotAllowed

pytestmark = pytest.mark.django_db
END = date(2019, 9, 1)


def test_a_code_opens_however_it_is_typed_and_is_kept_nowhere(partner, person):
    made, code = access.give(partner(), by=person("perencana"), to="Humas Contoh", ends_on=END)

    kept = str(Access.objects.values().get())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert access.by_code(code) == made
    assert access.by_code(f" {code.lower().replace('-', ' ')}") == made
    assert access.by_code(code[:-1]) is None
    assert access.by_code("") is None
    assert made.given_by.name == "Maya Contoh"


def test_a_code_ends_with_its_day(partner, on):
    made, code = access.give(partner(), by=None, to="Humas", ends_on=END)

    on(END)
    assert access.by_code(code) == access.still_in(made.pk) == made
    on(date(2019, 9, 2))
    assert access.by_code(code) is None
    assert access.still_in(made.pk) is None


def test_a_code_that_was_taken_back_opens_nothing(partner, person):
    made, code = access.give(partner(), by=None, to="Humas", ends_on=END)
    access.take_back(made, by=person("perencana"), reason="hilang")

    assert access.by_code(code) is None
    assert access.still_in(made.pk) is None


def test_a_partner_that_is_none_any_more_gets_in_no_more(partner):
    one = partner()
    made, code = access.give(one, by=None, to="Humas", ends_on=END)
    revise(one, by=None, is_active=False)

    assert access.by_code(code) is None
    assert access.still_in(made.pk) is None
    with pytest.raises(NoWayIn):
        access.give(one, by=None, to="Humas", ends_on=END)


@pytest.mark.parametrize("day", [date(2019, 8, 17), date(2020, 8, 20)])
def test_a_code_for_yesterday_or_for_years_is_refused(partner, day):
    with pytest.raises(NoWayIn):
        access.give(partner(), by=None, to="Humas", ends_on=day)


def test_only_a_planner_of_the_office_gives_one_out(partner, person):
    with pytest.raises(NotAllowed):
        access.give(partner(), by=person("petugas"), to="Humas", ends_on=END)
