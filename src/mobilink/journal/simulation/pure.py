"""The pure world: machines that keep a journal in memory and meet by hand, without the product's exchange."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from mobilink.journal.core.errors import Diverged
from mobilink.journal.core.exchange import heads, held, lacking, let_go
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.salts import salt_of
from mobilink.journal.core.sequence import ERASURE, Member
from mobilink.journal.core.store import Line, SignedSegment
from mobilink.journal.core.wire import Entry, Op, Payload
from mobilink.journal.simulation.machine import Node
from mobilink.journal.simulation.memory import MemoryStore, PowerLost
from mobilink.journal.simulation.world import PUBLIC, TEAM, World, everything


class PureWorld(World[Node]):
    """A world of memory: quick enough for a million faults."""

    def __init__(self, seed: int, hubs: int = 3) -> None:
        self.members: dict[UUID, Member] = {}
        super().__init__(seed, hubs)

    def _node(self, name: str, streams: tuple[str, ...]) -> Node:
        author, key = UUID(bytes=self.chance.randbytes(16)), self.chance.randbytes(16)
        is_office = name == "office"
        scope = frozenset(streams) - {PUBLIC}
        self.authors.add(author)
        self.members[author] = Member(author, key, scope, is_office)
        return Node(name, streams, MemoryStore(author, self.members, self.chance), key)

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

    def revoke(self, hub: Node) -> None:
        """The office stops honouring a hub after what it has ordered of it so far."""
        office, author = self.office.store, hub.store.author
        cut: dict[str, list[list[int | str]]] = {}
        for branch in office.every_branch():
            if branch.chain.author == author:
                ordered = office.hash_at(branch, branch.ordered)
                place = f"{branch.chain.epoch} {branch.chain.stream}"
                cut.setdefault(place, []).append([branch.ordered, (ordered or b"").hex()])
        self.write(self.office, TEAM, Op("revocation", None, {"member": str(author), "cut": cut}))

    def erase(self, entry: Entry) -> None:
        """The office takes away for good what an entry said."""
        link = entry.link
        place = {"author": str(link.author), "epoch": str(link.epoch), "chain": link.stream}
        about = place | {"entry": entry.hash.hex(), "of": "visit", "seq": link.seq}
        rows = [str(row) for row, _ in entry.rows()]
        self.write(self.office, TEAM, *(Op(ERASURE, None, {**about, "row": row}) for row in rows))

    def put_back_office(self, image: MemoryStore) -> None:
        """The office's disk goes back to an image; it decides nothing until all hubs were heard."""
        office = self.office
        epoch = office.store.ledger_epoch
        office.store = image.image()
        office.store.renew_epoch()
        office.store.ledger_epoch = epoch + 1
        office.unheard = {hub.name for hub in self.hubs}

    def end_recovery(self) -> None:
        """The office decides without those who were not heard."""
        self.office.unheard = set()

    def sync(
        self, hub: Node, cut: float = 1.0, between: Callable[[], object] = lambda: None
    ) -> bool:
        """One exchange between a hub and the office; True when it came to its end.

        `between` happens when the office has what the hub holds, and the hub has heard nothing.
        """
        if hub.has_no_line:
            self.fired["no line"] += 1
            return False
        if not self.bring_up(hub, cut):
            return False
        between()
        return self.bring_down(hub, cut)

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
        at_hub = heads(hub.store, carries)
        down = list(lacking(office.store, at_hub, known, lambda chain: carries(chain.stream)))
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
