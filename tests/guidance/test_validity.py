"""What holds on a day, by the clock of the device that is asked."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.guidance import validity

pytestmark = pytest.mark.pure

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def version(number, valid_from=None, valid_to=None, review_by=JULY):
    return SimpleNamespace(
        number=number, valid_from=valid_from, valid_to=valid_to, review_by=review_by
    )


def told(day, *versions):
    version = validity.in_force(versions, day)
    return version and version.number


def test_the_newest_version_that_has_begun_is_told():
    first, second = version(1), version(2, valid_from=JUNE)

    assert [told(day, first, second) for day in (MAY, JUNE, JULY)] == [1, 2, 2]


def test_a_version_is_told_on_its_last_day_and_not_after():
    until = version(1, valid_to=JUNE)

    assert told(JUNE, until) == 1
    assert told(JUNE + timedelta(1), until) is None


def test_what_was_replaced_does_not_come_back_when_its_successor_lapses():
    assert told(JULY, version(1), version(2, valid_to=JUNE)) is None


def test_review_is_overdue_the_day_after():
    assert not validity.is_overdue(version(1), JULY)
    assert validity.is_overdue(version(1), JULY + timedelta(1))


def test_each_version_stands_somewhere_among_its_like():
    versions = [
        version(1), version(2, valid_to=JUNE), version(3, valid_from=JULY + timedelta(9)),
    ]  # fmt: skip

    assert [validity.state(one, versions, MAY) for one in versions] == ["replaced", "told", "ahead"]
    assert validity.state(versions[1], versions, JULY) == "lapsed"
    assert validity.state(versions[1], versions[:2], MAY) == "told"
    old = version(1)
    assert validity.state(old, [old], JULY + timedelta(1)) == "overdue"


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
maybe = st.none() | days


@st.composite
def stories(draw):
    number = draw(st.integers(1, 5))
    return [version(each, draw(maybe), draw(maybe), draw(days)) for each in range(number)]


@given(stories(), days)
def test_nothing_is_told_before_its_first_day_or_after_its_last(versions, day):
    current = validity.in_force(versions, day)

    if current is not None:
        assert current.valid_from is None or current.valid_from <= day
        assert current.valid_to is None or day <= current.valid_to


@given(stories(), days)
def test_exactly_the_version_in_force_stands_as_told(versions, day):
    states = {version.number: validity.state(version, versions, day) for version in versions}
    current = validity.in_force(versions, day)

    standing = [number for number, state in states.items() if state in ("told", "overdue")]
    assert standing == ([current.number] if current else [])


@given(stories(), stories(), days)
def test_things_do_not_disturb_each_other(versions, others, day):
    mixed = [(1, version) for version in versions] + [(2, version) for version in others]
    rows = [SimpleNamespace(thing=thing, **vars(version)) for thing, version in mixed]

    rows_in_force = validity.each_in_force(rows, day, thing=lambda row: row.thing)

    alone = [validity.in_force(each, day) for each in (versions, others)]
    assert [row.number for row in rows_in_force] == [version.number for version in alone if version]
