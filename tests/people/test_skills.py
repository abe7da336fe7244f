"""What people can do: taken down, renewed, given up, and how it stands on a day."""

from datetime import date, timedelta

import pytest

from mobilink.people import skills
from mobilink.people.errors import BadSkill, NotAllowed
from mobilink.people.models import Person, Skill
from mobilink.people.skills import Skills, take_down_language, take_down_skill
from tests.acts import an_act

pytestmark = pytest.mark.django_db
TODAY = date(2019, 8, 18)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def sunday(on):
    on(TODAY)


@pytest.fixture
def andi():
    return Person.objects.select_related("unit").get(name="Andi Contoh")


def note(whose, day=TODAY):
    return Skills().notes(day).get(whose.pk, "")


def test_skills_and_languages_are_told_in_a_few_words(andi):
    take_down_language(andi, by=None, language="jv")
    take_down_skill(andi, kind="first_aid", by=None)
    take_down_skill(andi, kind="sim_a", by=None, until=date(2020, 1, 1))
    take_down_skill(andi, kind="other", by=None, name="Mengelas")

    assert note(andi) == "SIM A, P3K, Jawa, Mengelas"


def test_a_licence_is_good_on_its_last_day_and_not_on_the_next(andi):
    take_down_skill(andi, kind="sim_a", by=None, until=TODAY)

    assert (note(andi), Skills().licence_words(andi.pk, TODAY)) == ("SIM A", "")
    assert note(andi, TODAY + A_DAY) == ""
    assert Skills().licence_words(andi.pk, TODAY + A_DAY) == (
        "Masa berlaku SIM A berakhir 18 Agustus 2019."
    )


def test_what_nobody_took_down_is_not_called_lapsed(andi):
    take_down_skill(andi, kind="first_aid", by=None, until=TODAY - A_DAY)

    assert Skills().licence_words(andi.pk, TODAY) == ""


def test_a_renewal_counts_and_a_heavier_class_drives_a_van_too(andi):
    take_down_skill(andi, kind="sim_a", by=None, until=TODAY - A_DAY)
    assert Skills().licence_words(andi.pk, TODAY)

    take_down_skill(andi, kind="sim_b1", by=None, until=TODAY + 90 * A_DAY)
    assert Skills().licence_words(andi.pk, TODAY) == ""
    assert list(Skills().ending(TODAY)) == []

    take_down_skill(andi, kind="sim_a", by=None, until=TODAY + 900 * A_DAY)
    assert note(andi) == "SIM A, SIM B I"


@pytest.mark.parametrize(("days", "is_ending"), [(30, 1), (31, 0), (-1, 1)])
def test_a_licence_that_ends_within_thirty_days_is_told(andi, days, is_ending):
    take_down_skill(andi, kind="sim_a", by=None, until=TODAY + days * A_DAY)

    assert len(list(Skills().ending(TODAY))) == is_ending


def test_what_somebody_can_do_no_longer_stays_as_it_was_told(andi):
    skill = take_down_language(andi, by=None, language="bisindo")
    skills.give_up_skill(skill, by=None)
    assert note(andi) == ""

    take_down_language(andi, by=None, language="bisindo")
    assert note(andi) == "bahasa isyarat (BISINDO)"
    assert [each.is_held for each in Skill.objects.all()] == [True, False, True]


def test_the_same_told_twice_is_one(andi):
    assert take_down_language(andi, by=None, language="en").pk == (
        take_down_language(andi, by=None, language="en").pk
    )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": "sim_a"}, "tertera di kartunya"),
        ({"kind": "language", "name": "kelingon"}, "salah satu bahasa"),
        ({"kind": "other", "name": " "}, "satu dua kata"),
        ({"kind": "sim_a", "until": date(1999, 1, 1)}, "2010"),
    ],
)
def test_what_cannot_be_meant_is_refused(andi, fields, why):
    with pytest.raises(BadSkill, match=why):
        take_down_skill(andi, by=None, **fields)
    assert not Skill.objects.exists()


def test_no_number_of_a_licence_is_kept(andi):
    assert take_down_skill(andi, kind="sim_a", by=None, name="1234", until=TODAY).name == ""


def test_only_who_plans_for_the_unit_takes_down_or_gives_up(andi, person):
    skill = take_down_language(andi, by=person("perencana"), language="en")

    for act in (
        lambda: take_down_language(andi, by=person("pengemudi"), language="ms"),
        lambda: skills.give_up_skill(skill, by=person("batam")),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert note(andi) == "Inggris"


def test_what_a_crew_speaks_is_told_once_each_in_one_query(andi, django_assert_num_queries):
    siti = Person.objects.select_related("unit").get(name="Siti Contoh")
    for speaker, language in ((andi, "jv"), (siti, "en"), (siti, "jv")):
        take_down_language(speaker, by=None, language=language)

    with django_assert_num_queries(1):
        assert Skills().languages([siti.pk, andi.pk]) == ["Inggris", "Jawa"]


def test_who_is_out_of_service_is_not_told_of(andi):
    from mobilink.journal.actions import commit

    take_down_skill(andi, kind="sim_a", by=None, until=TODAY)
    with commit(an_act("put out of service"), by=None) as draft:
        draft.change(andi, is_active=False)

    assert list(Skills().ending(TODAY)) == []
