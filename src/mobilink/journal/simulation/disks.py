"""Faults of a machine itself: its clock, its power, its disk copied or put back."""

from mobilink.journal.core.wire import Op
from mobilink.journal.simulation.machine import Node
from mobilink.journal.simulation.world import DAY, HOUR, TEAM, AnyWorld

MINUTE = 60 * 1000
AHEAD = {
    "clock an hour fast": HOUR,
    "clock an hour slow": -HOUR,
    "clock five minutes fast": 5 * MINUTE,
    "clock five minutes slow": -5 * MINUTE,
    "clock twelve days slow": -12 * DAY,
    "clock 400 days fast": 400 * DAY,
    "clock right again": 0,
}
AT = {
    "clock before 1970": -1,
    "clock in 1970": 0,
    "clock in 2016": 1_451_606_400_000,
    "clock in 9990": 253_086_768_000_000,
}


def wrong_clock(world: AnyWorld) -> None:
    """A clock jumps; the office's too."""
    node = world.chance.choice(world.nodes)
    what = world.chance.choice([*AHEAD, *AT])
    set_clock(world, node, what)
    world.fired[what] += 1


def all_clocks_wrong(world: AnyWorld) -> None:
    """All clocks agree, and are wrong."""
    what = world.chance.choice([*AHEAD, *AT])
    for node in world.nodes:
        set_clock(world, node, what)
    world.fired["all clocks wrong together"] += 1


def set_clock(world: AnyWorld, node: Node, what: str) -> None:
    """Put the clock of a node to what the name says."""
    node.clock_error = AHEAD[what] if what in AHEAD else AT[what] - world.now


def clock_rolls_back(world: AnyWorld) -> None:
    """A clock goes back between two changes of one field by one person; the second must stand."""
    hub = world.chance.choice(world.hubs)
    outings = world.outings(hub)
    if outings:
        row = world.chance.choice(outings)
        first = world.change(hub, row, day=world.chance.randrange(100))
        hub.clock_error -= world.chance.choice([1, 5 * MINUTE, HOUR, 400 * DAY])
        second = world.change(hub, row, day=world.chance.randrange(100))
        world.in_order.append((first.hash, second.hash))
        world.fired["clock rolled back"] += 1


def power_lost(world: AnyWorld) -> None:
    """A machine will go dark in the middle of a transaction, soon."""
    node = world.chance.choice(world.nodes)
    node.store.writes_left = world.chance.randrange(12)


def image_taken(world: AnyWorld) -> None:
    """Somebody copies a disk; it comes back later."""
    node = world.chance.choice(world.nodes)
    world.images[node.name] = node.store.image()
    world.fired["image"] += 1


def hub_restored(world: AnyWorld) -> Node | None:
    """A hub's disk goes back to its image; nobody tells the office."""
    hub: Node = world.chance.choice(world.hubs)
    if hub.name not in world.images:
        return None
    hub.store = world.images[hub.name].image()
    world.fired["hub restored"] += 1
    return hub


def hub_restored_and_at_work(world: AnyWorld) -> None:
    """People go on at a hub that was silently restored, before it meets anybody."""
    hub = hub_restored(world)
    if hub is not None:
        for _ in range(3):
            world.act(hub)
        world.fired["at work after silent restore"] += 1


def hub_restored_by_tool(world: AnyWorld) -> None:
    """A hub is restored by `restore`, which begins a new epoch at once; people go on."""
    hub = hub_restored(world)
    if hub is not None:
        hub.store.renew_epoch()
        for _ in range(3):
            world.act(hub)
        world.fired["hub restored by tool"] += 1


def clone(world: AnyWorld, hub: Node) -> Node:
    """A second machine starts from the disk of a hub, with the same key; it has one clone at most."""
    node: Node
    for node in world.hubs:
        if node.store.author == hub.store.author and node is not hub:
            return node
    twin = hub.twin(f"{hub.name} twin")
    world.hubs.append(twin)
    world.fired["hub cloned"] += 1
    return twin


def hub_cloned(world: AnyWorld) -> None:
    """Somebody copies a hub's disk into a second machine."""
    clone(world, world.chance.choice(world.hubs))


def clones_at_work(world: AnyWorld) -> None:
    """Two machines from one image work for seven days, and neither meets anybody."""
    hub = world.chance.choice(world.hubs)
    twin = clone(world, hub)
    for _ in range(7):
        world.now += DAY
        world.act(hub)
        world.act(twin)
    world.fired["clones at work for a week"] += 1


def clones_in_step(world: AnyWorld) -> None:
    """Two clones write at one place of their chain in the same millisecond."""
    hub = world.chance.choice(world.hubs)
    for node in (hub, clone(world, hub)):
        node.clock_error = 0
        world.write(node, TEAM, Op("outing", None, {"title": node.name}))
    world.fired["clones in one millisecond"] += 1


def office_restored(world: AnyWorld) -> None:
    """The office is restored; its operator may forget to wait, or all hubs come, in some order."""
    if "office" in world.images:
        world.put_back_office(world.images["office"])
        world.fired["office restored"] += 1
        what = world.chance.random()
        if what < 0.2:
            world.end_recovery()
            world.act(world.office)
            world.fired["restored office did not wait"] += 1
        elif what < 0.6:
            for hub in world.chance.sample(world.hubs, len(world.hubs)):
                world.sync(hub)
            world.fired["all hubs met a restored office"] += 1
