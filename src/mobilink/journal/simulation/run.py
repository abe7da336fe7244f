"""Run seeded worlds and judge what is left when everything has healed."""

import random
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from mobilink.journal.replica import Line, parts_of
from mobilink.journal.sequence import GRACE, QUARANTINED
from mobilink.journal.simulation.faults import FAULTS
from mobilink.journal.simulation.memory import MemoryStore, all_entries
from mobilink.journal.simulation.world import World
from mobilink.journal.wire import Entry

STEPS = 80
ROUNDS = 6


@dataclass
class Outcome:
    """What a run of seeds came to. `broken` names each seed with what it broke."""

    seeds: int = 0
    faults: int = 0
    entries: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[int, str]] = field(default_factory=list)

    def count(self, word: str) -> int:
        """How many seeds broke this promise."""
        return len({seed for seed, what in self.broken if what == word})


def simulate(faults: int, first_seed: int) -> Outcome:
    """Worlds from `first_seed` on, until so many faults have fired."""
    outcome = Outcome()
    seed = first_seed
    while outcome.faults < faults:
        world = play(seed)
        outcome.seeds += 1
        outcome.faults += sum(world.fired.values())
        outcome.entries += len(world.written)
        outcome.fired += world.fired
        outcome.broken += [(seed, what) for what in broken_promises(world)]
        seed += 1
    return outcome


def play(seed: int) -> World:
    """One world from its seed: acts and faults, then healing."""
    world = World(seed)
    pace = random.Random(~seed)
    for _ in range(STEPS):
        world.now += pace.randrange(1, 3_600_000)
        what = pace.random()
        if what < 0.5:
            world.act(pace.choice([world.office, *world.hubs]))
        elif what < 0.65:
            world.sync(pace.choice(world.hubs))
        else:
            pace.choice(FAULTS)(world)
    heal(world)
    return world


def heal(world: World) -> None:
    """The network is good again; everybody exchanges, and waits as long as the grace lasts."""
    for number in range(ROUNDS):
        for hub in world.hubs:
            world.sync(hub)
        if number == 2:
            world.now += GRACE + 1


def broken_promises(world: World) -> list[str]:
    """Which promises do not hold in a healed world."""
    office = world.office.store
    nodes = [world.office, *world.hubs]
    alive = set().union(*(all_entries(node.store) for node in nodes))
    lines = _ordered(office)
    found = []
    if any(entry not in lines for entry in world.written if entry in alive):
        found.append("lost")
    if any(count > 1 for count in lines.values()):
        found.append("doubled")
    if _rows_made(office) != sum(kind == "visit" for kind, _ in office.rows):
        found.append("lost")
    gone = office.erased()
    if any(entry.hash in gone and not entry.committed for n in nodes for entry in n.store.kept()):
        found.append("kept erased")
    for hub in world.hubs:
        if any(hub.store.digest(stream) != office.digest(stream) for stream in hub.streams):
            found.append("diverged")
        last = [(hub.store.last_line(s), office.last_line(s)) for s in hub.streams]
        if any(here != there for here, there in last):
            found.append("stalled")
        if any(True for _ in hub.store.strays(None)):
            found.append("stalled")
    return (
        found + _inversions(office) + _misjudged(office) + ["revoked applied"] * world.went_past_cut
    )


def _ordered(store: MemoryStore) -> Counter[bytes]:
    """How many lines each entry of a ledger has."""
    counts: Counter[bytes] = Counter()
    for line in store.decided:
        for entry in entries_of(store, line):
            counts[entry.hash] += 1
    return counts


def _rows_made(store: MemoryStore) -> int:
    """How many facts the ledger applied: each is a row of its own, forks or not."""
    applied = [line for line in store.decided if line.verdict.word != QUARANTINED]
    entries = [entry for line in applied for entry in entries_of(store, line)]
    return sum(op.kind == "visit" for entry in entries for op in entry.payload.ops)


def entries_of(store: MemoryStore, line: Line) -> list[Entry]:
    """The entries that a line decides on, in their order."""
    parts = parts_of(store, line.chain, line.first, line.last, line.head) or []
    return [entry for part in parts for entry in store.entries(*part)]


def _inversions(store: MemoryStore) -> list[str]:
    """Whether a value stands although its author's successor, who had seen it, was ordered."""
    for line in store.decided:
        for entry in entries_of(store, line) if line.verdict.word != QUARANTINED else ():
            for row, op in entry.rows():
                state = store.rows.get((op.kind, row))
                standing = state.versions if state else {}
                if any(base and standing.get(f) == base.hex() for f, base in op.base.items()):
                    return ["inverted"]
    return []


def _misjudged(store: MemoryStore) -> list[str]:
    """Whether a value was replaced by one that did not know it and nobody is told, or stands
    although the ledger says that it lost: the ledger folded again, in the plainest way.
    """
    settings = [
        (row, name, entry, op, line, position)
        for line in store.decided
        if line.verdict.word != QUARANTINED
        for entry in entries_of(store, line)
        for position, (row, op) in enumerate(entry.rows())
        if op.row is not None
        for name in op.fields
    ]
    standing: dict[tuple[UUID, str], bytes] = {}
    for row, name, entry, op, line, position in settings:
        now = standing.get((row, name))
        is_lost = (position, name) in line.verdict.lost
        is_told = is_lost or (position, name) in line.verdict.beaten
        if now and not is_told and now not in _ancestors(store, row, name, op.base.get(name, b"")):
            return ["untold"]
        if not is_lost:
            standing[row, name] = entry.hash
    for (row, name), entry_hash in standing.items():
        state = store.rows.get(("outing", row))
        if state is None or state.versions.get(name) != entry_hash.hex():
            return ["misjudged"]
    return []


def _ancestors(store: MemoryStore, row: UUID, name: str, base: bytes) -> set[bytes]:
    found: set[bytes] = set()
    while base and base not in found:
        found.add(base)
        there = store.setting(row, name, base)
        base = there.base if there else b""
    return found
