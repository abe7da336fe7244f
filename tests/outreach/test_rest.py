"""What breaks the rest of somebody who works at outings: the limits, and laws for any days."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.outreach.rest import LIMITS, MOST_DAYS, Shift, breaches

MONDAY = date(2019, 8, 19)
A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def at(day, clock):
    hour, minute = divmod(round(clock * 60), 60)
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)


def shift(nth=0, begins=9, ends=11, leaves=None, **more):
    day = MONDAY + nth * A_DAY
    left = None if leaves is None else at(day, leaves)
    return Shift(day, at(day, begins), at(day, ends), left, **more)


def codes(*shifts, nth=0, **more):
    return [each.code for each in breaches(MONDAY + nth * A_DAY, shifts, **more)]


def test_six_days_in_a_row_are_work_and_the_seventh_takes_the_rest():
    week = [shift(nth) for nth in range(7)]

    assert codes(*week[:6], nth=5) == []
    assert codes(*week, nth=0) == codes(*week, nth=6) == ["days"]
    assert breaches(MONDAY, week)[0].days == 7


def test_a_day_of_rest_between_parts_the_days():
    assert codes(*[shift(nth) for nth in (*range(6), *range(7, 13))], nth=5) == []


def test_days_under_another_order_are_no_rest():
    elsewhere = [MONDAY + nth * A_DAY for nth in range(6)]

    assert codes(shift(6), nth=6, at_work=elsewhere) == ["days"]
    assert codes(shift(6), nth=6, at_work=elsewhere[:-1]) == []


def test_a_day_on_which_nobody_works_at_an_outing_breaks_nothing():
    assert codes(*[shift(nth) for nth in range(1, 9)], nth=0) == []


@pytest.mark.parametrize(("begins", "broken"), [(8, []), (7.9, ["night"])])
def test_a_night_has_eleven_hours_told_on_both_of_its_days(begins, broken):
    late, early = shift(0, 18, 21), shift(1, begins, 12)

    assert codes(late, early, nth=0) == codes(late, early, nth=1) == broken


def test_a_night_is_as_long_as_it_is_left_and_names_the_other_day():
    late, dawn = shift(0, 18, 22), shift(1, 6, 9, leaves=5)

    [breach] = breaches(MONDAY + A_DAY, [late, dawn])

    assert (breach.length, breach.beside) == (7 * AN_HOUR, MONDAY)


def test_two_outings_of_one_day_have_no_night_between_them():
    assert codes(shift(0, 6, 9), shift(0, 16, 18)) == []


@pytest.mark.parametrize(
    ("drives", "ends", "broken"),
    [(False, 18, []), (False, 18.1, ["hours"]), (True, 14, []), (True, 14.1, ["driver_hours"])],
)
def test_a_day_has_twelve_hours_and_a_drivers_eight(drives, ends, broken):
    assert codes(shift(0, 6, ends, drives=drives)) == broken


def test_hours_in_which_two_outings_overlap_count_once():
    assert codes(shift(0, 6, 14), shift(0, 8, 18)) == []
    assert codes(shift(0, 5, 14), shift(0, 8, 18)) == ["hours"]


def test_the_way_there_is_work_and_after_four_hours_of_it_a_driver_rests():
    assert codes(shift(0, 10, 13, leaves=5.9), nth=0) == []
    assert codes(shift(0, 10, 13, leaves=5.9, drives=True)) == ["wheel"]
    assert codes(shift(0, 10, 13, leaves=6, drives=True)) == []


def test_of_hours_that_nobody_knows_nothing_is_said():
    unknown = Shift(MONDAY, at(MONDAY, 6), None, at(MONDAY, 1))

    assert codes(unknown, shift(1, 0, 9)) == []


days = st.integers(-12, 12)
clocks = st.integers(0, 24 * 60).map(lambda minutes: minutes / 60)
shifts = st.lists(
    st.builds(
        lambda nth, hours, drives: shift(nth, min(hours), max(hours), drives=drives),
        days, st.tuples(clocks, clocks), st.booleans(),
    ),
    max_size=25,
)  # fmt: skip
works = st.lists(days.map(lambda nth: MONDAY + nth * A_DAY), max_size=15)


@given(shifts, works, st.randoms())
def test_the_order_in_which_days_are_told_does_not_matter(week, at_work, dice):
    mixed = dice.sample(week, len(week))

    assert breaches(MONDAY, week, at_work) == breaches(MONDAY, mixed, at_work)


@given(shifts, works)
def test_a_run_is_told_where_seven_days_have_no_rest_and_nowhere_else(week, at_work):
    """A judge of its own: some week around the day is worked through."""
    worked = {each.day for each in week} | {*at_work}
    weeks = [[MONDAY + (nth + k) * A_DAY for nth in range(MOST_DAYS + 1)] for k in range(-6, 1)]
    is_worked_through = any({*week} <= worked for week in weeks)

    broken = codes(*week, at_work=at_work)

    assert ("days" in broken) == (is_worked_through and any(each.day == MONDAY for each in week))


@given(shifts)
def test_hours_are_the_minutes_in_which_somebody_works(week):
    """A judge of its own: it looks at each minute of the day."""
    today = [each for each in week if each.day == MONDAY and each.span]
    begin = at(MONDAY, 0)
    minutes = sum(
        any(each.span[0] <= begin + nth * A_MINUTE < each.span[1] for each in today)
        for nth in range(24 * 60)
    )
    limit = "driver_hours" if any(each.drives for each in week if each.day == MONDAY) else "hours"

    long = [each for each in breaches(MONDAY, week) if each.code in ("hours", "driver_hours")]

    expected = minutes * A_MINUTE > LIMITS[limit]
    assert [(each.code, each.length) for each in long] == (
        [(limit, minutes * A_MINUTE)] if expected else []
    )


@given(shifts, st.builds(shift, days))
def test_more_work_never_mends_a_row_of_days(week, another):
    if "days" in codes(*week):
        assert "days" in codes(*week, another)


@given(shifts)
def test_a_short_night_is_told_on_both_of_its_days(week):
    for breach in breaches(MONDAY, week):
        if breach.code == "night":
            assert breach.beside is not None
            others = breaches(breach.beside, week)
            assert (MONDAY, breach.length) in [(each.beside, each.length) for each in others]
