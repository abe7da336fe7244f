"""Seeded worlds in which everything goes wrong: nothing is lost, doubled, diverged or stalled."""

import pytest

from mobilink.journal.simulation.run import broken_promises, play, simulate

pytestmark = pytest.mark.pure

MUST_FIRE = {
    "altered and refused", "clock", "courier delivered", "courier lost", "cut", "epoch renewed",
    "hub cloned", "hub restored", "ledger rewound", "office restored", "out of scope", "reordered",
    "repeated", "revoked", "tail adopted", "weeks passed",
}  # fmt: skip


@pytest.mark.parametrize("share", range(4))
def test_worlds_heal_and_every_fault_has_fired(share):
    outcome = simulate(faults=2_500, first_seed=1_000 * share)

    assert outcome.broken == []
    assert set(outcome.fired) >= MUST_FIRE


def test_a_seed_replays_bit_by_bit():
    first, again = play(42), play(42)

    assert list(first.written) == list(again.written)
    assert first.fired == again.fired
    assert [line.hash for line in first.office.store.decided] == [
        line.hash for line in again.office.store.decided
    ]


@pytest.mark.parametrize("seed", [21, 26, 46, 192, 902, 1395, 2241, 103697])
def test_seeds_that_once_found_a_fault_stay_healed(seed):
    assert broken_promises(play(seed)) == []
