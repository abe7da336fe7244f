"""A small world that goes wrong: one office, hubs, couriers, and every fault that a seed asks for.

Everything random comes from one generator, and time is a number, so a seed replays bit by bit.
"""

import hashlib
import random
from collections import Counter
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.journal.errors import Diverged
from mobilink.journal.exchange import heads, held, lacking, let_go
from mobilink.journal.replica import Parcel, Replica
from mobilink.journal.segment import salt_of
from mobilink.journal.sequence import QUARANTINED, Member
from mobilink.journal.simulation.memory import MemoryStore
from mobilink.journal.wire import Chain, Entry, Op, Payload

HOUR = 3600 * 1000
PUBLIC, TEAM = "public", "team"


class QuickSigner:
    """Signatures that nobody in this world can forge, at the price of one hash."""

    def __init__(self, key: bytes, chance: random.Random) -> None:
        self._key, self._chance = key, chance

    def sign(self, message: bytes) -> bytes:
        return hashlib.blake2b(message, key=self._key).digest()

    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool:
        return hashlib.blake2b(message, key=key).digest() == signature

    def secret(self) -> bytes:
        return self._chance.randbytes(16)


def everything(stream: str) -> bool:
    """A courier and an uplink carry any stream."""
    return True


class Node:
    """One machine: its disk, its keys, its clock's error."""

    def __init__(self, name: str, streams: tuple[str, ...], store: MemoryStore, key: bytes) -> None:
        self.name, self.streams, self.store, self.key = name, streams, store, key
        self.clock_error = 0
        self.unheard: set[str] = set()

    @property
    def replica(self) -> Replica[MemoryStore]:
        return Replica(self.store, QuickSigner(self.key, self.store._chance))

    @property
    def is_recovering(self) -> bool:
        """Whether a restored office still waits for what its hubs have witnessed."""
        return bool(self.unheard)

    def carries(self, stream: str) -> bool:
        return stream in self.streams


class World:
    """The office, its hubs, a courier, the time, and the count of what went wrong."""

    def __init__(self, seed: int, hubs: int = 3) -> None:
        self.chance = random.Random(seed)
        self.now = 1_563_055_200_000
        self.fired: Counter[str] = Counter()
        self.members: dict[UUID, Member] = {}
        self.written: dict[bytes, Entry] = {}
        units = [f"unit/{number}" for number in range(hubs)]
        self.office = self._node("office", (PUBLIC, TEAM, *units))
        self.hubs = [self._node(unit, (PUBLIC, TEAM, unit)) for unit in units]
        self.courier: list[Parcel] = []
        self.images: dict[str, MemoryStore] = {}
        self.went_past_cut = False
        for number in range(3):
            self.write(self.office, TEAM, Op("outing", None, {"title": f"outing {number}"}))

    def _node(self, name: str, streams: tuple[str, ...]) -> Node:
        author, key = UUID(bytes=self.chance.randbytes(16)), self.chance.randbytes(16)
        is_office = name == "office"
        scope = frozenset(streams) - {PUBLIC}
        self.members[author] = Member(author, key, scope, is_office)
        return Node(name, streams, MemoryStore(author, self.members, self.chance), key)

    def write(self, node: Node, stream: str, *ops: Op) -> None:
        """One act at a node; from here on its person has seen the tick."""
        replica = node.replica
        branch, link = replica.next_link(Chain(*node.store.here(), stream))
        salt = salt_of(node.store.seed(branch), link.seq)
        claimed = max(0, self.now + node.clock_error)
        entry = link.entry(claimed, salt, Payload("act", "", "", list(ops)))
        replica.append(branch, entry, self.now)
        self.written[entry.hash] = entry
        if node is self.office and not node.is_recovering:
            self.sequence()

    def sequence(self) -> None:
        """The office decides; what a revocation that it knows cuts off must not be applied."""
        office = self.office
        cuts = {
            author: known.cut for author in self.members if (known := office.store.member(author))
        }
        before = len(office.store.decided)
        office.replica.sequence(self.now)
        for line in office.store.decided[before:]:
            cut = cuts[line.author]
            if cut is not None and line.verdict.word != QUARANTINED:
                ends = cut.get(f"{line.epoch} {line.stream}", [])
                self.went_past_cut |= line.last > max((seq for seq, _ in ends), default=0)

    def act(self, node: Node) -> None:
        """Whatever somebody at a node might do now."""
        shown = node.store.shown()
        outings = sorted(row.hex for kind, row in shown if kind == "outing")
        what = self.chance.random()
        if what < 0.15 or not outings:
            self.write(node, TEAM, Op("outing", None, {"title": str(self.now)}))
        elif what < 0.55:
            row = UUID(self.chance.choice(outings))
            name = self.chance.choice(["day", "state"])
            base = bytes.fromhex(shown["outing", row].versions.get(name, ""))
            value = self.chance.randrange(100)
            self.write(node, TEAM, Op("outing", row.bytes, {name: value}, {name: base}))
        elif node is self.office:
            self.write(node, PUBLIC, Op("licence", None, {"name": str(self.now)}))
        else:
            visits = sorted(row.hex for kind, row in shown if kind == "visit")
            if visits and self.chance.random() < 0.2:
                visit = str(UUID(self.chance.choice(visits)))
                self.write(node, node.streams[-1], Op("follow-up", None, {"visit": visit}))
                return
            count = self.chance.randint(1, 3)
            chosen = [str(UUID(self.chance.choice(outings))) for _ in range(count)]
            self.write(node, node.streams[-1], *(Op("visit", None, {"outing": o}) for o in chosen))

    def sync(self, hub: Node, cut: float = 1.0) -> bool:
        """One exchange between a hub and the office; True when it came to its end."""
        office, carries = self.office, hub.carries
        hub.replica.seal()
        hub.replica.adopt_strays(self.now)
        office.replica.seal()
        known = held(office.store, heads(hub.store, everything))
        up = list(lacking(hub.store, heads(office.store, everything), known, everything))
        if not self._deliver(up, office, cut):
            return False
        let_go(hub.store, held(office.store, heads(hub.store, everything)), carries)
        self._offer_tail(hub)
        office.unheard.discard(hub.name)
        if not office.is_recovering:
            self.sequence()
        known = held(hub.store, heads(office.store, carries))
        down = list(lacking(office.store, heads(hub.store, carries), known, carries))
        return self._deliver(down, hub, cut) and self._tell_ledger(hub, cut)

    def _deliver(self, parcels: list[Parcel], to: Node, cut: float) -> bool:
        """Carry parcels over a line; True when it held to the end."""
        holds = cut >= 1.0
        if not holds:
            parcels = parcels[: int(len(parcels) * cut)]
            self.fired["cut"] += 1
            if self.chance.random() < 0.3:
                self.chance.shuffle(parcels)
                self.fired["reordered"] += 1
            if parcels and self.chance.random() < 0.3:
                parcels.append(self.chance.choice(parcels))
                self.fired["repeated"] += 1
        for parcel in parcels:
            self.hand_over(parcel, to)
        return holds

    def hand_over(self, parcel: Parcel, to: Node) -> None:
        """Give a parcel to a node, sometimes after an altered copy of it."""
        if self.chance.random() < 0.01:
            data = bytearray(parcel.data)
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            self.fired["altered"] += 1
            try:
                to.replica.receive(Parcel(bytes(data), parcel.signature), self.now)
            except Refused:
                self.fired["altered and refused"] += 1
        epoch = to.store.epoch
        to.replica.receive(parcel, self.now)
        self.fired["epoch renewed"] += epoch != to.store.epoch

    def _offer_tail(self, hub: Node) -> None:
        """A hub that knows more of the ledger than a restored office tells it the rest."""
        for stream in hub.streams:
            last = self.office.store.last_line(stream)
            for line in hub.store.lines(stream, last.until if last else 0):
                try:
                    if not self.office.replica.follow(line):
                        break
                    self.fired["tail adopted"] += 1
                except Diverged:
                    self.fired["tail refused"] += 1
                    break

    def _tell_ledger(self, hub: Node, cut: float) -> bool:
        """The office's decisions flow down; after a restore the hub goes back to where they agree."""
        if hub.store.ledger_epoch != self.office.store.ledger_epoch:
            for stream in hub.streams:
                self._agree(hub, stream)
            hub.store.ledger_epoch = self.office.store.ledger_epoch
        for stream in hub.streams:
            last = hub.store.last_line(stream)
            for line in self.office.store.lines(stream, last.until if last else 0):
                if self.chance.random() > cut or not hub.replica.follow(line):
                    return False
        return True

    def _agree(self, hub: Node, stream: str) -> None:
        theirs = {line.hash for line in self.office.store.lines(stream, 0)}
        common = 0
        for line in hub.store.lines(stream, 0):
            if line.hash not in theirs:
                self.fired["ledger rewound"] += 1
                hub.replica.lay_anew(stream, common)
                return
            common = line.until
