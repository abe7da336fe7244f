"""A guest at a booth: their access ends on its day, on a phone that nobody tells anything."""

import json

import pytest
from playwright.sync_api import expect

from tests.field import handling

pytestmark = pytest.mark.browser
PIN = "2580"
# A volunteer of the section, an officer until Monday and a driver until Sunday.
ENGAGE = """
import datetime
from mobilink.people import engaging
from mobilink.people.actions import open_account
from mobilink.people.models import Role, Unit
unit = Unit.objects.get(code="KEPRI-KPP")
budi = engaging.enter_person(by=None, name="Budi Misal", unit=unit, engaged_as="volunteer")
for function, day in (("officer", 19), ("driver", 18)):
    engaging.give_role(budi, by=None, function=function, unit=unit, since=datetime.date(2019, 8, 18), until=datetime.date(2019, 8, day))
open_account("budi", "mobilink-2019", budi)
"""
PROLONG = """
import datetime
from mobilink.people import engaging
from mobilink.people.models import Role
role = Role.objects.get(person__name="Budi Misal", function="officer")
engaging.end_role(role, datetime.date(2019, 8, 25), by=None)
"""
END = """
import datetime
from mobilink.people import engaging
from mobilink.people.models import Role
for role in Role.objects.filter(person__name="Budi Misal"):
    engaging.end_role(role, datetime.date(2019, 8, 17), by=None)
"""
TOLD = """
import json
from mobilink.booth.models import Session
opened = Session.objects.filter(outing__day="2019-08-18").select_related("opened_by")
print(json.dumps([session.opened_by.name for session in opened]))
"""


@pytest.fixture
def guests_phone(approved_outing, served, new_phone):
    """A phone of the section on which the volunteer counted somebody; it has no network now."""
    served.python(ENGAGE)
    page = new_phone()
    page.click("[data-officer] >> text=Budi Misal")
    page.fill("[name=username]", "budi")
    page.fill("[name=password]", "mobilink-2019")
    page.click(".save .button-primary")
    for step in ("choose", "again"):
        page.fill(f"#pin-{step}", PIN)
        page.click(".keypad-go")
    page.click("[data-act-link]")
    page.click(".open-form button")
    page.context.set_offline(True)
    page.click(".tile-tally")
    page.locator("[data-total=tallies]", has_text="1").wait_for()
    return page


def on_the_last_evening(page) -> None:
    """It is ten to midnight on Monday, and the guest comes back with the PIN."""
    page.clock.fast_forward("42:20:00")
    page.locator("h1", has_text="PIN Budi Misal").wait_for()
    page.fill("#pin-enter", PIN)
    page.click(".keypad-go")
    page.locator(".who-mark", has_text="BM").wait_for()


def test_access_ends_on_its_day_without_a_network_and_what_was_recorded_stands(
    guests_phone, served, at_office
):
    page = guests_phone
    on_the_last_evening(page)

    page.clock.fast_forward("15:00")

    page.locator("h1", has_text="Siapa yang bertugas?").wait_for()
    sentence = "Akses Budi Misal berakhir pada Senin, 19 Agustus 2019."
    page.locator("[data-fill=ended]", has_text=sentence).wait_for()
    assert page.locator("[data-officer]", has_text="Dewi Contoh").count() == 1
    assert page.locator("[data-officer]", has_text="Budi Misal").count() == 0

    page.context.set_offline(False)
    handling.let_in(page)
    handling.send(page)
    assert at_office()["tally"] == 1
    assert json.loads(served.python(TOLD)) == ["Budi Misal"]
    assert (
        page.evaluate(
            "async () => { const people = await import('/static/field/app/people/people.js');"
            " const all = await people.everyWorker();"
            " return people.nameOf(all.find((one) => one.name === 'Budi Misal').id); }"
        )
        == "Budi Misal"
    )


def test_a_phone_that_hears_of_the_end_says_whose_access_ended(guests_phone, served):
    page = guests_phone
    page.context.set_offline(False)
    served.python(END)
    handling.go(page, "/field/phone/")
    page.click("[data-send-now]")
    page.locator(".who-mark").wait_for(state="hidden")

    handling.go(page, "/field/")

    sentence = "Akses Budi Misal berakhir pada Sabtu, 17 Agustus 2019."
    page.locator("[data-fill=ended]", has_text=sentence).wait_for()
    assert page.locator("[data-officer]", has_text="Budi Misal").count() == 0


def test_a_pin_that_is_half_typed_at_midnight_lets_nobody_in(guests_phone):
    page = guests_phone
    page.clock.fast_forward("42:29:00")
    page.locator("h1", has_text="PIN Budi Misal").wait_for()
    page.fill("#pin-enter", PIN)
    page.clock.fast_forward("01:30")

    page.click(".keypad-go")

    page.locator("[data-fill=ended]", has_text="Akses Budi Misal berakhir").wait_for()
    assert page.locator(".who-mark:visible").count() == 0


def test_who_keeps_tapping_at_midnight_of_the_last_day_is_asked_to_stop(guests_phone):
    page = guests_phone
    on_the_last_evening(page)
    for _touch in range(5):
        page.clock.fast_forward("01:50")
        page.keyboard.press("Shift")
    expect(page.locator(".who-mark", has_text="BM")).to_be_visible()

    page.clock.fast_forward("01:10")

    page.locator("[data-fill=ended]", has_text="Akses Budi Misal berakhir").wait_for()
    assert page.locator(".who-mark:visible").count() == 0


def test_a_form_that_waits_comes_back_to_nobody_whose_role_for_it_has_ended(guests_phone):
    page = guests_phone
    handling.go(page, f"{page.url}handover/")
    page.fill("[name=note]", "Tenda masih basah")
    page.clock.fast_forward("03:00")
    page.locator("h1", has_text="PIN Budi Misal").wait_for()
    page.evaluate(
        """async () => {
          const { get, put } = await import("/static/journal/store.js");
          const { told, ...kept } = await get("self", "plan");
          const officers = told.officers.map((one) => (one.name === "Budi Misal" ? { ...one, ends: { officer: "2019-08-17" } } : one));
          await put("self", { ...kept, told: { ...told, officers } }, "plan");
        }"""
    )

    page.fill("#pin-enter", PIN)
    page.click(".keypad-go")

    page.locator(".way-leave").wait_for()
    assert not page.locator("[name=note]").count()


def test_a_clock_set_back_before_the_plan_gives_no_day_back(guests_phone):
    """The phone's day is never before the day on which a station made its plan."""
    ends = guests_phone.evaluate(
        """async () => {
          const { officers, drivers } = await import("/static/field/app/people/people.js");
          const { get, put } = await import("/static/journal/store.js");
          const kept = await get("self", "plan");
          const seen = async () => [...(await officers()), ...(await drivers())].filter((one) => one.name === "Budi Misal").length;
          const before = await seen();
          await put("self", { ...kept, told: { ...kept.told, day: "2019-08-19" } }, "plan");
          const monday = await seen();
          await put("self", { ...kept, told: { ...kept.told, day: "2019-08-20" } }, "plan");
          return [before, monday, await seen()];
        }"""
    )

    assert ends == [2, 1, 0]


def test_whose_role_to_plan_ended_decides_nothing_more_on_the_phone(phone, approved_outing):
    ends = phone.evaluate(
        """async (outing) => {
          const { deciders } = await import("/static/field/app/outings/changes.js");
          const { outingOf } = await import("/static/field/app/outings/outings.js");
          const { get, put } = await import("/static/journal/store.js");
          const names = async (act) => (await deciders(await outingOf(outing), act)).map(({ name }) => name).sort();
          const before = await names("cancel");
          const { told, ...kept } = await get("self", "plan");
          const until = { "Maya Contoh": "2019-08-17", "Rahmad Contoh": "2019-08-18" };
          const ending = (some) => some.map((one) => ({ ...one, until: until[one.name] }));
          const outings = told.outings.map((one) => ({ ...one, may: { ...one.may, cancel: ending(one.may.cancel) } }));
          // A role at the phone's own unit is another one.
          const officers = told.officers.map((one) => ({ ...one, ends: { ...one.ends, planner: "2019-08-17" } }));
          await put("self", { ...kept, told: { ...told, outings, officers } }, "plan");
          return [before, await names("cancel"), await names("late")];
        }""",
        approved_outing,
    )

    assert ends == [["Maya Contoh", "Rahmad Contoh"], ["Rahmad Contoh"], ["Rahmad Contoh"]]


def test_a_guest_whose_access_was_prolonged_comes_back_with_the_same_pin(guests_phone, served):
    page = guests_phone
    on_the_last_evening(page)
    served.python(PROLONG)
    page.context.set_offline(False)
    handling.send(page)
    page.click("[data-back]")
    page.locator(".who-mark", has_text="BM").wait_for()
    page.context.set_offline(True)

    page.clock.fast_forward("15:00")

    page.locator("h1", has_text="PIN Budi Misal").wait_for()
    page.fill("#pin-enter", PIN)
    page.click(".keypad-go")
    page.locator(".who-mark", has_text="BM").wait_for()
