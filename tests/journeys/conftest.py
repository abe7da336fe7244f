"""A bad line on loopback that breaks the requests it is told to break; machines that are restored."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import processes

PAGE = b"<html><title>Wi-Fi hotel</title><form>Sign in</form></html>"
STANDING_IN = {
    "page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
    % (len(PAGE), PAGE),
    "moved": b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n",
    "empty": b"HTTP/1.1 204 No Content\r\n\r\n",
}


class BadLine:
    """Forwards HTTP to a port of this machine; `plan` says what happens to each coming request.

    "pass" forwards it; ("up", share) cuts the connection after that share of the request's body;
    ("down", share) lets the request through and cuts the answer; "twice" sends the request twice;
    ("late", seconds) holds the answer back; "page", "moved", "empty" and "kept" answer without the
    office: a captive portal's page with 200, 302, 204, and what a proxy kept of an earlier answer.
    What the plan does not name meets `otherwise`.

    `lasts` is after how many bytes, both ways, a connection is cut; `step` how many go at once, and
    `rate` how many in a second. `requests` are all that came since it was healed, `answers` all that
    went back, `in_vain` counts the bytes of what was cut.
    """

    def __init__(self, port: int) -> None:
        self.to = port
        self.heal()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def heal(self) -> None:
        """From now on nothing is wrong with it."""
        self.plan, self.otherwise = list[object](), "pass"
        self.lasts = self.step = self.rate = None
        self.requests, self.answers = list[bytes](), list[bytes]()
        self.bytes_up = self.in_vain = 0

    def close(self) -> None:
        self._listener.close()

    def replay(self, request: bytes) -> bytes:
        """Send an earlier request again, as whoever listened could; the body of the answer."""
        with socket.create_connection(("127.0.0.1", self.to)) as office:
            office.sendall(request)
            return _message(office.recv)[1]

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        office = socket.create_connection(("127.0.0.1", self.to))
        with caller, office, contextlib.suppress(OSError):
            for end in (caller, office):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            left = [self.lasts]
            while self._pass_one(caller, office, left):
                pass

    def _pass_one(self, caller: socket.socket, office: socket.socket, left: list) -> bool:
        """One request and its answer; whether the connection goes on."""
        head, body = _message(caller.recv)
        if not head:
            return False
        self.requests.append(head + body)
        self.bytes_up += len(head) + len(body)
        what = self.plan.pop(0) if self.plan else self.otherwise
        if what in STANDING_IN or what == "kept":
            caller.sendall(self.answers[-1] if what == "kept" else STANDING_IN[what])
            return True
        kind, how = what if isinstance(what, tuple) else (what, 1)
        share = how if kind == "up" else 1
        is_cut = not self._send(office, head + body[: int(len(body) * share)], left)
        if is_cut or kind == "up":
            return False
        answer = b"".join(_message(office.recv))
        if kind == "twice":
            office.sendall(head + body)
            answer = b"".join(_message(office.recv))
        if kind == "late":
            time.sleep(how)
        self.answers.append(answer)
        if kind == "down":
            begin, _, rest = answer.partition(b"\r\n\r\n")
            caller.sendall((begin + b"\r\n\r\n" + rest[: int(len(rest) * how)]) if how else b"")
            return False
        return self._send(caller, answer, left)

    def _send(self, to: socket.socket, data: bytes, left: list) -> bool:
        """Send as fast as the line is, and as much as it still carries; whether that was all."""
        whole = len(data)
        if left[0] is not None:
            data = data[: left[0]]
            left[0] -= len(data)
        step = self.step or len(data) or 1
        for at in range(0, len(data), step):
            to.sendall(data[at : at + step])
            if self.rate:
                time.sleep(step / self.rate)
        self.in_vain += len(data) if len(data) < whole else 0
        return len(data) == whole


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


@pytest.fixture(scope="session")
def bad_line() -> Callable[[int], BadLine]:
    """Makes a line to a port."""
    return BadLine


@pytest.fixture
def line(served, bad_line) -> Iterator[BadLine]:
    """The only way to the office."""
    bad = bad_line(served.port)
    yield bad
    bad.close()


# One process instead of `rebuild --verify` and `count --json`.
PROVED = """
import json
from dataclasses import asdict
from mobilink.journal.safety.queries import fact_counts
from mobilink.journal.safety.rebuild import verify
assert verify().is_equal, verify().differences
print(json.dumps(asdict(fact_counts()['tally'])))
"""


class Machine:
    """An installation in a folder of its own, which may serve, be copied, lost and brought back."""

    def __init__(self, data: Path, now: str, database: str = "") -> None:
        self.data, self.server = data, None
        self.environment = {
            **os.environ,
            "MOBILINK_DATA": str(data),
            "MOBILINK_NOW": now,
            "MOBILINK_BACKUP_PASSPHRASE": "kapal pinisi berlayar",
            "MOBILINK_DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "mobilink.config.settings",
        }

    def try_to(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return processes.command(*words, env=self.environment, given=given)

    def run(self, *words: str, given: str = "") -> str:
        done = self.try_to(*words, given=given)
        assert not done.returncode, done.stderr
        return done.stdout

    def json(self, *words: str):
        return json.loads(self.run(*words, "--json"))

    def python(self, code: str) -> str:
        return processes.python(code, env=self.environment).strip()

    def tally(self, outing: str, many: int) -> None:
        fact = {"kind": "tally", "outing": outing, "at": "2019-07-21T10:00:00+07:00"}
        self.run("record", "-", given=(json.dumps(fact) + "\n") * many)

    def tallies(self) -> dict[str, int]:
        """How many tallies are here and how far they came, once the tables were proved."""
        return json.loads(self.python(PROVED))

    def serve(self, port: int) -> None:
        log = self.data.with_suffix(".log")
        words = ("serve", "--port", str(port))
        self.server = processes.start(*words, env=self.environment, log=log)
        processes.await_answer(f"http://127.0.0.1:{port}", self.server, log)

    def stop(self) -> None:
        if self.server is not None:
            self.server.terminate()
            self.server.wait(timeout=20)
            self.server = None

    def said(self) -> str:
        """What the last server told its operator."""
        return self.data.with_suffix(".log").read_text()


def _machines(folder: Path) -> Iterator[Callable[..., Machine]]:
    made: list[Machine] = []

    def make(name: str, now: str = "2019-08-18T05:30:00+07:00", database: str = "") -> Machine:
        made.append(Machine(folder / name, now, database))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def machine(tmp_path) -> Iterator[Callable[..., Machine]]:
    """`machine(name, now)`: another machine; whatever serves is stopped at the end."""
    yield from _machines(tmp_path)


@pytest.fixture(scope="module")
def lasting_machine(tmp_path_factory) -> Iterator[Callable[..., Machine]]:
    """As `machine`, of which all tests of a file make copies."""
    yield from _machines(tmp_path_factory.mktemp("machines"))


class Setback:
    """Keeps an office's database as it is, and brings it back later; its folder goes on."""

    def __init__(self, new_database: Callable[..., str]) -> None:
        self.new_database = new_database

    def keep(self, office: Machine) -> None:
        self.kept = self.new_database(template=office.environment["MOBILINK_DATABASE_URL"])
        if not self.kept:
            only = shutil.ignore_patterns("cache", "keys", "heads.json")
            shutil.copytree(office.data, office.data.with_name("kept"), ignore=only)

    def bring_back(self, office: Machine) -> None:
        office.environment["MOBILINK_DATABASE_URL"] = self.kept
        if not self.kept:
            for file in office.data.glob("mobilink.db*"):
                file.unlink()
            shutil.copytree(office.data.with_name("kept"), office.data, dirs_exist_ok=True)


@pytest.fixture
def setback(new_database) -> Setback:
    return Setback(new_database)
