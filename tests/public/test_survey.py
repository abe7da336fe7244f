"""The survey as a page for everybody: from a hub's QR, without a script, without a name."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from mobilink.basics.limits import Limit
from mobilink.booth import actions, survey
from mobilink.booth.models import SurveyAnswer, SurveyQuestion
from mobilink.outreach.models import Outing
from mobilink.public.letters import LIMITS
from mobilink.public.survey import SurveyForm
from tests.acts import an_act

pytestmark = pytest.mark.django_db
SATURDAY = date(2019, 8, 17)


@pytest.fixture(autouse=True)
def _no_memory(monkeypatch) -> None:
    usual = LIMITS[SurveyForm]
    fresh = Limit(each=3, all_together=usual.all_together, span=usual.span)
    monkeypatch.setitem(LIMITS, SurveyForm, fresh)


@pytest.fixture
def booth(announced) -> Outing:
    """A booth that is open today."""
    outing = announced(day=SATURDAY)
    actions.open_session(outing, by=None)
    return outing


def page(client, **asked) -> str:
    return client.get("/survey/", asked).content.decode()


def test_a_visitor_sees_every_question_with_its_pictures_and_words(client, booth) -> None:
    shown = page(client)
    assert "Bagaimana petugas melayani Anda?" in shown
    assert "Buruk sekali" in shown
    assert "Semuanya" in shown
    assert shown.count('class="answer-picture"') == 5 * 4
    assert "<script" not in shown
    assert len(shown.encode()) < 50_000


def test_what_is_answered_is_kept_and_what_is_left_out_is_skipped(client, booth) -> None:
    answer = client.post("/survey/", {"service": "5", "understood": "1"})
    assert answer["Location"] == "/survey/?done=1"
    kept = SurveyAnswer.objects.get()
    answers = {"service": 5, "answered": "skip", "understood": 1, "place": "skip"}
    assert (kept.outing, kept.answers, kept.language) == (booth, answers, "id")
    assert "Selesai, terima kasih" in page(client, done="1")


def test_a_visitor_who_leaves_everything_out_is_told_what_to_do(client, booth) -> None:
    answer = client.post("/survey/", {})
    assert answer.status_code == 409
    assert "Pilih paling sedikit satu gambar" in answer.content.decode()
    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize("value", ["0", "6", "-1", "x", "skip"])
def test_what_is_no_picture_is_refused(client, booth, value: str) -> None:
    assert client.post("/survey/", {"service": value}).status_code == 422
    assert not SurveyAnswer.objects.exists()


def test_where_no_booth_is_open_nothing_is_asked(client, announced) -> None:
    announced(day=SATURDAY)
    assert "Sekarang tidak ada booth yang buka" in page(client)
    assert client.post("/survey/", {"service": "5"}).status_code == 200
    assert not SurveyAnswer.objects.exists()


def test_where_two_are_open_the_visitor_says_which(client, booth, announced) -> None:
    other = announced("Pasar Contoh", day=SATURDAY)
    actions.open_session(other, by=None)
    assert "Booth mana yang Anda kunjungi?" in page(client)
    refused = client.post("/survey/", {"service": "5"})
    assert refused.status_code == 422
    assert "Pilih booth." in refused.content.decode()
    assert client.post("/survey/", {"service": "5", "booth": uuid4()}).status_code == 422
    assert client.post("/survey/", {"service": "5", "booth": other.pk}).status_code == 302
    assert SurveyAnswer.objects.get().outing == other


def test_a_flood_a_machine_and_a_form_from_elsewhere_are_not_taken_in(client, booth) -> None:
    assert client.post("/survey/", {"service": "5", "mk_leave_empty": "x"}).status_code == 422
    for _ in range(3):
        assert client.post("/survey/", {"service": "5"}).status_code == 302
    assert client.post("/survey/", {"service": "5"}).status_code == 429
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/survey/", {"service": "5"}).status_code == 403
    assert SurveyAnswer.objects.count() == 3


def test_only_the_questions_of_the_day_are_asked(client, booth) -> None:
    from mobilink.journal.actions import commit

    with commit(an_act("end a question"), by=None) as draft:
        draft.change(SurveyQuestion.objects.get(code="place"), valid_to=date(2019, 8, 16))
    assert "jam booth" not in page(client)
    assert [question.code for question in survey.questions(date(2019, 8, 16))][-1] == "place"
    assert not survey.questions(date(2000, 1, 1))


def test_the_office_reads_counts_with_what_they_are_of(signed_in, booth) -> None:
    for value in (5, 5, 2):
        actions.answer_survey(booth, answers={"service": value, "place": "skip"}, language="id")
    odd = {"service": "a word", "other": 3, "place": 1}
    actions.answer_survey(booth, answers=odd, language="id")
    [service, *_others, place] = survey.told_on(booth)
    assert [n for _word, n in service.counts] == [0, 1, 0, 0, 2]
    assert (service.answered, service.asked) == (3, 4)
    assert (place.answered, place.asked) == (1, 4)

    desk = signed_in("perencana").get(f"/console/outings/{booth.pk}/").content.decode()
    assert "Bagaimana petugas melayani Anda?" in desk
    assert "3 dari 4 menjawab" in desk


def test_a_survey_that_was_taken_back_counts_no_more(booth) -> None:
    filled = actions.answer_survey(booth, answers={"service": 5}, language="id")
    actions.undo(filled, by=None)
    assert survey.told_on(booth) == []


def test_nobody_else_reads_an_answer(client, booth) -> None:
    actions.answer_survey(booth, answers={"service": 1}, language="id")
    for address in ("/", f"/outings/{booth.pk}/", "/survey/", "/past/"):
        assert "menjawab" not in client.get(address).content.decode()
