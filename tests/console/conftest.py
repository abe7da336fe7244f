"""The desk on a Sunday of the story, and outings to work on."""

import html
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def static_folder() -> None:
    """WhiteNoise warns of a folder that is not there, and a warning is an error."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _sunday(monkeypatch, db) -> None:
    """It is Sunday 18 August 2019, half past five in the morning."""
    moment = datetime.fromisoformat("2019-08-18T05:30:00+07:00")
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: moment)


@pytest.fixture
def held(db) -> Any:
    """The story's outing on Batam, held and reported."""
    from mobilink.outreach.models import Outing

    return Outing.objects.get(title="Sosialisasi Kebun Raya")


@pytest.fixture
def draft(db) -> Callable[..., Any]:
    """Puts a draft on the calendar, on Saturday 24 August at nine unless told otherwise."""
    from mobilink.outreach import actions
    from mobilink.people.models import Unit
    from mobilink.places.models import Venue

    def make(title: str = "Sosialisasi Dompak", **changes: Any) -> Any:
        section = Unit.objects.get(code="KEPRI-KPP")
        plan: dict[str, Any] = {
            "title": title,
            "kind": "public_place",
            "day": date(2019, 8, 24),
            "start": time(9),
            "end": time(11),
            "venue": Venue.objects.get(name="Jembatan I Dompak"),
            "owner_unit": section,
            "executing_unit": section,
        }
        return actions.draft_outing(actions.OutingPlan(**(plan | changes)), by=None)

    return make


@pytest.fixture
def proposal(draft) -> Any:
    """An outing that awaits its decision."""
    from mobilink.outreach import actions

    outing = draft()
    actions.propose(outing, by=None)
    return outing


@pytest.fixture
def approved(proposal) -> Any:
    """An outing that may go out."""
    from mobilink.outreach import actions

    actions.approve(proposal, by=None)
    return proposal


@pytest.fixture
def words() -> Callable[[Any], str]:
    """What a page says, without its marks; from its content on."""

    def read(response: Any) -> str:
        text = response.content.decode().partition('<main id="content"')[2]
        text = text.partition(">")[2]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())

    return read
