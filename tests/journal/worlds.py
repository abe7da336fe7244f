"""What the rows of the fault catalogue do in a simulated world, and ask of it."""

from mobilink.journal.core.wire import Op
from mobilink.journal.simulation import promises
from mobilink.journal.simulation.run import heal

NOWHERE = "00000000-0000-4000-8000-000000000000"


def met(world):
    """A world in which every hub has spoken with the office."""
    for hub in world.hubs:
        assert world.sync(hub)
    return world


def healed(world):
    """Whether every promise is kept once everybody has heard everybody."""
    heal(world)
    return promises.PROMISES.keys() & world.broken == set()


def visit(world, hub):
    """One more visit of a hub, at its first outing."""
    outing = world.outings(hub)[0]
    return world.write(hub, hub.streams[-1], Op("visit", None, {"outing": str(outing)}))


def sealed(world, hub):
    """Everything of its own that a hub would give a courier."""
    hub.replica.seal()
    own = [b for b in hub.store.every_branch() if b.chain.author == hub.store.author]
    return [
        signed_segment for branch in own for signed_segment in hub.store.signed_segments(branch, 0)
    ]


def verdicts(world, *entries):
    """What the office decided of entries, each in a word; nothing where it has not yet."""
    decided = {e.hash: line.verdict for line, e in promises.decided(world.office.store)}
    judged = [decided.get(entry.hash) for entry in entries]
    return [verdict and (verdict.reason or verdict.word) for verdict in judged]


def at_office(world, hub):
    """What a hub may show as being at the office."""
    return {
        entry.hash
        for branch in hub.store.every_branch()
        if branch.chain.author == hub.store.author
        for entry in hub.store.entries(branch, branch.since, branch.ordered)
    }


def outing(world, row):
    """What the office says of an outing."""
    return world.office.store.rows["outing", row].fields
