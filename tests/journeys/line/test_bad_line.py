"""A van and its office as real processes, and everything that a line can do between them.

Both live as long as this file's tests; each test counts what it added itself.
"""

import json
import os
import random

import msgspec
import pytest

from mobilink.journal.core import messages


def test_row_23_a_lost_request_and_a_lost_answer_are_made_good_by_the_next_exchange(
    van, line, added
):
    """Row 23: in a short question with its facts, and in the message that brings them after a full one."""
    for lost in (("up", 0), ("down", 0)):
        for passes in ([], ["pass"]):
            van.count(3)
            if passes:
                van.forget()
            line.plan = [*passes, lost]
            assert "There is no way to" in van.refused()

    van.sync()

    assert added() == 12
    assert van.sync()["sent"] == 0


def test_row_24_requests_that_come_twice_late_and_in_any_order_are_done_once(van, line, added):
    """Row 24: and a capture of all that was ever said, replayed, changes nothing."""
    line.otherwise = "twice"
    van.count(4)
    van.sync()
    line.otherwise = ("late", 0.2)
    van.count(4)
    van.sync()
    capture = list(line.requests)
    before = van.follows()

    random.Random(24).shuffle(capture)
    for request in capture:
        messages.read_envelope(
            line.replay(request)
        )  # the office answers, to whom the answer is of no use

    line.heal()
    assert added() == 8
    assert van.sync()["sent"] == 0
    assert van.follows()[0] == before[0]


@pytest.mark.parametrize("kind", ["up", "down"])
def test_row_25_a_line_cut_anywhere_in_a_message_loses_nothing(van, line, added, kind):
    """Row 25: over real sockets, at tenths of the request and of the answer."""
    for tenth in range(10):
        van.count(1)
        line.plan = [(kind, tenth / 10)]
        assert "There is no way to" in van.refused()
    van.forget()
    for tenth in range(10):
        van.count(1)
        line.plan = ["pass", (kind, tenth / 10)]
        assert "There is no way to" in van.refused()

    van.sync()

    assert added() == 20


def test_row_26_one_byte_at_a_time_is_enough(van, line, added):
    """Row 26: every byte in a packet of its own."""
    van.count(20)
    line.step = 1

    van.sync()

    assert added() == 20


# The real line: 256 kbit/s, cut every 30 seconds, which is after 960 KB; portions of 32 KB. Here the
# sizes are an eighth, and the line is 32 times as fast.
SCALE = 8
MONTH = f"""
import random
from mobilink.journal.sync import batches
batches.BATCH //= {SCALE}
chance = random.Random(26)
for half_day in range(60):
    for _ in range(2):
        outing.refresh_from_db()
        with commit(Act("note", "note"), by=None) as draft:
            draft.change(outing, result="".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=5_500)))
        seal()
"""
FOR_LONG = """
from mobilink.basics.errors import Refused
from mobilink.journal.sync import batches, sync_loop
told = 0
while told < 100:
    try:
        sync_loop.once()
        break
    except Refused:
        told += 1
batches.BATCH *= 8
"""

pytestmark = pytest.mark.thorough


def test_row_26_a_month_comes_home_over_a_slow_line_that_breaks_again_and_again(van, line, met):
    """Row 26: at most 5 % of its bytes are sent again."""
    van.record(MONTH)
    line.heal()
    line.lasts, line.rate, line.step = 960 * 1024 // SCALE, 256_000 / 8 * 32, 4096

    broken = van.run(FOR_LONG)

    carried = sum(map(len, line.requests)) + sum(map(len, line.answers))
    sent = [data for request in line.requests for data in segments(request)]
    assert broken >= 3
    assert len(sent) - len(set(sent)) <= broken
    assert line.in_vain <= 0.05 * carried
    shown = "told = outing.result"
    assert met[1].record(shown) == van.record(shown)


def segments(request):
    """The segments that a request brings."""
    body = messages.read_envelope(request.partition(b"\r\n\r\n")[2]).body
    return [data for data, _ in msgspec.msgpack.decode(body, type=messages.Ask).signed_segments]


def test_row_27_while_only_one_direction_works_nothing_is_lost_and_then_nothing_stalls(
    van, line, added
):
    """Row 27: requests arrive and answers do not, then neither; then one exchange is enough."""
    for what in (("down", 0), ("up", 0), ("down", 0)):
        line.otherwise = what
        van.count(2)
        van.refused()

    line.heal()
    outcome = van.sync()

    assert outcome["sent"] <= 3
    assert added() == 6
    assert van.tallies()[0] == van.tallies()[1]


@pytest.mark.parametrize("what", ["page", "moved", "empty", "kept"])
def test_row_28_what_answers_in_the_offices_place_is_taken_for_no_network(van, line, added, what):
    """Row 28: a portal's page with 200, a redirect, 204, and what a proxy kept."""
    van.count(1)
    before = van.follows()

    for plan in ([what], ["pass", what]):
        line.plan = list(plan)
        if plan[:-1]:
            van.forget()
        refusal = van.refused()
        assert "sign-in page" in refusal or "no answer of our office" in refusal
        assert van.follows() == before

    van.sync()
    assert added() == 1


def test_row_30_what_speaks_another_language_is_answered_in_words(van, line):
    """Row 30: garbage, and a request cut out of its envelope, over HTTP."""
    van.sync()
    request = line.requests[-1]
    head, body = request.split(b"\r\n\r\n", 1)

    other = bytes([body[-1] ^ 1])
    for said in (os.urandom(len(body)), bytes(len(body)), body[:-1] + other):
        answer = json.loads(line.replay(head + b"\r\n\r\n" + said))
        assert set(answer) == {"refused", "code"}
        assert answer["refused"].endswith(".")


def test_a_budget_of_bytes_ends_the_command_with_a_sentence(van, line, added):
    van.record("for _ in range(30):\n    for _ in range(20): record(Tally)\n    seal()")
    line.bytes_up = 0
    van.close()

    first = van.command("sync", "--once", "--budget", "3000")
    wrong = van.command("sync", "--once", "--budget", "some")
    van.open()

    assert not first.returncode
    assert "more waits" in first.stderr
    assert "number of bytes" in wrong.stderr
    assert line.bytes_up < 9_000
    assert 0 < added() < 600
    van.sync()
    assert added() == 600


def test_row_31_a_van_exchanges_beside_a_thousand_strangers(van, line, added, strangers, memory):
    """Row 31: connections that say half a head, and bodies that never come."""
    before = memory(line.to)
    crowd = strangers(line.to)
    crowd.connect(1_100, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ")
    for size in (100_000, 8_000_000):
        crowd.connect(
            50,
            b"POST /api/v1/exchange HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\nx"
            % size,
        )
    van.count(2)

    van.sync()

    assert added() == 2
    assert memory(line.to) - before < 100 * 2**20
