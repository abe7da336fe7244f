"""How somebody comes to sign in: a first password from who lets people in, then one of their own."""

from datetime import timedelta

import pytest

from mobilink.basics import clock
from mobilink.people import engaging
from mobilink.people.access import may_enter, may_work, why_not
from mobilink.people.accounts import TERM, give_password
from mobilink.people.actions import open_account
from mobilink.people.errors import BadAccount, BadRole, NotAllowed
from mobilink.people.models import Account, PasswordGrant, Role, Unit
from mobilink.people.queries import head_unit, office_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    section = Unit.objects.get(code="KEPRI-KPP")
    return engaging.enter_person(by=None, unit=section, name="Budi Misal")


def approves():
    return {"function": Role.Function.APPROVER, "since": office_day(), "by": None}


@pytest.fixture
def team_of_batam():
    """Who approves for the post on Batam, and a colleague without a role."""
    post = Unit.objects.get(code="BATAM")
    head, other = (
        engaging.enter_person(by=None, unit=post, name=name)
        for name in ("Ketua Misal", "Wakil Misal")
    )
    engaging.give_role(head, unit=post, **approves())
    return head, other


def test_a_first_password_lets_in_and_stands_in_the_journal_without_itself(budi, person):
    password = give_password(budi, " Budi.Misal ", by=person("kepala"))

    account = Account.objects.get(person=budi)
    assert account.username == "budi.misal"
    assert account.check_password(password)
    assert may_enter(account)
    assert not may_work(account)
    [grant] = PasswordGrant.objects.all()
    assert (grant.person, grant.granted_by) == (budi, person("kepala"))
    assert grant.revision is not None


def test_it_ends_after_a_week_with_what_to_do(budi, monkeypatch):
    give_password(budi, "budi", by=None)
    late = clock.now() + TERM + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: late)

    assert "memberi sandi baru" in why_not(Account.objects.get(person=budi))


def test_a_new_one_goes_to_the_same_account_and_ends_the_old(budi):
    open_account("budi", "sandi lama sekali", budi)

    password = give_password(budi, "budi2", by=None)

    [account] = Account.objects.filter(person=budi)
    assert account.username == "budi2"
    assert account.check_password(password)
    assert not account.check_password("sandi lama sekali")


@pytest.mark.parametrize("name", ["", "bu di", "-budi", "búdi", "x" * 41, "<b>"])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(budi, name):
    with pytest.raises(BadAccount, match="huruf tanpa aksen"):
        give_password(budi, name, by=None)
    assert not Account.objects.filter(person=budi).exists()


def test_somebody_elses_name_is_refused(budi):
    with pytest.raises(BadAccount, match="Pilih nama lain"):
        give_password(budi, "petugas", by=None)


def test_who_approves_for_the_unit_gives_it_and_nobody_to_themselves(budi, person):
    with pytest.raises(NotAllowed):
        give_password(budi, "budi", by=person("perencana"))
    with pytest.raises(BadRole):
        give_password(person("kepala"), "kepala", by=person("kepala"))


def test_who_approves_for_a_post_lets_in_nobody_who_may_do_something_elsewhere(team_of_batam):
    """Whoever gives a password could sign in by it."""
    head, other = team_of_batam
    assert give_password(other, "wakil", by=head)

    engaging.give_role(other, unit=head_unit(), **approves())

    with pytest.raises(NotAllowed):
        give_password(other, "wakil", by=head)


def test_a_role_elsewhere_ends_a_first_password_that_another_knows(team_of_batam):
    head, other = team_of_batam
    give_password(other, "wakil", by=head)

    engaging.give_role(other, unit=other.unit, **approves())
    assert may_enter(Account.objects.get(person=other))
    engaging.give_role(other, unit=head_unit(), **approves())

    assert "memberi sandi baru" in why_not(Account.objects.get(person=other))


def test_who_is_out_of_service_is_let_in_by_no_password(budi):
    engaging.put_out_of_service(budi, by=None)
    with pytest.raises(BadAccount, match="aktifkan kembali"):
        give_password(budi, "budi", by=None)
