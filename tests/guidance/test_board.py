"""What a board may show on a day. Pure; all firms here are made up."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mobilink.guidance import board
from mobilink.guidance.board import Verdict
from mobilink.guidance.vacancy_words import HIDDEN

pytestmark = pytest.mark.pure

TODAY, MONTH = date(2026, 7, 1), timedelta(days=31)
NONE = (
    "permit_from", "permit_to", "gone_on", "valid_from", "valid_to", "status_from", "status_to",
    "places_women", "places_men", "places_any", "left_women", "left_men", "left_any",
)  # fmt: skip


def vacancy(**fields):
    usual = {
        "title": "Tukang las", "sector": "Manufaktur", "scheme": "p-to-p", "country": "MY",
        "recruiter": "PT Karya Contoh", "sip3mi": "C-1", "closes_on": TODAY + MONTH / 2,
    }  # fmt: skip
    return SimpleNamespace(**dict.fromkeys(NONE) | usual | fields)


def recruiter(**fields):
    usual = {
        "name": "PT. Karya Contoh", "former_names": [], "status": "active", "status_scope": "",
    }  # fmt: skip
    return SimpleNamespace(**dict.fromkeys(NONE) | usual | fields)


def status(status="open", **fields):
    usual = {"country": "MY", "scheme": "", "job": "", "valid_from": TODAY - MONTH}
    return SimpleNamespace(**{"valid_to": None, "status": status} | usual | fields)


VACANCY, RECRUITER, OPEN = vacancy(), recruiter(), status()


def judge(vacancy=VACANCY, recruiter=RECRUITER, statuses=(OPEN,), day=TODAY):
    return board.judge(vacancy, recruiter, statuses, day)


def test_a_vacancy_that_every_row_speaks_for_is_shown():
    assert judge() == Verdict("shown")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"closes_on": TODAY - timedelta(days=1)}, "closed"),
        ({"gone_on": TODAY}, "gone"),
        ({"permit_to": TODAY - timedelta(days=1)}, "permit-over"),
        ({"permit_from": TODAY + timedelta(days=1)}, "permit-ahead"),
        ({"recruiter": "PT Karya Contoh Jaya"}, "recruiter-other"),
        ({"country": "SG"}, "country-unknown"),
    ],
)
def test_what_its_own_row_does_not_let_be_shown_is_hidden(fields, why):
    assert judge(vacancy(**fields)) == Verdict("hidden", why)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "revoked"}, "recruiter-revoked"),
        ({"status": "suspended"}, "recruiter-suspended"),
        ({"status": "partly-suspended", "status_scope": "Taiwan"}, "recruiter-partly-suspended"),
        ({"status": "suspended", "status_to": TODAY - MONTH}, "recruiter-sanction-over"),
        ({"status": "suspended", "status_from": TODAY + MONTH}, "recruiter-sanction-ahead"),
        ({"valid_to": TODAY - MONTH}, "recruiter-lapsed"),
        ({"status": "watched", "valid_to": TODAY - MONTH}, "recruiter-lapsed"),
        ({"gone_on": TODAY}, "recruiter-gone"),
    ],
)
def test_a_recruiter_that_the_list_does_not_stand_by_hides_its_vacancies(fields, why):
    assert judge(recruiter=recruiter(**fields)) == Verdict("hidden", why)


def test_a_licence_number_that_no_list_names_hides():
    assert judge(recruiter=None) == Verdict("hidden", "recruiter-unknown")


def test_a_recruiter_under_watch_or_with_a_former_name_may_still_be_shown():
    assert judge(recruiter=recruiter(status="watched")).state == "shown"
    renamed = recruiter(name="PT Nama Baru Contoh", former_names=["PT Karya Contoh"])
    assert judge(recruiter=renamed).state == "shown"


def test_from_government_to_government_there_is_no_recruiter_to_ask_for():
    assert judge(vacancy(scheme="g-to-g", sip3mi="", recruiter=""), None).state == "shown"
    assert judge(vacancy(scheme="g-to-g"), None).why == "recruiter-unknown"


@pytest.mark.parametrize(
    ("statuses", "why"),
    [
        ([], "country-unknown"),
        ([status(valid_to=TODAY - MONTH)], "country-unknown"),
        ([status(valid_from=TODAY + MONTH)], "country-unknown"),
        ([status(job="Konstruksi")], "country-unknown"),
        ([status("closed")], "country-closed"),
        ([status(), status("closed")], "country-closed"),
        ([status(), status("closed", job="las")], "country-closed"),
        ([status("closed"), status(job="tukang las")], ""),
        ([status("closed"), status(job="las")], "country-closed"),
        ([status("closed", scheme="g-to-g"), status()], ""),
        ([status("closed", scheme="p-to-p"), status(job="manufaktur")], "country-closed"),
    ],
)
def test_a_country_is_open_where_the_narrowest_row_of_the_day_says_so(statuses, why):
    assert judge(statuses=statuses).why == why


def test_a_vacancy_is_full_when_no_place_that_was_told_is_left():
    assert judge(vacancy(places_women=4, left_women=0, left_men=0)).state == "full"
    assert judge(vacancy(places_women=4, left_women=0, places_men=2)).state == "shown"
    assert judge(vacancy(left_any=1, left_women=0)).state == "shown"


days = st.none() | st.dates(TODAY - 3 * MONTH, TODAY + 3 * MONTH)
vacancies = st.builds(
    vacancy,
    closes_on=days.filter(bool), gone_on=days, permit_from=days, permit_to=days,
    scheme=st.sampled_from(["p-to-p", "g-to-g"]), country=st.sampled_from(["MY", "SG"]),
    recruiter=st.sampled_from(["PT Karya Contoh", "CV Karya Contoh", "PT Lain Misal"]),
    title=st.sampled_from(["Tukang las", "Asisten rumah tangga"]), left_any=st.sampled_from([None, 0, 3]),
)  # fmt: skip
recruiters = st.none() | st.builds(
    recruiter,
    status=st.sampled_from(["", "active", "watched", "suspended", "partly-suspended", "revoked"]),
    status_from=days, status_to=days, valid_from=days, valid_to=days, gone_on=days,
)  # fmt: skip
statuses = st.lists(
    st.builds(
        status,
        st.sampled_from(["open", "closed"]),
        country=st.sampled_from(["MY", "SG"]), scheme=st.sampled_from(["", "p-to-p", "g-to-g"]),
        job=st.sampled_from(["", "tukang las", "rumah tangga", "manufaktur"]),
        valid_from=days.filter(bool), valid_to=days,
    ),
    max_size=5,
)  # fmt: skip
moments = st.dates(TODAY - 3 * MONTH, TODAY + 3 * MONTH)


@given(vacancies, recruiters, statuses, moments)
def test_nothing_closed_sanctioned_or_of_a_closed_country_is_ever_shown(vacancy, by, statuses, day):
    if board.judge(vacancy, by, statuses, day).state == "hidden":
        return
    assert vacancy.closes_on >= day
    assert vacancy.gone_on is None
    assert by is not None
    assert by.status not in ("suspended", "partly-suspended", "revoked")
    assert by.gone_on is None
    of_today = [
        each
        for each in statuses
        if each.country == vacancy.country
        and each.valid_from <= day
        and (each.valid_to is None or day <= each.valid_to)
    ]
    assert any(each.status == "open" for each in of_today)
    same = [
        each
        for each in of_today
        if each.scheme == vacancy.scheme and each.job in vacancy.title.lower()
    ]
    assert not any(each.status == "closed" and each.job for each in same)


@given(vacancies, recruiters, statuses, moments)
def test_whatever_hides_a_vacancy_can_be_said(vacancy, by, statuses, day):
    verdict = board.judge(vacancy, by, statuses, day)

    assert (verdict.why in HIDDEN) is (verdict.state == "hidden")


@given(vacancies, recruiters, statuses, moments)
def test_a_closing_more_never_shows_more(vacancy, by, statuses, day):
    assume(board.judge(vacancy, by, statuses, day).state == "hidden")
    closed = status("closed", country=vacancy.country, scheme=vacancy.scheme, job=vacancy.title)

    assert board.judge(vacancy, by, [*statuses, closed], day).state == "hidden"


@given(vacancies, recruiters, statuses, moments)
def test_what_is_closed_once_stays_closed_however_far_the_clock_is_moved(
    vacancy, by, statuses, day
):
    later = max(day, vacancy.closes_on) + timedelta(days=1)

    assert board.judge(vacancy, by, statuses, later).state == "hidden"
