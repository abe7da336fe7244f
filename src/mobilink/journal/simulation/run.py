"""The simulation runner: runs seeded worlds and judges what is left when everything has healed."""

import contextlib
import hashlib
import itertools
import multiprocessing
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mobilink.journal.core.sequence import GRACE
from mobilink.journal.simulation import promises
from mobilink.journal.simulation.faults import FAULTS, Fault
from mobilink.journal.simulation.memory import PowerLost
from mobilink.journal.simulation.pure import PureWorld
from mobilink.journal.simulation.world import AnyWorld

STEPS = 80
BATCH = 64


@dataclass
class Outcome:
    """What a run of seeds came to.

    `fired` counts faults, `reached` what the core did about them, `broken` names each seed with
    what it broke, and `trace` is a hash over everything that every machine decided and showed.
    """

    seeds: int = 0
    faults: int = 0
    entries: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[int, str]] = field(default_factory=list)
    trace: str = ""

    def count(self, promise: str) -> int:
        """How many seeds broke this promise."""
        return len({seed for seed, what in self.broken if what == promise})

    def add(self, other: "Outcome") -> None:
        """Take in what came of later seeds."""
        self.seeds += other.seeds
        self.faults += other.faults
        self.entries += other.entries
        self.fired += other.fired
        self.reached += other.reached
        self.broken += other.broken
        self.trace = hashlib.sha256((self.trace + other.trace).encode()).hexdigest()


def simulate(faults: int, first_seed: int, jobs: int = 1, judge: "Judge | None" = None) -> Outcome:
    """Worlds from `first_seed` on, until so many faults have fired; the same whatever the jobs.

    `judge` plays another world than the pure one.
    """
    outcome = Outcome()
    for result in _outcomes(first_seed, jobs, judge or judge_pure):
        outcome.add(result)
        if outcome.faults >= faults:
            break
    return outcome


def _outcomes(first_seed: int, jobs: int, judge: "Judge") -> Iterator[Outcome]:
    if jobs == 1:
        yield from map(judge, itertools.count(first_seed))
    # A fresh process takes no lock and no open file of this one with it.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        # Small batches first: few faults may need few worlds.
        start, size = first_seed, BATCH // 8
        while True:
            yield from pool.map(judge, range(start, start + size * jobs), chunksize=8)
            start, size = start + size * jobs, min(2 * size, BATCH)


Judge = Callable[[int], Outcome]


def judge_pure(seed: int) -> Outcome:
    """What one pure world came to."""
    return outcome_of(seed, play(seed))


def outcome_of(seed: int, world: AnyWorld) -> Outcome:
    """What a world came to that was played from this seed."""
    broken = [(seed, promise) for promise in broken_promises(world)]
    fired, reached = +world.fired, +world.reached
    return Outcome(1, fired.total(), len(world.written), fired, reached, broken, trace_of(world))


def play(seed: int) -> PureWorld:
    """One pure world from its seed."""
    world = PureWorld(seed)
    live(world, seed, FAULTS)
    return world


def live(world: AnyWorld, seed: int, faults: Sequence[Fault], steps: int = STEPS) -> None:
    """What happens in a world: acts and faults, then healing."""
    pace = random.Random(~seed)
    for _ in range(steps):
        world.now += pace.randrange(1, 3_600_000)
        # A machine without power starts again from its disk.
        with contextlib.suppress(PowerLost):
            step(world, pace, faults)
        promises.expect_whole(world, pace.choice(world.nodes))
        promises.expect_true_words(world, pace.choice(world.hubs))
    heal(world)


def step(world: AnyWorld, pace: random.Random, faults: Sequence[Fault]) -> None:
    """Somebody works, or two machines meet, or something goes wrong."""
    what = pace.random()
    if what < 0.4:
        world.act(pace.choice(world.nodes))
    elif what < 0.55:
        world.sync(pace.choice(world.hubs))
    else:
        pace.choice(faults)(world)


def heal(world: AnyWorld) -> None:
    """The network is good again, and nobody waits for more than one exchange.

    Clocks stay wrong. What still needs something then gets its line when it has waited long
    enough; a clock that was put right meanwhile can double that time.
    """
    for node in world.nodes:
        node.has_no_line, node.store.writes_left = False, None
    for _ in range(world.meetings):
        meet(world)
    for hub in world.followers:
        promises.expect_heard(world, hub)
    promises.expect_moving(world)
    meet(world)
    promises.expect_equal(world)
    promises.expect_quiet(world)
    world.now += 2 * GRACE
    meet(world)
    meet(world)
    promises.expect_equal(world)
    promises.expect_quiet(world)
    promises.expect_healed(world)
    promises.note_reached(world)


def meet(world: AnyWorld) -> None:
    """Every hub exchanges once, in any order."""
    world.renew_terms()
    for hub in world.chance.sample(world.hubs, len(world.hubs)):
        world.sync(hub)


def broken_promises(world: AnyWorld) -> list[str]:
    """Which promises did not hold in a world."""
    return [promise for promise in promises.PROMISES if promise in world.broken]


def trace_of(world: AnyWorld) -> str:
    """One hash over every machine's ledger and rows, and over what fired and was reached."""
    counts = [sorted((+counted).items()) for counted in (world.fired, world.reached)]
    ledgers = [[line.hash.hex() for line in node.store.decided] for node in world.nodes]
    trace = [counts, ledgers, sorted(world.office.store.digests().items())]
    return hashlib.sha256(repr(trace).encode()).hexdigest()
