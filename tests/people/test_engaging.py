"""Who works for the service: entered, given roles for a time, ended, put out of service."""

import json
from datetime import date, timedelta

import pytest

from mobilink.booth.plan import plan_of
from mobilink.journal.core.errors import NotOurs
from mobilink.journal.safety.queries import story_of
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage.models import Installation
from mobilink.people import engaging
from mobilink.people.absences import enter_absence
from mobilink.people.access import may_enter, why_not
from mobilink.people.actions import open_account
from mobilink.people.errors import BadRole, NotAllowed
from mobilink.people.models import Role, Unit
from mobilink.people.queries import may
from mobilink.people.skills import take_down_skill

pytestmark = pytest.mark.django_db
TODAY = date(2019, 8, 18)
A_DAY = timedelta(days=1)
LAST = TODAY + 89 * A_DAY
OFFICER = Role.Function.OFFICER


@pytest.fixture(autouse=True)
def sunday(on):
    on(TODAY)


@pytest.fixture
def section():
    return Unit.objects.get(code="KEPRI-KPP")


@pytest.fixture
def budi(section):
    """A volunteer of the section, who holds no role yet."""
    return engaging.enter_person(by=None, name="Budi Misal", unit=section, engaged_as="volunteer")


@pytest.fixture
def give(budi, section):
    """`give(until)`: the volunteer is an officer of the section from today."""

    def role(until, by=None, since=TODAY, to=budi, function=OFFICER):
        return engaging.give_role(
            to, by=by, function=function, unit=section, since=since, until=until
        )

    return role


def test_who_approves_lets_people_in_and_gives_roles_and_nobody_else(section, give, person):
    made = engaging.enter_person(by=person("kepala"), name="Ani Misal", unit=section)
    assert (made.is_active, made.is_guest) == (True, False)

    with pytest.raises(NotAllowed):
        engaging.enter_person(by=person("perencana"), name="Adi Misal", unit=section)
    with pytest.raises(NotAllowed):
        give(LAST, by=person("perencana"))
    assert not Role.objects.filter(person__name="Budi Misal").exists()


def test_a_person_entered_twice_stays_one(budi, section):
    with pytest.raises(BadRole, match="sudah ada di daftar"):
        engaging.enter_person(by=None, name="budi misal ", unit=section)


def test_of_who_is_lent_the_partner_is_kept(section):
    with pytest.raises(BadRole, match="mitra mana"):
        engaging.enter_person(by=None, name="Ina Misal", unit=section, engaged_as="lent")

    terms = {"engaged_as": "lent", "lent_by": "Dinas Contoh"}
    lent = engaging.enter_person(by=None, name="Ina Misal", unit=section, **terms)
    assert (lent.is_guest, lent.lent_by) == (True, "Dinas Contoh")


def test_a_guest_has_a_role_for_ninety_days_at_most(give, budi, section):
    for until in (None, LAST + A_DAY):
        with pytest.raises(BadRole, match="paling lambat 15 November 2019"):
            give(until)

    give(LAST)
    assert may(budi, OFFICER, section)


def test_a_guest_is_given_nothing_that_ends_after_ninety_days_whenever_it_begins(give):
    for since in (TODAY, TODAY + 60 * A_DAY, LAST + A_DAY):
        with pytest.raises(BadRole, match="paling lambat 15 November 2019"):
            give(LAST + A_DAY, since=since)

    assert give(LAST, since=TODAY + 60 * A_DAY).until == LAST


def test_staff_may_hold_a_role_without_end(give, person):
    assert give(None, to=person("humas")).until is None


def test_the_same_role_given_twice_is_one_and_another_end_is_set_on_it(give):
    assert give(LAST).pk == give(LAST).pk
    with pytest.raises(BadRole, match="ubah saja hari terakhirnya"):
        give(TODAY)


def test_a_role_is_prolonged_from_today_on_and_never_for_good(give, on):
    role = give(TODAY + 10 * A_DAY)
    on(TODAY + 5 * A_DAY)

    engaging.end_role(role, LAST + 5 * A_DAY, by=None)

    for until in (None, LAST + 6 * A_DAY):
        with pytest.raises(BadRole, match="bukan pegawai kantor"):
            engaging.end_role(role, until, by=None)


def test_a_role_that_has_ended_is_given_anew_and_its_past_stays(give, on, budi, section):
    role = give(TODAY)
    on(TODAY + A_DAY)
    assert not may(budi, OFFICER, section)

    with pytest.raises(BadRole, match="Berikan lagi"):
        engaging.end_role(role, LAST, by=None)
    give(LAST, since=TODAY + A_DAY)

    assert may(budi, OFFICER, section)
    assert Role.objects.get(pk=role.pk).until == TODAY
    assert verify().is_equal


def test_a_role_is_ended_at_once_and_not_in_the_past(give, budi, section):
    role = give(LAST)
    with pytest.raises(BadRole, match="Pilih kemarin"):
        engaging.end_role(role, TODAY - 2 * A_DAY, by=None)

    engaging.end_role(role, TODAY - A_DAY, by=None)

    assert not may(budi, OFFICER, section)


def test_a_van_lets_nobody_in_and_gives_no_roles(give, budi, section):
    role = give(LAST)
    Installation.objects.update(kind="hub", streams=["team", "unit/KEPRI-KPP"])
    for deed in (
        lambda: engaging.enter_person(by=None, name="Ani Misal", unit=section),
        lambda: give(LAST, function=Role.Function.DRIVER),
        lambda: engaging.end_role(role, TODAY, by=None),
        lambda: engaging.put_out_of_service(budi, by=None),
    ):
        with pytest.raises(NotOurs, match="Hanya kantor"):
            deed()


def test_nobody_decides_about_themselves(person, section):
    head = person("kepala")
    own = Role.objects.filter(person=head).select_related("person", "unit")[0]
    for deed in (
        lambda: engaging.give_role(
            head, by=head, function=OFFICER, unit=section, since=TODAY, until=None
        ),
        lambda: engaging.end_role(own, TODAY, by=head),
        lambda: engaging.put_out_of_service(head, by=head),
    ):
        with pytest.raises(BadRole, match="perannya sendiri"):
            deed()


def test_who_is_out_of_service_may_nothing_until_taken_in_again(give, budi, section, person):
    give(LAST)
    engaging.put_out_of_service(budi, by=person("kepala"))
    assert not may(budi, OFFICER, section)
    with pytest.raises(BadRole, match="aktifkan kembali"):
        give(LAST, function=Role.Function.DRIVER)

    engaging.put_out_of_service(budi, by=person("kepala"), is_active=True)

    assert may(budi, OFFICER, section)


def test_a_guest_is_let_in_until_the_last_day_and_told_why_not_after_it(give, budi, on):
    account = open_account("budi", "mobilink-2019", budi)
    assert "tidak memegang peran" in why_not(account)
    give(TODAY + A_DAY)

    on(TODAY + A_DAY)
    assert may_enter(account)
    on(TODAY + 2 * A_DAY)
    assert why_not(account) == (
        "Akses Budi Misal berakhir pada 19 Agustus 2019. Pemberi persetujuan unitnya dapat "
        "memperpanjang."
    )


def test_staff_without_a_role_today_may_still_read(person, django_assert_num_queries):
    humas = person("humas")
    account = humas.accounts.select_related("person").get()
    for role in Role.objects.filter(person=humas).select_related("person", "unit"):
        engaging.end_role(role, TODAY - A_DAY, by=None)

    with django_assert_num_queries(0):
        assert may_enter(account)


def test_the_plan_of_a_phone_carries_the_last_day_of_each_function_that_ends(
    give, budi, section, person
):
    give(TODAY + 3 * A_DAY)
    give(TODAY + 5 * A_DAY, function=Role.Function.DRIVER)
    office = Unit.objects.get(code="KEPRI")
    longer = {"function": OFFICER, "since": TODAY, "until": TODAY + 8 * A_DAY}
    engaging.give_role(budi, by=None, unit=office, **longer)

    plan = json.loads(plan_of("KEPRI-KPP"))

    by_name = {officer["name"]: officer for officer in plan["officers"]}
    assert by_name["Budi Misal"]["ends"] == {"officer": "2019-08-26", "driver": "2019-08-23"}
    assert by_name["Dewi Contoh"]["ends"] == {}
    ends = {officer["name"]: officer["ends"] for officer in plan["drivers"]}
    assert ends == {"Andi Contoh": {}, "Budi Misal": {"driver": "2019-08-23"}}


def test_the_plan_of_a_phone_says_when_somebody_is_away_but_not_why(person):
    dewi, maya = person("petugas"), person("perencana")
    enter_absence(dewi, kind="leave", by=None, since=TODAY + A_DAY, until=TODAY + 40 * A_DAY)
    take_down_skill(maya, kind="sim_a", until=TODAY - A_DAY, by=None)
    take_down_skill(maya, kind="sim_b1", until=TODAY, by=None)

    hindrances = json.loads(plan_of("KEPRI-KPP"))["hindrances"]

    assert hindrances[str(dewi.pk)] == {"away": [["2019-08-19", "2019-09-08"]], "licence": None}
    assert hindrances[str(maya.pk)] == {"away": [], "licence": "2019-08-18"}
    assert str(person("batam").pk) not in hindrances


def test_the_plan_of_a_phone_tells_for_three_days_whose_access_ended(give, on):
    give(TODAY)

    on(TODAY + 3 * A_DAY)
    [ended] = [one for one in _officers() if one["name"] == "Budi Misal"]
    assert (ended["until"], ended["ends"]) == ("2019-08-18", {"officer": "2019-08-18"})

    on(TODAY + 4 * A_DAY)
    assert "Budi Misal" not in {one["name"] for one in _officers()}


def test_a_role_without_end_outlasts_one_that_ends(person, section):
    dewi = person("petugas")
    engaging.give_role(dewi, by=None, function=OFFICER, unit=section, since=TODAY, until=TODAY)

    [officer] = [row for row in _officers() if row["name"] == "Dewi Contoh"]

    assert officer["ends"] == {}


def _officers():
    return json.loads(plan_of("KEPRI-KPP"))["officers"]


def test_the_journal_tells_who_let_whom_in(give, budi, person):
    role = give(LAST, by=person("kepala"))
    engaging.end_role(role, TODAY, by=person("kepala"))

    head = person("kepala").pk
    assert [(act.action, act.by) for act in story_of(role)] == [
        ("set end of role", head),
        ("give role", head),
    ]
