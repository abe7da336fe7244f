"""What an op does to a row, whatever any clock says."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.journal.core.merge import (
    DELETED,
    RowState,
    Setting,
    contests,
    seen,
    state_after,
)
from mobilink.journal.core.wire import Op

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
    state = RowState({"day": "14", "venue": "park"}, 1)

    state = state_after(state, change({"day": "15"}), FIRST, 2)
    state = state_after(state, change({"venue": "market"}), SECOND, 3)

    assert state.fields == {"day": "15", "venue": "market"}
    assert state.versions == {"day": FIRST.hex(), "venue": SECOND.hex()}


def test_a_row_that_is_made_after_it_was_changed_keeps_the_change():
    stub = state_after(None, change({"day": "15"}), FIRST, 1)

    whole = state_after(stub, Op("outing", None, {"day": "14", "venue": "park"}), SECOND, 2)

    assert whole.fields == {"day": "15", "venue": "park"}


@given(st.dictionaries(names, st.integers()), st.dictionaries(names, st.integers()), st.sets(names))
def test_laying_never_changes_the_state_it_was_given_and_leaves_what_was_lost(
    before, offered, lost
):
    state = RowState(dict(before), 1, {name: FIRST.hex() for name in before})

    after = state_after(state, change(offered), SECOND, 2, lost)

    assert (state.fields, state.revision) == (before, 1)
    assert after.fields == before | {name: v for name, v in offered.items() if name not in lost}


class Ledger:
    """What an office knows of one row: `contests` and `state_after` fold each change that it orders."""

    def __init__(self, state=None, entries=None):
        self.state = state or RowState({"day": 0}, 1)
        self.told = entries or {}

    def setting(self, row, name, entry):
        time, op = self.told.get(entry, (0, None))
        return Setting((time, entry), op.base.get(name, b"")) if op and name in op.fields else None

    def is_built_on(self, row, name, entry):
        return any(op.base.get(name) == entry for _, op in self.told.values())

    def and_then(self, entry, time, op):
        contested = contests(ROW, self.state, op, (time, entry), self)
        lost = {contest.field for contest in contested if contest.is_lost}
        state = state_after(self.state, op, entry, 2, lost)
        return Ledger(state, self.told | {entry: (time, op)})


def script(writer, acts, time, pace):
    """One writer's changes; each sees the row as that writer's own changes left it."""
    state, changes = Ledger().state, []
    for number, fields in enumerate(acts):
        entry = bytes([writer, number]) * 16
        op = Op("outing", ROW.bytes, fields, seen(state.versions, fields))
        state = state_after(state, op, entry, None)
        changes.append((entry, time + pace * number, op))
    return changes


def every_end(scripts, ledger):
    """The ledger after each order in which all changes may come, each writer's in its own order."""
    if not any(scripts):
        yield ledger
    for place, script in enumerate(scripts):
        if script:
            rest = [*scripts[:place], script[1:], *scripts[place + 1 :]]
            yield from every_end(rest, ledger.and_then(*script[0]))


def test_whatever_the_order_the_latest_of_three_writers_four_changes_each_stands():
    scripts = [script(w, [{"day": 10 * w + n} for n in range(4)], w, 3) for w in (1, 2, 3)]
    latest = max((time, entry) for some in scripts for entry, time, _ in some)[1]

    ends = list(every_end(scripts, Ledger()))

    assert len(ends) == 34_650
    assert {end.state.versions["day"] for end in ends} == {latest.hex()}


@pytest.mark.parametrize("pace", [1, 0, -7])
def test_no_writer_loses_to_itself_and_nobody_deletes_what_was_not_seen(pace):
    """Three writers, four changes each, in all orders, with clocks that go on, stand or go back."""
    acts = [
        [{"day": 1}, {DELETED: True}, {DELETED: False}, {"day": 2}],
        [{DELETED: True}, {"day": 3}, {DELETED: True}, {DELETED: False}],
        [{"day": 4}, {"day": 5}, {DELETED: True}],
    ]
    scripts = [script(writer, some, 10 * writer, pace) for writer, some in enumerate(acts, 1)]
    last = {entry[0]: entry for some in scripts for entry, _, op in some if "day" in op.fields}

    for end in every_end(scripts, Ledger()):
        day, deletion = (bytes.fromhex(end.state.versions.get(f, "")) for f in ("day", DELETED))
        assert day == last[day[0]]
        assert not end.state.fields.get(DELETED) or deletion[0] == day[0]


def test_a_change_that_lost_every_field_does_not_bring_a_row_back():
    state = RowState({"day": 1, DELETED: True}, 1, {"day": FIRST.hex(), DELETED: SECOND.hex()})

    assert state_after(state, change({"day": 2}), THIRD, 2, {"day"}).fields[DELETED] is True
    assert DELETED not in state_after(state, change({"day": 2}), THIRD, 2).fields


def test_a_change_of_a_row_that_was_taken_back_leaves_who_took_it_back():
    kept = RowState({"day": 1, DELETED: False}, 1, {"day": FIRST.hex(), DELETED: SECOND.hex()})

    assert state_after(kept, change({"day": 2}), THIRD, 2).versions[DELETED] == SECOND.hex()


def test_who_deletes_names_everything_that_was_seen_and_who_changes_only_that():
    versions = {"day": FIRST.hex(), "state": SECOND.hex()}

    assert seen(versions, {"day": 2}) == {"day": FIRST}
    assert seen(versions, {DELETED: True}) == {"day": FIRST, "state": SECOND, DELETED: b""}


def test_who_had_seen_the_latest_is_not_older_for_a_clock_that_went_back():
    """Its author had seen a value that is later than the one that stands, which nobody had told it of."""
    story = Story({FIRST: (3000, b""), SECOND: (2000, b"")})

    [contest] = contests(
        ROW, standing("x", SECOND), change({"day": "y"}, {"day": FIRST}), (1000, THIRD), story
    )

    assert not contest.is_lost


@pytest.mark.parametrize("as_kept", [{"deleted": False, "note": ""}, {}])
def test_what_was_made_empty_before_its_row_came_stays_empty_however_it_is_kept(as_kept):
    """A table leaves at home what is nothing: its version stands, and no value."""
    versions = {name: FIRST.hex() for name in ("deleted", "note")}
    maker = Op("outing", None, {"title": "Pasar Bintan", "note": "by the sea"}, {})

    made = state_after(RowState(as_kept, 3, versions), maker, SECOND, 4)

    assert made.versions == versions
    assert (made.fields["title"], made.fields.get("note") or "") == ("Pasar Bintan", "")
    assert not made.fields.get("deleted")


@pytest.mark.parametrize("as_kept", [{"deleted": False}, {}])
def test_of_two_who_brought_a_row_back_the_later_stands_however_it_is_kept(as_kept):
    story = Story({FIRST: (1000, b""), SECOND: (2000, FIRST)})
    back = change({"deleted": False}, {"deleted": FIRST})
    state = RowState(as_kept, 3, {"deleted": SECOND.hex()})

    [older] = contests(ROW, state, back, (1500, THIRD), story)
    [later] = contests(ROW, state, back, (2500, THIRD), story)

    assert (older.is_lost, later.is_lost) == (True, False)
