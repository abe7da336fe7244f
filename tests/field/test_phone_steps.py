"""One question a screen, to be read aloud, or all on one: the officer's choice, remembered."""

import pytest
from playwright.sync_api import expect

from tests.field.handling import begin, enter, go, shown

pytestmark = pytest.mark.browser

QUESTIONS = ".ask > fieldset:visible, .ask > details:visible"
NEXT, BACK, CHOICE = "[data-step-on]", "[data-step-back]", "[data-choose-steps]"


@pytest.fixture
def visit(phone):
    """The phone at the form of a visit, which asks one question a screen."""
    begin(phone)
    phone.click(".tile-visit")
    phone.locator(CHOICE).wait_for()
    assert phone.locator(QUESTIONS).count() == 3
    assert not phone.locator(NEXT).is_visible()
    phone.click(CHOICE)
    return phone


def test_a_visit_is_asked_one_question_a_screen_and_back_keeps_the_answer(visit, at_office):
    expect(visit.locator(QUESTIONS)).to_have_count(1)
    assert not visit.locator(".save .button-primary").is_visible()
    visit.click("[name=topics] >> nth=0", force=True)
    visit.click(NEXT)
    expect(visit.locator(QUESTIONS)).to_have_count(1)
    assert visit.evaluate("document.activeElement.tagName") == "LEGEND"
    visit.click(BACK)
    assert visit.is_checked("[name=topics] >> nth=0")
    visit.click(NEXT)
    visit.click(NEXT)
    expect(visit.locator(NEXT)).to_be_hidden()
    visit.check("[name=sex][value=f]", force=True)
    visit.click(".save .button-primary")
    visit.locator(".tile-tally").wait_for()

    assert shown(visit, ".tile-visit [data-count=visits]") == 1
    fields = visit.evaluate(
        """async () => { const { all } = await import("/static/journal/store.js");
        return (await all("rows")).find((row) => row.kind === "visit").fields; }"""
    )
    assert len(fields["topics"]) == 1
    assert fields["sex"] == "f"


def test_the_choice_is_remembered_and_can_be_taken_back(visit):
    visit.reload()
    visit.locator(NEXT).wait_for()
    visit.click(CHOICE)
    expect(visit.locator(QUESTIONS)).to_have_count(3)
    assert visit.locator(".save .button-primary").is_visible()
    visit.reload()
    visit.locator(CHOICE).wait_for()
    expect(visit.locator(QUESTIONS)).to_have_count(3)


def test_an_answer_may_add_a_question_and_what_lacks_is_led_back_to(visit):
    go(visit, f"{visit.url.split('/visit/')[0]}/hand/")
    far = visit.locator("[data-fill=step]")
    expect(far).to_have_text("1 / 4")
    for _step in range(3):
        visit.click(NEXT)
    visit.click(".save .button-primary")
    expect(far).to_have_text("1 / 4")
    assert "Ketuk" in visit.locator("[data-problem]").inner_text()

    visit.check("[name=matter] >> nth=0", force=True)
    visit.click(NEXT)
    visit.click(NEXT)
    visit.check("[name=consent_call_back][value=yes]", force=True)
    expect(far).to_have_text("3 / 5")
    visit.click(NEXT)
    visit.fill("[name=phone]", "0812 3456 7890")
    visit.press("[name=phone]", "Enter")
    expect(far).to_have_text("5 / 5")
    visit.click(".save .button-primary")
    visit.locator(".code-card").wait_for()


def test_a_form_that_was_cut_off_opens_at_the_question_where_it_was(visit):
    visit.click(NEXT)
    visit.locator("[name=programme] >> nth=1").check(force=True)
    visit.locator("[name=programme] >> nth=1").focus()
    visit.wait_for_timeout(500)
    visit.clock.fast_forward(130_000)
    enter(visit)
    visit.reload()
    visit.locator(BACK).wait_for()
    assert visit.locator("[data-fill=step]").inner_text() == "2 / 3"
    assert visit.is_checked("[name=programme] >> nth=1")
