"""What an op does to a row, whatever any clock says."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.journal.merge import RowState, Setting, contests, laid, made
from mobilink.journal.wire import Op

pytestmark = pytest.mark.pure

ROW = UUID(int=7)
FIRST, SECOND, THIRD = b"\x01" * 32, b"\x02" * 32, b"\x03" * 32
names = st.sampled_from(["day", "state", "venue"])


class Story(dict):
    """(entry) → (time, base), told of every field alike."""

    def setting(self, row, name, entry):
        return Setting((self[entry][0], entry), self[entry][1]) if entry in self else None

    def is_built_on(self, row, name, entry):
        return any(base == entry for _, base in self.values())


def change(fields, base=None):
    return Op("outing", ROW.bytes, fields, base or {})


def standing(value, entry):
    return RowState({"day": value}, 3, {"day": entry.hex()})


def test_a_change_that_names_the_current_entry_meets_no_contest_however_old_its_clock():
    story = Story({FIRST: (2000, b"")})

    assert not contests(
        ROW, standing("15", FIRST), change({"day": "21"}, {"day": FIRST}), (1, SECOND), story
    )


def test_of_two_that_did_not_know_each_other_the_later_wins_and_the_other_is_told():
    story = Story({SECOND: (2000, FIRST), FIRST: (1000, b"")})
    older = change({"day": "22"}, {"day": FIRST})

    [lost] = contests(ROW, standing("21", SECOND), older, (1500, THIRD), story)
    [won] = contests(ROW, standing("21", SECOND), older, (2500, THIRD), story)

    assert (lost.is_lost, won.is_lost) == (True, False)
    assert lost.current == SECOND


def test_a_change_built_on_one_that_lost_still_yields_to_what_its_author_had_not_seen():
    story = Story({FIRST: (1000, b""), SECOND: (2000, b""), THIRD: (1500, FIRST)})

    [contest] = contests(
        ROW, standing("x", SECOND), change({"day": "y"}, {"day": THIRD}), (1600, b"\4"), story
    )

    assert contest.is_lost


def test_what_comes_after_something_that_was_built_on_it_never_wins():
    story = Story({SECOND: (5, THIRD), FIRST: (1000, b"")})

    [contest] = contests(ROW, standing("x", FIRST), change({"day": "y"}), (9999, THIRD), story)

    assert contest.is_lost


def test_two_people_may_change_different_fields_of_one_row():
    state = made(Op("outing", None, {"day": "14", "venue": "park"}), 1)

    state = laid(state, change({"day": "15"}), FIRST, 2)
    state = laid(state, change({"venue": "market"}), SECOND, 3)

    assert state.fields == {"day": "15", "venue": "market"}
    assert state.versions == {"day": FIRST.hex(), "venue": SECOND.hex()}


def test_a_row_that_is_made_after_it_was_changed_keeps_the_change():
    stub = laid(None, change({"day": "15"}), FIRST, 1)

    whole = laid(stub, Op("outing", None, {"day": "14", "venue": "park"}), SECOND, 2)

    assert whole.fields == {"day": "15", "venue": "park"}


@given(st.dictionaries(names, st.integers()), st.dictionaries(names, st.integers()), st.sets(names))
def test_laying_never_changes_the_state_it_was_given_and_leaves_what_was_lost(
    before, offered, lost
):
    state = RowState(dict(before), 1, {name: FIRST.hex() for name in before})

    after = laid(state, change(offered), SECOND, 2, lost)

    assert (state.fields, state.revision) == (before, 1)
    assert after.fields == before | {name: v for name, v in offered.items() if name not in lost}
