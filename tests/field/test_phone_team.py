"""Who of the team is here, on a phone without a network: one tap each, undo, and nothing assumed."""

import json
import random

import pytest
from playwright.sync_api import expect

from tests.field.handling import enter, go, let_in, send

pytestmark = pytest.mark.browser
BOOK_THE_TEAM = """
from mobilink.outreach.bookings import book
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
outing = Outing.objects.get(day="2019-08-18")
for name, duty in (("Dewi Contoh", "leader"), ("Andi Contoh", "driver")):
    book(outing, Person.objects.get(name=name), by=None, duty=duty)
"""
TEAM = """
import json
from django.utils.timezone import localtime
from mobilink.booth.attendance import team_of
from mobilink.outreach.models import Outing
def told(one):
    p = one.presence
    return p and [f"{localtime(end):%H}" if end else None for end in (p.since, p.until)]
print(json.dumps({one.person.name: told(one) for one in team_of(Outing.objects.get(day="2019-08-18"))}))
"""


def row(phone, name: str):
    return phone.locator(".check-item", has_text=name)


def all_of_the_team(phone) -> None:
    """Go to the list of everybody, which shows who works as the screen before it does."""
    phone.click("a[href$='/crew/']")
    phone.locator("[data-list=others]").wait_for(state="attached")


def bring_home(phone) -> None:
    phone.context.set_offline(False)
    assert "Semua catatan HP ini" in send(phone)


@pytest.fixture
def booked(approved_outing, served, phone):
    """The phone, which knows who is booked, without a network; Dewi Contoh works."""
    served.python(BOOK_THE_TEAM)
    send(phone)
    phone.context.set_offline(True)
    phone.click("[data-back]")
    phone.locator("[data-act-link]").wait_for()
    return phone


@pytest.mark.usual
def test_the_team_is_recorded_with_one_tap_each_and_who_stayed_at_the_end(booked, served):
    phone = booked
    phone.click("[data-act-link]")
    phone.click("[data-member]")
    row(phone, "Ketua tim · hadir sejak 05.30").wait_for()
    all_of_the_team(phone)
    row(phone, "Andi Contoh").locator("[data-member]").click()
    row(phone, "Andi Contoh").locator("[aria-pressed=true]").wait_for()
    row(phone, "Andi Contoh").locator("[data-member]").click()
    row(phone, "Andi Contoh").locator("[aria-pressed=false]").wait_for()
    phone.click("summary >> text=Ada petugas lain yang datang")
    row(phone, "Maya Contoh").locator("[data-member]").click()
    row(phone, "Maya Contoh").locator("[data-leaves]").click()
    row(phone, "05.30–05.30").wait_for()

    phone.go_back()
    phone.click(".open-form button")
    phone.locator("[data-team]", has_text="Tim: 1 hadir").wait_for()
    phone.click(".tile-tally")
    phone.locator("[data-total=tallies]", has_text="1").wait_for()
    phone.click(".tile-close")
    expect(phone.locator("[data-list=stayed]")).to_have_text("Dewi Contoh")
    phone.check("[data-list=stayed] input")
    phone.click(".save .button-primary")
    phone.wait_for_url("**/done/")
    phone.locator("[data-fill=signature]", has_text="Dewi Contoh").wait_for()
    go(phone, phone.url.replace("/done/", "/crew/"))
    row(phone, "Ketua tim · 05.30–05.3").wait_for()

    bring_home(phone)
    assert json.loads(served.python(TEAM)) == {
        "Dewi Contoh": ["05", "05"], "Andi Contoh": None, "Maya Contoh": ["05", "05"],
    }  # fmt: skip


def test_who_takes_the_booth_over_is_here_and_who_gives_it_may_leave(booked, served):
    phone = booked
    phone.context.set_offline(False)
    phone.click(".who-mark")
    let_in(phone, "Maya Contoh")
    phone.click(".who-mark")
    enter(phone)
    phone.context.set_offline(True)
    phone.click("[data-act-link]")
    phone.click(".open-form button")
    phone.click("[data-here]")
    phone.click("[data-team]")
    phone.click("a[href$='/handover/']")
    phone.check("[name=leaves]")
    phone.click("[data-taker] >> text=Maya Contoh")
    enter(phone, "Maya Contoh")
    phone.locator("[data-team]", has_text="Tim: 1 hadir").wait_for()

    bring_home(phone)
    assert json.loads(served.python(TEAM)) == {
        "Dewi Contoh": ["05", "05"], "Andi Contoh": None, "Maya Contoh": ["05", None],
    }  # fmt: skip


def test_another_phone_is_told_who_was_recorded_and_asks_for_no_second_tap(
    booked, served, new_phone
):
    booked.click("[data-act-link]")
    booked.click("[data-member]")
    row(booked, "hadir sejak 05.30").wait_for()
    bring_home(booked)

    other = new_phone()
    let_in(other, "Maya Contoh")
    other.click("[data-act-link]")
    all_of_the_team(other)

    row(other, "Dewi Contoh").locator("[data-member][disabled]").wait_for()
    assert "dicatat di mesin lain" in row(other, "Dewi Contoh").inner_text()


def test_another_phone_is_told_who_left_and_may_say_that_they_came_again(booked, new_phone):
    booked.click("[data-act-link]")
    all_of_the_team(booked)
    row(booked, "Dewi Contoh").locator("[data-member]").click()
    row(booked, "Dewi Contoh").locator("[data-leaves]").click()
    row(booked, "05.30–05.3").wait_for()
    bring_home(booked)

    other = new_phone()
    # Half an hour that passes while a phone asks for its first plan ends the asking.
    other.locator("[data-officer]").first.wait_for()
    other.clock.fast_forward("30:00")
    let_in(other, "Maya Contoh")
    other.click("[data-act-link]")
    all_of_the_team(other)

    gone = row(other, "Dewi Contoh")
    gone.locator("text=hadir sampai 05.3").wait_for()
    assert not gone.locator("[data-leaves]").is_visible()

    gone.locator("[data-member][aria-pressed=false]").click()

    gone.locator("text=hadir sejak 06.0").wait_for()
    assert gone.locator("[data-leaves]").is_visible()


SETTLE = """async (cases) => { const { settle } = await import("/static/field/app/booth/presence.js");
  return cases.map((told) => { const found = settle(told); return found && [found.wasThere, found.since, found.until]; }); }"""


def test_a_phone_settles_who_was_there_as_the_office_does(served, browser):
    from mobilink.booth.presence import Presence, settle

    dice = random.Random(20)
    turns = [None, 1, 2, 3, 4]
    cases = [
        [
            {
                "was_there": dice.random() < 0.7,
                "since": dice.choice(turns),
                "until": dice.choice(turns),
            }
            for _ in range(dice.randrange(5))
        ]
        for _ in range(300)
    ]
    page = browser.new_page()
    page.goto(f"{served.address}/field/join/")

    here = [settle(Presence(**one) for one in told) for told in cases]
    assert page.evaluate(SETTLE, cases) == [found and list(found) for found in here]
    page.close()
