"""Vacancies: taken over whole, judged on the day it is here. All firms are made up."""

from datetime import date, timedelta

import pytest

from mobilink.basics.errors import Refused
from mobilink.guidance import queries
from mobilink.guidance.models import CountryStatus, Vacancy
from mobilink.guidance.registers import COUNTRIES, RECRUITERS, VACANCIES
from mobilink.journal.safety.rebuild import verify

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _today(on):
    """At first it is the first of July."""
    on(TODAY)


def shown(day=TODAY):
    return [post.vacancy.title for post in queries.board(day).posts]


@pytest.fixture
def is_still_told():
    """Whether the journal tells all that was written since; the demo's own rows were put aside."""
    before = verify().differences
    return lambda: verify().differences == before


def test_a_list_is_taken_over_and_again_changes_nothing(take_vacancies, is_still_told):
    take_vacancies({"title": "Tukang las"}, {"title": "Perawat"})
    before = dict(Vacancy.objects.values_list("pk", "revision"))
    take_vacancies({"title": "Tukang las"}, {"title": "Perawat"})

    assert dict(Vacancy.objects.values_list("pk", "revision")) == before
    assert shown() == ["Perawat", "Tukang las"]
    assert is_still_told()


def test_what_a_newer_list_does_not_name_is_gone_and_comes_back_with_its_own_address(
    take_vacancies, on
):
    take_vacancies({"title": "Tukang las"}, {"title": "Perawat"})
    nurse = Vacancy.objects.get(title="Perawat")

    on(TODAY + timedelta(days=7))
    take_vacancies({"title": "Tukang las"})
    nurse.refresh_from_db()
    assert nurse.gone_on == TODAY + timedelta(days=7)
    assert queries.post(nurse.pk, TODAY).verdict.why == "gone"

    take_vacancies({"title": "Perawat", "sip2mi": "j -2"})
    nurse.refresh_from_db()
    assert (nurse.gone_on, nurse.retrieved_on) == (None, TODAY + timedelta(days=7))


def test_a_list_of_another_day_that_says_the_same_counts_as_unchanged(take_vacancies, on):
    take_vacancies({"title": "Perawat"})
    fields = {
        name: value for name, value in vars(Vacancy.objects.get()).items()
        if name not in ("id", "_state", "revision", "versions", "retrieved_on", "gone_on")
    }  # fmt: skip
    on(TODAY + timedelta(days=7))

    taken = VACANCIES.take_over([fields], as_at=TODAY + timedelta(days=7))

    assert (taken.new, taken.changed, taken.unchanged, taken.gone) == (0, 0, 1, 0)
    assert Vacancy.objects.get().retrieved_on == TODAY + timedelta(days=7)


def test_an_older_list_an_empty_one_and_one_of_a_day_to_come_are_refused(take_vacancies):
    take_vacancies({"title": "Perawat"})

    for rows, day, said in (
        ([{"title": "X", "sip2mi": "1"}], TODAY - timedelta(days=1), "lebih baru"),
        ([{"title": "X", "sip2mi": "1"}], TODAY + timedelta(days=1), "belum tiba"),
        ([], TODAY, "tidak memuat satu lowongan pun"),
    ):
        with pytest.raises(Refused, match=said):
            VACANCIES.take_over(rows, as_at=day)
    assert Vacancy.objects.get().gone_on is None


def test_with_the_clock_a_month_ahead_what_has_lapsed_is_gone_without_a_network(take_vacancies, on):
    take_vacancies({"title": "Tukang las"}, {"title": "Perawat", "closes_on": date(2026, 12, 1)})
    later = TODAY + timedelta(days=31)
    on(later)

    assert shown(TODAY) == ["Perawat", "Tukang las"]
    assert shown(later) == ["Perawat"]
    assert queries.board(later).hidden == {"closed": 1}


def test_a_licence_that_ends_within_the_month_takes_its_vacancies_along(take_vacancies):
    take_vacancies({"closes_on": date(2026, 12, 1)})
    ends = {"name": "PT Karya Contoh", "sip3mi": "C-1", "valid_to": date(2026, 7, 15)}
    RECRUITERS.take_over([ends], as_at=TODAY)

    assert shown(date(2026, 7, 15)) == ["Tukang las"]
    assert shown(date(2026, 7, 16)) == []
    assert queries.board(date(2026, 7, 16)).hidden == {"recruiter-lapsed": 1}


def test_what_is_hidden_is_counted_by_its_reason(take_vacancies):
    take_vacancies(
        {"recruiter": "PT Bahari Misal", "sip3mi": "C-2"},
        {"sip3mi": "C-9"},
        {"sip3mi": "C-9", "title": "Perawat"},
        {"country": "KH"},
        {"title": "Juru masak"},
    )

    board = queries.board(TODAY)
    assert [post.vacancy.title for post in board.posts] == ["Juru masak"]
    assert board.hidden == {
        "recruiter-suspended": 1, "recruiter-unknown": 2, "country-unknown": 1,
    }  # fmt: skip


def test_a_country_that_closes_hides_from_that_day_on(take_vacancies, is_still_told):
    take_vacancies({"country": "MY"}, {"country": "SG", "title": "Perawat"})
    closed = {"country": "MY", "status": "closed", "valid_from": TODAY + timedelta(days=5)}

    COUNTRIES.take_over([closed | {"source": "Contoh"}], as_at=TODAY)

    assert shown(TODAY + timedelta(days=4)) == ["Perawat", "Tukang las"]
    assert shown(TODAY + timedelta(days=5)) == ["Perawat"]
    assert is_still_told()


def test_a_status_told_anew_replaces_the_one_of_its_scope_and_day(take_vacancies):
    take_vacancies({})
    again = {"country": "MY", "status": "open", "valid_from": TODAY, "source": "Contoh"}
    until = TODAY + timedelta(days=3)

    assert COUNTRIES.take_over([again], as_at=TODAY).unchanged == 1
    assert COUNTRIES.take_over([again | {"valid_to": until}], as_at=TODAY).changed == 1
    assert CountryStatus.objects.get(country="MY").valid_to == until
    assert shown(until + timedelta(days=1)) == []


def test_full_ones_stand_behind_those_with_places(take_vacancies):
    take_vacancies({"title": "A", "left_any": 0}, {"title": "B", "left_any": 2})

    posts = queries.board(TODAY).posts
    assert [(post.vacancy.title, post.verdict.state) for post in posts] == [
        ("B", "shown"), ("A", "full"),
    ]  # fmt: skip


def test_a_long_board_asks_as_few_questions_as_a_short_one(
    take_vacancies, django_assert_num_queries
):
    take_vacancies(*({"title": f"Pekerjaan {number}"} for number in range(120)))

    with django_assert_num_queries(4):
        assert len(queries.board(TODAY).posts) == 120
