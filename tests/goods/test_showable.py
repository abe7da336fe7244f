"""When a product must not be shown: the rule that a van applies by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.goods.showable import Bar, Papers, bar

pytestmark = pytest.mark.pure

DAY = date(2019, 8, 1)
NEXT = DAY + timedelta(days=1)
PIRT = Papers("pirt", DAY)


def shown(day=DAY, permits=(PIRT,), **more):
    return bar(day, **{"is_listed": True, "is_food": True, "permits": permits, **more})


def test_food_is_shown_until_the_last_day_of_its_permit_and_not_after():
    assert shown() is None
    assert shown(NEXT) is Bar.LAPSED


def test_a_renewal_brings_it_back_and_another_permit_does_not():
    assert shown(NEXT, [PIRT, Papers("pirt", NEXT)]) is None
    assert shown(NEXT, [PIRT, Papers("bpom", None)]) is Bar.LAPSED


def test_food_without_a_permit_for_food_is_never_shown():
    assert shown(permits=[]) is Bar.NO_PERMIT
    assert shown(permits=[Papers("halal", None)]) is Bar.NO_PERMIT
    assert shown(permits=[], is_food=False) is None


def test_what_is_stale_or_off_the_list_is_not_shown():
    assert shown(best_before=DAY) is None
    assert shown(best_before=DAY - timedelta(days=1)) is Bar.STALE
    assert shown(is_listed=False) is Bar.OFF


papers = st.builds(
    Papers, st.sampled_from(["pirt", "bpom", "halal", "nib"]), st.none() | st.dates()
)


@given(st.lists(papers, max_size=6), st.dates(), st.booleans())
def test_nothing_is_ever_shown_while_a_kind_of_its_permits_has_lapsed(permits, day, is_food):
    if bar(day, is_listed=True, is_food=is_food, permits=permits) is None:
        for kind, _until in permits:
            ends = [until for other, until in permits if other == kind]
            assert any(until is None or until >= day for until in ends)
