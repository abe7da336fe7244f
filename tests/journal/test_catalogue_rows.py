"""Rows of the fault catalogue about rows that hang together, and whom the office hears when."""

import contextlib
import itertools

import pytest

from mobilink.journal.core.wire import Op
from mobilink.journal.simulation import promises
from mobilink.journal.simulation.memory import PowerLost
from mobilink.journal.simulation.world import DAY, HOUR, TEAM
from tests.journal.worlds import NOWHERE, healed, met, outing, verdicts, visit

pytestmark = pytest.mark.pure


def test_row_49_a_parent_that_never_comes_holds_its_child_for_two_weeks_only(world):
    """Row 49: then the child gets its line, marked."""
    hub = world.hubs[0]
    child = world.write(hub, TEAM, Op("visit", None, {"outing": NOWHERE}))
    world.sync(hub)

    assert verdicts(world, child) == [None]
    assert healed(world)
    assert verdicts(world, child) == ["after-gap"]


def test_row_49_no_row_comes_after_itself_alone_in_a_pair_or_by_two_machines(world):
    """Row 49: circles are kept out, whoever closes them."""
    hub, other = world.hubs[:2]
    itself = str(world.row_to_be(hub, TEAM))
    alone = world.write(hub, TEAM, Op("outing", None, {"follows": itself}))
    pair = [str(world.row_to_be(hub, TEAM, position=place)) for place in (1, 0)]
    in_pair = world.write(hub, TEAM, *(Op("outing", None, {"follows": row}) for row in pair))
    first, second = world.outings(world.office)[:2]
    opening = world.change(hub, first, follows=str(second))
    closing = world.change(other, second, follows=str(first))

    world.sync(hub)

    assert healed(world)
    assert verdicts(world, alone, in_pair, opening, closing) == [
        "circle",
        "circle",
        "applied",
        "circle",
    ]


def test_row_50_one_value_on_two_vans_makes_two_rows(world):
    """Row 50: what people take for the same exists twice; nobody is silently absent."""
    for hub in world.hubs[:2]:
        world.write(hub, TEAM, Op("outing", None, {"title": "Pasar Bintan Center"}))

    assert healed(world)
    titles = [state.fields.get("title") for state in world.hubs[2].store.rows.values()]
    assert titles.count("Pasar Bintan Center") == 2


@pytest.mark.parametrize("first", ["deletion", "change"])
def test_row_51_a_change_that_a_deletion_had_not_seen_keeps_the_row(world, first):
    """Row 51: in either order, whatever the clocks say; and both sides are told."""
    deleter, editor = world.hubs[:2]
    row = world.outings(deleter)[0]
    change = world.change(editor, row, day=7)
    world.now += DAY
    deletion = world.change(deleter, row, deleted=True)

    for hub in (deleter, editor) if first == "deletion" else (editor, deleter):
        world.sync(hub)

    assert healed(world)
    assert not outing(world, row).get("deleted")
    assert outing(world, row)["day"] == 7
    expected = ["conflict", "applied"] if first == "deletion" else ["applied", "conflict"]
    assert verdicts(world, change, deletion) == expected


def test_row_51_who_deletes_what_was_seen_deletes_it_and_may_take_it_back(world):
    """Row 51: a deletion is a change; another brings the row back."""
    hub, other = world.hubs[:2]
    row = world.outings(hub)[0]
    world.change(hub, row, day=7)
    met(met(world))

    world.change(other, row, deleted=True)
    met(met(world))
    assert row not in world.outings(hub)

    world.change(hub, row, deleted=False)
    assert healed(world)
    assert row in world.outings(other)


def test_row_51_two_deletions_are_one_and_a_third_who_keeps_the_row_wins(world):
    """Row 51: deleted twice is deleted; undeleted beside a deletion is kept."""
    hub, other = world.hubs[:2]
    row, second = world.outings(hub)[:2]
    for outing_ in (row, second):
        world.change(hub, outing_, deleted=True)
        world.now += HOUR
        world.change(other, outing_, deleted=True)
    world.change(hub, second, deleted=False)

    assert healed(world)
    assert outing(world, row)["deleted"] is True
    assert outing(world, second)["deleted"] is False


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_row_67_lines_stop_one_by_one_and_restart_in_any_order(world, order):
    """Row 67: after its line is back, no van waits for more than one exchange."""
    made = []
    for hub in world.hubs:
        hub.has_no_line = True
        made.append(visit(world, hub))
        assert not world.sync(hub)

    for place in order:
        world.hubs[place].has_no_line = False
        assert world.sync(world.hubs[place])
        assert verdicts(world, made[place]) == ["applied"]
    assert healed(world)


def test_row_74_a_van_that_was_away_for_400_days_is_judged_where_its_entries_come_in(world):
    """Row 74: what others changed meanwhile stands where it is later, and the rest is applied."""
    away, other = world.hubs[:2]
    row = world.outings(away)[0]
    old, fact = world.change(away, row, day=1), visit(world, away)
    world.now += 400 * DAY
    world.change(other, row, day=2)
    world.sync(other)

    assert world.sync(away)

    assert verdicts(world, old, fact) == ["conflict", "applied"]
    assert outing(world, row)["day"] == 2
    assert healed(world)


def test_nobody_ever_sees_half_of_what_an_entry_made(world):
    """I6: whatever write the power goes at, all rows of an act are there or none."""
    hub, row = world.hubs[0], str(world.outings(world.office)[0])
    for dies_at in range(24):
        world.write(hub, hub.streams[-1], *[Op("visit", None, {"outing": row})] * 3)
        node = (hub, world.office)[dies_at % 2]
        node.store.writes_left = dies_at // 2
        with contextlib.suppress(PowerLost):
            world.sync(hub)
        node.store.writes_left = None
        for each in world.nodes:
            promises.expect_whole(world, each)

    assert world.fired["power lost"] >= 12
    assert healed(world)


def test_row_36_what_a_fast_clock_wrote_yields_to_what_was_written_after_the_office_had_it(world):
    """Row 36: it waited for its parent, and is decided on after the other; still its receipt counts."""
    fast, right, maker = world.hubs
    row = world.outings(world.office)[0]
    parent = str(world.row_to_be(maker, TEAM))
    world.write(maker, TEAM, Op("outing", None, {"title": "late"}))
    fast.clock_error = 400 * DAY
    waits = world.write(fast, TEAM, Op("outing", None, {"follows": parent}))
    early = world.change(fast, row, day=1)
    world.sync(fast)
    world.now += HOUR
    later = world.change(right, row, day=2)
    world.sync(right)
    assert verdicts(world, waits, early, later) == [None, None, "applied"]

    world.sync(maker)

    assert verdicts(world, waits, early) == ["applied", "conflict"]
    assert outing(world, row)["day"] == 2
    assert healed(world)
