"""Each answer knows which text it heard: the office's wording of the day on which it was asked."""

import json
from datetime import date

import pytest

from mobilink.booth.plan import plan_of
from mobilink.journal.actions import commit
from mobilink.publishing.consents import consents_on, urgent_number
from mobilink.publishing.models import Wording
from tests.acts import an_act

pytestmark = pytest.mark.django_db


def _told(day: date, purpose: str) -> dict[str, str]:
    [consent] = [each for each in consents_on(day) if each["purpose"] == purpose]
    return consent


def test_the_latest_text_that_holds_on_the_day_is_asked() -> None:
    with commit(an_act("load wordings"), by=None) as draft:
        draft.add(Wording, code="consent.photo@2019-09-01", text="Bolehkah kami memotret Anda?")
    before, after = _told(date(2019, 8, 31), "photo"), _told(date(2019, 9, 1), "photo")
    assert before["text"] == "2019-07-01"
    assert before["en"].startswith("May we use your photo")
    assert (after["text"], after["id"]) == ("2019-09-01", "Bolehkah kami memotret Anda?")
    assert after["en"] == after["id"]


def test_before_the_first_text_nothing_is_asked() -> None:
    assert consents_on(date(2019, 6, 30)) == []


def test_the_plan_carries_what_other_rooms_add() -> None:
    plan = json.loads(plan_of("KEPRI-KPP", urgent_number=urgent_number()))
    assert plan["urgent_number"].startswith("+62")
