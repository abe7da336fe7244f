"""Who was there: told by several, in whatever order, and never assumed from a booking."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.booth import actions as booth
from mobilink.booth.attendance import Member, team_of
from mobilink.booth.errors import NotRecordable
from mobilink.booth.plan import plan_of
from mobilink.booth.presence import Presence, settle
from mobilink.outreach import actions, bookings
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.models import Slot
from mobilink.people.errors import NotAllowed

SIX = datetime(2019, 8, 18, 6, tzinfo=UTC)
HOURS = st.none() | st.integers(0, 12).map(lambda hours: SIX + timedelta(hours=hours))
SEEN = st.builds(Presence, st.just(True), HOURS, HOURS)
TOLD = st.lists(SEEN | st.just(Presence(was_there=False)), max_size=6)


def at(hours: float) -> datetime:
    return SIX + timedelta(hours=hours)


@pytest.mark.pure
@given(TOLD, st.randoms())
def test_who_was_there_is_the_same_in_whatever_order_it_is_told(presences, random):
    shuffled = random.sample(presences, len(presences))

    assert settle(shuffled) == settle(presences)
    assert settle([*presences, *presences]) == settle(presences)


@pytest.mark.pure
@given(st.lists(SEEN, min_size=1, max_size=6))
def test_the_earliest_arrival_counts_and_nobody_leaves_before_arriving(presences):
    settled = settle(presences)

    arrivals = [presence.since for presence in presences if presence.since]
    assert settled.since == (min(arrivals) if arrivals else None)
    if settled.until:
        assert settled.until == max(presence.until for presence in presences if presence.until)
        assert all(arrival <= settled.until for arrival in arrivals)


@pytest.mark.pure
@given(TOLD)
def test_whoever_was_seen_was_there_and_of_whom_nobody_told_nothing_is_said(presences):
    settled = settle(presences)

    assert (settled is None) == (not presences)
    assert bool(settled and settled.was_there) == any(presence.was_there for presence in presences)


@pytest.mark.pure
def test_who_came_back_after_leaving_has_not_left():
    away = [Presence(since=at(0)), Presence(until=at(3))]

    assert settle(away) == Presence(since=at(0), until=at(3))
    assert settle([*away, Presence(since=at(4))]) == Presence(since=at(0))


@pytest.fixture
def outing(db):
    slot = Slot.objects.get(name="Car Free Day Tanjungpinang")
    outing = actions.propose_from_slot(slot, date(2019, 8, 18), by=None)
    actions.approve(outing, by=None)
    return outing


def test_the_team_is_who_was_booked_and_who_came_besides(outing, person):
    officer, planner, driver = person("petugas"), person("perencana"), person("pengemudi")
    bookings.book(outing, driver, by=None, duty="driver")
    bookings.book(outing, officer, by=None, duty="leader")
    booth.attend(outing, planner, Presence(since=at(1)), by=officer)
    booth.attend(outing, officer, Presence(since=at(0)), by=officer)

    team = [(member.person, bool(member.booking), member.presence) for member in team_of(outing)]

    assert team == [
        (officer, True, Presence(since=at(0))),
        (driver, True, None),
        (planner, False, Presence(since=at(1))),
    ]


def test_two_who_tell_of_one_person_are_no_conflict_and_a_record_can_be_taken_back(outing, person):
    officer, planner = person("petugas"), person("perencana")
    booth.attend(outing, officer, Presence(since=at(1)), by=officer)
    early = booth.attend(outing, officer, Presence(since=at(0)), by=planner)
    booth.attend(outing, officer, Presence(until=at(5)), by=planner)
    assert team_of(outing)[0].presence == Presence(since=at(0), until=at(5))

    booth.undo(early, by=officer)

    assert team_of(outing)[0].presence == Presence(since=at(1), until=at(5))


def test_nobody_leaves_before_arriving_and_no_hour_to_come_is_recorded(outing, person):
    officer = person("petugas")

    with pytest.raises(NotRecordable, match="sebelum jam datang"):
        booth.attend(outing, officer, Presence(since=at(3), until=at(2)), by=officer)
    with pytest.raises(NotRecordable, match="belum tiba"):
        ahead = datetime.now(UTC) + timedelta(days=4000)
        booth.attend(outing, officer, Presence(since=ahead), by=officer)


def test_an_officer_of_another_unit_records_no_attendance(outing, person):
    with pytest.raises(NotAllowed):
        booth.attend(outing, person("petugas"), Presence(), by=person("batam"))


def test_a_person_is_not_told_of_as_if_a_thing(outing, person):
    booking = bookings.book(outing, person("petugas"), by=None)

    with pytest.raises(BadPlan, match="anggota tim"):
        bookings.record_served(booking, True, by=None)


def test_what_an_older_version_recorded_with_the_booking_still_counts(outing, person):
    booking = bookings.book(outing, person("petugas"), by=None)
    booking.served = True

    assert Member(booking.person, booking).presence == Presence()


def test_the_plan_of_a_phone_says_who_came_by_what_the_office_knows(outing, person, monkeypatch):
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: at(3))
    officer = person("petugas")
    assert b'"came":[]' in plan_of("KEPRI-KPP")

    booth.attend(outing, officer, Presence(since=at(0)), by=officer)

    assert f'"came":["{officer.pk}"]'.encode() in plan_of("KEPRI-KPP")
    assert b'"left":' not in plan_of("KEPRI-KPP")


def test_the_plan_of_a_phone_says_when_somebody_left_until_they_come_again(
    outing, person, monkeypatch
):
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: at(6))
    officer = person("petugas")
    booth.attend(outing, officer, Presence(since=at(0)), by=officer)
    booth.attend(outing, officer, Presence(until=at(3)), by=officer)
    assert f'"left":{{"{officer.pk}":"2019-08-18T09:00:00Z"}}'.encode() in plan_of("KEPRI-KPP")

    booth.attend(outing, officer, Presence(since=at(5)), by=officer)

    assert f'"came":["{officer.pk}"]'.encode() in plan_of("KEPRI-KPP")
    assert b'"left":' not in plan_of("KEPRI-KPP")
