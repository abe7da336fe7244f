"""Figures are judged by the targets of the exchange without measuring anything."""

from dataclasses import replace

import pytest

from benchmarks.judging import Name, Target, exit_code, judge, judged
from benchmarks.sync.measure import Growth, Leg, Measured, longest_wait
from benchmarks.sync.parts import figures_of
from benchmarks.sync.targets import LARGE, OURS, SMALL, TARGETS, WHOLE

pytestmark = pytest.mark.pure

LEG = Leg(1_000, 2.0, 2.5, 20_000, 3, 0.4)
RUN = Measured("mobilink", "1", True, False, LEG, LEG, LEG, 0.03, 600_000, 100.0, 120.0)
EVERY_PART = {part for target in TARGETS for part in target.needs}


def kept():
    """Figures by which each target just holds."""
    figures = {}
    for target in TARGETS:
        figures[target.figure] = target.bound * (100.0 if target.times else 1.0)
        if target.beside:
            figures.setdefault(target.beside, 100.0)
    # Two bounds on one figure: the peers differ.
    figures[Name(WHOLE, OURS, "database_bytes_per_record")] = 310.0
    figures[Name(WHOLE, "floor", "database_bytes_per_record")] = 310 / 1.6
    figures[Name(WHOLE, OURS, "records_per_second")] = 4_000.0
    figures[Name(WHOLE, "pouchdb", "records_per_second")] = 4_000 / 13
    return figures


def test_figures_at_their_bounds_hold():
    results = judge(kept(), EVERY_PART, TARGETS)

    assert [result.words for result in results if not result.held] == []
    assert len(results) == len(TARGETS)
    assert exit_code(results) == 0


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.words)
def test_one_missed_figure_gives_exit_code_1(target):
    worse = 0.99 if target.is_least else 1.01
    figures = kept() | {target.figure: kept()[target.figure] * worse}

    results = judge(figures, EVERY_PART, TARGETS)

    assert target.words in [result.words for result in results if not result.held]
    assert exit_code(results) == 1


@pytest.mark.parametrize("lost", [None, float("nan"), float("inf")])
def test_what_was_not_measured_is_missed(lost):
    target = Target("memory", Name(WHOLE, OURS, "above_idle_mb"), 80, "MB")

    [result] = judge({} if lost is None else {target.figure: lost}, {WHOLE}, [target])

    assert (result.figure, result.held) == (None, False)
    assert "not measured" in judged([result])
    assert exit_code([result]) == 1


def test_a_ratio_without_its_peer_is_missed():
    rate = TARGETS[0]

    [result] = judge({rate.figure: 1_000_000.0}, {WHOLE}, [rate])

    assert (result.ratio, result.held) == (None, False)


def test_nothing_judged_is_no_success():
    assert exit_code([]) == 1


def test_the_million_is_judged_only_where_it_was_to_be_measured():
    few = judge(kept(), EVERY_PART - {LARGE}, TARGETS)
    all_ = judge(kept(), EVERY_PART, TARGETS)

    assert [result.words for result in few if "1,000,000" in result.words] == []
    assert len([result for result in all_ if "1,000,000" in result.words]) == 3


def test_a_line_tells_figure_bound_ratio_and_verdict():
    rate, bytes_ = TARGETS[0], TARGETS[4]
    figures = {
        rate.figure: 30_000.0,
        rate.beside: 1_000.0,
        bytes_.figure: 20.44,
        bytes_.beside: 51.1,
    }

    _, missed, held = judged(judge(figures, {WHOLE}, [rate, bytes_])).splitlines()

    assert " ".join(missed.split()).endswith("30,000 /s ≥ 40 × morango 30.00 × morango MISSED")
    assert " ".join(held.split()).endswith("20.4 B ≤ 32.0 B 0.40 × floor held")


def test_figures_are_medians_of_the_turns():
    turns = [replace(RUN, office_cpu_seconds=seconds) for seconds in (0.02, 0.09, 0.03)]

    figures = figures_of({SMALL: turns}, None)

    assert figures[Name(SMALL, OURS, "office_cpu_us")] == pytest.approx(30)
    assert figures[Name(SMALL, OURS, "records_per_second")] == 500


def test_a_batch_has_waited_until_a_look_that_began_after_it():
    growths = [Growth(0.0, 1.0), Growth(1.0, 1.5), Growth(1.5, 4.0)]

    assert longest_wait([0.9], growths) == pytest.approx(0.6)
    assert longest_wait([0.9, 3.9], growths) == pytest.approx(0.6)
    assert longest_wait([], growths) == 0


def test_what_is_seen_only_at_the_end_has_waited_since_its_first_batch():
    assert longest_wait([1.0, 5.0, 9.0], [Growth(0.0, 10.0)]) == 9.0
