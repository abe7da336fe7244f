"""What stands in the way of an approval: said while planning, refused when approving, told after."""

from datetime import date, time, timedelta

import pytest

from mobilink.fleet.models import Van
from mobilink.outreach import actions, bookings
from mobilink.outreach.crew import Crew, away_between
from mobilink.outreach.errors import CrewAway, RestBroken
from mobilink.outreach.instead import instead_words
from mobilink.outreach.models import Outing
from mobilink.outreach.obstacles import not_free
from mobilink.outreach.queries import bookings_of
from mobilink.outreach.trips import plan_trip
from mobilink.people import absences
from mobilink.people.models import Person
from tests.console.conftest import _sunday, draft, proposal

__all__ = ["_sunday", "draft", "proposal"]
pytestmark = pytest.mark.django_db
SATURDAY = date(2019, 8, 24)


@pytest.fixture
def siti():
    return Person.objects.select_related("unit").get(name="Siti Contoh")


def away_from(outing):
    """The same by both ways: one outing's page, and a month of them."""
    absent = Crew(outing).missing(bookings_of(outing))
    assert away_between([outing]).get(outing.pk, []) == absent
    return absent


@pytest.fixture
def away(siti):
    """Siti is under another task letter over the Saturday of the outing."""
    return absences.enter_absence(
        siti, by=None, kind="order", since=SATURDAY - timedelta(days=1), until=SATURDAY,
        letter="ST.77/2019", issued_by="P4TKI Batam",
    )  # fmt: skip


def test_who_is_away_can_be_planned_and_not_approved_without_a_reason(proposal, siti, away, person):
    bookings.book(proposal, siti, by=person("perencana"))

    with pytest.raises(CrewAway, match=r"Siti Contoh tidak dapat bertugas pada 24 Agustus 2019"):
        actions.approve(proposal, by=person("kepala"), reason=" ")
    assert Outing.objects.get(pk=proposal.pk).state == Outing.State.PROPOSED

    actions.approve(proposal, by=person("kepala"), reason="Datang setelah tugas itu.")
    assert proposal.decisions.get().reason == "Datang setelah tugas itu."


def test_an_absence_that_is_entered_after_the_approval_is_told(proposal, siti, person):
    bookings.book(proposal, siti, by=None)
    actions.approve(proposal, by=person("kepala"))
    assert away_from(proposal) == []

    absences.enter_absence(siti, by=None, kind="leave", since=SATURDAY, until=SATURDAY)

    [absent] = away_from(proposal)
    assert absent.words == (
        "Siti Contoh tidak dapat bertugas pada 24 Agustus 2019, cuti sampai 24 Agustus 2019: "
        "pilih orang lain."
    )


def test_nothing_is_told_of_who_was_freed_is_back_or_takes_no_part(proposal, siti, away):
    booking = bookings.book(proposal, siti, by=None)
    bookings.book(proposal, Van.objects.get(name="Gonggong"), by=None)
    bookings.book(proposal, Person.objects.get(name="Dewi Contoh"), by=None)
    assert [each.person for each in away_from(proposal)] == [siti]

    bookings.release(booking, by=None)

    assert away_from(proposal) == []


def test_an_outing_that_was_called_off_misses_nobody(proposal, siti, away):
    bookings.book(proposal, siti, by=None)
    actions.cancel(proposal, by=None, reason="Hujan")

    assert away_from(proposal) == []


def test_whoever_chooses_sees_why_somebody_is_not_free(proposal, draft, siti, away):
    bookings.book(draft("Pasar Bintan"), siti, by=None)

    why = not_free(Crew(proposal))[siti.pk]

    assert why.startswith("Pasar Bintan; tidak dapat bertugas: ")
    assert "ST.77/2019 dari P4TKI Batam" in why


def test_those_who_do_the_same_and_are_free_are_named_instead(proposal, siti, away):
    bookings.book(proposal, siti, by=None)
    assert instead_words(proposal, siti) == "Yang kosong pada hari itu: Dewi Contoh, Maya Contoh."

    bookings.book(proposal, Person.objects.get(name="Dewi Contoh"), by=None)
    maya = Person.objects.select_related("unit").get(name="Maya Contoh")
    absences.enter_absence(maya, by=None, kind="training", since=SATURDAY, until=SATURDAY)

    assert instead_words(proposal, siti).startswith("Tidak ada orang lain dari unit itu")


def test_a_month_of_outings_asks_as_often_as_one(draft, siti, away, django_assert_num_queries):
    outings = [draft(f"Kegiatan {nth}", day=date(2019, 8, nth)) for nth in range(19, 29)]
    for outing in outings:
        bookings.book(outing, siti, by=None)

    with django_assert_num_queries(2):
        absent = away_between(outings)

    assert [outing.day.day for outing in outings if outing.pk in absent] == [23, 24]


@pytest.fixture
def worked_all_week(draft, siti):
    """Siti works on each of the six days before the Saturday of the outing."""
    for nth in range(18, 24):
        bookings.book(draft(f"Kegiatan {nth}", day=date(2019, 8, nth)), siti, by=None)


def test_a_seventh_day_in_a_row_is_warned_of_and_the_approver_has_the_say(
    proposal, siti, worked_all_week, person
):
    warning = (
        "Siti Contoh: 7 hari bertugas berturut-turut; setelah enam hari harus ada satu hari "
        "istirahat (UU 13/2003 pasal 79)."
    )
    assert not_free(Crew(proposal))[siti.pk] == warning.partition(": ")[2].rstrip(".")
    bookings.book(proposal, siti, by=person("perencana"))

    with pytest.raises(RestBroken, match="atau setujui dengan alasan") as refusal:
        actions.approve(proposal, by=person("kepala"))
    assert str(refusal.value).startswith(warning)

    actions.approve(proposal, by=person("kepala"), reason="Libur diganti hari Senin.")
    assert Crew(proposal).warnings(bookings_of(proposal)) == [warning]


def test_a_day_on_which_somebody_was_not_there_or_that_was_called_off_is_no_work(
    proposal, siti, worked_all_week
):
    missed, off = Outing.objects.filter(day__in=["2019-08-20", "2019-08-22"])
    actions.cancel(off, by=None, reason="Hujan")
    assert Crew(proposal).tired(siti.pk) == []

    actions.cancel(proposal, by=None, reason="Hujan")
    assert Crew(proposal).warnings(bookings_of(missed)) == []


def test_a_drivers_day_is_as_long_as_the_way_and_the_outing(proposal, person):
    driver = Person.objects.get(name="Andi Contoh")
    plan_trip(proposal, by=None, leave_at=time(4, 30))
    bookings.book(proposal, driver, by=None, duty="driver")

    assert Crew(proposal).warnings(bookings_of(proposal)) == [
        "Andi Contoh: 4,5 jam di perjalanan ke sana; setelah empat jam pengemudi istirahat "
        "setengah jam (UU 22/2009 pasal 90)."
    ]

    actions.revise_outing(proposal, by=None, end=time(13))
    assert "8,5 jam bertugas pada hari ini" in Crew(proposal).warnings(bookings_of(proposal))[0]


def test_a_short_night_names_the_other_day(proposal, draft, siti):
    evening = draft("Pasar malam", day=date(2019, 8, 23), start=time(19), end=time(22, 10))
    bookings.book(evening, siti, by=None)
    bookings.book(proposal, siti, by=None)

    assert Crew(proposal).warnings(bookings_of(proposal)) == [
        "Siti Contoh: jeda 10,8 jam saja dengan tugas 23 Agustus 2019; sebaiknya sebelas jam."
    ]


def test_a_training_of_six_days_is_no_rest(proposal, siti):
    first = SATURDAY - timedelta(days=6)
    until = SATURDAY - timedelta(days=1)
    absences.enter_absence(siti, by=None, kind="training", since=first, until=until)

    assert Crew(proposal).tired(siti.pk)[0].startswith("7 hari bertugas")


def test_the_crew_around_an_outing_costs_the_same_few_queries(
    proposal, siti, worked_all_week, django_assert_num_queries
):
    with django_assert_num_queries(4):
        crew = Crew(proposal)
        crew.notes()
