"""What `bench proof` judges: each thing that is asked, beside itself before the proof."""

import pytest

from benchmarks.judging import Name, judge
from benchmarks.proof.targets import ALONE, ASKED, MEANWHILE, TARGETS

pytestmark = pytest.mark.pure


def test_each_thing_may_take_twice_as_long_and_no_longer():
    figures = {Name(what, ALONE, "median_ms"): 10.0 for what in ASKED}
    figures |= {Name(what, MEANWHILE, "median_ms"): 20.0 for what in ASKED}
    figures[Name("sign_in", MEANWHILE, "median_ms")] = 20.1

    results = judge(figures, {*ASKED}, TARGETS)

    assert [result.words for result in results if not result.held] == [ASKED["sign_in"]]
    assert len(results) == len(ASKED)
