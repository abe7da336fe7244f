"""What others read of the program: nothing of it goes or changes, and what is new is written down."""

import copy

import pytest

from tests.corpus import declared
from tests.corpus.freeze import added, broken, frozen

EXTEND = "Extend the frozen list: python -m tests.corpus.freeze"


@pytest.fixture(scope="module")
def now():
    return declared.everything(frozen()["acts"])


def test_nothing_that_was_declared_is_missing_or_changed(now):
    assert broken(frozen(), now) == []


def test_what_is_declared_anew_is_in_the_frozen_list(now):
    assert added(frozen(), now) == [], EXTEND


def test_what_goes_is_told_with_its_place(now):
    less = copy.deepcopy(now)
    del less["kinds"]["tally"]["fields"]["sex"]
    less["tables"]["booth_tally"]["sex"] = "TextField"
    less["acts"].remove("record tally")
    less["kinds"]["outing"]["fields"]["state"]["values"].remove("held")

    lines = broken(now, less)

    assert lines == [
        "acts: record tally is not declared any more",
        "kinds: outing: fields: state: values: held is not declared any more",
        "kinds: tally: fields: sex is not declared any more",
        "tables: booth_tally: sex: was CharField(1), and is TextField",
    ]


def test_an_act_that_the_source_says_nowhere_is_seen():
    assert declared.unsayable(["record tally", "take over a list of vacancies"]) == []
    assert declared.unsayable(["dance on the table"]) == ["dance on the table"]
