"""Commands of installations and lines of Python inside them, each in a process of its own."""

import atexit
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
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

Done = subprocess.CompletedProcess[str]
CHECKOUT = Path(__file__).parents[1]
DJANGO = {"DJANGO_SETTINGS_MODULE": "mobilink.config.settings"}


def command(*words: str, env: Mapping[str, str], given: str = "", timeout: float = 120) -> Done:
    """What comes of `mobilink WORDS` in this environment."""
    return _nursery().run({"words": words}, env, given, timeout)


def python(code: str, *, env: Mapping[str, str], timeout: float = 120) -> str:
    """What lines of Python print inside an installation; fails where they fail."""
    code = f"import django\ndjango.setup()\n{code}"
    done = _nursery().run({"code": code}, {**env, **DJANGO}, "", timeout)
    assert not done.returncode, done.stderr
    return done.stdout


@functools.cache
def _nursery() -> "Nursery":
    return Nursery()


class Nursery:
    """The other end of `tests/nursery.py`."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._alone = threading.Lock()
        with theirs:
            channel = theirs.fileno()
            words = [sys.executable, "-m", "tests.nursery", str(channel)]
            process = subprocess.Popen(words, pass_fds=[channel], cwd=CHECKOUT)
        atexit.register(process.wait)
        atexit.register(self._line.close)

    def run(self, what: dict, env: Mapping[str, str], given: str, timeout: float) -> Done:
        """As `subprocess.run`; raises TimeoutExpired after ending the process."""
        with ExitStack() as stack:
            files = [stack.enter_context(tempfile.TemporaryFile()) for _each in range(3)]
            files[0].write(given.encode())
            files[0].seek(0)
            ours, theirs = os.pipe()
            report = stack.enter_context(os.fdopen(ours, encoding="ascii", buffering=1))
            asked = json.dumps(
                {**what, "environment": dict(env), "folder": str(Path.cwd())}
            ).encode()
            with os.fdopen(theirs), self._alone:
                passed = [*(file.fileno() for file in files), theirs]
                socket.send_fds(self._line, [asked], passed)
            status = _end_of(report, what, timeout)
            _given, told, complained = files
            texts = []
            for file in (told, complained):
                file.seek(0)
                texts.append(file.read().decode())
        return subprocess.CompletedProcess(list(what.values()), status, *texts)


def _end_of(report, what: dict, timeout: float) -> int:
    child, ends = int(report.readline()), time.monotonic() + timeout
    ready, _, _ = select.select([report], [], [], max(0, ends - time.monotonic()))
    if not ready:
        os.kill(child, signal.SIGKILL)
        raise subprocess.TimeoutExpired(str(what), timeout)
    return int(report.readline())
