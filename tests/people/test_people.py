"""Units by the names of a day, and who may do what where."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from mobilink.people.actions import open_account, require
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Account, Role, Unit
from mobilink.people.queries import functions_of, may, office_day, unit_name

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2005, 1, 1), "BP3TKI Tanjungpinang"),
        (date(2019, 7, 29), "BP3TKI Tanjungpinang"),
        (date(2021, 1, 1), "UPT BP2MI Tanjungpinang"),
        (date(2026, 11, 23), "BP3MI Kepulauan Riau"),
    ],
)
def test_an_office_bears_the_name_of_its_day(day, name):
    assert unit_name(Unit.objects.get(code="KEPRI"), day) == name


def test_a_role_at_the_office_reaches_its_posts_and_not_the_other_way(person):
    office, post = Unit.objects.get(code="KEPRI"), Unit.objects.get(code="BATAM")

    assert may(person("perencana"), Role.Function.PLANNER, post)
    assert may(person("batam"), Role.Function.PLANNER, post)
    assert not may(person("batam"), Role.Function.PLANNER, office)


def test_a_refusal_names_the_person_the_role_and_the_unit(person):
    with pytest.raises(NotAllowed) as refusal:
        require(person("petugas"), Role.Function.APPROVER, Unit.objects.get(code="KEPRI"))

    assert "Dewi Contoh" in str(refusal.value)
    assert "BP3MI Kepulauan Riau" in str(refusal.value)


def test_nobody_holds_a_function_that_nobody_gave(person):
    assert functions_of(person("humas")) == {Role.Function.PUBLICIST}


def test_a_password_is_kept_as_an_argon2_hash(person):
    account = open_account("  Petugas ", "another secret", person("petugas"))

    assert account.username == "petugas"
    assert account.password.startswith("argon2$")
    assert account.check_password("another secret")
    assert Account.objects.filter(username="petugas").count() == 1


def test_each_guess_at_a_password_costs_100_megabytes():
    """Outside these tests, in which hashes are cheap."""
    code = (
        "import django; django.setup()\n"
        "from django.contrib.auth.hashers import make_password; print(make_password('rahasia'))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert made.stdout.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def test_at_dawn_the_office_has_its_own_day_while_utc_still_has_yesterday(monkeypatch):
    dawn = datetime.fromisoformat("2019-07-14T06:00:00+07:00")
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: dawn.astimezone(UTC))

    assert office_day() == date(2019, 7, 14)
