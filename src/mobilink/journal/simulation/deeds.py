"""Faults of people and programs: keys that are no longer honoured, what nobody may write, and
what two do at once.
"""

from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.journal.core.sequence import QUARANTINED
from mobilink.journal.core.wire import Op
from mobilink.journal.simulation.carriage import courier_takes
from mobilink.journal.simulation.machine import Node
from mobilink.journal.simulation.promises import decided
from mobilink.journal.simulation.world import DAY, PUBLIC, TEAM, AnyWorld


def revoked_around_an_exchange(world: AnyWorld) -> None:
    """A hub is revoked before, during or after an exchange, or while a courier has its work."""
    office, hub = world.office, world.chance.choice(world.hubs)
    if office.is_recovering:
        return
    when = world.chance.choice(["before", "during", "after", "with a courier"])
    world.fired[f"revoked {when}"] += 1
    world.act(hub)
    if when == "with a courier":
        courier_takes(world)
    if when == "during":
        world.sync(hub, between=lambda: world.revoke(hub))
        return
    if when == "after":
        world.sync(hub)
    world.revoke(hub)
    world.act(hub)
    world.sync(hub)


def back_dated(world: AnyWorld) -> None:
    """Who holds a revoked key writes as if it were a month ago."""
    office = world.office.store
    revoked = [
        hub
        for hub in world.hubs
        if (known := office.member(hub.store.author)) and known.cut is not None
    ]
    if revoked:
        thief = world.chance.choice(revoked)
        right, thief.clock_error = thief.clock_error, -30 * DAY
        world.act(thief)
        thief.clock_error = right
        world.fired["back-dated by a revoked key"] += 1


def out_of_scope(world: AnyWorld) -> None:
    """A hub signs what it may not write, or what no table could keep."""
    hub, some_row = world.chance.choice(world.hubs), world.chance.randbytes(16)
    what = world.chance.choice(
        ["office's kind", "strange kind", "strange stream", "unfit", "fact", "another's row"]
    )
    own = hub.streams[-1]
    if what == "office's kind":
        world.forge(hub, own, Op("licence", None, {"name": "forged"}))
    elif what == "strange kind":
        world.forge(hub, own, Op("spell", None, {"name": "abracadabra"}))
    elif what == "strange stream":
        world.forge(hub, PUBLIC, Op("visit", None, {"note": "for everyone"}))
    elif what == "unfit":
        world.forge(hub, own, Op("visit", None, {"outing": "nowhere"}))
    elif what == "another's row":
        _take_of_another(world, hub)
    else:
        world.forge(hub, own, Op("visit", some_row, {"note": "changed"}))
    world.fired[f"wrote out of scope: {what}"] += 1


def _take_of_another(world: AnyWorld, thief: Node) -> None:
    """Goods that another unit has in its store are changed, or put there."""
    owner = world.chance.choice([hub for hub in world.hubs if hub.streams != thief.streams])
    store = owner.streams[-1]
    world.write(owner, TEAM, Op("goods", None, {"store": store, "note": "honest"}))
    lying = [
        row
        for (kind, row), state in sorted(world.office.store.shown().items())
        if kind == "goods" and state.fields["store"] == store
    ]
    if lying:
        row = world.chance.choice(lying)
        world.forge(thief, TEAM, Op("goods", row.bytes, {"note": "stolen"}, {"note": b""}))
        world.forge(
            thief, TEAM, Op("goods", row.bytes, {"store": thief.streams[-1]}, {"store": b""})
        )
    world.forge(thief, TEAM, Op("goods", None, {"store": store, "note": "false"}))


def parent_never_comes(world: AnyWorld) -> None:
    """An entry needs a row that nobody ever made, or a change that nobody has."""
    hub = world.chance.choice(world.hubs)
    missing, outings = UUID(bytes=world.chance.randbytes(16)), world.outings(hub)
    what = world.chance.choice(["parent", "row", "base"])
    if what == "parent":
        world.write(hub, hub.streams[-1], Op("visit", None, {"outing": str(missing)}))
    elif what == "row" or not outings:
        world.write(hub, TEAM, Op("outing", missing.bytes, {"day": 1}, {"day": b""}))
    else:
        base = {"day": world.chance.randbytes(32)}
        world.write(hub, TEAM, Op("outing", outings[0].bytes, {"day": 2}, base))
    world.fired[f"{what} never comes"] += 1


def parents_in_a_circle(world: AnyWorld) -> None:
    """A row is put behind itself, or two behind each other, at once or one by one.

    A program refuses what it sees; whoever has its key, or two that do not see each other, do it.
    """
    hub = world.chance.choice(world.hubs)
    shared = sorted(set(world.outings(hub)) & set(world.outings(world.office)))
    if len(shared) < 2:
        return
    first, second = world.chance.sample(shared, 2)
    behind = [
        Op("outing", row.bytes, {"follows": str(other)}, {"follows": b""})
        for row, other in ((first, second), (second, first))
    ]
    what = world.chance.choice(["itself", "each other", "in two entries", "two machines"])
    if what == "itself":
        world.forge(hub, TEAM, Op("outing", first.bytes, {"follows": str(first)}, {"follows": b""}))
    elif what == "each other":
        world.forge(hub, TEAM, *behind)
    elif what == "in two entries":
        for op in behind:
            world.forge(hub, TEAM, op)
    else:
        try:
            world.change(hub, first, follows=str(second))
            world.change(world.office, second, follows=str(first))
        except Refused:
            return  # one of them saw it
    world.fired[f"circle: {what}"] += 1


def same_value_twice(world: AnyWorld) -> None:
    """Two hubs make rows that a person takes for the same; both must exist."""
    number = world.chance.randrange(1000)
    for hub in world.chance.sample(world.hubs, 2):
        world.write(hub, TEAM, Op("outing", None, {"title": f"Pasar Bintan {number}"}))
    world.fired["same value twice"] += 1


def deleted_and_changed(world: AnyWorld) -> None:
    """Somebody deletes an outing while somebody else changes it."""
    for row, node, other in _seen_by_two(world):
        world.change(node, row, deleted=True)
        world.change(other, row, day=world.chance.randrange(100))
        world.fired["deleted and changed"] += 1


def deleted_twice(world: AnyWorld) -> None:
    """Two people delete one outing."""
    for row, node, other in _seen_by_two(world):
        world.change(node, row, deleted=True)
        world.change(other, row, deleted=True)
        world.fired["deleted twice"] += 1


def deleted_and_undeleted(world: AnyWorld) -> None:
    """Somebody deletes an outing and takes it back while somebody else deletes it too."""
    for row, node, other in _seen_by_two(world):
        world.change(node, row, deleted=True)
        world.change(other, row, deleted=True)
        world.change(node, row, deleted=False)
        world.fired["deleted and undeleted"] += 1


def _seen_by_two(world: AnyWorld) -> list[tuple[UUID, Node, Node]]:
    """An outing and two machines that show it, or nothing."""
    node, other = world.chance.sample(world.nodes, 2)
    shared = sorted(set(world.outings(node)) & set(world.outings(other)))
    return [(world.chance.choice(shared), node, other)] if shared else []


def visit_erased(world: AnyWorld) -> None:
    """Somebody withdraws; the office erases what it holds of a visit, hubs may not have heard yet."""
    office = world.office.store
    visits = sorted(row for kind, row in office.rows if kind == "visit")
    if world.office.is_recovering or not visits:
        return
    row = world.chance.choice(visits)
    entry = next(
        entry
        for line, entry in decided(office)
        if line.verdict.word != QUARANTINED and any(row == made for made, _ in entry.rows())
    )
    if all(op.kind == "visit" for op in entry.payload.ops):
        world.erase(entry)
        world.fired["erased"] += 1
