"""Taking in what people send, answering it, and opening what is sealed."""

import pytest

from mobilink.cases import actions
from mobilink.cases.errors import Sealed
from mobilink.cases.models import Opening, Report, SealingKey, VisitRequest, VisitWish
from mobilink.cases.queries import kept_of, reports_called, requests_called
from mobilink.journal.safety.rebuild import rebuild
from mobilink.journal.storage import keys
from mobilink.people.errors import NotAllowed

pytestmark = pytest.mark.django_db
TOLD = {"what": "Diminta uang muka", "who": "PT Contoh", "where": "Batam", "contact": "0812-CONTOH"}


@pytest.fixture
def report() -> Report:
    return actions.send_report(TOLD).case


@pytest.fixture
def request_() -> VisitRequest:
    return actions.ask_for_visit(
        contact="0812-CONTOH",
        regency_code="21.71",
        place="Balai desa",
        reason="banyak yang bertanya",
    ).case


def test_a_report_is_kept_sealed(report) -> None:
    assert "Diminta" not in Report.objects.get(pk=report.pk).contents


def test_only_whoever_sent_a_letter_has_its_code() -> None:
    sent = actions.send_report(TOLD)
    assert len(sent.code) == len("MK-7F3Q9-KABCD")
    kept = Report.objects.get(pk=sent.case.pk)
    assert sent.code not in kept.code
    assert [found.pk for found in reports_called(kept_of(sent.code))] == [sent.case.pk]
    assert str(kept) == kept.number


def test_the_head_opens_a_report_and_that_is_on_record(report, person) -> None:
    assert actions.open_report(report, by=person("kepala"), reason="laporan baru") == TOLD
    [opening] = Opening.objects.filter(subject=report.pk)
    assert opening.opened_by == person("kepala")
    assert opening.reason == "laporan baru"


@pytest.mark.parametrize("who", ["perencana", "petugas", "humas"])
def test_nobody_else_opens_a_report(report, person, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.open_report(report, by=person(who), reason="ingin tahu")
    assert not Opening.objects.exists()


def test_without_a_reason_nothing_is_opened(report, person) -> None:
    with pytest.raises(Sealed):
        actions.open_report(report, by=person("kepala"), reason="  ")
    assert not Opening.objects.exists()


def test_another_machine_cannot_open_what_it_keeps(report, person, settings) -> None:
    settings.SIGNING_KEY = "ab" * 32
    with pytest.raises(Sealed, match=r"kantor|office"):
        actions.open_report(report, by=person("kepala"), reason="dicoba di mobil")
    assert not Opening.objects.exists()


def test_a_request_is_open_to_the_team_and_its_contact_is_not(request_, person) -> None:
    kept = VisitRequest.objects.get(pk=request_.pk)
    assert kept.place == "Balai desa"
    assert "0812" not in kept.wish.contact
    opened = actions.open_contact(kept, by=person("perencana"), reason="mau dihubungi")
    assert opened == "0812-CONTOH"


def test_a_request_without_a_contact_keeps_none() -> None:
    kept = actions.ask_for_visit(contact="", regency_code="21.71", place="Balai", reason="tanya")
    assert kept.case.wish.contact == ""


def test_a_planner_answers(request_, person) -> None:
    actions.answer_request(
        request_, by=person("perencana"), state="planned", answer=" Kami datang bulan depan. "
    )
    kept = VisitRequest.objects.get(pk=request_.pk)
    assert (kept.state, kept.answer) == ("planned", "Kami datang bulan depan.")
    with pytest.raises(NotAllowed):
        actions.answer_request(kept, by=person("petugas"), state="declined", answer="tidak")


def test_the_key_is_told_once() -> None:
    actions.publish_key()
    actions.publish_key()
    assert [key.key for key in SealingKey.objects.all()] == [keys.public().hex()]


def test_what_was_written_is_erased_with_a_reason_and_the_code_still_tells_the_answer(
    request_, person
) -> None:
    actions.answer_request(request_, by=person("perencana"), state="planned", answer="Minggu.")
    with pytest.raises(Sealed):
        actions.forget_request(request_, by=person("perencana"), why=" ")

    assert actions.forget_request(request_, by=person("perencana"), why="Diminta warga") == 1

    [kept] = requests_called(request_.code)
    assert (kept.place, kept.wish, kept.state, kept.answer) == ("", None, "planned", "Minggu.")
    assert not VisitWish.objects.exists()
    with pytest.raises(Sealed, match="dihapus"):
        actions.open_contact(kept, by=person("perencana"), reason="mau menelepon")
    assert rebuild().is_equal
