"""Invariants: what must be true of a world, while it runs and when it has healed."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from mobilink.journal.core.exchange import heads, held, lacking
from mobilink.journal.core.merge import DELETED, Ownership
from mobilink.journal.core.sequence import QUARANTINED
from mobilink.journal.core.store import Branch, Line, is_rooted, parts_of
from mobilink.journal.core.wire import Chain, Entry, Op
from mobilink.journal.simulation.machine import Node
from mobilink.journal.simulation.memory import RULES, MemoryStore
from mobilink.journal.simulation.world import AnyWorld, everything

# What breaks → in the words of the command's last line.
PROMISES = {
    "lost": "lost",
    "doubled": "doubled",
    "diverged": "diverged",
    "stalled": "stalled",
    "unfollowed": "left behind",
    "frozen": "frozen",
    "beyond": "beyond authority",
    "clock": "clock over receipt",
    "restless": "sent again",
    "half seen": "half seen",
    "told falsely": "told falsely",
    "inverted": "older value over newer",
    "untold": "replaced untold",
    "deleted unseen": "deleted unseen",
    "misjudged": "against the ledger",
    "circle": "in a circle",
    "revoked applied": "revoked applied",
    "kept erased": "erased kept",
}


def expect_whole(world: AnyWorld, node: Node) -> None:
    """At any instant a node has all rows that an entry made, or none."""
    known = node.store.made
    for made in world.wholes.values():
        if len(made) > 1 and made[0] in known and not known.issuperset(made):
            world.broken.add("half seen")


def expect_true_words(world: AnyWorld, hub: Node) -> None:
    """What a hub shows as being at the office is there; whoever restored the office was warned."""
    office = world.office.store
    for branch in hub.store.every_branch():
        if branch.chain.author == hub.store.author and branch.ordered >= branch.since:
            head = hub.store.hash_at(branch, branch.ordered)
            is_there = any(
                there.ordered >= branch.ordered and office.hash_at(there, branch.ordered) == head
                for there in office.branches(branch.chain)
            )
            if not is_there and not world.fired["office restored"]:
                world.broken.add("told falsely")


def expect_heard(world: AnyWorld, hub: Node) -> None:
    """After one whole exchange the office has everything that the hub has."""
    if hub.store.hashes() - world.office.store.hashes():
        world.broken.add("stalled")


def expect_moving(world: AnyWorld) -> None:
    """Nothing waits at the office but for something that is not there."""
    office = world.office.store
    for branch in office.every_branch():
        for first, _ in branch.waiting[:1]:
            [entry] = office.entries(branch, first, first)
            needs = any(_needs(office, row, op, entry) for row, op in entry.rows())
            if not needs and not _is_after_waiting(office, branch, first):
                world.broken.add("stalled")


def _is_after_waiting(store: MemoryStore, branch: Branch, seq: int) -> bool:
    return any(
        store.hash_at(other, seq - 1) == branch.prev
        and any(first < seq <= last + 1 for first, last in other.waiting)
        for other in store.branches(branch.chain)
        if seq == branch.since
    )


def _needs(store: MemoryStore, row: UUID, op: Op, entry: Entry) -> bool:
    own = {str(made) for made, made_by in entry.rows() if made_by.row is None}
    links = {name for rule in RULES.values() for name in rule.links} & op.fields.keys()
    known = {str(place) for _, place in store.rows} | own
    bases = [(name, base) for name, base in op.base.items() if base]
    return (
        (op.row is not None and str(row) not in known)
        or any(op.fields[name] not in known for name in links)
        or any(store.setting(row, name, base) is None for name, base in bases)
    )


def expect_equal(world: AnyWorld) -> None:
    """Every honoured hub has the office's ledger to its last line, and so the same rows."""
    office = world.office.store
    rows = office.digests()
    for hub in world.followers:
        if any(hub.store.last_line(s) != office.last_line(s) for s in hub.streams):
            world.broken.add("unfollowed")
        if hub.store.digests() != {s: rows[s] for s in sorted(hub.streams) if s in rows}:
            world.broken.add("diverged")


def expect_quiet(world: AnyWorld) -> None:
    """Who has exchanged everything sends nothing again."""
    office = world.office.store
    for hub in world.followers:
        known = held(office, heads(hub.store, everything))
        up = lacking(hub.store, heads(office, everything), known, everything)
        known = held(hub.store, heads(office, hub.carries))
        at_hub = heads(hub.store, hub.carries)
        down = lacking(office, at_hub, known, partial(_is_in, hub.streams))
        if any(True for signed_segments in (up, down) for _ in signed_segments):
            world.broken.add("restless")


def _is_in(streams: tuple[str, ...], chain: Chain) -> bool:
    return chain.stream in streams


def expect_healed(world: AnyWorld) -> None:
    """When all have waited long enough, everything that survived anywhere has its line, once."""
    office = world.office.store
    if world.office.is_recovering:
        world.broken.add("frozen")
    for node in world.nodes:
        expect_whole(world, node)
        if node.store.strays(None):
            world.broken.add("stalled")
    lines = Counter(entry.hash for _, entry in decided(office))
    alive = set().union(*(node.store.hashes() for node in world.nodes))
    if any(entry not in lines for entry in world.written if entry in alive):
        world.broken.add("lost")
    if any(count > 1 for count in lines.values()):
        world.broken.add("doubled")
    made = [
        (op.kind, row)
        for _, entry in _applied(office)
        for row, op in entry.rows()
        if op.row is None
    ]
    if len(set(made)) != len(made) or not office.rows.keys() >= set(made):
        world.broken.add("lost")
    gone = office.erased()
    reached = (world.office, *world.followers)  # whoever is revoked hears of nothing any more
    if any(one.hash in gone and not one.committed for n in reached for one in n.store.kept()):
        world.broken.add("kept erased")
    world.broken |= {*_inversions(world), *_misjudged(world), *_circles(office), *_beyond(office)}


def decided(store: MemoryStore) -> Iterator[tuple[Line, Entry]]:
    """Every entry that has a line, in the order of the ledger."""
    for line in store.decided:
        for part in parts_of(store, line.chain, line.first, line.last, line.head) or []:
            for entry in store.entries(*part):
                yield line, entry


def _applied(store: MemoryStore) -> Iterator[tuple[Line, Entry]]:
    return (found for found in decided(store) if found[0].verdict.word != QUARANTINED)


def _inversions(world: AnyWorld) -> Iterator[str]:
    """Whether a value stands although its author's successor, who had seen it, was ordered."""
    store = world.office.store
    place = {entry.hash: number for number, (_, entry) in enumerate(decided(store))}
    for first, second in world.in_order:
        if second in place and place.get(first, -1) > place[second]:
            yield "inverted"
    for _, entry in _applied(store):
        for row, op in entry.rows():
            state = store.rows.get((op.kind, row))
            standing = state.versions if state else {}
            # A deletion also yields to changes of other fields: `_unseen` judges those.
            for name in op.fields.keys() - ({DELETED} if op.fields.get(DELETED) else set()):
                if op.base.get(name) and standing.get(name) == op.base[name].hex():
                    yield "inverted"


def _circles(store: MemoryStore) -> Iterator[str]:
    """Whether a row comes after itself."""
    parents = {str(row): state.fields.get("follows") for (_, row), state in store.rows.items()}
    for row in parents:
        at, passed = parents[row], set()
        while at and at != row and at not in passed:
            passed.add(at)
            at = parents.get(at)
        if at == row:
            yield "circle"


def _beyond(store: MemoryStore) -> Iterator[str]:
    """Whether something was applied that its author may not write, in this stream or at all."""
    for line, entry in _applied(store):
        author = store.member(line.author)
        if author is not None and not author.is_office:
            rules = [RULES.get(op.kind) for op in entry.payload.ops]
            owned = [rule is None or rule.ownership is Ownership.OFFICE for rule in rules]
            stores = {
                store.rows[op.kind, row].fields["store"]
                for row, op in entry.rows()
                if op.kind == "goods"
            }
            if not {line.stream, *stores} <= author.streams or any(owned):
                yield "beyond"


def _misjudged(world: AnyWorld) -> Iterator[str]:
    """Whether a value was replaced by one that did not know it and nobody is told, or stands
    although the ledger says that it lost: the ledger folded again, in the plainest way.
    """
    store = world.office.store
    standing: dict[tuple[str, UUID], dict[str, bytes]] = {}
    built: set[tuple[UUID, str, bytes]] = set()
    deleted: set[UUID] = set()
    for line, entry in _applied(store):
        for position, (row, op) in enumerate(entry.rows()):
            if op.row is not None:
                here = standing.setdefault((op.kind, row), {})
                reported = {name for place, name in line.verdict.beaten if place == position}
                lost = {name for place, name in line.verdict.lost if place == position}
                yield from _untold(store, row, op, here, reported | lost, row in deleted)
                yield from _unseen(store, row, op, here, lost)
                # An office that was set back has received some of it once more, and later.
                if not world.fired["office restored"]:
                    yield from _by_clock(store, row, op, here, lost, entry.hash, built)
                built |= {(row, name, base) for name, base in op.base.items()}
                _stand(row, op, here, deleted, lost, entry.hash)
    for (kind, row), here in standing.items():
        state = store.rows.get((kind, row))
        if state is None or state.versions != {name: head.hex() for name, head in here.items()}:
            yield "misjudged"
        if state is not None and bool(state.fields.get(DELETED)) is not (row in deleted):
            yield "misjudged"


def _untold(
    store: MemoryStore,
    row: UUID,
    op: Op,
    here: dict[str, bytes],
    reported: set[str],
    is_deleted: bool,
) -> Iterator[str]:
    for name in op.fields:
        now = here.get(name)
        if now and name not in reported and now not in _ancestors(store, row, name, op):
            yield "untold"
    is_back = is_deleted and DELETED not in op.fields and op.fields.keys() - reported
    if is_back and DELETED not in reported and op.base.get(DELETED) != here.get(DELETED):
        yield "untold"


def _unseen(
    store: MemoryStore, row: UUID, op: Op, here: dict[str, bytes], lost: set[str]
) -> Iterator[str]:
    """Whether a deletion won over what its author had not seen, or lost to nothing but that."""
    if op.fields.get(DELETED):
        unseen = {name for name, now in here.items() if now not in _ancestors(store, row, name, op)}
        if DELETED in lost and not unseen:
            yield "inverted"
        if DELETED not in lost and unseen - {DELETED}:
            yield "deleted unseen"


def _by_clock(
    store: MemoryStore,
    row: UUID,
    op: Op,
    here: dict[str, bytes],
    lost: set[str],
    entry: bytes,
    built: set[tuple[UUID, str, bytes]],
) -> Iterator[str]:
    """Whether of two that had not seen each other the wrong one stands: the later wins, and nobody
    is later than the office received it, nor earlier than what they had seen.
    """
    for name in op.fields.keys() - {DELETED}:
        now = here.get(name, b"")
        mine = {entry} | _ancestors(store, row, name, op)
        if now and now not in mine:
            theirs = _until(store, row, name, now)
            if entry in theirs or (row, name, entry) in built:
                is_older = True
            else:
                is_older = _latest(store, row, name, mine) < _latest(store, row, name, theirs)
            if is_older is not (name in lost):
                yield "clock"


def _latest(store: MemoryStore, row: UUID, name: str, entries: set[bytes]) -> tuple[int, bytes]:
    settings = (store.setting(row, name, entry) for entry in entries)
    return max((setting.weight for setting in settings if setting), default=(-(2**63), b""))


def _stand(
    row: UUID, op: Op, here: dict[str, bytes], deleted: set[UUID], lost: set[str], entry: bytes
) -> None:
    kept = op.fields.keys() - lost
    here |= dict.fromkeys(kept, entry)
    if DELETED in kept:
        (deleted.add if op.fields[DELETED] else deleted.discard)(row)
    elif kept and DELETED not in op.fields and row in deleted:
        deleted.discard(row)
        del here[DELETED]


def _ancestors(store: MemoryStore, row: UUID, name: str, op: Op) -> set[bytes]:
    """Every entry whose value of a field the author of `op` had seen."""
    return _until(store, row, name, op.base.get(name, b""))


def _until(store: MemoryStore, row: UUID, name: str, base: bytes) -> set[bytes]:
    """An entry that set a field, and all those behind it."""
    ancestors: set[bytes] = set()
    while base and base not in ancestors:
        ancestors.add(base)
        setting = store.setting(row, name, base)
        base = setting.base if setting else b""
    return ancestors


def note_reached(world: AnyWorld) -> None:
    """Count the verdicts and the kinds of branches that the office came to."""
    office = world.office.store
    for line in office.decided:
        world.reached[line.verdict.word] += line.many
        if line.verdict.reason:
            world.reached[line.verdict.reason.partition(":")[0]] += line.many
    for branch in office.every_branch():
        if not is_rooted(office, branch):
            world.reached["orphan"] += 1
        elif branch.since > 1:
            ends = [(b.tip, b.tip_hash) for b in office.branches(branch.chain)]
            world.reached["joined" if (branch.since - 1, branch.prev) in ends else "fork"] += 1
