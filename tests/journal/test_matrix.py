"""Kind × field × own or another's row × van or phone × shape: the judge and a rule written by hand agree."""

import pytest

from tests.journal.authority_oracle import is_believed
from tests.journal.matrix import World

pytestmark = pytest.mark.lies


def test_the_judge_believes_what_the_rule_says_and_nothing_else():
    world, cases, wrong = World(), 0, []
    for case in world.cases():
        cases += 1
        refusal = world.refusal(case)
        if (not refusal) is not is_believed(case):
            wrong.append((*case[:6], str(case.value)[:20], refusal))

    assert wrong == []
    assert cases >= 5000
