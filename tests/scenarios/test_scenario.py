"""The story as loaded: real places and dates, invented people, nothing twice."""

from datetime import timedelta

import pytest

from mobilink.guidance import queries
from mobilink.guidance.models import Vacancy
from mobilink.journal.safety.queries import story_of
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from mobilink.people.queries import absences_within, office_day
from mobilink.people.skills import Skills
from mobilink.places.actions import BadVenue, add_venue
from mobilink.places.models import Region, Venue
from mobilink.scenarios import answers, crew, loading

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing():
    before = Outing.objects.count()

    assert loading.load("kepri-2019") is False
    assert Outing.objects.count() == before


def test_every_person_of_the_demo_is_visibly_invented():
    assert all("Contoh" in name for name in Person.objects.values_list("name", flat=True))


def test_every_outing_names_its_source():
    assert all(Outing.objects.values_list("source", flat=True))


def test_regions_are_those_of_the_province_and_all_regencies_of_the_country():
    levels = {level: Region.objects.filter(level=level).count() for level in Region.Level}

    assert levels == {"province": 38, "regency": 514, "district": 80, "village": 419}


def test_a_place_without_a_measured_point_has_none():
    assert not Venue.objects.get(name="Pasar Baru Tanjungpinang").has_point


def test_the_story_of_an_outing_begins_with_its_registration():
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")

    assert [act.action for act in story_of(outing)][-1] == "register held outing"


def test_a_garden_south_of_the_equator_is_proposed_north():
    garden = {"name": "Kebun", "regency_code": "21.71", "lon": "104.07833"}

    with pytest.raises(BadVenue, match=r"1\.17278"):
        add_venue(by=None, **garden, lat="-1.17278")
    assert add_venue(by=None, **garden, lat="1.17278").has_point


def test_half_a_point_is_refused():
    with pytest.raises(BadVenue):
        add_venue(by=None, name="Dermaga", regency_code="21.72", lat="0.9")


def test_the_vacancies_of_the_demo_are_invented_and_each_is_shown_or_hidden_for_its_reason():
    answers.load("kepri-2019")

    board = queries.board(office_day())
    assert len(board.posts) == 8
    assert board.hidden == {
        "closed": 1, "country-closed": 1, "recruiter-suspended": 1,
        "recruiter-partly-suspended": 1, "recruiter-revoked": 1,
    }  # fmt: skip
    assert all(
        number.startswith("CONTO") for number in Vacancy.objects.values_list("sip2mi", flat=True)
    )


def test_the_crew_of_the_demo_has_a_leave_a_licence_near_its_end_and_a_volunteer():
    crew.load("kepri-2019")

    volunteer = Person.objects.get(engaged_as="volunteer")
    assert "Contoh" in volunteer.name
    assert volunteer.roles.get().until - office_day() == timedelta(days=10)
    [leave] = absences_within(office_day(), office_day() + timedelta(days=7))
    assert (leave.person.name, leave.kind) == ("Siti Contoh", "leave")
    [ending] = Skills().ending(office_day())
    assert (ending.person.name, str(ending)) == ("Andi Contoh", "SIM A")
