"""Every mutant of the table can be made: what it replaces stands there once, and its tests are there."""

import pytest

from tests.mutation.table import HOME, Mutant, mutants

pytestmark = pytest.mark.thorough

MUTANTS = mutants()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.breaks)
def test_a_mutant_replaces_what_stands_once_in_its_file(mutant: Mutant) -> None:
    text = (HOME / "src" / "mobilink" / mutant.file).read_text("utf-8")

    assert text.count(mutant.old) == 1
    assert mutant.old != mutant.new


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.breaks)
def test_a_mutant_names_tests_that_are_there_or_why_none_can_see_it(mutant: Mutant) -> None:
    for test in mutant.tests:
        file, _, name = test.partition("::")
        text = (HOME / "tests" / file).read_text("utf-8")
        assert f"def {name}(" in text or not name

    assert bool(mutant.tests) != bool(mutant.equivalent)


def test_no_two_mutants_break_the_same_and_there_are_enough() -> None:
    assert len({mutant.breaks for mutant in MUTANTS}) == len(MUTANTS) >= 60
