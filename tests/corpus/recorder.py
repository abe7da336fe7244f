"""Stands before an installation and keeps what machines say to it and what they hear."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

KEPT = "/api/v1/"
PASSED_ON = ("Content-Type", "Content-Length", "Cookie", "Host", "Origin", "Referer")


class Heard(NamedTuple):
    """One question and its answer, and the name by which the installation was called."""

    path: str
    host: str
    question: bytes
    answer: bytes


class Recorder:
    """Forwards to the port `to` of this machine; `heard` are the messages since it was last emptied."""

    def __init__(self, to: int, port: int = 0) -> None:
        self.heard: list[Heard] = []
        handler = type("Handler", (_Handler,), {"to": to, "heard": self.heard})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.port = self._server.server_port
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def taken(self) -> list[Heard]:
        """What was heard, which is forgotten here."""
        heard, self.heard[:] = [*self.heard], []
        return heard

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    to: int
    heard: list[Heard]

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        question = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        office = http.client.HTTPConnection("127.0.0.1", self.to, timeout=60)
        passed = {name: self.headers[name] for name in PASSED_ON if self.headers[name]}
        office.request(self.command, self.path, question, passed)
        response = office.getresponse()
        answer = response.read()
        office.close()
        if self.command == "POST" and self.path.startswith(KEPT):
            self.heard.append(Heard(self.path, self.headers["Host"], question, answer))
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass
