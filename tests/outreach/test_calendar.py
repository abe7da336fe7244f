"""When a recurring slot comes round, and what to beware of on its dates."""

from calendar import Calendar
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.outreach import calendar
from mobilink.outreach.calendar import (
    WEEKS,
    Caution,
    Holiday,
    Hours,
    Proposal,
    Rule,
    TimeToAvoid,
    cautions,
    dates,
    missed_months,
    proposals,
)

FRIDAY = date(2019, 7, 19)
FASTING_FRIDAY = date(2019, 5, 17)
INDEPENDENCE = date(2019, 8, 17)
SECOND_SUNDAY = Rule(weekday=6, weeks=(2,), since=date(2018, 8, 1))
FIFTH_SUNDAY = Rule(6, (5,), SECOND_SUNDAY.since)
DAWN = Hours(time(6), time(9))
NOON = Hours(time(11, 30), time(13, 30))
HOLIDAYS = (
    Holiday(date(2019, 6, 4), "Cuti Bersama Hari Raya Idul Fitri", "shared_leave"),
    Holiday(date(2019, 6, 5), "Hari Raya Idul Fitri", "national"),
    Holiday(date(2019, 6, 6), "Hari kedua dari Hari Raya Idul Fitri", "national"),
    Holiday(date(2019, 8, 11), "Hari Raya Idul Adha", "national"),
    Holiday(INDEPENDENCE, "Hari Kemerdekaan Republik Indonesia", "national"),
)


HOLIDAY = TimeToAvoid("holiday", holiday="national")
LEAVE = TimeToAvoid("shared_leave", holiday="shared_leave")
PRAYERS = TimeToAvoid(
    "friday_prayers", weekday=4, hours=(time(11, 30), time(13, 30)), instead=time(15, 30)
)
RAMADAN = TimeToAvoid(
    "ramadan",
    periods=((date(2019, 5, 6), date(2019, 6, 4)),),
    hours=(time.min, time(16)),
    instead=time(16),
)
CEREMONY = TimeToAvoid(
    "independence_day",
    month_and_day=(8, 17),
    hours=(time(7), time(11)),
    instead=time(15, 30),
)
AVOIDED = (HOLIDAY, LEAVE, PRAYERS, RAMADAN, CEREMONY)


def codes(day: date, hours: Hours) -> list[str]:
    return [each.code for each in cautions(day, hours, HOLIDAYS, AVOIDED)]


def august(rule: Rule, *taken: int, since: int = 1, until: int = 31) -> list[Proposal]:
    first, last = date(2019, 8, since), date(2019, 8, until)
    return proposals(
        rule, DAWN, first, last, HOLIDAYS, AVOIDED, {first.replace(day=nth) for nth in taken}
    )


class TestTheRhythm:
    def test_the_second_sunday_comes_once_a_month(self) -> None:
        days = dates(SECOND_SUNDAY, date(2019, 7, 1), date(2019, 9, 30))
        assert days == [date(2019, 7, 14), date(2019, 8, 11), date(2019, 9, 8)]

    def test_a_fifth_sunday_comes_only_in_months_that_have_one(self) -> None:
        days = dates(FIFTH_SUNDAY, date(2019, 1, 1), date(2019, 6, 30))
        assert days == [date(2019, 3, 31), date(2019, 6, 30)]

    def test_the_last_friday_may_be_the_fourth_or_the_fifth(self) -> None:
        days = dates(Rule(4, (-1,), date(2018, 8, 1)), date(2019, 5, 1), date(2019, 6, 30))
        assert days == [date(2019, 5, 31), date(2019, 6, 28)]

    def test_the_first_and_the_last_day_of_a_slot_belong_to_it(self) -> None:
        rule = Rule(6, (), date(2019, 7, 14), date(2019, 7, 28))
        days = dates(rule, date(2019, 1, 1), date(2019, 12, 31))
        assert days == [date(2019, 7, 14), date(2019, 7, 21), date(2019, 7, 28)]

    @pytest.mark.parametrize(("weekday", "weeks"), [(7, ()), (-1, ()), (6, (0,)), (6, (2, 6))])
    def test_one_that_no_month_has_is_refused(self, weekday: int, weeks: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="no such rhythm"):
            Rule(weekday, weeks, SECOND_SUNDAY.since)


class TestTheProposals:
    def test_august_2019_falls_on_idul_adha_and_the_next_sunday_is_named(self) -> None:
        [proposal] = august(SECOND_SUNDAY)
        assert (proposal.day, proposal.day_instead) == (date(2019, 8, 11), date(2019, 8, 18))
        [caution] = proposal.cautions
        assert (caution.code, caution.subject) == ("holiday", "Hari Raya Idul Adha")

    def test_when_the_next_sunday_is_taken_the_one_before_is_named(self) -> None:
        [proposal] = august(SECOND_SUNDAY, 18)
        assert proposal.day_instead == date(2019, 8, 4)

    def test_when_no_sunday_of_the_month_is_free_the_holiday_is_still_warned(self) -> None:
        [proposal] = august(SECOND_SUNDAY, 4, 18, 25)
        assert [(each.code, each.day_instead) for each in proposal.cautions] == [("holiday", None)]

    def test_a_day_already_settled_is_not_proposed_again(self) -> None:
        assert august(SECOND_SUNDAY, 11) == []

    def test_a_date_of_the_rule_itself_is_no_day_instead(self) -> None:
        second, third = august(Rule(6, (2, 3), SECOND_SUNDAY.since))
        assert (second.day_instead, third.cautions) == (date(2019, 8, 4), ())
        assert {each.day_instead for each in august(Rule(6, (), date(2018, 8, 1)))} == {None}

    def test_no_day_before_the_window_or_after_the_slot_is_named(self) -> None:
        [proposal] = august(Rule(6, (2,), date(2018, 8, 1), until=date(2019, 8, 15)), since=5)
        assert proposal.day_instead is None

    def test_a_day_after_the_window_may_be_named_though_none_is_proposed_there(self) -> None:
        [proposal] = august(SECOND_SUNDAY, until=12)
        assert proposal.day_instead == date(2019, 8, 18)
        [proposal] = august(Rule(6, (2, 3), date(2018, 8, 1)), until=12)
        assert proposal.day_instead == date(2019, 8, 4)


class TestTheMissedMonths:
    def test_a_month_with_dates_and_nothing_held_is_missed(self) -> None:
        held = {date(2019, 7, 14), date(2019, 9, 15)}
        months = missed_months(SECOND_SUNDAY, held, date(2019, 7, 1), date(2019, 10, 31))
        assert months == [date(2019, 8, 1), date(2019, 10, 1)]

    def test_a_month_that_lies_only_partly_in_the_window_is_not_judged(self) -> None:
        months = missed_months(SECOND_SUNDAY, (), date(2019, 7, 2), date(2019, 9, 29))
        assert months == [date(2019, 8, 1)]

    def test_a_month_in_which_the_rule_has_no_date_is_not_missed(self) -> None:
        assert missed_months(FIFTH_SUNDAY, (), date(2019, 7, 1), date(2019, 8, 31)) == []


class TestTheHours:
    def test_a_friday_noon_is_warned_of_prayers_and_half_past_three_is_named(self) -> None:
        [caution] = cautions(FRIDAY, NOON, HOLIDAYS, AVOIDED)
        assert caution == Caution(PRAYERS, FRIDAY, start_instead=time(15, 30))

    def test_a_friday_noon_in_ramadan_is_moved_to_four(self) -> None:
        assert codes(FASTING_FRIDAY, NOON) == ["friday_prayers", "ramadan"]
        starts = {each.start_instead for each in cautions(FASTING_FRIDAY, NOON, HOLIDAYS, AVOIDED)}
        assert starts == {time(16)}

    @pytest.mark.parametrize("hours", [DAWN, Hours(part="dawn"), Hours(part="morning")], ids=str)
    def test_the_morning_of_17_august_is_warned_of_the_ceremony(self, hours: Hours) -> None:
        _, caution = cautions(INDEPENDENCE, hours, HOLIDAYS, AVOIDED)
        assert (caution.code, caution.start_instead) == ("independence_day", time(15, 30))

    @pytest.mark.parametrize(
        "hours",
        [
            Hours(part="noon"),
            Hours(time(9), time(11, 31)),
            Hours(time(13, 29)),
            Hours(time(10)),
            Hours(time(13), time(0, 30)),
        ],
        ids=["by part of day", "ends in", "starts in", "end unknown", "past midnight"],
    )
    def test_hours_that_touch_the_friday_prayers_are_warned(self, hours: Hours) -> None:
        assert codes(FRIDAY, hours) == ["friday_prayers"]

    @pytest.mark.parametrize(
        "hours",
        [
            Hours(),
            Hours(part="afternoon"),
            Hours(time(8), time(11, 30)),
            Hours(time(13, 30)),
            Hours(time(8)),
            Hours(time(14), part="noon"),
        ],
        ids=["unknown", "afternoon", "ends before", "starts after", "usual length", "clock wins"],
    )
    def test_hours_clear_of_the_friday_prayers_are_not_warned(self, hours: Hours) -> None:
        assert codes(FRIDAY, hours) == []

    @pytest.mark.parametrize("hours", [Hours(), DAWN, Hours(time(15, 59))], ids=str)
    def test_a_start_before_four_in_ramadan_is_warned_dawn_too(self, hours: Hours) -> None:
        assert codes(date(2019, 5, 12), hours) == ["ramadan"]

    @pytest.mark.parametrize("hours", [Hours(time(16)), Hours(part="evening")], ids=str)
    def test_a_start_from_four_on_in_ramadan_is_not_warned(self, hours: Hours) -> None:
        assert codes(date(2019, 5, 12), hours) == []

    @pytest.mark.parametrize("hours", [Hours(), NOON, Hours(time(5), time(7))], ids=str)
    def test_other_hours_of_17_august_are_only_a_holiday(self, hours: Hours) -> None:
        assert codes(INDEPENDENCE, hours) == ["holiday"]

    def test_an_unknown_part_of_day_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no such part of day: 'brunch'"):
            Hours(part="brunch")


class TestTheHolidays:
    def test_shared_leave_has_its_own_code_and_a_day_instead(self) -> None:
        [caution] = cautions(date(2019, 6, 4), Hours(part="evening"), HOLIDAYS, AVOIDED)
        assert (caution.code, caution.day_instead) == ("shared_leave", date(2019, 6, 11))

    def test_a_holiday_of_a_kind_that_nobody_avoids_is_not_warned(self) -> None:
        assert cautions(INDEPENDENCE, Hours(), HOLIDAYS, (LEAVE, CEREMONY)) == ()


class TestTheTimesToAvoid:
    @pytest.mark.parametrize("hours", [Hours(), DAWN, Hours(part="evening")], ids=str)
    def test_a_whole_day_of_the_week_is_warned_of_whatever_the_hours(self, hours: Hours) -> None:
        closed = TimeToAvoid("closed", weekday=FRIDAY.weekday())
        assert [each.why for each in cautions(FRIDAY, hours, (), (closed,))] == [closed]
        assert cautions(FRIDAY + timedelta(days=1), hours, (), (closed,)) == ()

    def test_a_start_instead_that_meets_another_is_put_off_behind_that_too(self) -> None:
        tea = TimeToAvoid("tea", weekday=4, hours=(time(16), time(17)), instead=time(17))
        starts = {each.start_instead for each in cautions(FRIDAY, NOON, (), (PRAYERS, tea))}
        assert starts == {time(17)}


days = st.dates(date(2018, 1, 1), date(2020, 12, 31))
times = st.times().map(lambda moment: moment.replace(microsecond=0))
hours = st.builds(
    Hours, st.none() | times, st.none() | times, st.sampled_from(list(calendar.PARTS))
)
weeks = st.lists(st.sampled_from(WEEKS), max_size=3).map(tuple)
rules = st.builds(Rule, st.integers(0, 6), weeks, days, st.none() | days)
summer = st.dates(date(2019, 8, 1), date(2019, 9, 30))
off = st.builds(Holiday, summer, st.just("Libur"), st.sampled_from(["national", "shared_leave"]))


class TestTheLaws:
    @given(rules, days, days)
    def test_a_day_is_a_date_of_the_rule_just_when_the_month_sheet_says_so(
        self, rule: Rule, first: date, last: date
    ) -> None:
        named_days = set(dates(rule, first, last))
        for month in {(day.year, day.month) for day in (first, last, rule.since)}:
            column = [week[rule.weekday] for week in Calendar().monthdatescalendar(*month)]
            column = [day for day in column if (day.year, day.month) == month]
            named = {column[n - 1 if n > 0 else n] for n in rule.weeks if n <= len(column)}
            alive = {d for d in column if max(first, rule.since) <= d <= min(last, rule.until or d)}
            assert named_days & set(column) == alive & (named if rule.weeks else alive)

    @given(rules, days, days)
    def test_every_date_has_the_weekday_and_lies_in_the_window_and_the_life_of_the_slot(
        self, rule: Rule, first: date, last: date
    ) -> None:
        named_days = dates(rule, first, last)
        assert named_days == sorted(set(named_days))
        for day in named_days:
            assert day.weekday() == rule.weekday
            assert max(first, rule.since) <= day <= min(last, rule.until or last)

    @given(rules, st.lists(days, min_size=3, max_size=3).map(sorted))
    def test_windows_side_by_side_have_the_dates_of_the_whole(
        self, rule: Rule, bounds: list[date]
    ) -> None:
        parts = [dates(rule, a, b) for a, b in pairwise(bounds)]
        assert {*parts[0], *parts[1]} == set(dates(rule, bounds[0], bounds[-1]))

    @given(rules, st.lists(off, max_size=20), st.sets(summer, max_size=20))
    def test_neither_a_taken_day_nor_a_holiday_is_named_instead(
        self, rule: Rule, holidays: list[Holiday], taken: set[date]
    ) -> None:
        closed = taken | {each.day for each in holidays}
        for each in proposals(
            rule, DAWN, date(2019, 8, 1), date(2019, 9, 30), holidays, AVOIDED, taken
        ):
            assert each.day not in taken
            assert not closed & {caution.day_instead for caution in each.cautions}

    @given(days, hours)
    def test_a_start_named_instead_raises_no_caution_about_its_hour(
        self, day: date, hours: Hours
    ) -> None:
        for each in cautions(day, hours, HOLIDAYS, AVOIDED):
            if each.start_instead:
                again = cautions(day, Hours(each.start_instead), HOLIDAYS, AVOIDED)
                assert not any(caution.start_instead for caution in again)
