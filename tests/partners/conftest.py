"""Partners on a Sunday of the story; every recruiter is made up."""

from datetime import date, datetime, time

import pytest


@pytest.fixture(autouse=True)
def _sunday(monkeypatch, db) -> None:
    moment = datetime.fromisoformat("2019-08-18T05:30:00+07:00")
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: moment)


@pytest.fixture
def outing():
    """Makes an outing that is still to come; on Saturday 24 August unless told otherwise."""
    from mobilink.outreach import actions
    from mobilink.people.models import Unit
    from mobilink.places.models import Venue

    def make(title="Sosialisasi Dompak", day=date(2019, 8, 24), **more):
        unit = Unit.objects.get(code="KEPRI-KPP")
        venue = Venue.objects.get(name="Jembatan I Dompak")
        fields = {
            "kind": "public_place",
            "venue": venue,
            "owner_unit": unit,
            "executing_unit": unit,
        }
        plan = actions.OutingPlan(title=title, day=day, start=time(9), **(fields | more))
        return actions.draft_outing(plan, by=None)

    return make


@pytest.fixture
def partner():
    """Registers an organisation, a made-up recruiter unless told otherwise."""
    from mobilink.partners import actions

    def make(name="PT Karya Contoh", kind="recruiter", **more):
        return actions.register(by=None, name=name, kind=kind, **more)

    return make
