"""Request buffer before Django: a request is let in when it is whole, in time and not too large.

A thread that waits for a slow sender is lost to everybody else, and there are few threads. So the
event loop gathers each body, without a thread; what comes too slowly, is too large or breaks off
never reaches a view. An answer is made whole in its thread and then left to the event loop, so that
a slow reader keeps no thread either.
"""

import asyncio
import io
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from mobilink.journal.core.messages import LARGEST
from mobilink.serving.room import Body, Room

# SQLite writes one at a time; more threads than this only wait for each other.
THREADS = 4
PATIENCE = 30  # seconds for the head, and as many for the body and one more for every KB of it
# What is answered there was signed by a machine of this service; enrolling begins with a stranger.
SIGNED = {"/api/v1/exchange", "/api/v1/deliver", "/api/v1/blobs"}

Headers = list[tuple[str, str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Fields(Protocol):
    """The headers of a request; of one that came twice, `get` tells the first."""

    def __contains__(self, name: str) -> bool: ...
    def get(self, name: str, /) -> str | None: ...
    def items(self) -> Iterable[tuple[str, str]]: ...


class Scope(Protocol):
    """A request's head."""

    @property
    def scheme(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query_string(self) -> str: ...
    @property
    def headers(self) -> Fields: ...
    @property
    def http_version(self) -> str: ...
    @property
    def server(self) -> str: ...
    @property
    def client(self) -> str: ...


class Caller(Protocol):
    """Who sends a body and takes the answer."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...


class TurnedAway(Exception):
    """Why a request does not come in: an HTTP status and a sentence."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class RequestBuffer:
    """An RSGI application that lets whole requests in to a WSGI one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.room = Room()
        self.at_work: set[int] = set()  # the threads that make an answer now
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")

    async def __rsgi__(self, scope: Scope, caller: Caller) -> None:
        try:
            size, address = _announced(scope), scope.client.rpartition(":")[0]
            with self.room.body(address, asyncio.get_running_loop().time()) as body:
                await _gather(size, caller, body, self.room)
                answer = await self.answer(environ(scope, body.whole()))
            if size and answer[0] == 200 and scope.path in SIGNED:
                self.room.hear(address)
        except TurnedAway as away:
            plain = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
            caller.response_bytes(away.status, plain, str(away).encode())
            return
        caller.response_bytes(*answer)

    async def answer(self, environment: dict[str, Any]) -> tuple[int, Headers, bytes]:
        """What the application answers to a request that is whole."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._answer, environment)

    def _answer(self, environment: dict[str, Any]) -> tuple[int, Headers, bytes]:
        self.at_work.add(threading.get_ident())
        try:
            return self._made(environment)
        finally:
            self.at_work.discard(threading.get_ident())

    def _made(self, environment: dict[str, Any]) -> tuple[int, Headers, bytes]:
        begun: list[Any] = []

        def start(status: str, headers: Headers, exc_info: object = None) -> None:
            begun[:] = [int(status[:3]), headers]

        parts = self.application(environment, start)
        try:
            whole = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        return begun[0], begun[1], whole


def _announced(scope: Scope) -> int:
    """The size of the body that comes."""
    if "transfer-encoding" in scope.headers:
        # Where such a body breaks off, it looks as if it were whole.
        raise TurnedAway(411, "A request must say its length before it begins.")
    size = int(scope.headers.get("content-length") or 0)
    if size > LARGEST:
        raise TurnedAway(413, f"A request has at most {LARGEST} bytes.")
    return size


async def _gather(size: int, caller: Caller, body: Body, room: Room) -> None:
    """Fill a body to this size, as far as there is room."""
    if not size:
        return
    now = asyncio.get_running_loop().time
    try:
        async with asyncio.timeout(PATIENCE) as limit:
            async for chunk in caller:
                if body.is_put_out:
                    break
                body.add(chunk)
                room.make(now())
                limit.reschedule(body.began + PATIENCE + body.size / 1024)
    except TimeoutError:
        raise TurnedAway(408, "The request came too slowly. Send it again.") from None
    if body.is_put_out:
        raise TurnedAway(503, "Too much is on its way to us. Try again later.")
    if body.size != size:
        raise TurnedAway(400, "The request broke off. Send it again.")


def environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """A request as WSGI has it."""
    host, _, port = scope.server.rpartition(":")
    environment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        # A name with an underscore would pass for another one that has a hyphen there.
        if "_" not in name:
            key = f"HTTP_{name.upper().replace('-', '_')}"
            between = "; " if key == "HTTP_COOKIE" else ","
            environment[key] = (
                f"{environment[key]}{between}{value}" if key in environment else value
            )
    environment["CONTENT_TYPE"] = environment.pop("HTTP_CONTENT_TYPE", "")
    environment["CONTENT_LENGTH"] = str(len(body))
    environment.pop("HTTP_CONTENT_LENGTH", None)
    return environment
