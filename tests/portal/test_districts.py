"""What a local government sees of its own regency: counts by district, no small one, no other regency."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mobilink.booth import actions as booth
from mobilink.booth.models import Tally, Visit
from mobilink.insight.benefit import SMALLEST, cell, sum_of
from mobilink.insight.districts import districts
from mobilink.journal.actions import commit
from mobilink.outreach import actions as outings
from mobilink.places.models import Venue
from tests.acts import an_act
from tests.partners.letting_in import come_in

pytestmark = pytest.mark.django_db
YEAR = (date(2019, 1, 1), date(2019, 12, 31))
HOME, ELSEWHERE = "21.72", "21.71"


@pytest.fixture
def in_district():
    """`in_district(code)`: a venue of the home regency, or of another, in a district."""

    def make(code, name="Lapangan Contoh"):
        with commit(an_act("enter venue"), by=None) as draft:
            return draft.add(
                Venue, name=name, regency_code=code[:5], district_code=code if code[5:] else ""
            )

    return make


@pytest.fixture
def held(outing):
    """`held(venue, stopped, asked, topic)`: an outing of the past with so many counted."""

    def make(venue, stopped=0, asked=0, topic="", **more):
        day = outing(day=date(2019, 8, 18), venue=venue, **more)
        outings.propose(day, by=None)
        outings.approve(day, by=None)
        session = booth.open_session(day, by=None)
        with commit(an_act("count"), by=None) as draft:
            for _one in range(stopped):
                draft.add(Tally, outing=day, at=session.at)
            for _one in range(asked):
                draft.add(Visit, outing=day, at=session.at, topics=[topic] if topic else [])
        booth.close_session(session, by=None)
        return day

    return make


@pytest.fixture
def government(partner):
    return partner("Pemko Contoh", "government", regency_code=HOME)


def read(client, organisation, query=""):
    return come_in(client, organisation).get(f"/partner/districts/{query}")


def by_name(regency=HOME):
    return {district.name: district for district in districts(regency, *YEAR)}


def test_every_district_stands_there_with_its_outings_hours_and_counts(held, in_district):
    held(in_district("21.72.04"), stopped=12, asked=7, topic="procedure", end=time(11, 30))
    held(in_district("21.72.04"), stopped=6)

    figures_of = by_name()

    assert [*figures_of][:1] == ["Bukit Bestari"]
    district = figures_of["Bukit Bestari"]
    assert (district.held, district.hours, district.timed) == (2, 2.5, 1)
    assert (district.stopped.number, district.stopped.counted, district.stopped.held) == (18, 2, 2)
    assert district.asked.number == 7
    assert [(each.topic.code, each.asked.number) for each in district.topics] == [("procedure", 7)]
    assert figures_of["Tanjung Pinang Kota"].held == 0


def test_a_venue_without_a_district_is_counted_apart(held, in_district):
    before = by_name()[""].held

    held(in_district(HOME), stopped=9)

    assert by_name()[""].held == before + 1


def test_nothing_of_another_regency_is_in_it(held, in_district):
    before = by_name()

    held(in_district("21.71.04"), stopped=50, asked=50)

    assert by_name() == before
    assert "Nongsa" not in by_name()


def test_a_small_count_is_in_no_sum(held, in_district):
    held(in_district("21.72.04"), stopped=20, asked=4, topic="procedure")
    held(in_district("21.72.04"), stopped=3, asked=6, topic="procedure")

    district = by_name()["Bukit Bestari"]

    assert (district.stopped.number, district.stopped.small) == (20, 1)
    assert (district.asked.number, district.asked.small) == (6, 1)
    assert [each.asked.number for each in district.topics] == [6]


@given(st.lists(st.none() | st.integers(0, 40), max_size=8), st.data())
def test_no_difference_of_what_is_told_is_small(counts, data):
    """Whoever knows some of the cells, since they were along, learns no small one from the sum."""
    cells = [cell(count) for count in counts]
    known = data.draw(st.lists(st.sampled_from(cells), unique_by=id) if cells else st.just([]))
    total = sum_of(cells).number or 0

    left = total - (sum_of(known).number or 0)

    assert left == 0 or left >= SMALLEST


def test_the_page_is_the_local_government_s_and_tells_its_own_regency(
    client, government, held, in_district
):
    held(in_district("21.72.04"), stopped=3, asked=8)

    page = read(client, government).content.decode()

    assert "Kota Tanjung Pinang" in page
    assert "Bukit Bestari" in page
    assert "kurang dari 5" in page
    assert "Batam" not in page


def test_a_part_of_a_local_government_sees_the_regency_of_the_whole(client, government, partner):
    part = partner("Dinas Contoh", "government", parent=government)

    assert read(client, part).status_code == 200


@pytest.mark.parametrize(
    ("kind", "regency"), [("recruiter", HOME), ("government", ""), ("ngo", HOME)]
)
def test_who_governs_no_regency_has_no_such_page(client, partner, kind, regency):
    organisation = partner("PT Contoh", kind, regency_code=regency)

    assert read(client, organisation).status_code == 404
    assert "/partner/districts/" not in client.get("/partner/").content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [("?year=2018", 200), ("?year=2020", 404), ("?year=x", 200), ("?year=1999", 404), ("?year=٢٠١٩", 200)],
)  # fmt: skip
def test_another_year_is_asked_for_by_its_number(client, government, query, status):
    assert read(client, government, query).status_code == status


def test_more_outings_cost_no_more_questions(held, in_district):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            districts(HOME, *YEAR)
        return len(seen)

    held(in_district("21.72.04"), stopped=6)
    before = asked()
    held(in_district("21.72.01", "Lapangan Dua"), stopped=6)
    assert asked() == before <= 11
