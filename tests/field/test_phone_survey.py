"""A visitor answers on the officer's phone, in a real Chromium and without a network."""

import json

import pytest
from playwright.sync_api import expect

from tests.field.handling import begin, send

pytestmark = pytest.mark.browser
VOICES = """(spoken) => Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => [{lang: "%s"}], speak: (one) => { window.said = [...(window.said ?? []), one.text] },
    cancel: () => undefined, addEventListener: () => undefined, speaking: false}})"""
ANSWERS = """
import json
from mobilink.booth.models import SurveyAnswer
print(json.dumps([[one.answers, one.language] for one in SurveyAnswer.objects.order_by("at")]))
"""


@pytest.fixture
def asked(phone):
    """The phone in a visitor's hand, no network anywhere."""
    phone.context.set_offline(True)
    begin(phone)
    phone.click(".tile-survey")
    phone.locator("[data-answer]").first.wait_for()
    return phone


def where(page) -> str:
    return page.locator("[data-fill=where]").inner_text()


@pytest.mark.usual
def test_a_visitor_answers_skips_and_is_thanked_and_it_comes_home(asked, served):
    assert where(asked) == "1 / 4"
    asked.click("[data-answer][value='5']")
    asked.click("[data-skip]")
    asked.click("[data-answer][value='3']")
    assert where(asked) == "4 / 4"
    asked.click("[data-before]")
    expect(asked.locator("[aria-pressed=true][data-answer]")).to_have_attribute("value", "3")
    asked.click("[data-answer][value='2']")
    asked.click("[data-answer][value='1']")

    done = asked.locator(".asked-done")
    assert "Selesai, terima kasih" in done.inner_text()
    asked.clock.fast_forward(9_000)
    assert where(asked) == "1 / 4"

    asked.context.set_offline(False)
    assert "Terkirim" in send(asked)
    answers = {"service": 5, "answered": "skip", "understood": 2, "place": 1}
    assert json.loads(served.python(ANSWERS)) == [[answers, "id"]]


def test_who_skips_everything_leaves_nothing(asked):
    for _question in range(4):
        asked.click("[data-skip]")
    asked.locator(".asked-done").wait_for()
    asked.click("[data-again]")
    assert where(asked) == "1 / 4"
    asked.click("[data-back]")
    expect(asked.locator("[data-state=phone] b")).to_have_text("1")  # the session


def test_the_language_changes_and_nothing_is_lost_on_the_way_back(asked):
    asked.click("[data-answer][value='4']")
    asked.click("[data-language][value=en]")
    assert where(asked) == "2 / 4"
    assert "How much" in asked.locator("h1").inner_text()
    assert asked.locator(".asked").get_attribute("lang") == "en"
    asked.click("[data-back]")
    asked.locator(".tile-tally").wait_for()
    asked.go_back()
    assert where(asked) == "2 / 4"


def test_a_phone_that_was_put_down_forgets_a_half_filled_survey(asked):
    asked.click("[data-answer][value='4']")
    asked.clock.fast_forward(61_000)
    assert where(asked) == "1 / 4"
    assert not asked.locator("[aria-pressed=true][data-answer]").count()


def test_the_screen_turns_for_who_stands_opposite(asked):
    asked.click("[data-turn]")
    turned = asked.locator("[data-survey]").evaluate("(it) => getComputedStyle(it).rotate")
    assert turned == "180deg"


@pytest.mark.parametrize(("voice", "is_offered"), [("id-ID", True), ("de-DE", False)])
def test_a_question_is_read_aloud_only_where_there_is_a_voice(asked, voice, is_offered):
    asked.add_init_script(f"({VOICES % voice})()")
    asked.context.set_offline(False)
    asked.reload()
    button = asked.locator("[data-reads]")
    button.wait_for(state="attached")
    assert button.is_visible() == is_offered
    if is_offered:
        assert not asked.evaluate("window.said")  # never by itself
        button.click()
        assert asked.evaluate("said")[0] == asked.locator("h1").inner_text()


def test_every_picture_is_a_large_target_and_nothing_scrolls(asked):
    asked.wait_for_timeout(100)
    for box in [one.bounding_box() for one in asked.locator("[data-answer]").all()]:
        assert box["height"] >= 64
    assert asked.evaluate("document.documentElement.scrollHeight") <= 640
