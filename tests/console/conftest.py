"""The desk on a Sunday of the story, and outings to work on."""

import html
import re
import uuid
from collections.abc import Callable, Collection
from datetime import date, datetime, time
from typing import Any

import pytest

from tests.acts import an_act


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


class Hub:
    """A machine of a post, enrolled here: what it writes arrives signed, as over the network."""

    def __init__(self, name: str, units: Collection[str]) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        from mobilink.journal.actions import commit
        from mobilink.journal.core import wire
        from mobilink.journal.storage import models

        self.key, self.author = Ed25519PrivateKey.generate(), uuid.uuid4()
        self.link = wire.Link(self.author, uuid.uuid4(), "team", 1, b"")
        with commit(an_act("enrol installation"), by=None) as draft:
            self.member = draft.add(
                models.Member, author=self.author, kind="hub", name=name, unit="BATAM",
                key=self.key.public_key().public_bytes_raw().hex(), streams=["team", *(f"unit/{unit}" for unit in units)],
            )  # fmt: skip

    def says(
        self, action: str, *ops: Any, at: str = "2019-08-18T05:00+07:00", by: str = ""
    ) -> None:
        """Write one entry at an hour of its own clock; the office receives and orders it now."""
        from mobilink.journal.core import segment, wire
        from mobilink.journal.core.store import SignedSegment
        from mobilink.journal.storage.fields import milliseconds
        from mobilink.journal.sync import batches

        payload = wire.Payload(action, by, "", list(ops))
        entry = self.link.entry(milliseconds(datetime.fromisoformat(at)), b"", payload)
        packed = segment.pack([entry], b"")
        signed_segment = SignedSegment(packed.data, self.key.sign(segment.claim(packed)))
        assert batches.receive_all([signed_segment]).many == 1
        self.link = entry.after

    def was_heard(self, at: str, clock_error: int = 0) -> None:
        """The office had contact with it, when its clock was so many ms ahead."""
        from mobilink.journal.storage import models
        from mobilink.journal.storage.fields import milliseconds

        moment = milliseconds(datetime.fromisoformat(at))
        models.Peer.objects.create(
            author=self.author, version="0.1", last_contact=moment, clock_error=clock_error
        )


@pytest.fixture
def hub(db) -> Callable[..., Hub]:
    """Enrols a machine of the post on Batam, and of more units where that is told."""
    return lambda name="Laptop Batam", units=("BATAM",): Hub(name, units)


@pytest.fixture
def bring(signed_in):
    """The planner brings a list; returns its page and what became of it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import resolve, reverse

    from mobilink.imports.models import Upload

    def post(text, day="2019-08-10", name="daftar.csv", kind="recruiters"):
        file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
        to = reverse(f"console:{kind}_bring")
        page = signed_in("perencana").post(to, {"file": file, "as_at": day}, follow=True)
        [(address, _status)] = page.redirect_chain
        return page, Upload.objects.get(pk=resolve(address).kwargs["pk"])

    return post


@pytest.fixture
def taken(bring, signed_in):
    """A list that the planner brought and the head took over."""
    from django.urls import reverse

    from mobilink.imports.uploads import compared_with

    def take(text, **more):
        _page, upload = bring(text, **more)
        seen = {"seen": compared_with(upload)}
        signed_in("kepala").post(reverse(f"console:{upload.kind}_approve", args=[upload.pk]), seen)
        upload.refresh_from_db()
        assert upload.state == "taken"
        return upload

    return take
