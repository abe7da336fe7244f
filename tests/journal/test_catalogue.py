"""Rows of the fault catalogue that need no process: each a small story on the pure core.

The same faults happen by chance in `mobilink simulate`; here each can be found by its number.
"""

import itertools

import pytest

from mobilink.journal.core.segment import unpack
from mobilink.journal.core.sequence import GRACE
from mobilink.journal.core.wire import Op
from mobilink.journal.simulation import disks
from mobilink.journal.simulation.pure import PureWorld
from mobilink.journal.simulation.world import DAY, HOUR, TEAM
from tests.journal.worlds import NOWHERE, at_office, healed, met, outing, sealed, verdicts, visit

pytestmark = pytest.mark.pure


def test_row_34_a_courier_of_five_vans_loses_two_and_gives_one_twice():
    """Row 34: the rest arrives once; the losses are visible at their source as not at the office."""
    world = met(PureWorld(seed=34, hubs=5))
    made = [visit(world, hub) for hub in world.hubs]
    bundles = [sealed(world, hub) for hub in world.hubs]

    for bundle in [*bundles[2:], bundles[2]]:
        for signed_segment in bundle:
            world.hand_over(signed_segment, world.office)
    world.decide()

    assert verdicts(world, *made) == [None, None, "applied", "applied", "applied"]
    assert all(made[n].hash not in at_office(world, world.hubs[n]) for n in (0, 1))
    assert healed(world)
    assert verdicts(world, *made) == ["applied"] * 5
    assert all(made[n].hash in at_office(world, world.hubs[n]) for n in (0, 1))


@pytest.mark.parametrize("clock", [*disks.AHEAD, *disks.AT])
def test_row_36_a_wrong_clock_refuses_nothing_and_loses_no_order(world, clock):
    """Row 36: an hour, 400 days, 1970, 2016, five minutes; what was built on stays below."""
    hub, row = world.hubs[0], world.outings(world.office)[0]
    world.change(world.office, row, day=1)
    world.sync(hub)
    disks.set_clock(world, hub, clock)

    built_on_it = world.change(hub, row, day=2)
    world.sync(hub)

    assert verdicts(world, built_on_it) == ["applied"]
    assert outing(world, row)["day"] == 2
    assert healed(world)


def test_row_36_an_office_whose_clock_was_400_days_fast_lets_nothing_wait_for_400_days(world):
    """Row 36: a receipt in the far future is over, once the clock is right again."""
    hub = world.hubs[0]
    world.office.clock_error = 400 * DAY
    lonely = world.write(hub, TEAM, Op("visit", None, {"outing": NOWHERE}))
    world.sync(hub)
    world.office.clock_error = 0
    world.now += GRACE
    world.sync(hub)

    assert verdicts(world, lonely) == ["after-gap"]


def test_row_37_a_clock_that_rolls_back_between_two_writes_keeps_their_order(world):
    """Row 37: the second of two changes by one person stands, whatever the clock said."""
    hub, row = world.hubs[0], world.outings(world.office)[0]
    world.change(hub, row, day=1)
    hub.clock_error -= 400 * DAY
    world.change(hub, row, day=2)

    world.sync(hub)

    assert outing(world, row)["day"] == 2
    assert healed(world)


def test_row_38_numbers_at_the_ends_of_time_are_kept_and_come_back(world):
    """Row 38: 2³¹, the largest number, the year 9999 and before 1970."""
    hub, row = world.hubs[0], world.outings(world.office)[0]
    for instant in (2**31, 2**53 - 1, 253_402_300_799_999, -1):
        hub.clock_error = instant - world.now
        entry = world.change(hub, row, day=instant)
        world.sync(hub)

        [signed_segment] = sealed(world, hub)[-1:]
        assert unpack(signed_segment.data).entries[-1].claimed_at == instant == entry.claimed_at
        assert outing(world, row)["day"] == instant
    assert healed(world)


@pytest.mark.parametrize("clock", [*disks.AHEAD, *disks.AT])
def test_row_39_clocks_that_agree_and_are_wrong_do_no_harm(world, clock):
    """Row 39: all machines, the office too, believe in one wrong time."""
    for node in world.nodes:
        disks.set_clock(world, node, clock)
    hub, row = world.hubs[0], world.outings(world.office)[0]

    entries = [world.change(hub, row, day=1), visit(world, hub)]
    world.sync(hub)

    assert verdicts(world, *entries) == ["applied", "applied"]
    assert healed(world)


def test_row_40_a_van_whose_disk_went_back_takes_its_entries_back_and_begins_a_new_epoch(world):
    """Row 40: no number is used for two things; nothing is lost."""
    hub, image = world.hubs[0], world.hubs[0].store.image()
    before = [visit(world, hub) for _ in range(3)]
    world.sync(hub)
    hub.store = image
    epoch = hub.store.epoch

    world.sync(hub)
    after = visit(world, hub)

    assert {entry.hash for entry in before} <= hub.store.hashes()
    assert hub.store.epoch == after.link.epoch != epoch
    assert healed(world)
    assert verdicts(world, *before, after) == ["applied"] * 4


@pytest.mark.parametrize("by_tool", [True, False])
def test_row_41_a_restored_van_that_works_before_any_contact_loses_neither_history(world, by_tool):
    """Row 41: by the tool a new epoch begins at once, silently a fork; both are put in order."""
    hub, image = world.hubs[0], world.hubs[0].store.image()
    before = visit(world, hub)
    world.sync(hub)
    hub.store = image
    if by_tool:
        hub.store.renew_epoch()
    world.now += HOUR

    after = visit(world, hub)

    assert (before.link.epoch == after.link.epoch) is not by_tool
    assert healed(world)
    assert verdicts(world, before, after) == ["applied", "applied"]


def test_row_42_two_vans_from_one_image_work_for_a_week_and_both_histories_are_kept(world):
    """Row 42: the chain forks at the office, and each clone writes in an epoch of its own."""
    hub, twin = world.hubs[0], disks.clone(world, world.hubs[0])
    made = []
    for _ in range(7):
        for node in (hub, twin):
            world.now += DAY // 2
            made.append(visit(world, node))

    assert healed(world)
    assert verdicts(world, *made) == ["applied"] * 14
    assert len(world.office.store.branches(made[0].link.chain)) == 2
    assert hub.store.epoch != twin.store.epoch != made[0].link.epoch


def test_row_43_one_key_on_two_phones_comes_through_one_van_and_both_histories_are_kept(world):
    """Row 43 as far as the core goes: neither copy meets the office, a van carries what both wrote."""
    phone, van = world.hubs[0], world.hubs[1]
    copy = disks.clone(world, phone)
    made = []
    for _ in range(3):
        for node in (phone, copy):
            world.now += HOUR
            made.append(visit(world, node))

    for node in (phone, copy):
        for signed_segment in sealed(world, node):
            world.hand_over(signed_segment, van)
    assert world.sync(van)

    assert verdicts(world, *made) == ["applied"] * 6
    assert len(world.office.store.branches(made[0].link.chain)) == 2
    assert healed(world)
    assert phone.store.epoch != copy.store.epoch != made[0].link.epoch


@pytest.mark.parametrize("order", [*itertools.permutations(range(4))])
def test_row_44_a_restored_office_meets_its_vans_in_every_order(order):
    """Row 44: what any of them witnessed stands, a revocation too, and nothing is lost."""
    world = met(PureWorld(seed=44, hubs=4))
    image = world.office.store.image()
    made = [visit(world, hub) for hub in world.hubs]
    for hub in world.hubs:
        world.sync(hub)
    world.revoke(world.hubs[3])
    world.sync(world.hubs[1])
    late = visit(world, world.hubs[3])

    world.put_back_office(image)
    for place in order:
        world.sync(world.hubs[place])

    assert healed(world)
    assert verdicts(world, *made, late) == ["applied"] * 4 + ["revoked"]


@pytest.mark.parametrize("moment", ["before", "during", "after", "by an old courier"])
def test_row_45_a_revocation_cuts_at_what_the_office_had_ordered(world, moment):
    """Row 45: before, during or after an exchange, and while a courier is on the way."""
    hub = world.hubs[0]
    entry = visit(world, hub)
    stick = sealed(world, hub)

    if moment == "during":
        world.bring_up(hub)
    if moment == "after":
        world.sync(hub)
    world.revoke(hub)
    if moment == "by an old courier":
        for signed_segment in stick:
            world.hand_over(signed_segment, world.office)
        world.decide()
    later = visit(world, hub)

    assert healed(world)
    in_time = moment in ("during", "after")
    assert verdicts(world, entry, later) == ["applied" if in_time else "revoked", "revoked"]


def test_row_46_what_a_revoked_key_dates_back_is_kept_and_not_applied(world):
    """Row 46: the claimed time opens nothing; only what the office has counts."""
    thief = disks.clone(world, world.hubs[0])
    world.revoke(world.hubs[0])
    thief.clock_error = -30 * DAY

    forged = visit(world, thief)

    assert healed(world)
    assert verdicts(world, forged) == ["revoked"]


def test_row_46_another_history_of_a_revoked_key_is_not_honoured_by_its_numbers(world):
    """Row 46: as short as what the office has of it, and with other hashes."""
    hub = world.hubs[0]
    thief = disks.clone(world, hub)
    honest = [visit(world, hub) for _ in range(2)]
    world.sync(hub)
    world.revoke(hub)
    world.now += HOUR

    forged = [visit(world, thief) for _ in range(2)]
    for signed_segment in sealed(world, thief):
        world.hand_over(signed_segment, world.office)
    world.decide()

    assert [entry.link.seq for entry in forged] == [entry.link.seq for entry in honest]
    assert forged[0].link.chain == honest[0].link.chain
    assert verdicts(world, *honest, *forged) == ["applied"] * 2 + ["revoked"] * 2
