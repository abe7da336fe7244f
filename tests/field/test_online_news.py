"""What the server tells a browser without a key: the plan, and what is recorded, to whom it concerns."""

import json

import pytest

from mobilink.booth.models import Handout
from mobilink.outreach import actions as outreach
from mobilink.outreach import bookings
from mobilink.people.models import Account, Role
from tests.field.posts import NOW, act, news, post


def test_nor_does_that_officer_see_anything_of_the_booth(signed_in, officer, booth_open):
    post(officer, act("tally", booth_open))
    answer = news(signed_in("batam")).json()

    assert answer["rows"] == []
    assert str(booth_open.pk) not in [outing["id"] for outing in answer["plan"]["outings"]]


def test_somebody_without_a_role_at_the_booth_gets_an_empty_plan(signed_in, booth_open):
    answer = news(signed_in("humas")).json()

    assert answer["rows"] == []
    assert answer["plan"]["outings"] == []


def test_the_plan_is_the_one_that_phones_get_and_comes_once(officer, booth_open, person):
    from mobilink.design.codes import site_to_scan
    from mobilink.publishing.consents import plan_for_booth

    answer = news(officer).json()

    assert answer["plan"] == json.loads(plan_for_booth("KEPRI-KPP", site_to_scan()))
    assert answer["person"]["id"] == str(person("petugas").pk)
    again = news(officer, plan=answer["mark"], since=answer["until"]).json()
    assert "plan" not in again


def test_only_what_is_new_is_told_again(officer, booth_open):
    post(officer, act("tally", booth_open))
    answer = news(officer).json()
    assert {row["kind"] for row in answer["rows"]} == {"session", "tally"}
    assert all(row["isAtOffice"] for row in answer["rows"])

    post(officer, act("handout", booth_open, item="sticker", quantity=2))
    rows = news(officer, since=answer["until"]).json()["rows"]

    assert [row["kind"] for row in rows] == ["handout"]
    assert rows[0]["fields"] == {
        "outing": str(booth_open.pk), "at": NOW, "item": "sticker", "quantity": 2,
    }  # fmt: skip
    assert Handout.objects.get().quantity == 2


def test_an_open_booth_of_another_day_is_in_the_plan(outing, signed_in):
    officer = signed_in("petugas")
    outreach.revise_outing(outing, by=None, day=outing.day.replace(month=7, day=7))
    ids = [each["id"] for each in news(officer).json()["plan"]["outings"]]
    assert str(outing.pk) not in ids

    post(officer, act("session", outing))
    outings = news(officer).json()["plan"]["outings"]

    assert str(outing.pk) in [each["id"] for each in outings]


def test_the_outings_of_all_the_units_that_somebody_serves_are_in_one_plan(
    officer, booth_open, person
):
    """Dewi Contoh is an officer of the whole office."""
    batam = Role.objects.filter(person=person("batam"), function="officer").get().unit
    plan = outreach.OutingPlan(
        **{name: getattr(booth_open, name) for name in outreach.OutingPlan.__dataclass_fields__}
        | {"title": "Pasar Batam", "slot": None, "owner_unit": batam, "executing_unit": batam}
    )
    made = outreach.draft_outing(plan, by=None)
    outreach.propose(made, by=None)
    outreach.approve(made, by=None)

    plan = news(officer).json()["plan"]

    assert {str(made.pk), str(booth_open.pk)} <= {each["id"] for each in plan["outings"]}
    ids = [each["id"] for each in plan["officers"]]
    assert str(person("batam").pk) in ids
    assert len(set(ids)) == len(ids)


def test_who_only_goes_along_finds_the_outing(booth_open, signed_in, person):
    bookings.book(booth_open, person("humas"), by=None)
    plan = news(signed_in("humas")).json()["plan"]

    assert [each["id"] for each in plan["outings"]] == [str(booth_open.pk)]


@pytest.mark.parametrize("username", ["pengemudi", "humas"])
def test_who_drives_or_goes_along_is_told_of_no_visitor(officer, booth_open, person, username):
    """A phone shows nobody what other phones recorded; here only who runs the booth sees it."""
    post(officer, act("visit", booth_open, topics=["cost"], sex="f"))
    assert "visit" in {row["kind"] for row in news(officer).json()["rows"]}
    bookings.book(booth_open, person(username), by=None)
    officer.force_login(Account.objects.get(username=username))

    answer = news(officer).json()

    assert str(booth_open.pk) in [each["id"] for each in answer["plan"]["outings"]]
    assert answer["rows"] == []


def test_a_day_of_many_records_takes_no_more_questions(
    officer, booth_open, django_assert_max_num_queries
):
    from mobilink.booth import actions

    for _tap in range(30):
        actions.tally(booth_open, by=None)
    with django_assert_max_num_queries(90):
        news(officer)
