"""What two machines tell each other, where a chain has gaps and forks."""

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest
import zstandard

from mobilink.journal.core.errors import Diverged, Forged, Stranger
from mobilink.journal.core.exchange import heads, held, lacking, let_go
from mobilink.journal.core.merge import Ownership
from mobilink.journal.core.replica import KNOWN, NEW, STRAY
from mobilink.journal.core.salts import KEY_SIZE, salt_at
from mobilink.journal.core.segment import Packed, claim, pack
from mobilink.journal.core.sequence import GRACE, Rule
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.core.wire import Op, Payload
from mobilink.journal.simulation import disks, promises
from mobilink.journal.simulation.pure import PureWorld
from mobilink.journal.simulation.run import heal
from mobilink.journal.simulation.world import DAY, TEAM, everything

pytestmark = pytest.mark.pure


@pytest.fixture
def world():
    made = PureWorld(seed=7)
    for hub in made.hubs:
        made.sync(hub)
    return made


def segments(world, hub, *, many):
    """So many entries of a hub, each in a segment of its own."""
    made = []
    for number in range(many):
        world.now += 1000
        entry = world.write(hub, TEAM, Op("outing", None, {"title": f"outing {number}"}))
        hub.replica.seal()
        [*_, signed_segment] = hub.store.signed_segments(hub.store.branches(hub.chain(TEAM))[-1], 0)
        made.append((entry, signed_segment))
    return made


def lines(world, entry):
    return [line for line, told in promises.decided(world.office.store) if told.hash == entry.hash]


def healed(world):
    heal(world)
    return world.broken == set()


def test_who_holds_only_the_newest_segment_of_a_chain_is_sent_what_comes_before(world):
    hub, other = world.hubs[:2]
    (_, first), (_, second) = segments(world, hub, many=2)
    for signed_segment in (first, second):
        world.hand_over(signed_segment, world.office)
    world.hand_over(second, other)

    assert other.store.strays(None)
    assert world.sync(other)

    assert not other.store.strays(None)
    assert other.store.last_line(TEAM) == world.office.store.last_line(TEAM)


def test_a_stray_and_what_never_found_its_predecessor_are_sent_once(world):
    hub, other = world.hubs[:2]
    [_, (_, second)] = segments(world, hub, many=2)

    for passed in (0, GRACE):
        world.hand_over(second, world.office)
        world.hand_over(second, other)
        world.now += passed
        for node in (world.office, other):
            node.replica.adopt_strays(world.now)
        sender, receiver = other.store, world.office.store
        known = held(receiver, heads(sender, everything))
        assert [*lacking(sender, heads(receiver, everything), known, everything)] == []


def test_what_the_office_no_longer_waits_for_nobody_waits_for(world):
    hub, other = world.hubs[:2]
    [_, (entry, second)] = segments(world, hub, many=2)
    world.hand_over(second, world.office)
    world.now += GRACE
    world.decide()

    assert lines(world, entry)
    assert world.sync(other)

    assert other.store.last_line(TEAM) == world.office.store.last_line(TEAM)
    assert healed(world)


def test_news_of_its_own_chain_begins_a_new_epoch_even_with_a_gap_before_it(world):
    hub, image = world.hubs[0], world.hubs[0].store.image()
    [_, (_, second)] = segments(world, hub, many=2)
    hub.store = image
    epoch = hub.store.epoch

    world.hand_over(second, hub)

    assert hub.store.strays(None)
    assert hub.store.epoch != epoch
    assert healed(world)


def test_a_fork_gets_no_line_before_the_entry_on_which_it_stands(world):
    hub = world.hubs[0]
    waits = world.write(hub, TEAM, Op("visit", None, {"outing": str(UUID(int=9))}))
    twin = disks.clone(world, hub)
    twin.store.epoch = hub.store.epoch
    segments(world, hub, many=1)
    [(forked, _)] = segments(world, twin, many=1)

    world.sync(hub)
    world.sync(twin)

    assert forked.link.prev == waits.hash
    assert lines(world, forked) == lines(world, waits) == []
    assert healed(world)
    assert lines(world, forked)[0].revision > lines(world, waits)[0].revision


def test_entries_that_a_restored_office_had_gone_on_without_get_their_line(world):
    hub, witness = world.hubs[:2]
    image = world.office.store.image()
    [(first, _), (second, signed_segment)] = segments(world, hub, many=2)
    world.hand_over(signed_segment, world.office)
    world.now += GRACE
    world.decide()
    world.sync(witness)

    world.put_back_office(image)
    world.bring_up(hub)
    world.office.unheard.clear()
    world.sync(witness)
    [branch] = world.office.store.branches(first.link.chain)

    assert world.reached["skipped"] == 1
    assert (branch.ordered, branch.waiting) == (2, [])
    assert healed(world)
    assert len(lines(world, first)) == len(lines(world, second)) == 1


def test_who_does_not_carry_a_stream_is_not_told_of_strays_in_it(world):
    hub, office = world.hubs[0], world.office
    [_, (second, signed_segment)] = segments(world, hub, many=2)
    world.hand_over(signed_segment, office)

    assert second.link.chain in heads(office.store, everything)
    assert second.link.chain not in heads(office.store, lambda stream: stream != TEAM)


def test_a_kind_that_only_a_newer_office_knows_is_kept_and_shown_after_the_upgrade(world):
    hub, office = world.hubs[0], world.office
    known = world.office.store.rule
    world.office.store.rule = lambda kind: Rule(Ownership.SHARED) if kind == "van" else known(kind)
    entry = world.write(office, TEAM, Op("van", None, {"name": "Gonggong"}))
    world.decide()

    assert world.sync(hub)

    assert lines(world, entry)[0].verdict.word == "applied"
    [(row, _)] = entry.rows()
    assert office.store.row("van", row) is not None
    assert hub.store.row("van", row) is None
    assert hub.store.last_line(TEAM) == office.store.last_line(TEAM)


def signed(hub, entries):
    """Any run of a hub's entries as it might have packed them."""
    packed = pack(entries, b"s" * 16)
    return SignedSegment(packed.data, hub.replica.signer.sign(claim(packed)))


def test_a_run_that_reaches_into_what_came_first_is_divided_there(world):
    hub, office = world.hubs[0], world.office
    made = [unsalted(world, hub, number) for number in range(4)]
    late, early = signed(hub, made[2:]), signed(hub, made)

    assert office.replica.receive(late, world.now)[0] == STRAY
    office.replica.adopt_strays(world.now + GRACE)
    assert office.replica.receive(early, world.now)[0] == NEW
    assert office.replica.receive(early, world.now)[0] == KNOWN
    world.decide()

    assert [(b.since, b.tip) for b in office.store.branches(hub.chain(TEAM))] == [(3, 4), (1, 2)]
    assert all(len(lines(world, entry)) == 1 for entry in made)


def unsalted(world, hub, number):
    """An entry that packs the same whatever the secret of its run."""
    branch, link = hub.replica.next_link(hub.chain(TEAM))
    op = Op("outing", None, {"title": f"outing {number}"})
    entry = link.entry(world.now + number, b"", Payload("act", "", "", [op]))
    hub.replica.append(branch, entry, world.now)
    return entry


def test_strays_in_a_row_become_one_branch(world):
    hub, office = world.hubs[0], world.office
    [_, (_, second), (last, third)] = segments(world, hub, many=3)
    for signed_segment in (second, third):
        world.hand_over(signed_segment, office)

    world.now += GRACE
    world.decide()

    assert not office.store.strays(None)
    assert [(b.since, b.tip) for b in office.store.branches(last.link.chain)] == [(2, 3)]
    assert lines(world, last)


def test_a_member_that_nobody_vouches_for_is_kept_and_waits(world):
    hub = world.hubs[0]
    [(entry, signed_segment)] = segments(world, hub, many=1)
    world.hand_over(signed_segment, world.office)
    member = world.members.pop(hub.store.author)

    world.decide()
    assert not lines(world, entry)

    world.members[hub.store.author] = member
    world.decide()
    assert lines(world, entry)


def test_strangers_and_forgers_leave_nothing_behind(world):
    hub, office = world.hubs[0], world.office
    [(_, signed_segment)] = segments(world, hub, many=1)

    with pytest.raises(Forged):
        office.replica.receive(SignedSegment(signed_segment.data, b"x" * 64), world.now)
    del world.members[hub.store.author]
    with pytest.raises(Stranger):
        office.replica.receive(signed_segment, world.now)

    assert not office.store.branches(hub.chain(TEAM))
    assert not office.store.strays(None)


def test_row_48_a_line_that_does_not_continue_the_ledger_is_not_followed(world):
    """Row 48: neither one that was known, nor one after a gap."""
    hub, last = world.hubs[0], world.office.store.last_line(TEAM)

    for line in (last, last._replace(revision=last.until + 1)):
        with pytest.raises(Diverged):
            hub.replica.follow(line)


def test_what_has_left_tells_the_salt_of_nothing_that_is_written_after_it(world):
    """Who has a segment has the keys of its blocks, in the last of which the next entry stands."""
    hub = world.hubs[0]
    [(entry, signed_segment)] = segments(world, hub, many=1)
    packed = msgspec.msgpack.decode(zstandard.decompress(signed_segment.data), type=Packed)

    later = world.write(hub, TEAM, Op("outing", None, {"title": "later"}))

    assert salt_at(packed.keys[-KEY_SIZE:], entry.link.seq) == entry.salt
    assert salt_at(packed.keys[-KEY_SIZE:], later.link.seq) != later.salt


def test_a_receipt_of_a_clock_that_was_ahead_ends_no_certificate(world):
    """It waits while the clock says so, and is decided on once that is right again."""
    hub, author = world.hubs[0], world.hubs[0].store.author
    world.members[author] = replace(world.members[author], until=world.now + DAY)
    world.office.clock_error = 400 * DAY
    [(entry, signed_segment)] = segments(world, hub, many=1)
    world.hand_over(signed_segment, world.office)
    world.decide()
    assert not lines(world, entry)

    world.office.clock_error = 0
    world.decide()

    assert lines(world, entry)


def test_what_a_van_carried_without_its_beginning_leaves_it_once_the_office_has_it(world):
    hub, carrier = world.hubs[:2]
    [_, (_, second)] = segments(world, hub, many=2)
    for node in (carrier, world.office):
        world.hand_over(second, node)

    let_go(
        carrier.store,
        held(world.office.store, heads(carrier.store, everything)),
        lambda stream: False,
    )

    assert carrier.store.strays(None) == []
