"""What the publishing tests share: a busy August beside the story's July, and papers read as text."""

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from tests.acts import an_act


@pytest.fixture
def made_at() -> datetime:
    """Half past noon in the Riau Islands, on the Sunday of the Car Free Day."""
    return datetime(2019, 8, 18, 5, 30, tzinfo=UTC)


@pytest.fixture
def told_by() -> Callable[[bytes], str]:
    """Every word of a paper in reading order, with single blanks; break marks are left out."""

    def read(pdf: bytes) -> str:
        pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))

    return read


@pytest.fixture
def july(db):
    """The Car Free Day of the story: held, and nothing counted."""
    from mobilink.outreach.models import Outing

    return Outing.objects.get(day=date(2019, 7, 14))


@pytest.fixture
def plan(july):
    """A plan like the Car Free Day, but for what the test says."""
    from mobilink.outreach.actions import OutingPlan

    def make(**said):
        usual = {name: getattr(july, name) for name in OutingPlan.__dataclass_fields__}
        usual |= {"day": date(2019, 8, 18), "end": time(9), "place_text": "", "slot": None}
        return OutingPlan(**{**usual, **said})

    return make


@pytest.fixture
def approved(plan, person):
    """An outing that the head has approved."""
    from mobilink.outreach import actions

    def make(**said):
        outing = actions.draft_outing(plan(**said), by=None)
        actions.propose(outing, by=None)
        actions.approve(outing, by=person("kepala"))
        return outing

    return make


@pytest.fixture
def counted(plan):
    """An outing approved by word of mouth, with crew, tallies, visits and leaflets, reported."""
    from mobilink.booth import actions as booth
    from mobilink.fleet.models import Equipment, Van
    from mobilink.insight.reports import outing_report
    from mobilink.outreach import actions, bookings
    from mobilink.people.models import Person

    outing = actions.draft_outing(plan(programmes=["institutional", "jobs_info"]), by=None)
    actions.propose(outing, by=None)
    oral = actions.OralApproval(
        said_by="Rahmad Contoh",
        said_at=datetime(2019, 8, 16, 9, 15, tzinfo=UTC),
        paper_due=date(2019, 8, 20),
    )
    actions.approve(outing, by=None, oral=oral)
    bookings.book(outing, Person.objects.get(name="Maya Contoh"), by=None, duty="leader")
    van = bookings.book(outing, Van.objects.get(name="Gonggong"), by=None)
    tent = bookings.book(outing, Equipment.objects.get(label="TND-01"), by=None)
    session = booth.open_session(outing, by=None, leaflets_taken=300)
    for sex in ("f", "f", "m", ""):
        booth.tally(outing, by=None, sex=sex)
    booth.visit(
        outing, by=None, topics=["cost", "vacancy"], programme="jobs_info", age_band="18-24"
    )
    booth.visit(outing, by=None, topics=["cost"], programme="institutional", sex="f")
    booth.hand_out(outing, by=None, quantity=1200)
    bookings.record_served(van, True, by=None)
    bookings.record_served(tent, False, by=None, note="Tenda rusak.")
    booth.close_session(session, by=None, leaflets_left=92)
    outing.refresh_from_db()
    actions.report(outing, by=None, result="Tiga orang minta dihubungi kembali.")
    return outing_report(outing.pk)


@pytest.fixture
def elsewhere(settings, db):
    """From now on this is another installation of the office, which knows the one before."""

    from mobilink.journal.actions import commit
    from mobilink.journal.storage.models import Installation, Member

    def move(**standing):
        before, key = Installation.objects.get(), Ed25519PrivateKey.generate()
        mine = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.SIGNING_KEY))
        public = mine.public_key().public_bytes_raw().hex()
        certificate = {"author": before.pk, "kind": "hub", "name": "Gonggong", "unit": "KEPRI"}
        with commit(an_act("enrol"), by=None) as draft:
            draft.add(Member, key=public, streams=["public"], **certificate, **standing)
        settings.SIGNING_KEY = key.private_bytes_raw().hex()
        Installation.objects.update(id=uuid4())

    return move
