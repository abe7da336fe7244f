"""What goes wrong in the simulated world. Each fault counts itself, so that we know it fired."""

from collections.abc import Callable
from uuid import UUID

from mobilink.journal.sequence import ERASURE, GRACE
from mobilink.journal.simulation.world import HOUR, TEAM, Node, World
from mobilink.journal.wire import Op


def cut_exchange(world: World) -> None:
    """An exchange breaks off somewhere, perhaps reordered, perhaps repeated."""
    world.sync(world.chance.choice(world.hubs), cut=world.chance.random())


def wrong_clock(world: World) -> None:
    """A clock jumps: hours, or the 12 days and 115 days of dead batteries."""
    hub = world.chance.choice(world.hubs)
    hub.clock_error = world.chance.choice(
        [0, 7 * HOUR, -7 * HOUR, -12 * 24 * HOUR, 115 * 24 * HOUR]
    )
    world.fired["clock"] += 1


def image_taken(world: World) -> None:
    """Somebody copies a disk; it comes back later."""
    node = world.chance.choice([world.office, *world.hubs])
    world.images[node.name] = node.store.image()
    world.fired["image"] += 1


def hub_restored(world: World) -> None:
    """A hub's disk goes back to its image; nobody tells the office."""
    hub = world.chance.choice(world.hubs)
    if hub.name in world.images:
        hub.store = world.images[hub.name].image()
        world.fired["hub restored"] += 1


def hub_cloned(world: World) -> None:
    """A second machine starts from the disk of a hub, with the same key."""
    hub = world.chance.choice(world.hubs)
    if len(world.hubs) < 6:
        twin = Node(f"{hub.name} twin", hub.streams, hub.store.image(), hub.key)
        world.hubs.append(twin)
        world.fired["hub cloned"] += 1


def office_restored(world: World) -> None:
    """The office goes back to its image; it waits for its hubs, unless the operator forgets."""
    image = world.images.get("office")
    if image is not None:
        epoch = world.office.store.ledger_epoch
        world.office.store = image.image()
        world.office.store.renew_epoch()
        world.office.store.ledger_epoch = epoch + 1
        forgets = world.chance.random() < 0.2
        world.office.unheard = set() if forgets else {hub.name for hub in world.hubs}
        world.fired["office restored"] += 1


def courier_takes(world: World) -> None:
    """A colleague's stick takes what a hub has sealed, for whoever takes it further."""
    hub = world.chance.choice(world.hubs)
    hub.replica.seal()
    for branch in hub.store.every_branch():
        world.courier += list(hub.store.parcels(branch, 0))[-5:]
    world.fired["courier took"] += 1


def courier_delivers(world: World) -> None:
    """The stick is read at the office or at another hub: part of it, in any order, some twice."""
    world.chance.shuffle(world.courier)
    to = world.chance.choice([world.office, *world.hubs])
    for parcel in world.courier[: world.chance.randint(0, 8)]:
        world.hand_over(parcel, to)
    world.fired["courier delivered"] += 1


def courier_lost(world: World) -> None:
    """The stick falls into the sea."""
    world.courier.clear()
    world.fired["courier lost"] += 1


def member_revoked(world: World) -> None:
    """The office stops honouring a hub after what it has ordered of it so far."""
    office, hub = world.office, world.chance.choice(world.hubs)
    author = hub.store.author
    if not office.is_recovering and world.chance.random() < 0.15:
        branches = office.store.every_branch()
        own = [branch for branch in branches if branch.chain.author == author]
        cut: dict[str, list[list[int | str]]] = {}
        for branch in own:
            ordered = office.store.hash_at(branch, branch.ordered)
            place = f"{branch.chain.epoch} {branch.chain.stream}"
            cut.setdefault(place, []).append([branch.ordered, (ordered or b"").hex()])
        world.write(office, TEAM, Op("revocation", None, {"member": str(author), "cut": cut}))
        world.fired["revoked"] += 1


def out_of_scope(world: World) -> None:
    """A hub signs what only the office may write, or what no table could keep."""
    hub = world.chance.choice(world.hubs)
    op = world.chance.choice(
        [Op("licence", None, {"name": "forged"}), Op("visit", None, {"unfit": 1})]
    )
    world.write(hub, hub.streams[-1], op)
    world.fired["out of scope"] += 1


def visit_erased(world: World) -> None:
    """Somebody withdraws; the office erases what it holds of a visit, hubs may not have heard yet."""
    office = world.office
    visits = sorted(row.hex for kind, row in office.store.rows if kind == "visit")
    if office.is_recovering or not visits or world.chance.random() < 0.7:
        return
    row = UUID(world.chance.choice(visits))
    made = [
        entry
        for branch in office.store.every_branch()
        for entry in office.store.entries(branch, branch.since, branch.ordered)
        if any(row == own for own, _ in entry.rows())
    ]
    link, hash_ = made[0].link, made[0].hash.hex()
    place: dict[str, int | str] = {
        "author": str(link.author),
        "epoch": str(link.epoch),
        "chain": link.stream,
    }
    place |= {"seq": link.seq, "entry": hash_}
    ops = [
        Op(ERASURE, None, {"of": op.kind, "row": str(own), **place}) for own, op in made[0].rows()
    ]
    world.write(office, TEAM, *ops)
    world.fired["erased"] += 1


def weeks_pass(world: World) -> None:
    """Nothing happens for longer than an entry waits."""
    if world.chance.random() < 0.1:
        world.now += GRACE + HOUR
        world.fired["weeks passed"] += 1


FAULTS: list[Callable[[World], None]] = [
    cut_exchange,
    cut_exchange,
    cut_exchange,
    wrong_clock,
    image_taken,
    hub_restored,
    hub_cloned,
    office_restored,
    courier_takes,
    courier_delivers,
    courier_lost,
    member_revoked,
    out_of_scope,
    visit_erased,
    weeks_pass,
]
