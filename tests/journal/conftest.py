"""A machine that lives in a test: enrolled here, with its own key, chain and clock."""

import uuid
from collections.abc import Callable, Iterator

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mobilink import __version__
from mobilink.basics import clock
from mobilink.journal.actions import commit
from mobilink.journal.core import messages, salts, segment, wire
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.rehearsal.world import RealWorld
from mobilink.journal.simulation.pure import PureWorld
from mobilink.journal.storage import keys
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Member
from mobilink.journal.sync import batches, sync_server
from mobilink.outreach.models import Outing
from tests.acts import an_act
from tests.journal.phones import Phone, tally_at
from tests.journal.worlds import met

SEED = b"s" * 16


class Machine:
    """A hub whose entries this test signs itself; `clock_error` in ms."""

    def __init__(self, streams=("team", "unit/BATAM"), until=None):
        self.key, self.author, self.epoch = Ed25519PrivateKey.generate(), uuid.uuid4(), uuid.uuid4()
        self.clock_error, self.links = 0, {}
        with commit(an_act("enrol"), by=None) as draft:
            self.member = draft.add(
                Member, author=self.author, kind="hub", name="Gonggong uji", unit="BATAM",
                key=self.key.public_key().public_bytes_raw().hex(), streams=list(streams),
                until=until,
            )  # fmt: skip

    def entry(self, *ops, stream="unit/BATAM", at=None, salt_seed=b""):
        """The next entry of a chain; salted where `salt_seed` is given, as one that may hold persons."""
        link = self.links.get(stream) or wire.Link(self.author, self.epoch, stream, 1, b"")
        now = milliseconds(clock.now()) + self.clock_error if at is None else at
        salt = salts.salt_of(salt_seed, link.seq) if salt_seed else b""
        made = link.entry(now, salt, wire.Payload("act", "", "", list(ops)))
        self.links[stream] = made.after
        return made

    def signed_segment(self, *entries, seed=SEED):
        packed = segment.pack(list(entries), seed)
        return SignedSegment(packed.data, self.key.sign(segment.claim(packed)))

    def sign(self, message):
        return self.key.sign(message)

    def question(self, *signed_segments, **changes):
        """The signed bytes of a question that brings these signed segments, with these fields otherwise."""
        asked = messages.Ask(
            messages.VERSION, __version__, [], [], False, [], [tuple(one) for one in signed_segments], [],
            64 * 1024, milliseconds(clock.now()) + self.clock_error,
        )  # fmt: skip
        return messages.sign_message(msgspec.structs.replace(asked, **changes), self.author, self)

    def ask(self, *signed_segments, **changes):
        """What the office answers to such a question."""
        heard = messages.read_envelope(
            sync_server.answer(self.question(*signed_segments, **changes))
        )
        return heard.open(messages.Answer, keys.public(), keys.Ed25519())


@pytest.fixture
def machine(db) -> Callable[..., Machine]:
    """Enrols machines of the post on Batam."""
    return Machine


@pytest.fixture
def taken() -> Callable[..., tuple[int, list[str]]]:
    """The office takes signed segments and decides."""

    def take(*signed_segments: SignedSegment) -> tuple[int, list[str]]:
        kept = batches.receive_all(list(signed_segments))
        return kept.many, kept.refused

    return take


@pytest.fixture
def outing(db) -> Outing:
    """An outing of the post on Batam."""
    return Outing.objects.get(title="Sosialisasi Kebun Raya")


@pytest.fixture
def tally(outing) -> wire.Op:
    """One more passer-by at the outing on Batam."""
    return tally_at(outing)


@pytest.fixture
def phone(db) -> Phone:
    """A phone of the section that joined this office."""
    return Phone()


@pytest.fixture
def section_outing(db) -> Outing:
    """An outing of the section."""
    outing = Outing.objects.filter(executing_unit__code="KEPRI-KPP").first()
    assert outing
    return outing


@pytest.fixture
def world() -> PureWorld:
    """An office with three outings and three hubs that have seen them."""
    return met(PureWorld(seed=2019))


@pytest.fixture
def real(django_db_blocker) -> Iterator[RealWorld]:
    """An office and three vans, each with a database of its own, that have met once."""
    with django_db_blocker.unblock(), RealWorld(seed=2019) as world:
        for hub in world.hubs:
            assert world.sync(hub)
        yield world
