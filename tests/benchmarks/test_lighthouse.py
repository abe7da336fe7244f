"""What the benchmark of the public pages judges: the worst page, and nothing where one has no score."""

import pytest

from benchmarks.judging import exit_code, judge
from benchmarks.lighthouse.run import CATEGORIES, PAGES, TARGETS, figures

pytestmark = pytest.mark.pure


def held(reports):
    return exit_code(judge(figures(reports), {PAGES}, TARGETS)) == 0


def scored(worst):
    return {"scores": dict.fromkeys(CATEGORIES, 100) | worst, "faults": []}


def test_the_worst_page_decides():
    assert held({"a": scored({"seo": 95}), "b": scored({})})
    assert not held({"a": scored({"seo": 94}), "b": scored({})})


def test_a_page_without_a_score_proves_nothing():
    assert not held({"a": scored({}), "b": {"failure": "the trace was lost"}})
    assert not held({})
