"""What people sent, as the office sees it."""

import re

import pytest
from django.urls import reverse

from mobilink.cases import actions
from mobilink.cases.models import Opening, Report, VisitRequest
from mobilink.cases.queries import waiting_reports
from mobilink.console.letters import views
from mobilink.console.todo import cases
from mobilink.outreach import actions as outings
from mobilink.people.models import Unit

pytestmark = pytest.mark.django_db
TOLD = {"what": "Diminta uang muka", "who": "PT Contoh", "where": "", "contact": "0812-CONTOH"}


@pytest.fixture
def report():
    return actions.send_report(TOLD).case


@pytest.fixture
def wish():
    return actions.ask_for_visit(
        contact="0812-CONTOH", regency_code="21.71", place="Balai Desa Contoh", reason="tanya"
    ).case


def test_the_list_tells_nothing_that_is_sealed(signed_in, report, wish, words):
    page = words(signed_in("kepala").get(reverse("console:letters")))

    assert report.number in page
    assert "MK-" not in page
    assert "Belum dibuka." in page
    assert "Balai Desa Contoh, Kota Batam" in page
    assert "0812" not in page
    assert "uang muka" not in page


def test_the_head_opens_a_report_with_a_reason(signed_in, report, words):
    desk, address = signed_in("kepala"), reverse("console:letters_report", args=[report.pk])

    page = words(desk.post(address, {"reason": "laporan baru"}))

    assert "Diminta uang muka" in page
    assert "0812-CONTOH" in page
    assert Opening.objects.get().reason == "laporan baru"
    assert "Pembukaan yang tercatat: 1" in words(desk.get(reverse("console:letters")))


@pytest.mark.parametrize(
    ("who", "reason", "status"), [("humas", "ingin tahu", 403), ("kepala", " ", 409)]
)
def test_a_report_stays_sealed_without_the_role_or_a_reason(
    signed_in, report, words, who, reason, status
):
    address = reverse("console:letters_report", args=[report.pk])
    response = signed_in(who).post(address, {"reason": reason})

    assert response.status_code == status
    assert "uang muka" not in words(response)
    assert not Opening.objects.exists()


def test_nobody_without_the_role_is_offered_to_open_one(signed_in, report, words):
    assert "Buka laporan" not in words(signed_in("humas").get(reverse("console:letters")))
    assert "Buka laporan" in words(signed_in("kepala").get(reverse("console:letters")))


def test_a_planner_answers_a_request_and_reaches_whoever_asked(signed_in, wish, words):
    desk = signed_in("perencana")

    form = {"state": "planned", "answer": "Kami datang Minggu.", "seen": str(wish.revision)}
    desk.post(reverse("console:letters_answer", args=[wish.pk]), form)
    page = desk.post(
        reverse("console:letters_contact", args=[wish.pk]), {"reason": "mau dihubungi"}
    )

    assert VisitRequest.objects.get(pk=wish.pk).answer == "Kami datang Minggu."
    assert "0812-CONTOH" in words(page)


def test_an_answer_without_words_is_asked_for_again(signed_in, wish, words):
    response = signed_in("perencana").post(
        reverse("console:letters_answer", args=[wish.pk]), {"state": "planned"}
    )

    assert response.status_code == 422
    assert VisitRequest.objects.get(pk=wish.pk).state == "new"


@pytest.fixture
def sent():
    return actions.ask_for_visit(
        contact="", regency_code="21.72", place="Jembatan I Dompak", reason="Banyak calon PMI",
        people=80,
    )  # fmt: skip


@pytest.fixture
def asked_for(sent):
    return sent.case


def plan_of(desk, wish, **more):
    """What the form begins with, with a day and units, sent back."""
    address = f"{reverse('console:outing_new')}?wish={wish.pk}"
    form = desk.get(address).context["form"]
    unit = Unit.objects.get(code="KEPRI-KPP").pk
    fields = {
        name: form.initial.get(name) or "" for name in ("title", "kind", "place_text", "purpose")
    }
    fields |= {"venue": form.initial["venue"].pk, "day": "2019-08-24", "start": "09:00"}
    return desk.post(address, fields | {"owner_unit": unit, "executing_unit": unit} | more)


def test_a_request_becomes_a_draft_with_its_place_people_and_reason(signed_in, asked_for, words):
    desk = signed_in("perencana")
    assert "Rencanakan kegiatan dari ini" in words(desk.get(reverse("console:letters")))

    plan_of(desk, asked_for)

    made = VisitRequest.objects.get(pk=asked_for.pk).outing
    assert (made.state, made.venue.name, made.place_text) == ("draft",) + ("Jembatan I Dompak",) * 2
    assert made.purpose == "Banyak calon PMI Diperkirakan hadir sekitar 80 orang."
    page = words(desk.get(reverse("console:letters")))
    assert "Rencanakan kegiatan dari ini" not in page
    assert "Sabtu, 24 Agustus 2019" in page


def test_the_code_tells_the_day_once_the_outing_is_announced_and_not_before(
    signed_in, client, sent, words
):
    plan_of(signed_in("perencana"), sent.case)
    made = VisitRequest.objects.get(pk=sent.case.pk).outing
    address = reverse("public:ask")
    before = words(client.get(address, {"code": sent.code}))
    assert "Harinya belum pasti." in before
    assert "24 Agustus" not in before

    outings.propose(made, by=None)
    outings.approve(made, by=None)

    assert "Sabtu, 24 Agustus 2019" in words(client.get(address, {"code": sent.code}))


def test_a_request_is_planned_once_unless_that_was_called_off(signed_in, asked_for):
    desk = signed_in("perencana")
    plan_of(desk, asked_for)
    first = VisitRequest.objects.get(pk=asked_for.pk).outing
    plan_of(desk, asked_for, day="2019-08-31")
    assert VisitRequest.objects.get(pk=asked_for.pk).outing == first

    outings.cancel(first, by=None, reason="Hujan")
    plan_of(desk, asked_for, day="2019-08-31")

    assert VisitRequest.objects.get(pk=asked_for.pk).outing != first


def test_what_was_written_is_erased_on_the_page(signed_in, wish, words):
    address, desk = reverse("console:letters_forget", args=[wish.pk]), signed_in("humas")
    assert desk.post(address, {"why": "Diminta"}).status_code == 403

    desk = signed_in("perencana")
    assert desk.post(address, {"why": ""}).status_code == 409
    said = words(desk.post(address, {"why": "Diminta warga 17 Agustus"}, follow=True))
    assert "Dihapus di sini" in said
    assert wish.number in said
    assert "Balai Desa Contoh" not in said


def test_a_report_heads_the_list_of_the_head_until_it_is_done(client, signed_in, words):
    sent = client.post("/report/", TOLD, follow=True).content.decode()
    code, report = re.search(r"MK-\w{5}-\w{5}", sent)[0], Report.objects.latest("sent_at")
    desk = signed_in("kepala")

    first = re.search(r'<li class="need need-urgent"><a href="([^"]+)">([^<]+)', text(desk))
    assert report.number in first[2]
    assert "Belum ada yang membukanya" in first[2]
    assert f'id="{first[1].partition("#")[2]}"' in desk.get(first[1]).content.decode()

    opened = desk.post(
        reverse("console:letters_report", args=[report.pk]), {"reason": "baru"}
    ).content.decode()
    done = reverse("console:letters_report_done", args=[report.pk])
    assert f'action="{done}"' in opened
    assert "sudah dibuka" in text(desk)

    assert "Selesai." in words(desk.post(done, follow=True))
    assert report.number not in text(desk)
    assert "menanganinya" in client.get("/report/", {"code": code}).content.decode()


def settled(report, *, by):
    """A report, once its reader has said that it is done."""
    actions.open_report(report, by=by, reason="baru")
    actions.settle(report, by=by)
    return report


def test_a_report_that_nobody_opened_is_not_said_to_be_done(signed_in, report, words):
    desk = signed_in("kepala")

    page = desk.post(reverse("console:letters_report_done", args=[report.pk]))

    assert page.status_code == 409
    assert "Buka dahulu, lalu nyatakan selesai." in words(page)
    assert report in waiting_reports()


def text(desk):
    """The first page of the desk, from its list of what waits on."""
    return desk.get("/console/").content.decode().partition("needs-heading")[2]


@pytest.mark.parametrize("who", ["perencana", "humas"])
def test_a_report_waits_for_nobody_who_may_not_open_it(signed_in, report, who):
    desk = signed_in(who)

    assert report.number not in text(desk)
    address = reverse("console:letters_report_done", args=[report.pk])
    assert desk.post(address).status_code == 403
    assert report in waiting_reports()


def test_a_report_that_waits_is_shown_before_all_that_are_done(
    signed_in, report, person, monkeypatch
):
    monkeypatch.setattr(views, "ROWS_PER_PAGE", 4)
    for _ in range(5):
        settled(actions.send_report(TOLD).case, by=person("kepala"))

    page = signed_in("kepala").get(reverse("console:letters")).content.decode()

    assert page.count('<h3 class="figures" id="r-') == 1 + 3
    assert page.index(f'id="r-{report.pk}"') == page.index('id="r-')


def test_a_flood_of_reports_is_a_number_behind_the_oldest(signed_in, report, monkeypatch):
    monkeypatch.setattr(cases, "MOST_LINES", 2)
    monkeypatch.setattr(views, "ROWS_PER_PAGE", 2)
    for _ in range(4):
        actions.send_report(TOLD)
    desk = signed_in("kepala")

    assert text(desk).count("need-urgent") == 2 + 1
    assert report.number in text(desk)
    assert "Laporan masalah sesudahnya yang juga menunggu: 3." in text(desk)
    page = desk.get(reverse("console:letters")).content.decode()
    assert page.count('<h3 class="figures" id="r-') == 2
    assert f'id="r-{report.pk}"' in page


def test_a_request_waits_for_who_plans_until_it_is_answered(signed_in, wish, person):
    assert "Permintaan kunjungan menunggu jawaban: 1." in text(signed_in("perencana"))
    assert "Permintaan kunjungan" not in text(signed_in("humas"))

    actions.answer_request(wish, by=person("perencana"), state="declined", answer="Terlalu jauh.")

    assert "Permintaan kunjungan menunggu" not in text(signed_in("perencana"))
