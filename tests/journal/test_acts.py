"""An act says who may do it and when; the verb, and the page that offers it, ask the same object."""

from types import SimpleNamespace

import pytest

from mobilink.journal import acts
from mobilink.journal.actions import commit
from mobilink.journal.acts import ITSELF, OFFICE, Act
from mobilink.outreach.errors import WrongState
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Account, Role, Unit
from mobilink.people.queries import Rights

pytestmark = pytest.mark.django_db
PLANNER, APPROVER, DRIVER = Role.Function.PLANNER, Role.Function.APPROVER, Role.Function.DRIVER
PROPOSED = Outing.State.PROPOSED


@pytest.fixture
def outing():
    return Outing.objects.get(title="Sosialisasi Kebun Raya")


def person(username):
    return Account.objects.get(username=username).person


def may(act, username, row):
    try:
        act.require(person(username), row)
    except NotAllowed:
        return False
    return True


def test_who_lacks_the_role_is_refused_before_the_state_is_looked_at(outing):
    act = Act("x", "X", by=APPROVER, at="owner_unit", states=(PROPOSED,))

    with pytest.raises(NotAllowed, match=str(APPROVER.label)):
        act.require(person("petugas"), outing)
    with pytest.raises(WrongState):
        act.require(person("kepala"), outing)
    with pytest.raises(WrongState):
        act.require(None, outing)


def test_one_of_several_roles_suffices_and_the_refusal_names_the_last(outing):
    act = Act("x", "X", by=((DRIVER, "executing_unit"), (PLANNER, "owner_unit")))

    assert may(act, "pengemudi", outing)
    assert may(act, "perencana", outing)
    with pytest.raises(NotAllowed, match=str(PLANNER.label)):
        act.require(person("humas"), outing)


def test_what_is_ones_own_needs_no_role_but_the_state_holds(outing):
    act = Act("x", "X", by=APPROVER, at="owner_unit", states=(PROPOSED,))
    outing.state = PROPOSED
    act.require(person("petugas"), outing, is_own=True)

    outing.state = Outing.State.HELD
    with pytest.raises(WrongState):
        act.require(person("petugas"), outing, is_own=True)


@pytest.mark.parametrize("username", ["kepala", "perencana", "petugas", "batam", "humas"])
@pytest.mark.parametrize(
    "at", [ITSELF, OFFICE, "owner_unit", "outing.executing_unit"], ids=lambda at: at or "itself"
)
def test_what_is_possible_is_what_is_not_refused(outing, username, at):
    act = Act("x", "X", by=PLANNER, at=at)
    booking = SimpleNamespace(outing=outing)
    row = {ITSELF: Unit.objects.get(code="BATAM"), "outing.executing_unit": booking}.get(at, outing)

    assert act.is_possible(row, Rights(person(username))) is may(act, username, row)


def test_an_act_without_a_role_is_anybodys():
    assert Act("x", "X").is_possible(None, Rights(person("humas")))
    Act("x", "X").require(person("humas"))


def test_a_role_is_never_held_where_no_room_says_who_holds_it(outing, monkeypatch):
    monkeypatch.setattr(acts, "_asked", [])

    with pytest.raises(TypeError, match="No room says"):
        Act("x", "X", by=PLANNER, at="owner_unit").require(person("perencana"), outing)


def test_two_acts_of_one_text_are_refused(monkeypatch):
    monkeypatch.setattr(acts, "_modules", ["mobilink.outreach.actions", __name__])
    acts._by_text.cache_clear()

    with pytest.raises(TypeError, match="approve outing"):
        acts.every_act()
    acts._by_text.cache_clear()


APPROVE_TOO = Act("approve outing", "Approved too")


def test_a_text_is_no_act(outing):
    with pytest.raises(TypeError, match="no act"), commit("approve outing"):
        pass
