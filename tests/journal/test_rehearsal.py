"""The simulator's worlds played by real machines, through the exchange as it is."""

import subprocess
import sys

import pytest
from django.db import connection
from django.db.models.functions import Length

from mobilink.journal.actions import alone
from mobilink.journal.core.errors import NotStorable
from mobilink.journal.core.sequence import GRACE
from mobilink.journal.core.wire import Op
from mobilink.journal.members import installations
from mobilink.journal.rehearsal import faults
from mobilink.journal.rehearsal.run import judge
from mobilink.journal.rehearsal.world import RealWorld
from mobilink.journal.simulation import disks
from mobilink.journal.simulation.promises import decided
from mobilink.journal.simulation.world import DAY, HOUR, TEAM
from mobilink.journal.storage import guards
from mobilink.journal.storage.models import Segment
from mobilink.journal.storage.tables import TableStore, replica
from tests.journal.worlds import NOWHERE, verdicts

pytestmark = [pytest.mark.embedded, pytest.mark.thorough]  # its machines have databases in memory
WITHIN = 5  # exchanges, after which whoever is honoured has followed


@pytest.fixture(autouse=True)
def _databases_of_their_own(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def real():
    with RealWorld(seed=2019) as world:
        for hub in world.hubs:
            assert world.sync(hub)
        yield world


def at_the_head(world, hub):
    """Whether a van knows every decision, after so many exchanges."""
    for _ in range(WITHIN):
        world.sync(hub)
    return hub.store.last_line(TEAM) == world.office.store.last_line(TEAM)


@pytest.mark.lies  # thieves
@pytest.mark.parametrize("seed", [2, 8])
def test_a_world_of_real_machines_keeps_every_promise(seed):
    outcome = judge(seed)

    assert outcome.broken == []
    assert outcome.faults > 20


@pytest.mark.lies
def test_a_seed_replays_bit_by_bit_whatever_was_drawn():
    assert judge(3, steps=12).trace == judge(3, steps=12).trace


def test_processes_that_play_real_machines_share_one_folder():
    done = subprocess.run(
        [sys.executable, "-c", SHARED], capture_output=True, text=True, check=False
    )

    assert done.stdout == "[[], []]\n", done.stderr


SHARED = """
import multiprocessing
from functools import partial
from mobilink.cli import proof
if __name__ == "__main__":
    with proof._in_a_folder() as judge, multiprocessing.get_context("spawn").Pool(2) as pool:
        print([one.broken for one in pool.map(partial(judge, steps=0), range(2), chunksize=1)])
"""


@pytest.mark.parametrize("joins", [faults.van_joins, faults.phone_joins])
def test_a_machine_whose_office_goes_dark_while_it_joins_has_not_joined(real, joins):
    real.office.writes_left = 2
    joins(real)

    assert (len(real.hubs), real.phones) == (3, [])
    joins(real)
    assert len([*real.hubs, *real.phones]) == 4


def test_a_new_van_follows_what_a_phone_wrote_before_it_joined(real):
    """The phone's lines were behind so many of its entries that the van never heard who it is."""
    real.make_phone("unit/0")
    faults.phone_writes_much(real)

    assert at_the_head(real, real.make_hub("new", "unit/3"))


def test_a_van_that_was_away_follows_what_a_phone_wrote_meanwhile(real):
    real.make_phone("unit/0")
    faults.phone_writes_much(real)

    assert at_the_head(real, real.hubs[1])


@pytest.mark.parametrize("budget", [None, 20_000])
def test_a_van_that_was_away_and_a_new_one_follow_300_kilobytes_of_one_phone(real, budget):
    """Within five exchanges; with few bytes for each, within as many as the bytes alone take, and five."""
    phone = real.make_phone("unit/0")
    for _ in range(2):
        faults.phone_writes_much(real)
    with real.office.at_work():
        sizes = Segment.objects.filter(branch__author=phone.author).values_list(Length("data"))
        brought = sum(size for (size,) in sizes)
    assert brought >= 200_000
    exchanges = WITHIN + (brought // budget if budget else 0)

    for van in (real.hubs[1], real.make_hub("new", "unit/3")):
        for _ in range(exchanges):
            real.sync(van, budget=budget)
        assert van.store.last_line(TEAM) == real.office.store.last_line(TEAM)


def test_the_office_goes_on_deciding_whatever_a_van_says_that_it_knows(real):
    """A claim of a thousand decisions more freezes nothing."""
    faults.hub_claims_more(real)

    assert not real.office.is_recovering


def test_what_waits_for_what_never_comes_is_decided_though_nobody_brings_anything(real):
    hub = real.hubs[0]
    real.write(hub, hub.streams[-1], Op("visit", None, {"outing": NOWHERE}))
    real.sync(hub)
    assert waiting(real)

    real.now += GRACE + HOUR
    real.sync(hub)

    assert not waiting(real)


def test_what_came_while_the_offices_clock_was_ahead_is_decided_when_it_is_right_again(real):
    hub = real.hubs[0]
    real.office.clock_error = 400 * DAY
    real.write(hub, TEAM, Op("outing", None, {"title": "Pasar Bintan"}))
    real.sync(hub)
    assert waiting(real)

    real.office.clock_error = 0
    real.sync(hub)

    assert not waiting(real)


def test_what_a_thief_wrote_with_a_vans_key_does_not_keep_the_van_from_following(real):
    hub = real.hubs[0]
    real.forge(hub, hub.streams[-1], Op("visit", None, {"outing": "nowhere"}))

    assert at_the_head(real, hub)


def test_a_van_that_got_a_later_part_of_a_chain_alone_gets_the_earlier_one_too(real):
    """Its exchange went on for ever: the office took what the van had for all that comes before it."""
    hub, other = real.hubs[:2]
    later = later_part(real, other)
    real.hand_over(later, hub)
    real.now += GRACE + HOUR
    with hub.at_work(), alone(), guards.writing(connection):
        replica().adopt_strays(real.now)
    real.sync(other)

    assert at_the_head(real, hub)
    assert real.broken == set()


def test_a_restored_office_takes_back_what_it_decided_on_a_part_whose_beginning_never_came(real):
    """It waited for ever: what its vans had witnessed was of a part that it had not given up on yet."""
    hub, other = real.hubs[:2]
    later = later_part(real, other)
    real.hubs.remove(other)
    real.revoke(other)
    real.hand_over(later, real.office)
    before = real.office.image()
    real.now += GRACE + HOUR
    for machine in real.hubs:
        real.sync(machine)

    real.office.store = before
    for machine in real.hubs * 2:
        real.sync(machine)

    assert not real.office.is_recovering
    assert at_the_head(real, hub)


def test_a_van_that_a_restored_office_forgot_joins_again_with_all_that_it_recorded(real):
    before = real.office.image()
    van = real.make_hub("new", "unit/3")
    assert real.sync(van)
    title = real.write(van, TEAM, Op("outing", None, {"title": "Pasar Bintan"}))
    real.office.store = before
    for hub in real.hubs:
        real.sync(hub)
    assert not real.sync(van)  # the office does not know it any more

    real.join(van)

    assert at_the_head(real, van)
    assert title.hash in {entry.hash for _, entry in decided(real.office.store)}


def test_a_van_is_whole_while_its_office_does_not_know_the_phone_whose_entries_it_holds(real):
    """The office was put back to before it knew the phone, and decided without waiting for the van."""
    before = real.office.image()
    real.make_phone("unit/0")
    faults.phone_writes_much(real)
    hub = real.hubs[0]
    real.sync(hub)
    real.put_back_office(before)
    real.end_recovery()
    real.write(real.office, TEAM, Op("outing", None, {"title": "Pasar Bintan"}))
    real.sync(hub)

    real.rebuild(hub)
    assert not real.broken

    assert at_the_head(real, hub)


def test_of_two_facts_with_one_name_all_show_the_one_that_the_office_ordered(real):
    """Two copies of a machine write at one place of their chain, in one millisecond."""
    hub = real.hubs[0]
    twin = disks.clone(real, hub)
    first, second = real.outings(hub)[:2]
    real.write(hub, hub.streams[-1], Op("visit", None, {"outing": str(first)}))
    real.write(twin, hub.streams[-1], Op("visit", None, {"outing": str(second)}))
    for machine in (hub, twin, hub, twin):
        real.sync(machine)

    shown = [machine.store.digests()[hub.streams[-1]] for machine in (real.office, hub, twin)]
    assert len(set(shown)) == 1


def test_what_was_erased_is_not_made_again_by_a_copy_of_its_machine(real):
    """Two copies write at one place in one millisecond; of the one nothing may be left."""
    hub = real.hubs[0]
    twin = disks.clone(real, hub)
    first, second = real.outings(hub)[:2]
    gone = real.write(hub, hub.streams[-1], Op("visit", None, {"outing": str(first)}))
    other = real.write(twin, hub.streams[-1], Op("visit", None, {"outing": str(second)}))
    real.sync(hub)
    real.erase(gone)
    real.sync(twin)

    [(row, _)] = other.rows()
    assert verdicts(real, other) == ["row exists"]
    for machine in (hub, twin):
        real.sync(machine)
    shown = [("visit", row) in machine.store.shown() for machine in (real.office, hub, twin)]
    assert shown == [False, False, False]


def test_a_new_van_follows_what_a_phone_brought_before_its_office_decided_who_that_is(real):
    """It joined an office that was set back; what the office wrote of it waits behind something."""
    with real.office.at_work():
        TableStore().renew_epoch()
    real.write(real.office, TEAM, Op("follow-up", None, {"visit": NOWHERE}))
    real.make_phone("unit/0")
    faults.phone_writes_much(real)
    for hub in real.hubs:
        real.sync(hub)
    assert not real.office.is_recovering

    van = real.make_hub("new", "unit/3")
    assert at_the_head(real, van)
    real.now += GRACE + HOUR
    assert at_the_head(real, van)
    assert not waiting(real)


def test_what_a_phone_brings_to_an_office_that_was_set_back_is_decided_when_that_is_over(real):
    """At once, and with all that it brought: who it is and what it wrote are decided together."""
    with real.office.at_work():
        TableStore().renew_epoch()
    phone = real.make_phone("unit/0")
    faults.phone_writes_much(real)
    real.end_recovery()

    assert not waiting(real)
    assert phone.author in {line.author for line, _ in decided(real.office.store)}


def test_a_van_whose_term_was_renewed_while_its_office_was_set_back_waits_for_nothing(real):
    """What the office wrote of it waits behind something; that the van is ours was told long ago."""
    van = real.hubs[0]
    with real.office.at_work():
        TableStore().renew_epoch()
    real.write(real.office, TEAM, Op("follow-up", None, {"visit": NOWHERE}))
    with real.office.at_work():
        installations.renew(van.author, "works again")
    title = real.write(van, TEAM, Op("outing", None, {"title": "Pasar Bintan"}))
    for hub in real.hubs:
        real.sync(hub)

    assert verdicts(real, title) == ["applied"]
    assert at_the_head(real, real.hubs[1])


@pytest.mark.parametrize("place", ["office", "van"])
def test_nobody_puts_a_row_behind_itself(real, place):
    machine = real.office if place == "office" else real.hubs[0]
    first, second = real.outings(machine)[:2]
    real.change(machine, first, follows=str(second))

    with pytest.raises(NotStorable, match="dirinya sendiri"):
        real.change(machine, second, follows=str(first))
    assert "follows" not in machine.store.shown()["outing", second].fields


def later_part(world, hub):
    """The second of two segments that somebody at a van has written."""
    for title in ("Pasar Bintan", "Pasar Baru"):
        world.write(hub, TEAM, Op("outing", None, {"title": title}))
        world.seal(hub)
    [branch] = hub.store.branches(hub.chain(TEAM))
    [*_, later] = hub.store.signed_segments(branch, 0)
    return later


def waiting(world):
    """What the office has and has not decided on."""
    return [branch for branch in world.office.store.every_branch() if branch.waiting]
