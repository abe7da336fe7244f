"""What the benchmark of the portal judges: our worst page beside the best page of a peer."""

import pytest

from benchmarks.judging import Name, judge
from benchmarks.serving.load import Load
from benchmarks.serving.run import Measured
from benchmarks.serving.targets import DYNAMIC, OURS, SHARED, START, TARGETS, WRITES

pytestmark = pytest.mark.pure
PARTS = {SHARED, DYNAMIC, WRITES, START}


@pytest.fixture
def measured():
    turns = Measured(taps=[0.01] * 30, starts=[0.9, 5.0, 1.0], memory=[80e6, 90e6])
    for rate in (19_000, 21_000):
        turns.add(SHARED, OURS, "home", Load(rate, 9, 20, 0))
        turns.add(SHARED, OURS, "past", Load(rate + 5_000, 8, 25, 0))
    turns.add(DYNAMIC, OURS, "check", Load(2_800, 50, 55, 0))
    turns.add(SHARED, "kolibri", "learn page", Load(300, 500, 5_000, 3))
    turns.add(SHARED, "kolibri", "content list", Load(400, 500, 3_000, 0))
    turns.add(SHARED, "nginx", "static file", Load(64_000, 3, 17, 0))
    return turns


def test_our_worst_page_is_judged_beside_the_best_of_a_peer(measured):
    figures = measured.figures()

    assert figures[Name(SHARED, OURS, "requests_per_second")] == 20_000
    assert figures[Name(SHARED, OURS, "p99_ms")] == 25
    assert figures[Name(SHARED, "kolibri", "requests_per_second")] == 400
    assert figures[Name(START, OURS, "seconds")] == 1.0
    assert figures[Name(START, OURS, "memory_mb")] == 90
    assert all(result.held for result in judge(figures, PARTS, TARGETS))


def test_a_peer_that_could_not_be_had_proves_nothing(measured):
    del measured.loads[SHARED, "kolibri", "learn page"]
    del measured.loads[SHARED, "kolibri", "content list"]

    missed = {
        result.words for result in judge(measured.figures(), PARTS, TARGETS) if not result.held
    }

    assert missed == {
        "shared pages beside Kolibri's best",
        "recruiter check beside Kolibri's list",
    }
