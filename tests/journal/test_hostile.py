"""Row 68: whatever bytes come, they are kept whole or refused by name, in flat memory."""

import json
import subprocess
import sys

import pytest

from mobilink.journal.simulation import hostile, specimens

pytestmark = pytest.mark.pure


def test_honest_specimens_are_accepted():
    assert {hostile.read(one.sort, one.data) for one in specimens.specimens()} == {"accepted"}


def test_row_68_hostile_inputs_give_only_refusals_by_name_in_flat_memory():
    words = [sys.executable, "-m", "mobilink", "simulate", "--hostile", "15000", "--json"]
    outcome = json.loads(subprocess.run(words, capture_output=True, check=False).stdout)

    assert outcome["escaped"] == []
    assert set(outcome["ended"]) == {"accepted", "malformed", "not_storable", "forged"}
    early, late = outcome["memory"]
    assert late - early < 8  # MB; a process of its own, so that no other test made the peak


def test_an_input_is_the_same_again():
    samples = specimens.specimens()

    assert hostile.hurt(samples, 77)[1] == hostile.hurt(samples, 77)[1]


def test_an_error_that_is_no_refusal_is_told_with_its_number(monkeypatch):
    def careless(data):
        raise KeyError("row")

    monkeypatch.setitem(hostile._READERS, "segment", careless)

    outcome = hostile.attack(100, first=40)

    assert {ending for _, ending in outcome.escaped} == {"escaped: KeyError: 'row'"}
    assert all(40 <= number < 140 for number, _ in outcome.escaped)
