"""A bad line on loopback: a proxy that knows requests, and breaks the ones it is told to break."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

PAGE = b"<html><title>Wi-Fi hotel</title><form>Sign in</form></html>"


class BadLine:
    """Forwards HTTP to a port of this machine; `plan` says what happens to each coming request.

    "pass" forwards it; ("up", share) cuts the connection after that share of the request's body;
    ("down", share) lets the request through and cuts the answer; "page" answers a captive portal's
    page with 200; "twice" sends the request twice. What the plan does not name passes.
    """

    def __init__(self, port: int) -> None:
        self.to, self.plan = port, list[object]()
        self.bytes_up = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with caller, socket.create_connection(("127.0.0.1", self.to)) as office:
            while True:
                head, body = _message(caller.recv)
                if not head:
                    return
                self.bytes_up += len(head) + len(body)
                what = self.plan.pop(0) if self.plan else "pass"
                if what == "page":
                    caller.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
                        % (len(PAGE), PAGE)
                    )
                    continue
                if isinstance(what, tuple) and what[0] == "up":
                    office.sendall(head + body[: int(len(body) * what[1])])
                    return
                for _ in range(2 if what == "twice" else 1):
                    office.sendall(head + body)
                    answer_head, answer = _message(office.recv)
                if isinstance(what, tuple):
                    caller.sendall(answer_head + answer[: int(len(answer) * what[1])])
                    return
                caller.sendall(answer_head + answer)


def _message(receive: Callable[[int], bytes]) -> tuple[bytes, bytes]:
    """The head and the body of one HTTP message; empty when the other side is gone."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = receive(65536)
        if not more:
            return b"", b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        while not body.endswith(b"0\r\n\r\n"):
            body += receive(65536)
        return head + b"\r\n\r\n", body
    fields = dict(line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:])
    size = int(fields.get(b"content-length", b"0"))
    while len(body) < size:
        body += receive(65536)
    return head + b"\r\n\r\n", body


@pytest.fixture
def line(served) -> Iterator[BadLine]:
    """The only way to the office."""
    bad = BadLine(served.port)
    yield bad
    bad.close()
