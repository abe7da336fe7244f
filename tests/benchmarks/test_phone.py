"""What the benchmark of a phone judges."""

import pytest

from benchmarks.judging import Name, exit_code, judge
from benchmarks.phone.run import figures
from benchmarks.phone.targets import LOAD, LONG, OURS, PARTS, START, TAP, TARGETS, UPDATE, VISIT

pytestmark = pytest.mark.pure
TOLD = {
    TAP: [20.0] * 95 + [90.0] * 5,
    LONG: [30.0] * 20,
    START: [9.0, 1.2, 1.4, 1.3, 1.5],
    LOAD: [700_000],
    VISIT: [3],
    UPDATE: [9_000],
}


def test_the_slowest_taps_and_a_usual_start_are_judged():
    medians = figures(TOLD)

    assert medians[Name(TAP, OURS, "p95_ms")] > 80
    assert medians[Name(START, OURS, "seconds")] == 1.4
    assert exit_code(judge(medians, PARTS, TARGETS)) == 0


def test_a_visit_of_five_taps_is_one_too_many():
    results = judge(figures(TOLD | {VISIT: [5]}), PARTS, TARGETS)

    assert [result.words for result in results if not result.held] == ["taps for a visit"]


def test_a_tap_that_is_slow_in_the_evening_alone_is_missed():
    results = judge(figures(TOLD | {LONG: [120.0] * 20}), PARTS, TARGETS)

    assert [result.words for result in results if not result.held] == [
        "the same at the end of a long day: p95"
    ]
