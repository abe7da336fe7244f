"""Who is put out where large bodies have no room (row 31, S6)."""

from contextlib import ExitStack

import pytest

from mobilink.serving import room

pytestmark = pytest.mark.pure
HEARD = "10.0.0.1"


@pytest.fixture
def coming(monkeypatch):
    """`coming(address, began, size)`: a body of which so many bytes arrived; 500,000 have room."""
    monkeypatch.setattr(room, "ROOM", 500_000)
    known = room.Room()
    known.hear(HEARD)
    with ExitStack() as stack:

        def arrive(address, began, size):
            body = stack.enter_context(known.body(address, began))
            body.add(bytes(size))
            known.make(now=10)
            return body

        arrive.room = known
        yield arrive
    assert known.taken == 0


def test_the_slowest_is_put_out_and_gives_its_room_at_once(coming):
    slow, quick = coming("10.0.0.2", 0, 300_000), coming("10.0.0.3", 9, 300_000)

    assert (slow.is_put_out, quick.is_put_out) == (True, False)
    assert coming.room.taken == 300_000


def test_a_machine_that_was_heard_stays_however_slow_it_is(coming):
    machine, stranger = coming(HEARD, 0, 300_000), coming("10.0.0.3", 9, 300_000)

    assert (machine.is_put_out, stranger.is_put_out) == (False, True)


def test_what_is_whole_is_answered(coming):
    whole = coming("10.0.0.2", 0, 300_000)
    assert whole.whole() == bytes(300_000)

    assert coming("10.0.0.3", 9, 300_000).is_put_out
    assert (whole.is_put_out, coming.room.taken) == (False, 300_000)


def test_what_is_small_needs_no_room(coming):
    bodies = [coming("10.0.0.2", 0, room.SMALL) for _ in range(9)]

    assert not any(body.is_put_out for body in bodies)
    assert coming.room.taken == 0


def test_only_so_many_addresses_are_remembered(monkeypatch):
    monkeypatch.setattr(room, "REMEMBERED", 2)
    known = room.Room()
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.3"):
        known.hear(address)

    strangers = []
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3"):
        with known.body(address, 0) as body:
            strangers.append(body.is_strangers)
    assert strangers == [False, True, False]
