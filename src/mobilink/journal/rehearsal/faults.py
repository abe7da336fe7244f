"""What goes wrong only where machines are real: joining, claiming, carrying, replaying, backups."""

from contextlib import suppress

from mobilink.basics.errors import Refused
from mobilink.journal.core.messages import VERSION, Ask
from mobilink.journal.core.wire import Op
from mobilink.journal.rehearsal.world import RealWorld
from mobilink.journal.simulation.faults import WEIGHTS as PURE_WEIGHTS
from mobilink.journal.simulation.faults import Fault
from mobilink.journal.simulation.world import TEAM

MOST_HUBS, MOST_PHONES = 6, 3
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MUCH = 6  # outings of 8,000 letters each; one message holds no more


def van_joins(world: RealWorld) -> None:
    """A new van enrols while everybody works; it has heard nothing."""
    if len(world.hubs) < MOST_HUBS and not world.office.is_recovering:
        number = len(world.hubs)
        with suppress(Refused):  # the office went dark meanwhile
            world.hubs.append(world.make_hub(f"new {number}", f"unit/{number}"))
            world.fired["van joined"] += 1


def phone_joins(world: RealWorld) -> None:
    """A phone joins a unit, and brings its first visits to the office or to a van."""
    if len(world.phones) < MOST_PHONES and not world.office.is_recovering:
        with suppress(Refused):  # the office went dark meanwhile
            world.make_phone(world.chance.choice(world.hubs).streams[-1])
            world.fired["phone joined"] += 1
        phone_at_work(world)


def phone_at_work(world: RealWorld) -> None:
    """A phone records visits and changes of an outing, and delivers them to any station, perhaps twice."""
    outings = world.outings(world.office)
    if world.phones and outings:
        phone = world.chance.choice(world.phones)
        outing = world.chance.choice(outings)
        world.phone_writes(phone, phone.unit, [[Op("visit", None, {"outing": str(outing)})]] * 3)
        for _ in range(world.chance.randint(1, 2)):
            world.deliver(phone, world.chance.choice(world.nodes))
            world.fired["phone delivered"] += 1


def phone_writes_much(world: RealWorld) -> None:
    """A phone writes more to the team than one message holds; somebody is away, or new."""
    if world.phones:
        phone = world.chance.choice(world.phones)
        for _ in range(4):
            notes = ("".join(world.drawn.choices(LETTERS, k=8_000)) for _ in range(MUCH))
            world.phone_writes(
                phone, TEAM, [[Op("outing", None, {"note": note})] for note in notes]
            )
        world.deliver(phone, world.office)
        world.fired["phone wrote much"] += 1


def hub_claims_more(world: RealWorld) -> None:
    """Somebody with a hub's key says that it knows a thousand decisions more than the office."""
    hub = world.chance.choice(world.hubs)
    last = world.office.store.last_line(TEAM)
    ledger = [(TEAM, (last.until if last else 0) + 1000, world.chance.randbytes(32))]
    ask = Ask(VERSION, "0", [], [], False, ledger, [], [], 1000, world.clock(hub))
    world.ask(hub, ask)
    world.fired["hub claimed more"] += 1


def load_carried(world: RealWorld) -> None:
    """A phone carries what waits at a van, sealed, to the office; perhaps long after it was given."""
    hub = world.chance.choice(world.hubs)
    world.loads += [load for load in [world.load_of(hub)] if load]
    if world.loads:
        world.unload(world.chance.choice(world.loads))
        world.fired["load carried"] += 1


def question_replayed(world: RealWorld) -> None:
    """Somebody recorded a van's question, and asks it again."""
    if world.recorded:
        world.replay(world.chance.choice(world.recorded))
        world.fired["question of before"] += 1


def small_budget(world: RealWorld) -> None:
    """A van exchanges with few bytes a day."""
    world.sync(world.chance.choice(world.hubs), budget=world.chance.choice([500, 2_000, 20_000]))
    world.fired["small budget"] += 1


def backup_read_back(world: RealWorld) -> None:
    """The office's backup was read back; what it covers is safe, and vans hear so."""
    world.images["office"] = world.office.image()
    world.count_backup()
    world.fired["backup"] += 1


def database_put_back(world: RealWorld) -> None:
    """Only a van's database goes back; the file of heads beside it stays, and tells."""
    hub = world.chance.choice(world.hubs)
    if hub.name in world.images:
        hub.store = world.images[hub.name].without_heads()
        world.fired["database put back"] += 1
        world.act(hub)


def tables_made_anew(world: RealWorld) -> None:
    """Somebody makes a machine's tables anew from its journal; nothing may differ."""
    world.rebuild(world.chance.choice(world.nodes))
    world.fired["tables made anew"] += 1


WEIGHTS: dict[Fault, int] = PURE_WEIGHTS | {
    van_joins: 3,
    phone_joins: 4,
    phone_at_work: 5,
    load_carried: 4,
    question_replayed: 4,
    small_budget: 4,
    backup_read_back: 4,
    database_put_back: 4,
    tables_made_anew: 4,
    phone_writes_much: 3,
    hub_claims_more: 3,
}
FAULTS = [fault for fault, weight in WEIGHTS.items() for _ in range(weight)]
