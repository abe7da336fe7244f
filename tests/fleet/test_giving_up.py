"""A van or a thing that is given up is offered and booked no more; what it did stays told."""

import pytest

from mobilink.fleet import actions
from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Equipment, Van
from mobilink.fleet.queries import equipment_in_use, van_cards
from mobilink.outreach import bookings
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def van():
    return Van.objects.get(name="Gonggong")


def test_a_van_that_is_given_up_is_not_booked_and_a_free_one_is_named(van, draft):
    actions.give_up(van, by=None)

    with pytest.raises(BadPlan, match=r"Gonggong is not used since 18 August 2019.*Ayo Batam"):
        bookings.book(draft(), van, by=None)
    assert van not in [card.van for card in van_cards()]


def test_a_van_that_was_booked_before_it_was_given_up_is_blocked(van, draft):
    booked = bookings.book(draft(), van, by=None)
    actions.give_up(van, by=None)

    day = booked.outing.day
    assert Upkeep([van]).on(van, day).warnings == ["Gonggong is blocked: out of use."]


def test_what_was_held_with_it_is_still_told(van):
    held = Outing.objects.filter(assignments__van=van, day__lt="2019-08-18").first()
    actions.give_up(van, by=None)

    assert held.assignments.filter(van=van).exists()
    bookings.record_served(held.assignments.get(van=van), True, by=None)


def test_a_thing_is_taken_up_again(draft):
    tent = Equipment.objects.first()
    actions.give_up(tent, by=None)
    assert tent not in equipment_in_use()

    actions.take_up(tent, by=None)

    assert bookings.book(draft(), tent, by=None).equipment == tent


def test_who_has_it_in_custody_gives_it_up(van, person):
    with pytest.raises(NotAllowed):
        actions.give_up(van, by=person("petugas"))
