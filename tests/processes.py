"""Commands of installations, their servers, and lines of Python inside them, each a process."""

import atexit
import contextlib
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Done = subprocess.CompletedProcess[str]
CHECKOUT = Path(__file__).parents[1]
# What the law of kinds refuses to machines, here and in all that the nursery starts (tests/law.py).
REFUSED = os.memfd_create("refused")
DJANGO = {"DJANGO_SETTINGS_MODULE": "mobilink.config.settings"}


def command(*words: str, env: Mapping[str, str], given: str = "", timeout: float = 600) -> Done:
    """What comes of `mobilink WORDS` in this environment."""
    return _run({"words": words}, env, given, timeout)


def python(code: str, *, env: Mapping[str, str], timeout: float = 600) -> str:
    """What lines of Python print inside an installation; fails where they fail."""
    code = f"import django\ndjango.setup()\n{code}"
    done = _run({"code": code}, {**env, **DJANGO}, "", timeout)
    assert not done.returncode, done.stderr
    return done.stdout


def start(*words: str, env: Mapping[str, str], log: Path) -> "Child":
    """`mobilink WORDS` in this environment, which goes on; what it says goes into a file."""
    with log.open("wb") as said, Path(os.devnull).open("rb") as nothing:
        return _nursery().start({"words": words}, env, [nothing, said, said])


def serve(port: int, *, env: Mapping[str, str], log: Path) -> "Child":
    """What `mobilink serve` becomes once it has seen to the folder, on loopback."""
    own = {**env, **DJANGO, "MOBILINK_HOSTS": "localhost 127.0.0.1 [::1] booth.test"}
    with log.open("wb") as said, Path(os.devnull).open("rb") as nothing:
        return _nursery().start({"listen": ["127.0.0.1", port]}, own, [nothing, said, said])


def await_answer(address: str, server: "Child | subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a server that was just started answers; fails with what it said instead."""
    for _try in range(2400):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except OSError:
            try:
                server.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            break
    else:
        server.kill()
        server.wait()
    raise AssertionError(log.read_text())


def converse(*words: str, code: str = "", env: Mapping[str, str]) -> "Conversation":
    """`mobilink WORDS`, or lines of Python, whose input is written while it goes on."""
    their_input, ours = os.pipe()
    output, theirs = os.pipe()
    complaints = os.fdopen(os.memfd_create("complaints"), "w+", encoding="utf-8")
    with os.fdopen(their_input, "rb") as given, os.fdopen(theirs, "wb") as said:
        what = {"code": code} if code else {"words": words}
        child = _nursery().start(what, env, [given, said, complaints.buffer])
    return Conversation(child, os.fdopen(ours, "w"), os.fdopen(output), complaints)


@dataclass
class Conversation:
    """A process that the nursery started, with what `subprocess.Popen` has to talk with it."""

    child: "Child"
    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]

    def kill(self) -> None:
        self.child.kill()

    def poll(self) -> int | None:
        return self.child.poll()

    @property
    def returncode(self) -> int | None:
        return self.child.returncode

    def communicate(self) -> tuple[str, str]:
        """Say no more; the rest of what it says, and its complaints, once it has ended."""
        with contextlib.suppress(BrokenPipeError):
            self.stdin.close()
        with self.stdout, self.stderr:
            rest = self.stdout.read()
            self.child.wait()
            self.stderr.seek(0)
            return rest, self.stderr.read()


class Child:
    """A process that the nursery started, with what `subprocess.Popen` has to end and await it."""

    def __init__(self, report: IO[str]) -> None:
        self._report = report
        self.pid, self.returncode = int(report.readline()), None

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._report], [], [], 0)[0]:
            self._read()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._report], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self._read()
        return self.returncode

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _read(self) -> None:
        with self._report:
            self.returncode = int(self._report.readline())


class Nursery:
    """The other end of `tests/nursery.py`."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._alone = threading.Lock()
        with theirs:
            channel = theirs.fileno()
            words = [sys.executable, "-m", "tests.nursery", str(channel), str(REFUSED)]
            process = subprocess.Popen(words, pass_fds=[channel, REFUSED], cwd=CHECKOUT)
        self._process = process

    def start(self, what: dict, env: Mapping[str, str], files: list[IO[bytes]]) -> Child:
        """A process with these three files as its own."""
        asked = json.dumps({**what, "environment": dict(env), "folder": str(Path.cwd())}).encode()
        ours, theirs = os.pipe()
        with os.fdopen(theirs), self._alone:
            socket.send_fds(self._line, [asked], [*(file.fileno() for file in files), theirs])
        return Child(os.fdopen(ours, encoding="ascii", buffering=1))

    def end(self) -> None:
        """Let it end, and be waited for."""
        self._line.close()
        self._process.wait()


@functools.cache
def _nursery() -> Nursery:
    return Nursery()


@atexit.register
def end() -> None:
    """Let the nursery of this process end, so that what it cost is known."""
    if _nursery.cache_info().currsize:
        _nursery().end()
        _nursery.cache_clear()


def _run(what: dict, env: Mapping[str, str], given: str, timeout: float) -> Done:
    """As `subprocess.run`; raises TimeoutExpired after ending the process."""
    with ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _each in range(3)]
        files[0].write(given.encode())
        files[0].seek(0)
        child = _nursery().start(what, env, files)
        try:
            status = child.wait(timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            raise
        texts = []
        for file in files[1:]:
            file.seek(0)
            texts.append(file.read().decode())
    return subprocess.CompletedProcess(list(what.values()), status, *texts)
