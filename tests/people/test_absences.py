"""Who is away from when to when, who may say so, and what nobody is asked."""

from datetime import date, timedelta

import pytest

from mobilink.journal.core.errors import Overtaken
from mobilink.journal.safety.queries import story_of
from mobilink.journal.safety.rebuild import verify
from mobilink.people import absences
from mobilink.people.errors import BadAbsence, NotAllowed
from mobilink.people.models import Absence, Person
from mobilink.people.queries import Rights, away_on

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2019, 8, 19), date(2019, 8, 24)
LETTER = {"letter": "ST.77/2019", "issued_by": "P4TKI Batam"}


@pytest.fixture(autouse=True)
def sunday(on):
    on(date(2019, 8, 18))


@pytest.fixture
def siti():
    return Person.objects.select_related("unit").get(name="Siti Contoh")


def leave(person, by=None, **changes):
    fields = {"kind": "leave", "since": FIRST, "until": LAST} | changes
    return absences.enter_absence(person, by=by, **fields)


def test_both_days_belong_to_an_absence(siti):
    leave(siti)

    assert away_on(FIRST)[siti.pk].words == "cuti sampai 24 Agustus 2019"
    assert siti.pk in away_on(LAST)
    assert siti.pk not in away_on(FIRST - timedelta(days=1))
    assert siti.pk not in away_on(LAST + timedelta(days=1))


def test_of_another_task_letter_the_number_and_who_issued_it_are_kept(siti):
    absence = leave(siti, kind="order", **LETTER)

    assert absence.words == (
        "bertugas dengan surat tugas ST.77/2019 dari P4TKI Batam sampai 24 Agustus 2019"
    )


@pytest.mark.parametrize("missing", ["letter", "issued_by"])
def test_another_task_letter_that_nobody_could_find_is_refused(siti, missing):
    with pytest.raises(BadAbsence, match="surat tugas"):
        leave(siti, kind="order", **(LETTER | {missing: " "}))
    assert not Absence.objects.exists()


def test_a_leave_keeps_no_letter_and_has_no_room_for_a_reason(siti):
    assert leave(siti, **LETTER).letter == ""
    kept = {field.name for field in Absence._meta.fields} - {"id", "revision", "versions"}
    assert kept == {"person", "kind", "since", "until", "letter", "issued_by", "is_taken_back"}


def test_the_planner_of_the_unit_enters_any_and_another_person_none(siti, person):
    leave(siti, by=person("perencana"), kind="training")

    with pytest.raises(NotAllowed, match="Jefri Contoh"):
        leave(siti, by=person("batam"))
    assert Absence.objects.count() == 1


def test_everybody_tells_of_their_own_leave_and_of_nothing_else_of_their_own(person):
    dewi = person("petugas")
    mine = leave(dewi, by=dewi)
    absences.end_absence(mine, FIRST, by=dewi)

    with pytest.raises(NotAllowed):
        leave(dewi, by=dewi, kind="order", **LETTER)
    sent = leave(dewi, kind="order", **LETTER)
    with pytest.raises(NotAllowed):
        absences.take_back(sent, by=dewi)


@pytest.mark.parametrize(("name", "kinds"), [("perencana", 3), ("petugas", 1), ("batam", 0)])
def test_a_page_offers_what_an_action_allows(person, name, kinds):
    dewi = person("petugas")

    offered = [kind for kind in Absence.Kind if absences.may_tell(Rights(person(name)), dewi, kind)]

    assert len(offered) == kinds


def test_the_same_absence_sent_twice_is_one(siti):
    assert leave(siti).pk == leave(siti).pk


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"until": FIRST - timedelta(days=1)}, "Periksa lagi"),
        ({"until": FIRST + timedelta(days=367)}, "lebih dari setahun"),
        ({"since": date(2009, 1, 1)}, "Periksa lagi"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(siti, days, why):
    with pytest.raises(BadAbsence, match=why):
        leave(siti, **days)


def test_somebody_comes_back_earlier(siti):
    absence = leave(siti)

    absences.end_absence(absence, date(2019, 8, 21), by=None)

    assert siti.pk in away_on(date(2019, 8, 21))
    assert siti.pk not in away_on(date(2019, 8, 22))
    with pytest.raises(BadAbsence, match="ketidakhadiran baru"):
        absences.end_absence(absence, date(2019, 8, 30), by=None)


def test_what_was_taken_back_counts_for_nothing_and_stays(siti, person):
    absence = leave(siti, by=person("perencana"))

    absences.take_back(absence, by=person("perencana"))

    assert siti.pk not in away_on(FIRST)
    assert Absence.objects.filter(person=siti).count() == 1
    assert [act.action for act in story_of(absence)] == ["take back absence", "enter absence"]
    assert verify().is_equal


def test_two_who_change_one_absence_do_not_overwrite_each_other(siti):
    absence = leave(siti)
    stale = Absence.objects.select_related("person__unit").get(pk=absence.pk)
    absences.end_absence(absence, date(2019, 8, 21), by=None)

    with pytest.raises(Overtaken):
        absences.take_back(stale, by=None)
