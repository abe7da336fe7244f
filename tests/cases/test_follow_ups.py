"""What was allowed at a booth waits for the office, is opened with a reason, and is taken back by its code."""

from datetime import timedelta

import pytest

from mobilink.basics import clock
from mobilink.cases import actions, arrivals, queries
from mobilink.cases.errors import Sealed
from mobilink.cases.models import FollowUp, Opening, Settlement, Withdrawal
from mobilink.journal.actions import commit
from mobilink.journal.storage import keys
from mobilink.journal.storage.models import Erasure
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from tests.acts import an_act
from tests.cases.test_sealed_by_phone import by_phone

pytestmark = pytest.mark.django_db
TOLD = {"name": "Melati Conto", "phone": "0812-CONTOH"}


@pytest.fixture
def asked():
    """`asked(code, …)`: somebody allowed at a booth that they are called back."""

    def ask(code: str = "MK-7F3Q", *, hours_ago: int = 0, is_urgent: bool = False) -> FollowUp:
        with commit(an_act("record follow_up"), by=None) as draft:
            return draft.add(
                FollowUp,
                outing=Outing.objects.earliest("day"),
                at=clock.now() - timedelta(hours=hours_ago),
                code=code,
                consents={"call_back": {"yes": True, "text": "2019-07-01"}},
                is_urgent=is_urgent,
                contents=by_phone(TOLD, keys.public()) if code else "",
            )

    return ask


@pytest.fixture
def withdrawn():
    def withdraw(code: str = "MK-7F3Q") -> Withdrawal:
        with commit(an_act("record withdrawal"), by=None) as draft:
            return draft.add(Withdrawal, at=clock.now(), code=code)

    return withdraw


def test_the_urgent_wait_first_then_the_oldest(asked) -> None:
    asked("MK-2222", hours_ago=1)
    asked("MK-3333", hours_ago=5)
    asked("MK-4444", is_urgent=True)
    asked("")
    assert [waiting.code for waiting in queries.waiting_follow_ups()] == [
        "MK-4444",
        "MK-3333",
        "MK-2222",
    ]


def test_the_head_opens_one_with_a_reason_and_settles_it(asked, person) -> None:
    follow_up = asked()
    assert actions.open_follow_up(follow_up, by=person("kepala"), reason="mau dihubungi") == TOLD
    assert Opening.objects.get(subject=follow_up.pk).reason == "mau dihubungi"
    actions.settle(follow_up, by=person("kepala"))
    actions.settle(follow_up, by=person("kepala"))
    assert Settlement.objects.filter(subject=follow_up.pk).count() == 1
    assert not queries.waiting_follow_ups()


def test_nobody_else_opens_or_settles(asked, person) -> None:
    with pytest.raises(NotAllowed):
        actions.open_follow_up(asked(), by=person("petugas"), reason="ingin tahu")
    with pytest.raises(NotAllowed):
        actions.settle(FollowUp.objects.get(), by=person("petugas"))
    with pytest.raises(Sealed):
        actions.open_follow_up(FollowUp.objects.get(), by=person("kepala"), reason=" ")
    assert not Opening.objects.exists()


def test_a_withdrawal_erases_what_has_its_code(asked, withdrawn) -> None:
    gone, other = asked("MK-7F3Q"), asked("MK-2222")
    taken = withdrawn("MK-7F3Q")
    arrivals.erase_withdrawn([taken.pk])
    assert [kept.pk for kept in FollowUp.objects.all()] == [other.pk]
    assert Erasure.objects.get().row == gone.pk
    assert not queries.waiting_withdrawals()


def test_a_withdrawal_that_came_first_waits_for_what_it_is_about(asked, withdrawn) -> None:
    taken = withdrawn()
    arrivals.erase_withdrawn([taken.pk])
    assert list(queries.waiting_withdrawals()) == [taken]
    late = asked()
    arrivals.withdraw_arrived([late.pk])
    assert not FollowUp.objects.exists()
    assert not queries.waiting_withdrawals()


def test_two_with_one_code_wait_for_a_person(asked, withdrawn) -> None:
    asked()
    asked(hours_ago=30)
    taken = withdrawn()
    arrivals.erase_withdrawn([taken.pk])
    assert FollowUp.objects.count() == 2
    assert list(queries.waiting_withdrawals()) == [taken]
