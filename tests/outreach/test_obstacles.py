"""What stands in the way of an approval: said while planning, refused when approving, told after."""

from datetime import date, timedelta

import pytest

from mobilink.fleet.models import Van
from mobilink.outreach import actions, bookings
from mobilink.outreach.errors import CrewAway
from mobilink.outreach.instead import instead_words
from mobilink.outreach.models import Outing
from mobilink.outreach.obstacles import away_between, away_from, not_free
from mobilink.people import absences
from mobilink.people.models import Person
from tests.console.conftest import _sunday, draft, proposal

__all__ = ["_sunday", "draft", "proposal"]
pytestmark = pytest.mark.django_db
SATURDAY = date(2019, 8, 24)


@pytest.fixture
def siti():
    return Person.objects.select_related("unit").get(name="Siti Contoh")


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

    [told] = away_from(proposal)
    assert told.words == (
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

    told = not_free(proposal)[siti.pk]

    assert "ST.77/2019 dari P4TKI Batam" in told
    assert told.endswith("; Pasar Bintan")


def test_those_who_do_the_same_and_are_free_are_named_instead(proposal, siti, away):
    bookings.book(proposal, siti, by=None)
    assert instead_words(proposal, siti) == "Yang kosong pada hari itu: Dewi Contoh, Maya Contoh."

    bookings.book(proposal, Person.objects.get(name="Dewi Contoh"), by=None)
    maya = Person.objects.select_related("unit").get(name="Maya Contoh")
    absences.enter_absence(maya, by=None, kind="training", since=SATURDAY, until=SATURDAY)

    assert instead_words(proposal, siti).startswith("Tidak ada orang lain dari unit itu")


def test_a_month_of_outings_asks_as_often_as_one(draft, siti, away, django_assert_num_queries):
    some = [draft(f"Kegiatan {nth}", day=date(2019, 8, nth)) for nth in range(19, 29)]
    for outing in some:
        bookings.book(outing, siti, by=None)

    with django_assert_num_queries(2):
        found = away_between(some)

    assert [outing.day.day for outing in some if outing.pk in found] == [23, 24]
