"""A small world that goes wrong: one office, hubs, couriers, and every fault that a seed asks for.

Everything random comes from one generator, and time is a number, so a seed replays bit by bit.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.journal.core.errors import Diverged
from mobilink.journal.core.exchange import heads, held, lacking, let_go
from mobilink.journal.core.merge import DELETED, seen
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.salts import salt_of
from mobilink.journal.core.sequence import QUARANTINED, Member
from mobilink.journal.core.store import Line, SignedSegment
from mobilink.journal.core.wire import Entry, Link, Op, Payload, row_id
from mobilink.journal.simulation.machine import Node
from mobilink.journal.simulation.memory import MemoryStore, PowerLost

HOUR = 3600 * 1000
DAY = 24 * HOUR
PUBLIC, TEAM = "public", "team"
FIELDS = ["day", "state"]


def everything(stream: str) -> bool:
    """A courier and an uplink carry any stream."""
    return True


class World:
    """The office, its hubs, a courier, the time, and the count of what went wrong.

    `fired` counts faults, `reached` what the core did about them, and `broken` names the promises
    that did not hold while the world ran.
    """

    def __init__(self, seed: int, hubs: int = 3) -> None:
        self.chance = random.Random(seed)
        self.now = 1_563_055_200_000
        self.fired: Counter[str] = Counter()
        self.reached: Counter[str] = Counter()
        self.broken: set[str] = set()
        self.members: dict[UUID, Member] = {}
        self.written: dict[bytes, Entry] = {}
        self.in_order: list[tuple[bytes, bytes]] = []
        self.wholes: dict[tuple[str, UUID], list[tuple[str, UUID]]] = {}
        units = [f"unit/{number}" for number in range(hubs)]
        self.office = self._node("office", (PUBLIC, TEAM, *units))
        self.hubs = [self._node(unit, (PUBLIC, TEAM, unit)) for unit in units]
        self.courier: list[SignedSegment] = []
        self.images: dict[str, MemoryStore] = {}
        for number in range(3):
            self.write(self.office, TEAM, Op("outing", None, {"title": f"outing {number}"}))

    def _node(self, name: str, streams: tuple[str, ...]) -> Node:
        author, key = UUID(bytes=self.chance.randbytes(16)), self.chance.randbytes(16)
        is_office = name == "office"
        scope = frozenset(streams) - {PUBLIC}
        self.members[author] = Member(author, key, scope, is_office)
        return Node(name, streams, MemoryStore(author, self.members, self.chance), key)

    @property
    def nodes(self) -> list[Node]:
        return [self.office, *self.hubs]

    def clock(self, node: Node) -> int:
        """What time it is by the clock of a node."""
        return self.now + node.clock_error

    @contextmanager
    def transaction(self, node: Node) -> Iterator[Replica[MemoryStore]]:
        """All that is done in the block is on the node's disk at its end, or nothing is."""
        before = None if node.store.writes_left is None else node.store.image()
        try:
            yield node.replica
        except PowerLost:
            assert before is not None
            node.store = before
            self.fired["power lost"] += 1
            raise

    def write(self, node: Node, stream: str, *ops: Op) -> Entry:
        """One act at a node; from here on its person has seen the tick."""
        with self.transaction(node) as replica:
            branch, link = replica.next_link(node.chain(stream))
            salt = salt_of(node.store.seed(branch), link.seq)
            payload = Payload("act", "", "", list(ops))
            entry = link.entry(self.clock(node), salt, payload)
            replica.append(branch, entry, self.clock(node))
        self.written[entry.hash] = entry
        self._note_whole(entry)
        if node is self.office:
            self.decide()
        return entry

    def _note_whole(self, entry: Entry) -> None:
        """Remember rows that must be seen together; rows that two clones made stand for nobody."""
        made = [(op.kind, row) for row, op in entry.rows() if op.row is None]
        if any(place in self.wholes for place in made):
            for place in made:
                for other in self.wholes.get(place, []):
                    self.wholes[other] = []
        else:
            self.wholes |= dict.fromkeys(made, made)

    def row_to_be(self, node: Node, stream: str, *, later: int = 0, position: int = 0) -> UUID:
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
        """The office decides; what a revocation that it knows cuts off must not be applied."""
        office = self.office
        cuts, before = self._cuts(), len(office.store.decided)
        with self.transaction(office) as replica:
            replica.sequence(self.clock(office))
        # Among what was decided may be a later revocation, by an office that was set back.
        after = self._cuts()
        for line in office.store.decided[before:]:
            cut, place = cuts[line.author], f"{line.epoch} {line.stream}"
            if cut is not None and line.verdict.word != QUARANTINED:
                ends = [*cut.get(place, ()), *(after[line.author] or {}).get(place, ())]
                if line.last > max((seq for seq, _ in ends), default=0):
                    self.broken.add("revoked applied")

    def _cuts(self) -> dict[UUID, Mapping[str, list[tuple[int, str]]] | None]:
        """What the office honours of each machine, where it was revoked."""
        store = self.office.store
        return {who: known.cut for who in self.members if (known := store.member(who))}

    def outings(self, node: Node, *, deleted: bool = False) -> list[UUID]:
        """The outings that people at a node see, or those that were deleted there."""
        return sorted(
            row
            for (kind, row), state in node.store.shown().items()
            if kind == "outing" and bool(state.fields.get(DELETED)) is deleted
        )

    def change(self, node: Node, row: UUID, **fields: object) -> Entry:
        """Somebody at a node changes an outing, having seen what is shown there."""
        state = node.store.shown().get(("outing", row))
        base = seen(state.versions if state else {}, fields)
        return self.write(node, TEAM, Op("outing", row.bytes, fields, base))

    def act(self, node: Node) -> None:
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

    def _follow_up(self, node: Node) -> bool:
        """Sometimes somebody writes about a visit, which may be erased elsewhere meanwhile."""
        visits = sorted(row for kind, row in node.store.shown() if kind == "visit")
        if not visits or self.chance.random() < 0.8:
            return False
        about = str(self.chance.choice(visits))
        self.write(node, node.streams[-1], Op("follow-up", None, {"visit": about}))
        return True

    def _delete_or_undelete(self, node: Node, outings: list[UUID]) -> None:
        deleted = self.outings(node, deleted=True)
        if deleted and self.chance.random() < 0.5:
            self.change(node, self.chance.choice(deleted), deleted=False)
        else:
            self.change(node, self.chance.choice(outings), deleted=True)

    def sync(self, hub: Node, cut: float = 1.0) -> bool:
        """One exchange between a hub and the office; True when it came to its end."""
        if hub.has_no_line:
            self.fired["no line"] += 1
            return False
        return self.bring_up(hub, cut) and self.bring_down(hub, cut)

    def bring_up(self, hub: Node, cut: float = 1.0) -> bool:
        """The first half of an exchange: what the hub holds comes to the office, which decides."""
        office = self.office
        with self.transaction(hub) as replica:
            replica.seal()
            replica.adopt_strays(self.clock(hub))
        with self.transaction(office) as replica:
            replica.seal()
        at_office = heads(office.store, everything)
        known = held(office.store, heads(hub.store, everything))
        up = list(lacking(hub.store, at_office, known, everything))
        if not self._deliver(up, office, cut):
            return False
        with self.transaction(hub):
            let_go(hub.store, held(office.store, heads(hub.store, everything)), hub.carries)
        self._offer_tail(hub)
        office.unheard.discard(hub.name)
        self.decide()
        return True

    def bring_down(self, hub: Node, cut: float = 1.0) -> bool:
        """The second half: what the office holds and decided comes to the hub."""
        office, carries = self.office, hub.carries
        known = held(hub.store, heads(office.store, carries))
        down = list(lacking(office.store, heads(hub.store, carries), known, carries))
        return self._deliver(down, hub, cut) and self._tell_ledger(hub, cut)

    def _deliver(self, signed_segments: list[SignedSegment], to: Node, cut: float) -> bool:
        """Carry signed segments over a line; True when it held to the end."""
        holds = cut >= 1.0
        if not holds:
            signed_segments = signed_segments[: int(len(signed_segments) * cut)]
            self.fired["cut"] += 1
            if self.chance.random() < 0.3:
                self.chance.shuffle(signed_segments)
                self.fired["reordered"] += 1
            if signed_segments and self.chance.random() < 0.3:
                signed_segments.append(self.chance.choice(signed_segments))
                self.fired["repeated"] += 1
        for signed_segment in signed_segments:
            self.hand_over(signed_segment, to)
        return holds

    def hand_over(self, signed_segment: SignedSegment, to: Node) -> None:
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

    def _receive(self, signed_segment: SignedSegment, to: Node) -> None:
        with self.transaction(to) as replica:
            outcome, _ = replica.receive(signed_segment, self.clock(to))
            self.reached[outcome] += 1

    def _offer_tail(self, hub: Node) -> None:
        """A hub that knows more of the ledger than a restored office tells it the rest."""
        for stream in hub.streams:
            last = self.office.store.last_line(stream)
            for line in hub.store.lines(stream, last.until if last else 0):
                try:
                    with self.transaction(self.office) as replica:
                        if not replica.follow(line):
                            break
                    self._note_followed(self.office, line)
                    self.reached["tail adopted"] += 1
                except Diverged:
                    self.reached["tail refused"] += 1
                    break

    def _tell_ledger(self, hub: Node, cut: float) -> bool:
        """The office's decisions flow down; after a restore the hub goes back to where they agree."""
        if hub.store.ledger_epoch != self.office.store.ledger_epoch:
            with self.transaction(hub):
                for stream in hub.streams:
                    self._agree(hub, stream)
                hub.store.ledger_epoch = self.office.store.ledger_epoch
        for stream in hub.streams:
            last = hub.store.last_line(stream)
            for line in self.office.store.lines(stream, last.until if last else 0):
                if self.chance.random() > cut:
                    return False
                with self.transaction(hub) as replica:
                    if not replica.follow(line):
                        return False
                self._note_followed(hub, line)
        return True

    def _note_followed(self, node: Node, line: Line) -> None:
        if any(branch.skipped for branch in node.store.branches(line.chain)):
            self.reached["skipped"] += 1

    def _agree(self, hub: Node, stream: str) -> None:
        theirs = {line.hash for line in self.office.store.lines(stream, 0)}
        common = 0
        for line in hub.store.lines(stream, 0):
            if line.hash not in theirs:
                self.reached["ledger rewound"] += 1
                hub.replica.lay_anew(stream, common)
                return
            common = line.until
