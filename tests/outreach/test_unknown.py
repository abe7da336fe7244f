"""What is not known of an outing is not yet, not recorded, or not here; never one for another."""

from datetime import timedelta

import pytest

from mobilink.journal.storage.models import Installation
from mobilink.outreach.models import Outing
from mobilink.outreach.unknown import Unknown, why_unknown
from mobilink.people.models import Unit
from mobilink.people.queries import office_day

pytestmark = pytest.mark.django_db
State = Outing.State
PAST, TODAY, AHEAD = -7, 0, 7  # days from the one it is


def outing(state, day):
    day = office_day() + timedelta(days=day)
    return Outing(state=state, day=day, executing_unit=Unit.objects.get(code="BATAM"))


@pytest.fixture
def as_van():
    def become(unit):
        Installation.objects.update(kind="hub", streams=["team", f"unit/{unit}"])

    return become


@pytest.mark.parametrize(
    ("state", "day", "why"),
    [
        (State.DRAFT, AHEAD, Unknown.NOT_YET),
        (State.APPROVED, TODAY, Unknown.NOT_YET),
        (State.UNDER_WAY, TODAY, Unknown.NOT_YET),
        (State.APPROVED, PAST, Unknown.NOT_RECORDED),
        (State.HELD, PAST, Unknown.NOT_RECORDED),
        (State.REPORTED, PAST, Unknown.NOT_RECORDED),
        (State.CANCELLED, AHEAD, Unknown.NEVER),
        (State.POSTPONED, PAST, Unknown.NEVER),
    ],
)
def test_at_the_office_the_state_and_the_day_tell(state, day, why):
    assert why_unknown(outing(state, day)) == why


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.APPROVED, Unknown.NOT_YET),
        (State.HELD, Unknown.NOT_HERE),
        (State.CANCELLED, Unknown.NEVER),
    ],
)
def test_a_van_of_another_unit_does_not_hold_what_was_recorded(as_van, state, why):
    as_van("KARIMUN")

    day = AHEAD if state == State.APPROVED else PAST
    assert why_unknown(outing(state, day)) == why


def test_a_van_of_the_unit_itself_holds_it(as_van):
    as_van("BATAM")

    assert why_unknown(outing(State.HELD, PAST)) == Unknown.NOT_RECORDED
