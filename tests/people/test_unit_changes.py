"""Units change: they are called otherwise from a day on, lie elsewhere, close and open again."""

from datetime import date, datetime

import pytest

from mobilink.people import units
from mobilink.people.errors import BadUnit, NotAllowed
from mobilink.people.models import Unit
from mobilink.people.queries import unit_name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NAME = {"name": "Pos Contoh", "short_name": "Contoh", "agency": "BNP2TKI"}


@pytest.fixture(autouse=True)
def _sunday(monkeypatch):
    moment = datetime.fromisoformat("2019-08-18T05:30:00+07:00")
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: moment)


@pytest.fixture
def head(person):
    return person("kepala")


@pytest.fixture
def post(head):
    """A post of the office at which nobody works."""
    office = Unit.objects.get(code="KEPRI")
    return units.enter_unit(
        code="CONTOH",
        kind=Unit.Kind.POST,
        parent=office,
        by=head,
        names=[NAME | {"since": date(2019, 1, 1)}],
    )


def test_a_new_name_holds_from_its_day_and_the_days_before_keep_theirs(head, post):
    units.rename_unit(post, by=head, since=date(2019, 9, 1), **NAME | {"name": "Pos Baru"})

    assert unit_name(post, date(2019, 8, 31)) == "Pos Contoh"
    assert unit_name(post, date(2019, 9, 1)) == "Pos Baru"


def test_a_name_that_begins_the_same_day_corrects_the_one_that_stands(head, post):
    units.rename_unit(post, by=head, since=date(2019, 1, 1), **NAME | {"name": "Pos Betul"})

    assert unit_name(post, date(2019, 8, 18)) == "Pos Betul"
    assert post.names.count() == 1


def test_a_name_does_not_begin_before_the_one_that_holds(head, post):
    with pytest.raises(BadUnit, match="began later"):
        units.rename_unit(post, by=head, since=date(2018, 12, 31), **NAME)


def test_a_unit_is_no_part_of_itself(head):
    section, post = Unit.objects.get(code="KEPRI-KPP"), Unit.objects.get(code="BATAM")

    units.describe_unit(post, by=head, parent=section)
    with pytest.raises(BadUnit, match="is part of another one"):
        units.describe_unit(section, by=head, parent=post)


def test_a_unit_closes_when_nobody_works_there_and_nothing_is_part_of_it(head, post):
    with pytest.raises(BadUnit, match="cannot be closed"):
        units.close_unit(Unit.objects.get(code="KEPRI"), by=head)
    with pytest.raises(BadUnit, match="People work there still"):
        units.close_unit(Unit.objects.get(code="BATAM"), by=head)

    units.close_unit(post, by=head)
    assert post not in Unit.in_use()
    units.reopen_unit(post, by=head)
    assert post in Unit.in_use()


def test_only_who_approves_at_the_office_changes_units(person, post):
    for change in (units.close_unit, units.reopen_unit, units.describe_unit):
        with pytest.raises(NotAllowed):
            change(post, by=person("petugas"))
    with pytest.raises(NotAllowed):
        units.rename_unit(post, by=person("petugas"), since=date(2019, 9, 1), **NAME)
