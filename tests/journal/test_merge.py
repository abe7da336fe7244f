"""What an op does to a row, whatever any clock says."""

from hypothesis import given
from hypothesis import strategies as st

from mobilink.journal.merge import RowState, changed, made
from mobilink.journal.wire import Op

ROW = bytes(16)
FIRST, SECOND = b"\x01" * 32, b"\x02" * 32
names = st.sampled_from(["day", "state", "venue"])


def change(fields, base=None):
    return Op("outing", ROW, fields, base or {})


def test_a_change_that_names_the_current_entry_applies():
    state, _ = changed(made(Op("outing", None, {"day": "14"}), 1), change({"day": "15"}), FIRST, 2)

    state, losses = changed(state, change({"day": "21"}, {"day": FIRST}), SECOND, 3)

    assert state.fields["day"] == "21"
    assert state.versions["day"] == SECOND.hex()
    assert losses == []


def test_a_change_that_replaces_an_older_value_loses_and_is_told():
    state = RowState({"day": "21"}, 3, {"day": SECOND.hex()})

    after, [loss] = changed(state, change({"day": "22"}, {"day": FIRST}), b"\x03" * 32, 4)

    assert after.fields["day"] == "21"
    assert (loss.field, loss.current, loss.offered) == ("day", "21", "22")


def test_two_people_may_change_different_fields_of_one_row():
    state = made(Op("outing", None, {"day": "14", "venue": "park"}), 1)

    state, first = changed(state, change({"day": "15"}), FIRST, 2)
    state, second = changed(state, change({"venue": "market"}), SECOND, 3)

    assert state.fields == {"day": "15", "venue": "market"}
    assert first == second == []


@given(st.dictionaries(names, st.integers()), st.dictionaries(names, st.integers()))
def test_merging_never_changes_the_state_it_was_given(before, offered):
    state = RowState(dict(before), 1, {name: FIRST.hex() for name in before})

    changed(state, change(offered, dict.fromkeys(offered, FIRST)), SECOND, 2)

    assert state.fields == before
    assert state.revision == 1


@given(st.dictionaries(names, st.integers()), st.dictionaries(names, st.integers()))
def test_every_offered_value_is_current_or_told_as_lost(before, offered):
    state = RowState(dict(before), 1, {name: FIRST.hex() for name in before})

    after, losses = changed(state, change(offered), SECOND, 2)

    lost = {loss.field: loss.offered for loss in losses}
    assert {name: lost.get(name, after.fields.get(name)) for name in offered} == offered
