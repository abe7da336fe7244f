"""The world of real machines: what the pure one does by hand, the product's own exchange does here."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import UUID

from django.db import connection

from mobilink.basics.errors import Refused
from mobilink.journal import actions
from mobilink.journal.core.errors import Stranger
from mobilink.journal.core.messages import Ask, sign_message
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.salts import salt_of
from mobilink.journal.core.segment import claim, pack
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.core.wire import Chain, Entry, Link, Op, Payload
from mobilink.journal.members import installations
from mobilink.journal.rehearsal import kinds
from mobilink.journal.rehearsal.line import Line
from mobilink.journal.rehearsal.machine import Image, Machine
from mobilink.journal.rehearsal.phone import HOST, Phone
from mobilink.journal.safety import erasure
from mobilink.journal.safety.rebuild import rebuild
from mobilink.journal.simulation.memory import PowerLost
from mobilink.journal.simulation.world import World
from mobilink.journal.storage import guards, keys
from mobilink.journal.storage.kinds import PUBLIC, TEAM, only
from mobilink.journal.storage.models import Installation, Member
from mobilink.journal.storage.tables import TableStore, receive, replica
from mobilink.journal.sync import (
    bundles,
    enrolment,
    phone_server,
    recovery,
    rollback_guard,
    sync_client,
    sync_server,
)


class RealWorld(World[Machine]):
    """An office and hubs that enrolled there; each exchange is `sync_client.talk` with the office.

    Use as a context manager: the kinds of the world are the only ones within.
    """

    meetings = 3  # an office may hear only now that it was set back, and then hears everybody again

    def __init__(self, seed: int, hubs: int = 3) -> None:
        self.drawn = random.Random(f"drawn {seed}")
        self._open = ExitStack()
        self._open.enter_context(only(*kinds.KINDS))
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=_quick_disk())))
        self.phones: list[Phone] = []
        self.loads: list[bytes] = []
        self.recorded: list[bytes] = []
        super().__init__(seed, hubs)

    def __enter__(self) -> "RealWorld":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _node(self, name: str, streams: tuple[str, ...]) -> Machine:
        key = self.chance.randbytes(32)
        machine = Machine(name, streams, key, self.folder, lambda: self.now, self.drawn)
        if name == "office":
            with machine.at_work():
                installations.establish(name)
        else:
            self.join(machine)
        self.authors.add(machine.author)
        return machine

    def make_hub(self, name: str, unit: str) -> Machine:
        """One more van, which enrolled a moment ago."""
        return self._node(name, (PUBLIC, TEAM, unit))

    def join(self, machine: Machine) -> None:
        """Let a machine enrol at the office, by an invitation to its unit."""
        code = self._invited(enrolment.HUB, machine.streams[-1], machine.name)
        with machine.at_work():
            enrolment.enrol(code, "http://office", self._at_office(enrolment.answer))

    def _invited(self, kind: str, unit: str, name: str) -> str:
        with self.office.at_work():
            return enrolment.invite(kind, unit.removeprefix("unit/"), name)

    def make_phone(self, unit: str) -> Phone:
        """One more phone of a unit, which joined a moment ago."""
        phone = Phone(unit, self.drawn)
        code = self._invited(enrolment.PHONE, unit, f"phone {len(self.phones)}")
        phone.welcomed(code, self._at_office(enrolment.answer)(phone.request(code)))
        self.authors.add(phone.author)
        self.phones.append(phone)
        return phone

    def phone_writes(self, phone: Phone, stream: str, acts: list[list[Op]]) -> None:
        """Somebody records on a phone; nobody else has it yet."""
        for entry in phone.write(stream, self.now, acts):
            self.written[entry.hash] = entry
            self._note_whole(entry)

    def deliver(self, phone: Phone, to: Machine) -> None:
        """A phone brings all that it wrote to a station that may know it."""
        with self._lit(to), suppress(Refused):
            phone_server.answer(phone.delivery(self.now), HOST, lambda unit: b"")

    def ask(self, hub: Machine, asked: Ask) -> None:
        """Whoever has a hub's key asks the office something that the hub's program would not."""
        with hub.at_work():
            question = sign_message(asked, hub.author, keys.Ed25519())
        self.replay(question)

    def replay(self, question: bytes) -> None:
        """Somebody sends the office a question, and throws its answer away."""
        with suppress(Refused):
            self._at_office(sync_server.answer)(question)

    def load_of(self, hub: Machine) -> bytes:
        """What a van gives a phone to carry to the office."""
        with self._lit(hub):
            return bundles.load(phone_server.LARGEST_LOAD).data

    def unload(self, load: bytes) -> None:
        """A phone gives the office what it carried."""
        with self._lit(self.office):
            bundles.unload(load)

    def count_backup(self) -> None:
        """The office reads its backup back, and counts what is in it as safe."""
        with self._lit(self.office):
            store = TableStore()
            ledger = {s: line.until for s in store.streams() if (line := store.last_line(s))}
            Installation.objects.update(in_backup=ledger)

    def rebuild(self, machine: Machine) -> None:
        """Somebody makes a machine's tables anew; what differs then had diverged."""
        with self._lit(machine):
            if rebuild().differences:
                self.broken.add("diverged")

    def _at_office(self, act: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        """How the office answers: as a server does, whose power may go meanwhile."""

        def answer(data: bytes) -> bytes:
            try:
                with self.watched(), self.office.at_work():
                    return act(data)
            except PowerLost:
                self._note_dark(self.office)
                raise Refused("The office's power went.") from None

        return answer

    @contextmanager
    def _lit(self, machine: Machine) -> Iterator[None]:
        """Let a machine work in the block; its power may go, which ends the step."""
        try:
            with self.watched(), machine.at_work():
                yield
        except PowerLost:
            self._note_dark(machine)
            raise

    def _note_dark(self, machine: Machine) -> None:
        machine.writes_left = None
        self.fired["power lost"] += 1

    @contextmanager
    def transaction(self, node: Machine) -> Iterator[Replica[TableStore]]:
        try:
            with node.at_work(), actions.alone(), guards.writing(connection):
                yield replica()
        except PowerLost:
            self._note_dark(node)
            raise

    @contextmanager
    def watched(self) -> Iterator[None]:
        # A restored office follows what its hubs have witnessed; it decides nothing then.
        if self.office.is_recovering:
            yield
            return
        with super().watched():
            yield

    def write(self, node: Machine, stream: str, *ops: Op) -> Entry:
        with self.transaction(node) as here:
            part = actions.Part(*here.next_link(node.chain(stream)))
            part.ops += ops
            entry = actions.write(here, part, Payload("act", "", "", [*ops]))
        self.written[entry.hash] = entry
        self._note_whole(entry)
        if node is self.office:
            self.decide()
        return entry

    def forge(self, node: Machine, stream: str, *ops: Op) -> None:
        """A thief has a copy of the node's key, and a journal of his own; he reaches the office."""
        chain = Chain(node.author, UUID(bytes=self.chance.randbytes(16)), stream)
        seed = self.chance.randbytes(16)
        entry = Link(*chain, 1, b"").entry(
            self.clock(node), salt_of(seed, 1), Payload("act", "", "", [*ops])
        )
        segment = pack([entry], seed)
        with node.at_work():
            signed = SignedSegment(segment.data, keys.Ed25519().sign(claim(segment)))
        self.written[entry.hash] = entry
        self.hand_over(signed, self.office)

    def _receive(self, signed_segment: SignedSegment, to: Machine) -> None:
        try:
            with self._lit(to), actions.alone():
                receive(signed_segment)
        except Stranger:
            self.reached["stranger"] += 1  # nobody told this machine yet who that is

    def seal(self, node: Machine) -> None:
        super().seal(node)
        with node.at_work():
            rollback_guard.remember()

    def revoke(self, hub: Machine) -> None:
        with self.watched(), self.office.at_work():
            # An office that was set back may have forgotten it.
            if TableStore().member(hub.author) is not None:
                recovery.revoke(hub.author, "lost")

    def erase(self, entry: Entry) -> None:
        with self.watched(), self.office.at_work():
            erasure.erase([row for row, _ in entry.rows()], why="withdrawn")

    def put_back_office(self, image: Image) -> None:
        """The office's disk goes back: by the tool, or silently, with or without its file of heads."""
        how = self.chance.choice(["by tool", "with its heads", "without its heads"])
        self.office.store = image.without_heads() if how == "without its heads" else image
        if how == "by tool":
            with self.office.at_work():
                TableStore().renew_epoch()
                rollback_guard.remember()  # its folder is new
        self.fired[f"office restored {how}"] += 1

    def end_recovery(self) -> None:
        with self.office.at_work():
            if recovery.state().is_on:
                recovery.end()

    @property
    def followers(self) -> list[Machine]:
        with self.office.at_work():
            honoured = {*Member.objects.filter(cut__isnull=True).values_list("author", flat=True)}
        return [hub for hub in self.hubs if hub.author in honoured]

    def renew_terms(self) -> None:
        """The office's people prolong what has ended, so that everybody may follow."""
        with self.office.at_work():
            for member in Member.objects.filter(cut__isnull=True):
                if installations.has_ended(member):
                    installations.renew(member.author, "works again")
        for hub in self.hubs:
            if self.office.store.member(hub.author) is None:
                with suppress(Refused):
                    self.join(hub)  # an office that was set back has forgotten it
                    self.fired["forgotten van joined again"] += 1
        for phone in self.phones:
            self.deliver(phone, self.office)

    def sync(
        self,
        hub: Machine,
        cut: float = 1.0,
        between: Callable[[], object] = lambda: None,
        budget: int | None = None,
    ) -> bool:
        if hub.has_no_line:
            self.fired["no line"] += 1
            return False
        line = Line(self, self._at_office(sync_server.answer), cut, between)
        try:
            with hub.at_work():
                outcome = sync_client.talk(line.send, budget)
        except Refused:
            self.reached["exchange refused"] += 1
            return False
        except PowerLost:
            self._note_dark(hub)
            raise
        self.recorded = [*self.recorded[-9:], *line.questions]
        self.reached["refused"] += len(outcome.refused)
        if any(text.startswith("This installation showed other rows") for text in outcome.refused):
            self.broken.add("diverged")
        return not outcome.is_more


def _quick_disk() -> str | None:
    """Where small files cost nothing, if there is such a place."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
