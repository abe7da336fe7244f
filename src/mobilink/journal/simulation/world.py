"""A small world that goes wrong: one office, hubs, couriers, and every fault that a seed asks for.

Everything random comes from one generator, and time is a number, so a seed replays bit by bit.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Generic, TypeVar
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.journal.core.merge import DELETED, seen
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.sequence import QUARANTINED
from mobilink.journal.core.store import Line, SignedSegment, parts_of
from mobilink.journal.core.wire import Chain, Entry, Link, Op, row_id
from mobilink.journal.simulation.machine import Node

HOUR = 3600 * 1000
DAY = 24 * HOUR
PUBLIC, TEAM = "public", "team"
FIELDS = ["day", "state"]
AnyNode = TypeVar("AnyNode", bound=Node)


def everything(place: str | Chain) -> bool:
    """A courier and an uplink carry any stream."""
    return True


class World(Generic[AnyNode]):
    """The office, its hubs, a courier, the time, and the count of what went wrong.

    `fired` counts faults, `reached` what the core did about them, and `broken` names the promises
    that did not hold while the world ran. What machines do when they write and meet is each
    world's own: `PureWorld` on memory, `rehearsal.RealWorld` on real installations.
    """

    meetings = 1
    """After so many exchanges of each hub everybody is heard and follows, once the network is good."""

    def __init__(self, seed: int, hubs: int = 3) -> None:
        self.chance = random.Random(seed)
        self.now = 1_563_055_200_000
        self.fired: Counter[str] = Counter()
        self.reached: Counter[str] = Counter()
        self.broken: set[str] = set()
        self.authors: set[UUID] = set()
        self.written: dict[bytes, Entry] = {}
        self.in_order: list[tuple[bytes, bytes]] = []
        self.wholes: dict[tuple[str, UUID], list[tuple[str, UUID]]] = {}
        units = [f"unit/{number}" for number in range(hubs)]
        self.office = self._node("office", (PUBLIC, TEAM, *units))
        self.hubs = [self._node(unit, (PUBLIC, TEAM, unit)) for unit in units]
        self.courier: list[SignedSegment] = []
        self.images: dict[str, Any] = {}
        for number in range(3):
            self.write(self.office, TEAM, Op("outing", None, {"title": f"outing {number}"}))

    @property
    def nodes(self) -> list[AnyNode]:
        return [self.office, *self.hubs]

    @property
    def followers(self) -> list[AnyNode]:
        """The hubs that the office's ledger flows down to."""
        return self.hubs

    def renew_terms(self) -> None:
        """Machines of this world are honoured without a term."""

    def clock(self, node: AnyNode) -> int:
        """What time it is by the clock of a node."""
        return self.now + node.clock_error

    def _node(self, name: str, streams: tuple[str, ...]) -> AnyNode:
        """One more machine; the office is the first."""
        raise NotImplementedError

    def transaction(self, node: AnyNode) -> AbstractContextManager[Replica[Any]]:
        """All that is done in the block is on the node's disk at its end, or nothing is."""
        raise NotImplementedError

    def write(self, node: AnyNode, stream: str, *ops: Op) -> Entry:
        """One act at a node; from here on its person has seen the tick."""
        raise NotImplementedError

    def forge(self, node: AnyNode, stream: str, *ops: Op) -> None:
        """Whoever has a node's key signs what its program would refuse."""
        self.write(node, stream, *ops)

    def seal(self, node: AnyNode) -> None:
        """Make what a node wrote ready to leave it."""
        with self.transaction(node) as replica:
            replica.seal()

    def revoke(self, hub: AnyNode) -> None:
        """The office stops honouring a hub after what it has ordered of it so far."""
        raise NotImplementedError

    def erase(self, entry: Entry) -> None:
        """The office takes away for good what an entry said."""
        raise NotImplementedError

    def put_back_office(self, image: Any) -> None:
        """The office's disk goes back to an image; it decides nothing until all hubs were heard."""
        raise NotImplementedError

    def end_recovery(self) -> None:
        """The office decides without those who were not heard."""
        raise NotImplementedError

    def sync(
        self, hub: AnyNode, cut: float = 1.0, between: Callable[[], object] = lambda: None
    ) -> bool:
        """One exchange between a hub and the office; True when it came to its end.

        `between` happens when the office has what the hub holds, and the hub has heard nothing.
        """
        raise NotImplementedError

    def _receive(self, signed_segment: SignedSegment, to: AnyNode) -> None:
        raise NotImplementedError

    def _note_whole(self, entry: Entry) -> None:
        """Remember rows that must be seen together; rows that two clones made stand for nobody."""
        made = [(op.kind, row) for row, op in entry.rows() if op.row is None]
        if any(place in self.wholes for place in made):
            for place in made:
                for other in self.wholes.get(place, []):
                    self.wholes[other] = []
        else:
            self.wholes |= dict.fromkeys(made, made)

    def row_to_be(self, node: AnyNode, stream: str, *, later: int = 0, position: int = 0) -> UUID:
        """The id of a row that the next entry of a node, or one later, will make."""
        with self.transaction(node) as replica:
            _, link = replica.next_link(node.chain(stream))
        place = Link(*link.chain, link.seq + later, link.prev)
        return row_id(place, self.clock(node), position)

    def decide(self) -> None:
        """The office decides, unless it was restored and still waits for its hubs."""
        if not self.office.is_recovering:
            self.sequence()

    def sequence(self) -> None:
        """The office decides."""
        with self.watched(), self.transaction(self.office) as replica:
            replica.sequence(self.clock(self.office))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What a revocation that the office knows cuts off must not be applied in the block."""
        cuts, before = self._cuts(), len(self.office.store.decided)
        yield
        # Among what was decided may be a later revocation, by an office that was set back.
        after = self._cuts()
        for line in self.office.store.decided[before:]:
            # An office that was set back may come to know a machine only in the block.
            cut, place = cuts.get(line.author), f"{line.epoch} {line.stream}"
            if cut is not None and line.verdict.word != QUARANTINED:
                ends = [*cut.get(place, ()), *(after.get(line.author) or {}).get(place, ())]
                if not any(self._leads_to(line, seq, head) for seq, head in ends):
                    self.broken.add("revoked applied")

    def _leads_to(self, line: Line, seq: int, head: str) -> bool:
        """Whether the entries of a line are those behind which a chain came to this end."""
        store = self.office.store
        parts = parts_of(store, line.chain, line.last, seq, bytes.fromhex(head))
        return parts is not None and store.hash_at(parts[0][0], line.last) == line.head

    def _cuts(self) -> dict[UUID, Mapping[str, list[tuple[int, str]]] | None]:
        """What the office honours of each machine, where it was revoked."""
        store = self.office.store
        return {who: known.cut for who in self.authors if (known := store.member(who))}

    def outings(self, node: AnyNode, *, deleted: bool = False) -> list[UUID]:
        """The outings that people at a node see, or those that were deleted there."""
        return sorted(
            row
            for (kind, row), state in node.store.shown().items()
            if kind == "outing" and bool(state.fields.get(DELETED)) is deleted
        )

    def change(self, node: AnyNode, row: UUID, **fields: object) -> Entry:
        """Somebody at a node changes an outing, having seen what is shown there."""
        state = node.store.shown().get(("outing", row))
        base = seen(state.versions if state else {}, fields)
        return self.write(node, TEAM, Op("outing", row.bytes, fields, base))

    def act(self, node: AnyNode) -> None:
        """Whatever somebody at a node might do now."""
        outings = self.outings(node)
        what = self.chance.random()
        if what < 0.12 or not outings:
            self.write(node, TEAM, Op("outing", None, {"title": str(self.now)}))
        elif what < 0.15:
            new = str(self.row_to_be(node, TEAM))
            later = {"title": str(self.now), "follows": str(self.chance.choice(outings))}
            self.write(node, TEAM, Op("outing", None, later), Op("visit", None, {"outing": new}))
        elif what < 0.5:
            names = self.chance.sample(FIELDS, self.chance.randint(1, 2))
            values = {name: self.chance.randrange(100) for name in names}
            self.change(node, self.chance.choice(outings), **values)
        elif what < 0.55:
            self._delete_or_undelete(node, outings)
        elif node is self.office:
            self.write(node, PUBLIC, Op("licence", None, {"name": str(self.now)}))
        else:
            if self._follow_up(node):
                return
            count = self.chance.randint(1, 3)
            chosen = [str(self.chance.choice(outings)) for _ in range(count)]
            self.write(node, node.streams[-1], *(Op("visit", None, {"outing": o}) for o in chosen))

    def _follow_up(self, node: AnyNode) -> bool:
        """Sometimes somebody writes about a visit, which may be erased elsewhere meanwhile."""
        visits = sorted(row for kind, row in node.store.shown() if kind == "visit")
        if not visits or self.chance.random() < 0.8:
            return False
        about = str(self.chance.choice(visits))
        self.write(node, node.streams[-1], Op("follow-up", None, {"visit": about}))
        return True

    def _delete_or_undelete(self, node: AnyNode, outings: list[UUID]) -> None:
        deleted = self.outings(node, deleted=True)
        if deleted and self.chance.random() < 0.5:
            self.change(node, self.chance.choice(deleted), deleted=False)
        else:
            self.change(node, self.chance.choice(outings), deleted=True)

    def hand_over(self, signed_segment: SignedSegment, to: AnyNode) -> None:
        """Give a signed segment to a node, sometimes after an altered copy of it."""
        if self.chance.random() < 0.01:
            data = bytearray(signed_segment.data)
            place = int(self.chance.random() * len(data))
            data[place] ^= 1 << self.chance.randrange(8)
            self.fired["altered"] += 1
            try:
                self._receive(SignedSegment(bytes(data), signed_segment.signature), to)
            except Refused:
                self.reached["refused"] += 1
        epoch = to.store.epoch
        self._receive(signed_segment, to)
        self.reached["epoch renewed"] += epoch != to.store.epoch


AnyWorld = World[Any]
