"""An installation of these tests: a data folder, its commands, and a server where it needs one."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import processes
from tests.corpus import folders

SERVE = (sys.executable, str(Path(__file__).with_name("serve.py")))
PATIENCE = 600  # seconds, on a machine that is busy with much else


class Place:
    """By the present program, or by that whose source another folder holds."""

    def __init__(self, data: Path, *, source: Path | None = None) -> None:
        self.data, self.source = data, source
        self.environment = {
            **os.environ,
            **processes.DJANGO,
            "MOBILINK_DATA": str(data),
            "MOBILINK_NOW": folders.NOW,
            "MOBILINK_BACKUP_PASSPHRASE": folders.PASSPHRASE,
        }
        self.environment.pop("MOBILINK_DATABASE_URL", None)
        if source:
            self.environment["PYTHONPATH"] = os.pathsep.join([str(source), str(processes.CHECKOUT)])

    def run(self, *words: str, given: str = "", fails: bool = False) -> str:
        """What a command of the present program prints."""
        done = processes.command(*words, env=self.environment, given=given, timeout=PATIENCE)
        assert bool(done.returncode) is fails, (words, done.stdout, done.stderr)
        return done.stdout

    def python(self, code: str) -> str:
        """What lines of Python print inside this installation."""
        if not self.source:
            return processes.python(code, env=self.environment, timeout=PATIENCE)
        command = [sys.executable, "-P", "-c", f"import django\ndjango.setup()\n{code}"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert not done.returncode, done.stderr
        return done.stdout

    def tells(self, code: str, /, **values: Any) -> Any:
        """What lines of Python tell from inside; `values` are their names, and theirs is `inside`."""
        begin = f"import json\nfrom tests.corpus import inside\nglobals().update({values!r})\n"
        return json.loads(self.python(begin + code))

    @contextmanager
    def serving(self, port: int = 0) -> Iterator[int]:
        """Its addresses at a port of this machine while the block lasts."""
        port = port or free_port()
        log = self.data.with_suffix(".log").open("wb")
        server = subprocess.Popen([*SERVE, str(port)], env=self.environment, stdout=log, stderr=log)
        log.close()
        try:
            self._wait_for(server, port)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)

    def _wait_for(self, server: "subprocess.Popen[bytes]", port: int) -> None:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and server.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.data.with_suffix(".log").read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
