"""What slots propose from the records, and what cautions say to a person (T1, T20)."""

from datetime import date, time

import pytest
from django.utils import translation

from mobilink.basics.errors import Refused
from mobilink.outreach import actions, slots
from mobilink.outreach.calendar import Hours, cautions
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import holidays_around

pytestmark = pytest.mark.django_db
AUGUST = (date(2019, 8, 1), date(2019, 8, 31))
LATER = date(2026, 1, 1)


@pytest.fixture
def slot():
    return Slot.objects.get(name="Car Free Day Tanjungpinang")


def warned(day, start=None, end=None, part=""):
    holidays = [slots._plain(holiday) for holiday in holidays_around((day, day))]
    return cautions(day, Hours(start, end, part), holidays, slots.times_to_avoid())


def test_idul_adha_is_named_in_the_language_of_the_reader():
    [outlook] = slots.outlook(*AUGUST, today=LATER)
    [proposal] = outlook.proposals
    [caution] = proposal.cautions

    assert proposal.best_day == date(2019, 8, 18)
    assert "11 Agustus 2019" in slots.caution_words(caution)
    with translation.override("en"):
        assert "11 August 2019 is a holiday: Hari Raya Idul Adha" in slots.caution_words(caution)


def test_a_date_that_has_an_outing_is_proposed_no_more(slot):
    actions.propose_from_slot(slot, date(2019, 8, 11), by=None)

    [outlook] = slots.outlook(*AUGUST, today=LATER)
    assert outlook.proposals == []


def test_a_date_moved_within_its_month_is_proposed_no_more(slot):
    actions.propose_from_slot(slot, date(2019, 8, 18), by=None)

    [outlook] = slots.outlook(*AUGUST, today=date(2019, 8, 5))
    assert (outlook.proposals, outlook.missed) == ([], [])


def test_an_outing_proposed_and_never_held_does_not_keep_its_month(slot):
    actions.propose_from_slot(slot, date(2019, 8, 18), by=None)

    [outlook] = slots.outlook(*AUGUST, today=LATER)
    assert outlook.missed == [date(2019, 8, 1)]


def test_july_was_kept_and_june_was_missed():
    [outlook] = slots.outlook(date(2019, 6, 1), date(2019, 7, 31), today=LATER)

    assert outlook.missed == [date(2019, 6, 1)]


def test_a_month_that_is_not_over_is_not_called_missed():
    [outlook] = slots.outlook(*AUGUST, today=date(2019, 8, 5))

    assert outlook.missed == []


def test_a_cancelled_outing_does_not_keep_its_month(slot):
    outing = actions.propose_from_slot(slot, date(2019, 8, 18), by=None)
    actions.cancel(outing, by=None, reason="No permit")

    [outlook] = slots.outlook(*AUGUST, today=LATER)
    assert outlook.missed == [date(2019, 8, 1)]


def test_friday_prayers_push_the_start_to_half_past_three():
    [caution] = warned(date(2019, 7, 19), time(11, 30), time(13, 30))

    assert (caution.code, caution.start_instead) == ("friday_prayers", time(15, 30))
    assert "15.30" in slots.caution_words(caution)


def test_in_ramadan_four_in_the_afternoon_is_proposed():
    codes = {
        each.code: each.start_instead
        for each in warned(date(2019, 5, 10), time(11, 30), time(13, 30))
    }

    assert codes == {"friday_prayers": time(16), "ramadan": time(16)}


def test_the_morning_of_the_seventeenth_of_august_belongs_to_the_ceremony():
    codes = [each.code for each in warned(date(2019, 8, 17), time(8), time(10))]

    assert "independence_day" in codes


def test_a_rhythm_that_no_month_has_is_refused(slot):
    fields = {
        name: getattr(slot, name)
        for name in ("name", "kind", "venue", "owner_unit", "executing_unit")
    }

    with pytest.raises(Refused):
        slots.add_slot(by=None, **fields, weekday=6, weeks=[7], since=date(2019, 1, 1))


def test_the_outlook_costs_the_same_for_a_month_and_for_a_year(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        slots.outlook(date(2019, 1, 1), date(2019, 12, 31), today=LATER)


def test_the_outing_of_the_story_is_counted_to_its_slot(slot):
    assert Outing.objects.get(slot=slot).day == date(2019, 7, 14)
