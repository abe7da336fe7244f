"""A hub asks its office by itself: when, how long it waits, what it tells of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.basics.errors import Refused
from mobilink.journal.storage.models import Peer
from mobilink.journal.sync import sync_client, sync_loop

intervals = st.floats(0.1, 24 * 3600)
chances = st.floats(0, 1)
failures = st.integers(0, 10**6)


@given(failures, intervals, chances)
def test_a_pause_is_never_much_shorter_than_asked_nor_longer_than_the_limit(many, interval, chance):
    pause = sync_loop.next_pause(many, interval, chance)

    assert 0.75 * interval <= pause <= 1.25 * max(interval, sync_loop.LONGEST)


@given(st.integers(0, 40), intervals, chances)
def test_a_further_failure_never_shortens_the_pause(many, interval, chance):
    assert sync_loop.next_pause(many, interval, chance) <= sync_loop.next_pause(
        many + 1, interval, chance
    )


@given(failures, intervals)
def test_two_vans_do_not_ask_in_step(many, interval):
    assert sync_loop.next_pause(many, interval, 0.2) < sync_loop.next_pause(many, interval, 0.8)


class Days:
    """Time that passes at once: the pauses that were waited for."""

    def __init__(self, many):
        self.many, self.pauses = many, []

    def __call__(self, seconds):
        self.pauses.append(seconds)
        return len(self.pauses) > self.many


@pytest.fixture
def _keep_connection(monkeypatch):
    """The loop closes its thread's connection after each round; here it is the test's own."""
    monkeypatch.setattr(sync_loop.connection, "close", lambda: None)


@pytest.fixture
def office(db):
    return Peer.objects.create(
        author="7f1c1d9e-50f5-4a1c-8a77-2f4cf2f2a001", is_office=True, address="http://office"
    )


def told(monkeypatch, *answers):
    """What comes of each exchange, one after the other, the last one for ever."""
    asked = []

    def talk(send, budget):
        asked.append(send)
        answer = answers[min(len(asked), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(sync_client, "talk", talk)
    return asked


@pytest.mark.usefixtures("_keep_connection")
def test_an_office_that_is_away_for_days_is_asked_again_and_again(office, monkeypatch):
    asked = told(monkeypatch, *[Refused("No way.")] * 200, sync_client.Outcome())
    days = Days(201)

    sync_loop.keep_going(300, days, chance=lambda: 0.5)

    assert len(asked) == 201
    assert days.pauses[:5] == [5, 600, 1200, 1200, 1200]
    assert days.pauses[-2:] == [1200, 300]
    assert sync_loop.status().problem == ""


@pytest.mark.usefixtures("_keep_connection")
@pytest.mark.parametrize("error", [Refused("No way."), OSError("No way."), RuntimeError("No way.")])
def test_whatever_goes_wrong_is_told_and_the_next_try_comes(office, monkeypatch, error):
    asked = told(monkeypatch, error)

    sync_loop.keep_going(300, Days(3), chance=lambda: 0.5)

    assert len(asked) == 3
    assert sync_loop.status().problem == "No way."
    assert sync_loop.status().last_try is not None
    assert sync_loop.status().last_success is None


@pytest.mark.usefixtures("_keep_connection")
def test_exchanges_that_bring_no_decision_are_counted_with_what_was_refused(office, monkeypatch):
    in_vain = sync_client.Outcome(refused=["It was never enrolled here.", "Another."])
    told(monkeypatch, in_vain, in_vain, in_vain)
    sync_loop.keep_going(300, Days(3), chance=lambda: 0.5)
    office.refresh_from_db()
    assert (office.in_vain, office.refusal) == (3, "It was never enrolled here.")

    told(monkeypatch, sync_client.Outcome(lines=4, refused=["Another."]))
    sync_loop.keep_going(300, Days(1), chance=lambda: 0.5)
    office.refresh_from_db()
    assert (office.in_vain, office.refusal) == (0, "")


@pytest.mark.usefixtures("_keep_connection")
def test_an_office_asks_nobody(db, monkeypatch):
    asked = told(monkeypatch, sync_client.Outcome())

    sync_loop.keep_going(300, Days(3), chance=lambda: 0.5)

    assert asked == []
    assert sync_loop.status() is None
