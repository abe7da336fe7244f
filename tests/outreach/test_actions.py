"""The way of an outing through its states, and what is refused on the way."""

from datetime import UTC, date, datetime, time

import pytest

from mobilink.fleet.models import Equipment, Van
from mobilink.journal.core.errors import Overtaken
from mobilink.journal.safety.rebuild import verify
from mobilink.outreach import actions, bookings
from mobilink.outreach.actions import OralApproval, OutingPlan
from mobilink.outreach.errors import BadPlan, ClashStands, PlannedAlready, WrongState
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import clashes_of
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Unit
from mobilink.places.models import Venue

pytestmark = pytest.mark.django_db
SUNDAY = date(2019, 8, 18)
State = Outing.State


@pytest.fixture
def plan():
    office, venue = (
        Unit.objects.get(code="KEPRI"),
        Venue.objects.get(name="Pasar Baru Tanjungpinang"),
    )

    def make(**details):
        known = {"title": "Pasar Baru", "kind": "market", "day": SUNDAY, "venue": venue,
                 "owner_unit": office, "executing_unit": office}  # fmt: skip
        return OutingPlan(**(known | details))

    return make


@pytest.fixture
def proposed(person):
    slot = Slot.objects.get(name="Car Free Day Tanjungpinang")
    return actions.propose_from_slot(slot, SUNDAY, by=person("perencana"))


def test_an_outing_goes_from_slot_to_report(proposed, person):
    actions.approve(proposed, by=person("kepala"))
    actions.begin(proposed, by=person("petugas"))
    actions.finish(proposed, by=person("petugas"))
    actions.report(proposed, by=person("perencana"), result="Many came.")

    proposed.refresh_from_db()
    assert (proposed.state, proposed.is_announced, proposed.result) == (
        State.REPORTED,
        True,
        "Many came.",
    )
    assert [decision.decided_by for decision in proposed.decisions.all()] == ["Rahmad Contoh"]
    assert verify().is_equal


def test_a_slot_proposes_one_outing_a_day(proposed, person):
    with pytest.raises(BadPlan, match="Car Free Day Tanjungpinang"):
        actions.propose_from_slot(proposed.slot, SUNDAY, by=person("perencana"))


def test_only_an_approver_approves_and_the_refusal_says_which_role_is_needed(proposed, person):
    with pytest.raises(NotAllowed, match="Dewi Contoh"):
        actions.approve(proposed, by=person("petugas"))

    assert Outing.objects.get(pk=proposed.pk).state == State.PROPOSED


def test_an_approval_by_word_of_mouth_keeps_who_when_and_the_paper_due(proposed, person):
    said_at = datetime(2019, 8, 16, 9, 30, tzinfo=UTC)
    oral = OralApproval("Rahmad Contoh", said_at, paper_due=date(2019, 8, 20))

    actions.approve(proposed, by=person("perencana"), oral=oral)

    [decision] = proposed.decisions.all()
    assert (decision.is_oral, decision.decided_by, decision.decided_at) == (
        True,
        "Rahmad Contoh",
        said_at,
    )
    assert decision.paper_due == date(2019, 8, 20)


def test_a_refusal_returns_the_draft_with_its_reason(proposed, person):
    with pytest.raises(BadPlan):
        actions.refuse(proposed, by=person("kepala"), reason=" ")
    actions.refuse(proposed, by=person("kepala"), reason="The crew is on another task letter.")

    assert proposed.state == State.DRAFT
    assert proposed.decisions.get().reason == "The crew is on another task letter."


def test_a_cancellation_needs_a_reason_and_raises_the_sequence_of_what_was_announced(
    proposed, person
):
    actions.approve(proposed, by=person("kepala"))
    with pytest.raises(BadPlan):
        actions.cancel(proposed, by=person("perencana"), reason="")

    actions.cancel(proposed, by=person("perencana"), reason="Rain", next_day=date(2019, 8, 25))

    proposed.refresh_from_db()
    assert (proposed.state, proposed.reason, proposed.sequence) == (State.CANCELLED, "Rain", 1)


def test_a_postponed_outing_stays_and_a_proposal_for_the_next_day_follows(proposed, person):
    actions.approve(proposed, by=person("kepala"))

    following = actions.postpone(
        proposed, by=person("perencana"), reason="The road is closed", next_day=date(2019, 8, 25)
    )

    proposed.refresh_from_db()
    assert (proposed.state, proposed.next_day) == (State.POSTPONED, date(2019, 8, 25))
    assert (following.state, following.day, following.follows_id) == (
        State.PROPOSED, date(2019, 8, 25), proposed.pk)  # fmt: skip
    assert (following.start, following.is_announced) == (proposed.start, False)


def test_the_next_date_cannot_lie_before_the_outing(proposed, person):
    with pytest.raises(BadPlan):
        actions.cancel(proposed, by=person("perencana"), reason="Rain", next_day=date(2019, 8, 1))


@pytest.mark.parametrize("act", ["approve", "begin", "finish"])
def test_nothing_happens_out_of_turn(plan, person, act):
    draft = actions.draft_outing(plan(), by=person("perencana"))

    with pytest.raises(WrongState, match="Pasar Baru"):
        getattr(actions, act)(draft, by=None)


def test_what_was_held_cannot_be_cancelled():
    held = Outing.objects.get(title="Sosialisasi Pasar Baru")

    with pytest.raises(WrongState):
        actions.cancel(held, by=None, reason="Too late")


@pytest.mark.parametrize("day", [date(1492, 10, 12), date(2100, 1, 1)])
def test_a_day_out_of_range_is_refused(plan, day):
    with pytest.raises(BadPlan, match=day.isoformat()):
        actions.draft_outing(plan(day=day), by=None)


def test_an_outing_cannot_end_before_it_begins(plan):
    with pytest.raises(BadPlan, match=r"06\.00"):
        actions.draft_outing(plan(start=time(9), end=time(6)), by=None)


def test_a_change_that_the_public_sees_raises_the_sequence_and_another_does_not(proposed, person):
    actions.approve(proposed, by=person("kepala"))

    actions.revise_outing(proposed, by=person("perencana"), programmes=["products"])
    assert proposed.sequence == 0
    actions.revise_outing(proposed, by=person("kepala"), start=time(7))
    assert proposed.sequence == 1


def test_a_unit_plans_only_for_itself(plan, person):
    with pytest.raises(NotAllowed):
        actions.draft_outing(plan(), by=person("batam"))


def test_a_van_booked_twice_at_one_time_clashes_in_words(proposed, plan, person):
    van = Van.objects.get(name="Gonggong")
    other = actions.draft_outing(plan(start=time(8), end=time(10)), by=person("perencana"))
    for outing in (proposed, other):
        bookings.book(outing, van, by=person("perencana"))

    [clash] = clashes_of(proposed)
    assert clash.is_certain
    assert "Gonggong" in clash.words
    assert "Pasar Baru" in clash.words
    assert "08.00–10.00" in clash.words


def test_hours_that_do_not_meet_do_not_clash(proposed, plan, person):
    tent = Equipment.objects.get(label="TND-01")
    later = actions.draft_outing(plan(start=time(9), end=time(11)), by=person("perencana"))
    for outing in (proposed, later):
        bookings.book(outing, tent, by=person("perencana"))

    assert clashes_of(proposed) == []


def test_unknown_hours_on_the_same_day_may_clash(proposed, plan, person):
    crew = person("petugas")
    unknown = actions.draft_outing(plan(), by=person("perencana"))
    for outing in (proposed, unknown):
        bookings.book(outing, crew, by=person("perencana"))

    [clash] = clashes_of(proposed)
    assert not clash.is_certain


def test_a_clash_stops_an_approval_that_gives_no_reason(proposed, plan, person):
    other = actions.draft_outing(plan(), by=person("perencana"))
    for outing in (proposed, other):
        bookings.book(outing, Van.objects.get(name="Gonggong"), by=person("perencana"))

    with pytest.raises(ClashStands, match="Gonggong"):
        actions.approve(proposed, by=person("kepala"))
    actions.approve(proposed, by=person("kepala"), reason="The van shuttles between both.")

    assert proposed.state == State.APPROVED


def test_what_was_freed_or_called_off_clashes_no_more(proposed, plan, person):
    van, other = Van.objects.get(name="Gonggong"), actions.draft_outing(plan(), by=None)
    mine = bookings.book(proposed, van, by=None)
    bookings.book(other, van, by=None)

    bookings.release(mine, by=person("perencana"))
    assert clashes_of(proposed) == []
    bookings.book(proposed, van, by=None)
    actions.cancel(other, by=None, reason="No permit")
    assert clashes_of(proposed) == []


def test_booking_again_changes_nothing(proposed):
    van = Van.objects.get(name="Gonggong")

    assert bookings.book(proposed, van, by=None) == bookings.book(proposed, van, by=None)


def test_what_served_is_recorded_and_never_assumed(proposed, person):
    booking = bookings.book(proposed, Van.objects.get(name="Gonggong"), by=None)
    assert booking.served is None
    with pytest.raises(WrongState):
        bookings.record_served(booking, True, by=None)
    actions.approve(proposed, by=None)
    booking.outing.refresh_from_db()

    bookings.record_served(booking, False, by=person("petugas"), note="Broke down at home")

    assert (booking.served, booking.note) == (False, "Broke down at home")


def test_the_next_date_cannot_lie_beyond_all_calendars(proposed, person):
    with pytest.raises(BadPlan, match="9999"):
        actions.postpone(
            proposed, by=person("perencana"), reason="Rain", next_day=date(9999, 12, 31)
        )


def test_what_was_approved_is_changed_only_by_somebody_who_may_approve(proposed, person):
    actions.approve(proposed, by=person("kepala"))

    with pytest.raises(NotAllowed):
        actions.revise_outing(proposed, by=person("perencana"), day=date(2019, 8, 25))
    actions.revise_outing(proposed, by=person("perencana"), purpose="Said more clearly")

    assert Outing.objects.get(pk=proposed.pk).day == SUNDAY


def test_an_outing_is_not_given_to_a_unit_where_its_planner_plans_nothing(plan, person):
    post = Unit.objects.get(code="BATAM")
    mine = actions.draft_outing(plan(owner_unit=post), by=person("batam"))

    with pytest.raises(NotAllowed):
        actions.revise_outing(mine, by=person("batam"), owner_unit=Unit.objects.get(code="KEPRI"))


def test_an_open_booth_stands_still_and_is_closed_rather_than_cancelled(proposed):
    actions.approve(proposed, by=None)
    actions.begin(proposed, by=None)

    for act in (
        lambda: actions.revise_outing(proposed, by=None, day=date(2019, 8, 25)),
        lambda: actions.cancel(proposed, by=None, reason="Rain"),
    ):
        with pytest.raises(WrongState):
            act()


def test_an_act_decided_on_an_older_reading_is_refused(proposed):
    stale = Outing.objects.get(pk=proposed.pk)
    actions.cancel(proposed, by=None, reason="No permit")

    for act in (
        lambda: actions.approve(stale, by=None),
        lambda: actions.revise_outing(stale, by=None, purpose="New"),
    ):
        with pytest.raises(Overtaken):
            act()


def test_a_slot_has_one_draft_a_day_too(proposed, plan):
    with pytest.raises(BadPlan):
        actions.draft_outing(plan(slot=proposed.slot), by=None)


def test_an_outing_stands_on_the_calendar_once_and_anew_only_when_it_was_called_off(plan, person):
    first = actions.draft_outing(plan(), by=None)

    for enter in (actions.draft_outing, actions.register_held):
        with pytest.raises(PlannedAlready, match="Pasar Baru") as refused:
            enter(plan(), by=None)
        assert refused.value.outing == first.pk
    actions.cancel(first, by=person("kepala"), reason="Rain.")

    assert actions.draft_outing(plan(), by=None).pk != first.pk


def test_nothing_of_tomorrow_was_held(plan):
    with pytest.raises(BadPlan):
        actions.register_held(plan(day=date(2098, 1, 1)), by=None)


def test_a_programme_that_nobody_has_is_refused(plan):
    with pytest.raises(BadPlan, match="dancing"):
        actions.draft_outing(plan(programmes=["dancing"]), by=None)


@pytest.mark.parametrize(
    ("said", "due"),
    [(datetime(2098, 1, 1, tzinfo=UTC), date(2098, 1, 2)),
     (datetime(2019, 8, 16, tzinfo=UTC), date(2010, 1, 1))],
)  # fmt: skip
def test_an_oral_approval_has_times_that_can_be_true(proposed, said, due):
    with pytest.raises(BadPlan):
        actions.approve(proposed, by=None, oral=OralApproval("Rahmad Contoh", said, due))


def test_a_second_booking_of_a_person_changes_the_duty(proposed, person):
    bookings.book(proposed, person("petugas"), by=None)
    bookings.book(proposed, person("petugas"), by=None, duty="leader")

    assert proposed.assignments.get().duty == "leader"


def test_a_van_that_served_is_not_freed(proposed):
    booking = bookings.book(proposed, Van.objects.get(name="Gonggong"), by=None)
    actions.approve(proposed, by=None)
    bookings.record_served(booking, True, by=None)

    with pytest.raises(BadPlan):
        bookings.release(booking, by=None)
