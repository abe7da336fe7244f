"""Seeded worlds in which everything goes wrong: nothing is lost, doubled, diverged or stalled."""

import json
import os
import subprocess
import sys

import pytest

from mobilink.journal.simulation import disks
from mobilink.journal.simulation.run import broken_promises, play, simulate, trace_of

pytestmark = pytest.mark.pure

FIRES = {
    *disks.AHEAD, *disks.AT, "all clocks wrong together", "clock rolled back",
    "all hubs met a restored office", "altered", "at work after silent restore",
    "away for 400 days", "back-dated by a revoked key", "base never comes",
    "circle: each other", "circle: in two entries", "circle: itself", "circle: two machines",
    "clones at work for a week", "clones in one millisecond", "courier delivered",
    "courier gave twice", "courier lost", "courier lost those of two", "courier took", "cut",
    "deleted and changed", "deleted and undeleted", "deleted twice", "erased", "hub cloned",
    "hub restored", "hub restored by tool", "image", "line restarted", "line stopped", "no line",
    "office restored", "parent never comes", "power lost", "predecessor came after the grace",
    "predecessor came late", "predecessor came never", "reordered", "repeated",
    "restored office did not wait", "revoked after", "revoked before", "revoked during",
    "revoked with a courier", "row never comes", "same value twice", "weeks passed",
    "wrote out of scope: another's row", "wrote out of scope: fact", "wrote out of scope: office's kind",
    "wrote out of scope: strange kind", "wrote out of scope: strange stream",
    "wrote out of scope: unfit",
}  # fmt: skip
REACHES = {
    "applied", "conflict", "after-gap", "quarantined",
    "circle", "erased", "fact changed", "revoked", "row exists", "scope", "unfit", "unknown kind",
    "new", "known", "stray", "refused", "fork", "joined", "orphan", "skipped",
    "epoch renewed", "ledger rewound", "tail adopted", "tail refused",
}  # fmt: skip


def test_a_thousand_faults_break_no_promise():
    outcome = simulate(faults=1_000, first_seed=3_000)

    assert outcome.faults >= 1_000
    assert outcome.broken == []


@pytest.mark.thorough
@pytest.mark.parametrize("share", range(2))
def test_worlds_heal_and_every_fault_has_fired_and_every_branch_was_reached(share):
    outcome = simulate(faults=5_000, first_seed=1_000 * share)

    assert outcome.broken == []
    assert set(outcome.fired) == FIRES
    assert set(outcome.reached) == REACHES


@pytest.mark.parametrize("seed", [4071, 6075, 8128, 9089, 10160, 15108, 17655, 18133, 18199, 21045])
@pytest.mark.thorough
def test_a_world_that_once_broke_a_promise_keeps_it_now(seed):
    assert broken_promises(play(seed)) == []


def test_a_seed_replays_bit_by_bit():
    first, again = play(42), play(42)

    assert list(first.written) == list(again.written)
    assert trace_of(first) == trace_of(again)


@pytest.mark.thorough
def test_the_outcome_is_the_same_in_any_process_and_for_any_number_of_jobs():
    """G28: no order of a set, no hash of a text, no number of cores has a say."""
    traces = set()
    for jobs, salt in (("1", "1"), ("2", "2")):
        done = subprocess.run(
            [sys.executable, "-c", JUDGE, jobs],
            env=os.environ | {"PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        )
        traces.add(json.loads(done.stdout)["trace"])

    assert traces == {simulate(faults=500, first_seed=7).trace}


JUDGE = """
import json, sys
from mobilink.journal.simulation.run import simulate
if __name__ == "__main__":
    print(json.dumps(vars(simulate(500, 7, int(sys.argv[1])))))
"""

# What they found: 94 and 107 an end that was held, so that what comes before it was never sent; 96
# entries that a restored office had gone on without; 10 a ledger that hubs could not follow for
# two weeks; 41 a branch that stood still when its root turned up; 12283 a late deletion that won
# over who had taken it back; the others were found by worlds with fewer faults.
ONCE_BROKEN = [10, 21, 26, 41, 46, 94, 96, 107, 192, 902, 1395, 2241, 12283, 103697]


@pytest.mark.parametrize("seed", ONCE_BROKEN)
@pytest.mark.thorough
def test_seeds_that_once_found_a_fault_stay_healed(seed):
    assert broken_promises(play(seed)) == []
