"""Figures: what was counted, what was not, and what was taken back."""

from datetime import date

import pytest
from django.utils import translation

from mobilink.booth import actions as booth
from mobilink.insight.export import line_as_data
from mobilink.insight.reports import figures_of, outing_report, window_report
from mobilink.journal.storage.models import Installation
from mobilink.outreach import actions, bookings
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.unknown import Unknown
from mobilink.people.models import Unit
from mobilink.publishing import release

pytestmark = pytest.mark.django_db
JULY = (date(2019, 6, 29), date(2019, 7, 29))


@pytest.fixture
def outing():
    slot = Slot.objects.get(name="Car Free Day Tanjungpinang")
    outing = actions.propose_from_slot(slot, date(2019, 8, 18), by=None)
    actions.approve(outing, by=None)
    return outing


@pytest.mark.both
def test_an_outing_without_a_booth_has_no_figures(outing):
    assert figures_of([outing])[outing.pk].tallies is None


@pytest.mark.parametrize(("taken", "given"), [(None, None), (0, 0), (100, 0)])
@pytest.mark.both
def test_an_open_booth_where_nobody_came_counts_zero_and_leaflets_where_it_had_any(
    outing, taken, given
):
    booth.open_session(outing, by=None, leaflets_taken=taken)

    figures = figures_of([outing])[outing.pk]
    assert (figures.tallies, figures.visits, figures.leaflets) == (0, 0, given)


@pytest.mark.both
def test_paper_tallies_without_a_session_are_counted_and_visits_stay_unrecorded(outing):
    booth.tally(outing, by=None)

    figures = figures_of([outing])[outing.pk]
    assert (figures.tallies, figures.visits) == (1, None)


@pytest.mark.both
def test_facts_taken_back_count_nowhere(outing):
    booth.open_session(outing, by=None, leaflets_taken=50)
    facts = [
        booth.tally(outing, by=None, sex="f"),
        booth.visit(outing, by=None, topics=["cost"], programme="jobs_info", age_band="18-24"),
        booth.hand_out(outing, by=None, quantity=5),
    ]
    for fact in facts:
        booth.undo(fact, by=None)

    figures = figures_of([outing])[outing.pk]
    assert (figures.tallies, figures.visits, figures.leaflets) == (0, 0, 0)
    assert (figures.by_topic, figures.by_programme, figures.by_sex, figures.by_age) == (
        {},
        {},
        {},
        {},
    )


@pytest.mark.both
def test_figures_are_parted_by_topic_programme_sex_and_age(outing):
    booth.visit(outing, by=None, topics=["cost", "recruiter"], programme="jobs_info", sex="f")
    booth.visit(outing, by=None, topics=["cost"], programme="institutional", age_band="18-24")
    booth.visit(outing, by=None)
    booth.tally(outing, by=None, sex="f")

    figures = figures_of([outing])[outing.pk]
    assert (figures.visits, figures.with_topic) == (3, 2)
    assert figures.by_topic == {"cost": 2, "recruiter": 1}
    assert figures.by_programme == {"institutional": 1, "jobs_info": 1}
    assert (figures.by_sex, figures.by_age) == ({"f": 2}, {"18-24": 1})


@pytest.mark.both
def test_totals_sum_what_was_recorded_and_say_by_how_many():
    kept = Outing.objects.get(title="Sosialisasi Kebun Raya")
    for _ in range(3):
        booth.tally(kept, by=None)

    totals = window_report(*JULY).totals
    assert (totals.outings, totals.held, totals.recorded) == (3, 3, 1)
    assert (totals.tallies, totals.visits) == (3, None)


def test_units_bear_the_names_of_the_day():
    batam = Unit.objects.get(code="BATAM")
    line = window_report(*JULY).lines[2]

    assert (line.outing.executing_unit, line.executing_unit) == (batam, "P4TKI Batam")


def test_drafts_and_proposals_are_in_no_report(outing):
    slot = Slot.objects.get(name="Car Free Day Tanjungpinang")
    actions.propose_from_slot(slot, date(2019, 8, 25), by=None)

    days = [line.outing.day for line in window_report(date(2019, 8, 1), date(2019, 8, 31)).lines]
    assert days == [date(2019, 8, 18)]


def test_what_was_really_there_is_told_apart_from_what_was_booked(outing, person):
    tent = window_report(*JULY).lines[2].resources
    bookings.book(outing, person("petugas"), by=None)
    line = outing_report(outing.pk)

    assert {str(one.booked): one.served for one in tent} == {
        "Ayo Batam": True,
        "Tenda lipat Batam": True,
    }
    assert [(str(one.booked), one.served) for one in line.crew] == [("Dewi Contoh", None)]


@pytest.mark.both
def test_a_report_costs_the_same_for_one_outing_and_for_many(django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        report = window_report(date(2019, 1, 1), date(2019, 12, 31))

    assert len(report.lines) == 5


def test_figures_closed_as_partial_say_so_wherever_they_are_read(outing):
    session = booth.open_session(outing, by=None)
    booth.tally(outing, by=None)
    booth.close_session(session, by=None, is_partial=True, note="Hujan deras.")

    line = outing_report(outing.pk)
    exported = line_as_data(line)
    assert (exported["tallies"], exported["partial"], exported["booth_notes"]) == (
        1,
        True,
        ["Hujan deras."],
    )
    [closing] = exported["closings"]
    assert (closing["note"], closing["leaflets_left"]) == ("Hujan deras.", None)


@pytest.mark.both
def test_an_hour_nobody_entered_comes_last_on_its_day(outing):
    plan = {name: getattr(outing, name) for name in actions.OutingPlan.__dataclass_fields__}
    plan |= {"start": None, "end": None, "slot": None}
    unknown = actions.draft_outing(actions.OutingPlan(**plan), by=None)
    actions.propose(unknown, by=None)
    actions.approve(unknown, by=None)

    report = window_report(outing.day, outing.day)
    assert [line.outing for line in report.lines] == [outing, unknown]


@pytest.fixture
def on_a_van_of_batam():
    Installation.objects.update(kind="hub", streams=["team", "unit/BATAM"])


@pytest.mark.usefixtures("on_a_van_of_batam")
def test_a_van_says_of_other_units_that_their_records_are_not_here():
    totals = window_report(*JULY).totals

    assert (totals.tallies, totals.unknown, totals.not_here) == (None, Unknown.NOT_HERE, 2)


@pytest.mark.usefixtures("on_a_van_of_batam")
def test_a_van_drafts_no_release_about_what_it_does_not_hold():
    with pytest.raises(release.NotHere, match="office"), translation.override("en"):
        release.draft(window_report(*JULY))


def test_of_days_ahead_nothing_is_known_yet_and_of_what_was_called_off_nothing_ever(
    outing, monkeypatch
):
    monkeypatch.setattr("mobilink.outreach.unknown.office_day", lambda: outing.day)
    ahead = window_report(outing.day, outing.day)
    actions.cancel(outing, reason="Hujan", by=None)

    assert ahead.totals.unknown == Unknown.NOT_YET
    assert figures_of([Outing.objects.get(pk=outing.pk)])[outing.pk].unknown == Unknown.NEVER
