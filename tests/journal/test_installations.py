"""What the office knows of each machine: what it wrote, what is safe where, what it has not sent."""

import pytest

from mobilink.basics import clock
from mobilink.journal import rulings
from mobilink.journal.core import messages
from mobilink.journal.core.errors import NotStorable
from mobilink.journal.members.installations import revoke, standings
from mobilink.journal.safety.forks import forks
from mobilink.journal.safety.queries import own_entries
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import sync_server

pytestmark = pytest.mark.django_db
HOUR = 3_600_000


def tells(hub, captured=None, oldest=None, signed_segments=()):
    now = milliseconds(clock.now()) + hub.clock_error
    said = [{}, captured, oldest] if captured is not None else []
    asked = messages.Ask(
        messages.VERSION,
        "0.1",
        [],
        [],
        False,
        [],
        [tuple(one) for one in signed_segments],
        [],
        1024,
        now,
        *said,
    )
    sync_server.answer(messages.sign_message(asked, hub.author, hub))
    return standings()[0]


def test_a_hub_tells_what_it_wrote_and_since_when_it_has_not_sent(machine, taken, tally):
    hub = machine()
    taken(hub.signed_segment(hub.entry(tally), hub.entry(tally)))
    since = milliseconds(clock.now()) - 5 * HOUR

    standing = tells(hub, captured=7, oldest=since)

    assert (standing.captured, standing.in_van, standing.at_office, standing.unsent) == (7, 7, 2, 5)
    assert abs(standing.oldest_unsent - since) < 60_000


def test_the_age_is_told_by_the_offices_clock(machine, tally):
    hub = machine()
    hub.clock_error = -7 * HOUR
    by_its_clock = milliseconds(clock.now()) - 10 * HOUR

    standing = tells(hub, captured=1, oldest=by_its_clock)

    assert abs(standing.oldest_unsent - (by_its_clock + 7 * HOUR)) < 60_000


def test_what_came_in_the_same_message_is_unsent_no_more(machine, tally):
    hub = machine()
    signed_segment = hub.signed_segment(hub.entry(tally))

    standing = tells(hub, captured=1, oldest=1, signed_segments=[signed_segment])

    assert (standing.captured, standing.at_office, standing.unsent, standing.oldest_unsent) == (
        1,
        1,
        0,
        None,
    )


def test_a_hub_of_an_older_version_tells_less_and_is_heard(machine, taken, tally):
    hub = machine()
    taken(hub.signed_segment(hub.entry(tally)))

    standing = tells(hub)

    assert (standing.captured, standing.at_office, standing.unsent) == (1, 1, 0)


def test_an_older_answer_and_question_are_read():
    ask = messages.Ask(1, "0.1", [], [], False, [], [], [], 1024, 0)
    answer = messages.Answer(1, "0.1", [], [], 0, [], [], [], [], {}, False)

    assert (ask.captured, ask.oldest_unsent, answer.clock) == (None, None, None)


def test_the_office_itself_has_nothing_unsent():
    captured, oldest = own_entries(TableStore())

    assert captured > 50
    assert oldest is None


@pytest.fixture
def histories(machine, taken, tally):
    """`histories("ab", "ac")`: one machine wrote each of these, which share what they begin with."""

    def write(*written):
        van, made = machine(), {}
        for history in written:
            van.links, entries = {}, []
            for end in range(1, len(history) + 1):
                begun = history[:end]
                if begun not in made:
                    made[begun] = van.entry(tally, at=ord(history[end - 1]))
                van.links["unit/BATAM"] = made[begun].after
                entries.append(made[begun])
            taken(van.signed_segment(*entries))
        return van

    return write


@pytest.mark.parametrize(
    ("written", "numbers"),
    [(["abc"], []), (["ab", "cd"], [1]), (["abc", "ade"], [2]), (["abcd", "aefg", "aefh"], [2, 4])],
)
def test_each_place_where_a_machine_has_two_histories_is_told_once(histories, written, numbers):
    histories(*written)

    assert sorted(fork.number for fork in forks()) == numbers
    assert {fork.where for fork in forks()} <= {"Gonggong uji"}


def test_two_histories_of_a_revoked_machine_are_no_alarm_any_more(histories):
    revoke(histories("ab", "ac").author, "Digandakan")

    assert forks() == []


def test_somebody_closes_the_alarm_of_a_fork_that_healed_and_no_other(histories):
    histories("abcd", "aefg", "aefh")
    first, second = sorted(forks(), key=lambda fork: fork.number)
    with pytest.raises(NotStorable, match="forks"):
        rulings.close_fork("another", by=None)

    rulings.close_fork(first.id, by=None, why="Disk dipulihkan; satu mesin saja yang bekerja.")

    assert forks() == [second]
