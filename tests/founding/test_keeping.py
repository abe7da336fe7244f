"""The office keeps its lists: it enters more, words them anew, retires them and takes them up again."""

from datetime import date, datetime

import pytest

from mobilink.booth import actions as booth
from mobilink.booth.models import ChecklistItem, SurveyQuestion
from mobilink.founding import keeping
from mobilink.founding.errors import BadItem
from mobilink.guidance.models import Topic
from mobilink.lists.fields import offered
from mobilink.lists.models import HANDOUT, OUTING_KIND, ListItem
from mobilink.outreach.models import Outing, Programme
from mobilink.outreach.queries import programmes_offered
from mobilink.people.errors import NotAllowed
from mobilink.places.models import Holiday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def _sunday(monkeypatch):
    moment = datetime.fromisoformat("2019-08-18T05:30:00+07:00")
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: moment)


@pytest.fixture
def head(person):
    return person("kepala")


def enter(head, name, list_code=OUTING_KIND, **more):
    return keeping.enter_item(
        ListItem, by=head, list_code=list_code, name=name, name_en=name, **more
    )


def codes_offered(list_code):
    return [code for code, _words in offered(list_code)]


def test_what_is_entered_comes_last_in_its_list_under_a_code_made_of_its_words(head):
    fair = enter(head, "Pameran & bazar Natal di pelabuhan")

    assert fair.code == "pameran_bazar_natal"
    assert codes_offered(OUTING_KIND)[-1] == fair.code
    assert codes_offered(HANDOUT)[-1] != fair.code


def test_a_code_is_nobody_elses_and_short_also_for_words_of_another_script(head):
    first, second = enter(head, "集市"), enter(head, "展览")
    longest = enter(head, "a" * 60)
    twin = enter(head, "a" * 59 + "b")

    assert (first.code, second.code) == ("item", "item_2")
    assert (longest.code, twin.code) == ("a" * 20, "a" * 18 + "_2")


def test_the_same_words_are_not_entered_twice_but_may_stand_in_another_list(head):
    enter(head, "Bazar contoh")

    with pytest.raises(BadItem, match="“Bazar contoh” stands there already"):
        enter(head, "bazar contoh")
    enter(head, "Bazar contoh", list_code=HANDOUT)


def test_what_was_retired_is_offered_no_more_until_it_is_used_again(head):
    market = ListItem.objects.get(list_code=OUTING_KIND, code="market")
    held = Outing.objects.filter(kind="market").first()

    keeping.retire(market, by=head)
    assert "market" not in codes_offered(OUTING_KIND)
    assert held.get_kind_display() == "Market"
    with pytest.raises(BadItem, match="is not used; use it again"):
        enter(head, market.name)

    keeping.use_again(market, by=head)
    assert "market" in codes_offered(OUTING_KIND)


@pytest.mark.parametrize("register", [Programme, Topic, ChecklistItem])
def test_each_register_of_words_takes_one_more_and_lets_one_go(head, register):
    more = {"phase": "strike"} if register is ChecklistItem else {}
    made = keeping.enter_item(register, by=head, name="Contoh baru", name_en="New example", **more)

    assert register.in_use().last() == made
    keeping.retire(made, by=head)
    assert made not in register.in_use()
    assert register.objects.filter(pk=made.pk).exists()


def test_a_programme_that_is_retired_is_no_longer_offered(head):
    programme = Programme.in_use().first()

    keeping.retire(programme, by=head)

    assert programme.code not in dict(programmes_offered())


def test_a_holiday_may_bear_the_name_of_another_day(head):
    known = Holiday.objects.first()
    fields = {"name": known.name, "kind": known.kind}

    keeping.enter_item(Holiday, by=head, day=date(2031, 1, 1), **fields)
    with pytest.raises(BadItem):
        keeping.enter_item(Holiday, by=head, day=known.day, **fields)


def test_a_question_that_visitors_answered_keeps_its_words_and_may_end(head):
    question = keeping.enter_item(
        SurveyQuestion, by=head, text="Contoh?", text_en="An example?", scale="faces",
        valid_from=date(2019, 8, 1),
    )  # fmt: skip
    keeping.reword(question, by=head, text="Sebelum dijawab?")
    held = Outing.objects.get(title="Sosialisasi Kebun Raya")
    booth.answer_survey(held, answers={question.code: 4}, language="id")

    with pytest.raises(BadItem, match="Visitors answered this question in these words"):
        keeping.reword(question, by=head, text="Sesudah dijawab?")
    keeping.reword(question, by=head, valid_to=date(2019, 8, 31))

    assert SurveyQuestion.objects.get(pk=question.pk).text == "Sebelum dijawab?"


def test_a_question_does_not_end_before_it_is_asked(head):
    with pytest.raises(BadItem, match="ends before it is asked"):
        keeping.enter_item(
            SurveyQuestion, by=head, text="Contoh?", text_en="An example?", scale="faces",
            valid_from=date(2019, 8, 2), valid_to=date(2019, 8, 1),
        )  # fmt: skip


def test_only_who_approves_at_the_office_keeps_the_lists(person):
    with pytest.raises(NotAllowed):
        enter(person("petugas"), "Bazar contoh")
