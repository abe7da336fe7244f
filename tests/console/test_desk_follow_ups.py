"""Who waits for the office after a visit, as the office sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mobilink.basics import clock
from mobilink.cases.models import FollowUp, Opening, Withdrawal
from mobilink.journal.actions import commit
from mobilink.journal.storage import keys
from mobilink.outreach.models import Outing
from tests.acts import an_act
from tests.cases.test_sealed_by_phone import by_phone

pytestmark = pytest.mark.django_db
TOLD = {"name": "Melati Conto", "phone": "0812-CONTOH", "matter": "documents"}


@pytest.fixture
def asked():
    def ask(code: str, *, hours_ago: int = 1, is_urgent: bool = False) -> FollowUp:
        with commit(an_act("record follow_up"), by=None) as draft:
            return draft.add(
                FollowUp,
                outing=Outing.objects.earliest("day"),
                at=clock.now() - timedelta(hours=hours_ago),
                code=code,
                consents={
                    "call_back": {"yes": True, "text": "2019-07-01"},
                    "photo": {"yes": False, "text": "2019-07-01"},
                },
                is_urgent=is_urgent,
                contents=by_phone(TOLD, keys.public()),
            )

    return ask


def test_the_list_counts_and_tells_nothing_that_is_sealed(signed_in, asked, words):
    asked("MK-2222", hours_ago=80)
    asked("MK-3333", is_urgent=True)
    page = words(signed_in("kepala").get(reverse("console:follow_ups")))

    assert page.index("MK-3333") < page.index("MK-2222")
    assert "(terlambat)" in page
    assert "Diizinkan Hubungi kembali" in page
    assert "0812" not in page
    assert "menunggu: 2" in words(signed_in("kepala").get(reverse("console:letters")))


def test_the_head_opens_one_with_a_reason_and_says_that_it_is_done(signed_in, asked, words):
    follow_up, desk = asked("MK-2222"), signed_in("kepala")
    page = words(
        desk.post(reverse("console:follow_ups_open", args=[follow_up.pk]), {"reason": "dihubungi"})
    )
    assert "0812-CONTOH" in page
    assert "Dokumen ditahan" in page
    assert Opening.objects.get().reason == "dihubungi"

    desk.post(reverse("console:follow_ups_done", args=[follow_up.pk]))
    assert "MK-2222" not in words(desk.get(reverse("console:follow_ups")))


@pytest.mark.parametrize(
    ("who", "reason", "status"), [("humas", "ingin tahu", 403), ("kepala", " ", 409)]
)
def test_it_stays_sealed_without_the_role_or_a_reason(signed_in, asked, words, who, reason, status):
    address = reverse("console:follow_ups_open", args=[asked("MK-2222").pk])
    response = signed_in(who).post(address, {"reason": reason})
    assert response.status_code == status
    assert "0812" not in words(response)
    assert not Opening.objects.exists()
    assert "Sudah selesai" not in words(signed_in("humas").get(reverse("console:follow_ups")))


def test_of_two_with_one_code_the_head_erases_the_one_that_was_meant(signed_in, asked, words):
    kept, meant = asked("MK-2222"), asked("MK-2222", hours_ago=30)
    with commit(an_act("record withdrawal"), by=None) as draft:
        taken = draft.add(Withdrawal, at=clock.now(), code="MK-2222")
    desk = signed_in("kepala")
    assert "Ada dua catatan" in words(desk.get(reverse("console:follow_ups")))

    desk.post(reverse("console:follow_ups_erase", args=[taken.pk, meant.pk]))
    assert [follow_up.pk for follow_up in FollowUp.objects.all()] == [kept.pk]
    assert "Dicabut, belum dihapus" not in words(desk.get(reverse("console:follow_ups")))
