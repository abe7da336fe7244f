"""Network faults: lines that break, couriers that lose, long silence."""

from mobilink.journal.core.sequence import GRACE
from mobilink.journal.core.wire import Op
from mobilink.journal.simulation.machine import Node
from mobilink.journal.simulation.promises import expect_heard, expect_true_words
from mobilink.journal.simulation.world import DAY, HOUR, TEAM, AnyWorld


def cut_exchange(world: AnyWorld) -> None:
    """An exchange breaks off somewhere, perhaps reordered, perhaps repeated."""
    world.sync(world.chance.choice(world.hubs), cut=world.chance.random())


def courier_takes(world: AnyWorld) -> None:
    """A colleague's stick takes what a hub has sealed, for whoever takes it further."""
    hub = world.chance.choice(world.hubs)
    world.seal(hub)
    for branch in hub.store.every_branch():
        world.courier += list(hub.store.signed_segments(branch, 0))[-5:]
    world.fired["courier took"] += 1


def courier_delivers(world: AnyWorld) -> None:
    """The stick is read at the office or at another hub: part of it, in any order, some twice."""
    world.chance.shuffle(world.courier)
    to = world.chance.choice(world.nodes)
    world.fired["courier delivered"] += 1
    for signed_segment in world.courier[: world.chance.randint(0, 8)]:
        world.hand_over(signed_segment, to)


def courier_loses(world: AnyWorld) -> None:
    """A courier loses the stick: it falls into the sea."""
    world.courier.clear()
    world.fired["courier lost"] += 1


def courier_of_many(world: AnyWorld) -> None:
    """A courier visits every hub, loses what two of them gave, gives the rest, one of it twice."""
    gathered = []
    for hub in world.hubs:
        world.seal(hub)
        own = [b for b in hub.store.every_branch() if b.chain.author == hub.store.author]
        gathered.append(
            [
                signed_segment
                for b in own
                for signed_segment in list(hub.store.signed_segments(b, 0))[-3:]
            ]
        )
    world.chance.shuffle(gathered)
    world.fired["courier lost those of two"] += 1
    kept = gathered[2:]
    for signed_segments in [*kept, kept[0]]:
        for signed_segment in signed_segments:
            world.hand_over(signed_segment, world.office)
    world.fired["courier gave twice"] += 1
    world.decide()
    for hub in world.hubs:
        expect_true_words(world, hub)


def predecessor_missing(world: AnyWorld) -> None:
    """Only the newest of two segments arrives; the other comes late, after the grace, or never."""
    hub, office = world.chance.choice(world.hubs), world.office
    before = hub.store.image()
    for number in range(2):
        world.write(hub, TEAM, Op("outing", None, {"title": f"{world.now} {number}"}))
        world.seal(hub)
    [*_, newest] = hub.store.signed_segments(hub.store.branches(hub.chain(TEAM))[-1], 0)
    world.hand_over(newest, office)
    how = world.chance.choice(["late", "after the grace", "never"])
    if how != "late":
        world.now += GRACE + HOUR
        world.decide()
    if how == "never":
        hub.store = before
    world.fired[f"predecessor came {how}"] += 1


def lines_stop_and_restart(world: AnyWorld) -> None:
    """Lines to the office stop one by one while people work, and restart in another order."""
    hubs = list(world.hubs)
    for hub in hubs:
        hub.has_no_line = True
        world.fired["line stopped"] += 1
        world.act(hub)
        world.sync(world.chance.choice(world.hubs))
    world.chance.shuffle(hubs)
    for hub in hubs:
        hub.has_no_line = False
        world.fired["line restarted"] += 1
        if world.sync(hub):
            expect_heard(world, hub)


def weeks_pass(world: AnyWorld) -> None:
    """Nothing happens for longer than an entry waits."""
    world.now += GRACE + HOUR
    world.fired["weeks passed"] += 1


def long_absence(world: AnyWorld) -> None:
    """A hub works alone for 400 days while the others go on; then it returns."""
    away = world.chance.choice(world.hubs)
    for _ in range(4):
        world.now += 100 * DAY
        world.act(away)
        _live_on(world, away)
    world.fired["away for 400 days"] += 1
    if world.sync(away):
        expect_heard(world, away)


def _live_on(world: AnyWorld, away: Node) -> None:
    for node in world.nodes:
        if node is not away:
            world.act(node)
    for hub in world.hubs:
        if hub is not away:
            world.sync(hub)
