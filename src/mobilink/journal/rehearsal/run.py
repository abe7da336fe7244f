"""Rehearsed worlds, each from its seed."""

import django

from mobilink.journal.simulation.run import STEPS, Outcome, live, outcome_of


def judge(seed: int, steps: int = STEPS) -> Outcome:
    """What one rehearsed world came to."""
    django.setup()  # a fresh process of a pool has not
    from mobilink.journal.rehearsal.faults import FAULTS
    from mobilink.journal.rehearsal.world import RealWorld

    with RealWorld(seed) as world:
        live(world, seed, FAULTS, steps)
        return outcome_of(seed, world)
