"""One Sunday at the waterfront: an approved outing of the section, and its booth."""

from datetime import date, datetime

import pytest

SUNDAY = date(2019, 8, 18)
QUARTER_PAST_SIX = datetime.fromisoformat("2019-08-18T06:15:00+07:00")


@pytest.fixture
def outing(db):
    from mobilink.outreach import actions
    from mobilink.outreach.models import Slot

    made = actions.propose_from_slot(Slot.objects.get(), SUNDAY, by=None)
    actions.approve(made, by=None)
    return made


@pytest.fixture
def booth_open(outing):
    from mobilink.booth import actions

    actions.open_session(outing, by=None, leaflets_taken=100)
    return outing


@pytest.fixture(autouse=True)
def sunday(monkeypatch) -> None:
    """Every test of this face happens on that Sunday, at a quarter past six."""
    from mobilink.basics import clock

    monkeypatch.setattr(clock, "now", lambda: QUARTER_PAST_SIX)
