"""A Saturday evening in August 2019, and outings that others may or may not see."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

if TYPE_CHECKING:
    from mobilink.outreach.models import Outing


PLACE = ZoneInfo("Asia/Jakarta")


@pytest.fixture(autouse=True)
def saturday(monkeypatch: pytest.MonkeyPatch) -> date:
    """Every test happens on the evening of Saturday, 17 August 2019."""
    from mobilink.basics import clock

    evening = datetime(2019, 8, 17, 20, tzinfo=PLACE)
    monkeypatch.setattr(clock, "now", lambda: evening)
    return evening.date()


@pytest.fixture
def draft(person) -> "Callable[..., Outing]":
    """Puts a draft on the calendar."""
    from mobilink.outreach import actions
    from mobilink.people.models import Unit
    from mobilink.places.models import Venue

    def make(
        title: str = "Car Free Day Agustus",
        day: date = date(2019, 8, 18),
        venue: str = "Taman tepi laut Gurindam 12",
        **plan: object,
    ) -> "Outing":
        section = Unit.objects.get(code="KEPRI-KPP")
        wish = {"start": time(6), "end": time(9), "programmes": ["institutional"]} | plan
        return actions.draft_outing(
            actions.OutingPlan(
                title=title,
                kind="car_free_day",
                day=day,
                venue=Venue.objects.get(name=venue),
                owner_unit=section,
                executing_unit=section,
                **wish,
            ),
            by=person("perencana"),
        )

    return make


@pytest.fixture
def announced(draft, person) -> "Callable[..., Outing]":
    """Puts an approved outing on the calendar."""
    from mobilink.outreach import actions

    def make(*words: object, **plan: object) -> "Outing":
        outing = draft(*words, **plan)
        actions.propose(outing, by=person("perencana"))
        actions.approve(outing, by=person("kepala"))
        return outing

    return make


@pytest.fixture
def two_hundred(announced) -> "list[Outing]":
    """Two hundred announced outings, half of them over, put beside the journal for speed."""
    from mobilink.journal.storage.guards import writing
    from mobilink.outreach.models import Outing

    model = announced("Kegiatan dengan nama yang panjang sekali " * 2)
    rows = []
    for number in range(200):
        fields = {field.attname: getattr(model, field.attname) for field in Outing._meta.fields}
        day = date(2019, 8, 18) + timedelta(days=number - 100)
        rows.append(Outing(**fields | {"id": uuid4(), "day": day}))
    with writing(connection):
        return Outing.objects.bulk_create(rows)
