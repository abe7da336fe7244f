"""Who waits for the office after a visit, as the office sees it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from mobilink.basics import clock, codes
from mobilink.cases import actions, arrivals
from mobilink.cases.models import FollowUp, LegalHold, Opening, Withdrawal
from mobilink.cases.queries import kept_of, waiting_follow_ups
from mobilink.journal.actions import commit
from mobilink.journal.members.installations import require_office
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
    late, urgent = asked("MK-2222", hours_ago=80), asked("MK-3333", is_urgent=True)
    page = words(signed_in("kepala").get(reverse("console:follow_ups")))

    assert page.index(urgent.number) < page.index(late.number)
    assert "MK-" not in page
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
    assert follow_up.number not in words(desk.get(reverse("console:follow_ups")))


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


def taken_back(code: str) -> Withdrawal:
    with commit(an_act("record withdrawal"), by=None) as draft:
        withdrawal = draft.add(Withdrawal, at=clock.now(), code=code)
    arrivals.withdrawals_arrived({withdrawal.pk: require_office().id})
    return withdrawal


def test_of_two_with_one_code_the_head_agrees_to_the_one_that_was_meant(signed_in, asked, words):
    kept, meant = asked("MK-2222"), asked("MK-2222", hours_ago=30)
    taken = taken_back("MK-2222")
    address = reverse("console:follow_ups_accept", args=[taken.pk, meant.pk])
    assert signed_in("humas").post(address).status_code == 403
    desk = signed_in("kepala")
    assert "Ada beberapa urusan" in words(desk.get(reverse("console:follow_ups")))

    desk.post(address)
    assert [one.pk for one in waiting_follow_ups()] == [kept.pk]
    page = words(desk.get(reverse("console:follow_ups")))
    assert "Ada beberapa urusan" not in page
    assert f"Dicabut, disembunyikan {meant.number}" in page
    other = reverse("console:follow_ups_accept", args=[taken.pk, taken.pk])
    assert desk.post(other).status_code == 404


def test_the_head_is_told_what_was_taken_back_and_may_keep_it_by_law(signed_in, asked, words):
    case = asked(kept_of("MK-22222-22222"))
    taken_back(codes.proof("MK-22222-22222", require_office().id.bytes))
    address = reverse("console:follow_ups_hold", args=[case.pk])
    assert signed_in("humas").post(address, {"reason": "ya"}).status_code == 403
    assert "disembunyikan" not in words(signed_in("humas").get(reverse("console:calendar")))
    desk = signed_in("kepala")
    assert "Urusan dicabut dan disembunyikan: 1." in words(desk.get(reverse("console:calendar")))
    opened = reverse("console:follow_ups_open", args=[case.pk])
    assert desk.post(opened, {"reason": "ingin tahu"}).status_code == 409

    assert desk.post(address, {"reason": " "}).status_code == 409
    desk.post(address, {"reason": "Perintah contoh"})
    page = words(desk.get(reverse("console:follow_ups")))
    assert "Ditahan dari penghapusan: Perintah contoh" in page
    assert "0812-CONTOH" in words(desk.post(opened, {"reason": "diminta hakim"}))

    desk.post(reverse("console:follow_ups_lift", args=[LegalHold.objects.get().pk]))
    assert "Ditahan" not in words(desk.get(reverse("console:follow_ups")))


def test_a_flood_of_guesses_is_a_number_and_two_hundred_taken_back_fit_on_the_page(
    signed_in, asked, words
):
    for n in range(201):
        asked(codes.kept(f"{n:032}"))
        taken_back(f"{n:032}")
    taken_back("f" * 32)
    page = words(signed_in("kepala").get(reverse("console:follow_ups")))
    assert "belum menemukan urusannya di sini: 1." in page


def test_the_head_says_that_nobody_took_it_back(signed_in, asked, words):
    asked("MK-2222"), asked("MK-2222")
    taken, desk = taken_back("MK-2222"), signed_in("kepala")
    desk.post(reverse("console:follow_ups_refuse", args=[taken.pk]))
    assert "menunggu keputusan" not in words(desk.get(reverse("console:follow_ups")))


def test_who_an_officer_saw_in_danger_stands_before_reports_of_anybody(signed_in, asked):
    report = actions.send_report({"what": "Diminta uang muka"}).case
    in_danger = asked("MK-4444", is_urgent=True)
    asked("MK-2222")
    asked("MK-3333", hours_ago=5)

    lines = re.findall(r"need need-(\w+)\"><a [^>]+>([^<]+)", first_page(signed_in("kepala")))

    assert [kind for kind, _words in lines[:3]] == ["urgent", "urgent", "letter"]
    assert in_danger.number in lines[0][1]
    assert report.number in lines[1][1]
    assert "Tindak lanjut kunjungan menunggu: 2." in lines[2][1]


def test_what_is_sealed_waits_for_nobody_who_may_not_open_it(signed_in, asked):
    asked("MK-4444", is_urgent=True)

    assert "dalam bahaya" not in first_page(signed_in("perencana"))


def first_page(desk):
    return desk.get("/console/").content.decode()
