"""What the benchmark of the look-up judges, without measuring anything."""

import pytest

from benchmarks.judging import judge
from benchmarks.lookup.run import PHONE, TARGETS, figures_alone

pytestmark = pytest.mark.pure


def held(measured):
    """Whether the half, and all but a twentieth, are answered quickly enough."""
    return [result.held for result in judge(figures_alone(PHONE, measured), {PHONE}, TARGETS)]


def test_a_phone_answers_within_50_ms():
    slow = {"browser": "1.2", "count": 3_000, "p50_ms": 49.0, "p95_ms": 50.1}

    assert held(slow) == [True, False]


def test_without_a_chromium_nothing_is_proved_of_a_phone():
    assert held({}) == [False, False]
