"""A request reaches a view when it is whole, in time and not too large (row 31)."""

import asyncio
from types import SimpleNamespace

import pytest

from mobilink.journal.core.messages import LARGEST
from mobilink.serving import request_buffer, room

pytestmark = pytest.mark.pure


class Headers(list):
    """Granian's, as far as the buffer asks them."""

    def get(self, name):
        return dict(self).get(name)

    def items(self):
        return list(self)

    def __contains__(self, name):
        return name in dict(self)


class Sent:
    """One request as it comes over the line, and the answer that it got."""

    def __init__(
        self, *chunks, pause=0.0, lingers=0.0, client="127.0.0.1", path="/acara/1", **headers
    ):
        self.chunks, self.pause, self.lingers = chunks, pause, lingers
        self.client, self.path = client, path
        self.headers = Headers((name.replace("_", "-"), value) for name, value in headers.items())
        self.answer = self.read = None

    async def __aiter__(self):
        self.read = 0
        for chunk in self.chunks:
            await asyncio.sleep(self.pause)
            self.read += len(chunk)
            yield chunk
        await asyncio.sleep(self.lingers)

    def response_bytes(self, *answer):
        self.answer = answer

    @property
    def scope(self):
        return SimpleNamespace(
            headers=self.headers, server="127.0.0.1:8000", client=f"{self.client}:4711", method="POST",
            path=self.path, query_string="a=%41", http_version="1.1", scheme="http",
        )  # fmt: skip


class Inside:
    """A WSGI application that notes what came in."""

    def __init__(self, status="201 Created"):
        self.came, self.status = [], status
        self.closed = 0

    def __call__(self, environ, start_response):
        self.came.append(environ["wsgi.input"].read())
        start_response(self.status, [("x-is", "here")])
        return self

    def __iter__(self):
        return iter([b"wel", b"come"])

    def close(self):
        self.closed += 1


def sent(*requests, inside=None):
    """What comes of requests that are sent at once."""
    inside = inside or Inside()
    guarded = request_buffer.RequestBuffer(inside)

    async def all_at_once():
        await asyncio.gather(*(guarded.__rsgi__(one.scope, one) for one in requests))

    asyncio.run(all_at_once())
    return inside.came


def test_what_is_whole_comes_in_and_its_answer_goes_out_whole():
    inside, request = Inside(), Sent(b"one ", b"two", content_length="7")

    assert sent(request, inside=inside) == [b"one two"]
    assert request.answer == (201, [("x-is", "here")], b"welcome")
    assert inside.closed == 1


def test_row_26_one_byte_at_a_time_comes_in_too():
    """Row 26: also where all of it takes longer than the first bytes may."""
    request = Sent(*[b"x"] * 400, content_length="400", pause=0.0001)

    assert sent(request) == [b"x" * 400]


def test_row_31_what_comes_too_slowly_is_sent_away_and_meets_no_thread(monkeypatch):
    """Row 31: slow-loris."""
    monkeypatch.setattr(request_buffer, "PATIENCE", 0.05)
    slow = [
        Sent(b"x", b"y", content_length="2", pause=30) for _ in range(2 * request_buffer.THREADS)
    ]

    assert sent(*slow, Sent(b"honest", content_length="6")) == [b"honest"]
    assert {one.answer[0] for one in slow} == {408}


def test_row_31_a_slow_line_may_take_the_longer_the_more_it_brings(monkeypatch):
    """Row 31: an honest line is slow, and never silent."""
    monkeypatch.setattr(request_buffer, "PATIENCE", 1)
    request = Sent(*[bytes(1024)] * 8, content_length="8192", pause=0.2)

    assert [len(body) for body in sent(request)] == [8192]


@pytest.mark.parametrize("chunks", [[], [b"half "]])
def test_row_25_half_a_request_is_no_request(chunks):
    """Row 25: half of a form would read like a whole one."""
    request = Sent(*chunks, content_length="9")

    assert sent(request) == []
    assert request.answer[0] == 400


def test_row_25_a_body_whose_end_nobody_can_tell_is_refused():
    """Row 25: where its last part is lost it looks whole."""
    request = Sent(b"half ", transfer_encoding="chunked")

    assert sent(request) == []
    assert (request.answer[0], request.read) == (411, None)


def test_row_31_ten_gigabytes_are_refused_before_the_first_byte():
    """Row 31: the announced size is enough."""
    requests = [Sent(b"x", content_length=str(size)) for size in (10 * 2**30, LARGEST + 1)]

    assert sent(*requests) == []
    assert [(one.answer[0], one.read) for one in requests] == [(413, None)] * 2


MACHINE = "127.0.0.1"


def halves(*, pause, client=MACHINE):
    """A large request that comes in two parts."""
    half = bytes(LARGEST // 2)
    return Sent(half, half, content_length=str(LARGEST), pause=pause, client=client)


def test_row_31_many_large_requests_leave_room_for_small_ones():
    """Row 31: the memory stays bounded, and those who bring little are not kept out."""
    large = [halves(pause=0.2) for _ in range(2 * room.ROOM // LARGEST + 2)]
    small = Sent(b"small", content_length="5")

    assert b"small" in sent(*large, small)
    assert {one.answer[0] for one in large} == {201, 503}


def test_what_was_only_announced_takes_no_room():
    slow = [Sent(b"x" * 1024, content_length=str(LARGEST), pause=0.05) for _ in range(70)]
    honest = Sent(bytes(300_000), content_length="300000", pause=0.1)

    assert [len(body) for body in sent(*slow, honest)] == [300_000]
    assert honest.answer[0] == 201


def test_who_is_put_out_after_the_last_byte_is_told_that_there_was_no_room():
    guarded = request_buffer.RequestBuffer(Inside())
    ends_late = Sent(b"one", content_length="3", pause=0.05, lingers=0.05)

    async def put_out_in_between():
        coming = asyncio.ensure_future(guarded.__rsgi__(ends_late.scope, ends_late))
        await asyncio.sleep(0.075)
        [body] = guarded.room.bodies
        body.put_out()
        await coming

    asyncio.run(put_out_in_between())

    assert ends_late.answer[0] == 503


def test_a_machine_that_was_heard_comes_before_strangers():
    guarded = request_buffer.RequestBuffer(Inside(status="200 OK"))
    message = Sent(b"signed", content_length="6", client="10.0.0.7", path="/api/v1/deliver")
    machine = halves(pause=0.2, client="10.0.0.7")
    strangers = [halves(pause=0.15) for _ in range(2 * room.ROOM // LARGEST)]

    async def first_one_then_all():
        await guarded.__rsgi__(message.scope, message)
        everybody = (machine, *strangers)
        await asyncio.gather(*(guarded.__rsgi__(one.scope, one) for one in everybody))

    asyncio.run(first_one_then_all())

    assert machine.answer[0] == 200
    assert 503 in {one.answer[0] for one in strangers}


def test_room_is_free_again_after_what_was_sent_away(monkeypatch):
    monkeypatch.setattr(request_buffer, "PATIENCE", 0.02)
    guarded = request_buffer.RequestBuffer(Inside())
    slow = Sent(b"x", content_length=str(LARGEST), pause=9)

    asyncio.run(guarded.__rsgi__(slow.scope, slow))

    assert slow.answer[0] == 408
    assert guarded.room.taken == 0


def test_a_thread_is_at_work_until_its_answer_is_made_or_failed():
    seen = []

    def inside(environ, start_response):
        seen.append(len(guarded.at_work))
        raise OSError("the disk is full")

    guarded = request_buffer.RequestBuffer(inside)
    request = Sent(content_length="0")

    with pytest.raises(OSError, match="full"):
        asyncio.run(guarded.__rsgi__(request.scope, request))

    assert (seen, guarded.at_work) == ([1], set())


def test_the_request_is_told_as_wsgi_has_it():
    request = Sent(
        content_length="0", content_type="text/plain", cookie="a=1", x_forwarded_for="10.0.0.1"
    )
    request.headers += [
        ("cookie", "b=2"),
        ("x_forwarded_for", "forged"),
        ("accept", "a"),
        ("accept", "b"),
    ]
    scope = request.scope
    scope.path = "/tempat/pasar rakyat…"

    environment = request_buffer.environ(scope, b"body")

    assert environment["PATH_INFO"].encode("latin-1").decode() == scope.path
    assert (environment["SERVER_NAME"], environment["SERVER_PORT"], environment["REMOTE_ADDR"]) == ("127.0.0.1", "8000", "127.0.0.1")  # fmt: skip
    assert (environment["CONTENT_TYPE"], environment["CONTENT_LENGTH"]) == ("text/plain", "4")
    assert (environment["HTTP_COOKIE"], environment["HTTP_ACCEPT"]) == ("a=1; b=2", "a,b")
    assert environment["HTTP_X_FORWARDED_FOR"] == "10.0.0.1"
    assert "HTTP_CONTENT_LENGTH" not in environment
