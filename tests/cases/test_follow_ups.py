"""What was allowed at a booth waits for the office and is opened with a reason."""

from datetime import timedelta

import pytest

from mobilink.basics import clock
from mobilink.cases import actions, queries
from mobilink.cases.errors import Sealed
from mobilink.cases.models import FollowUp, Opening, Settlement
from mobilink.journal.actions import commit
from mobilink.journal.storage import keys
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


@pytest.mark.both
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
