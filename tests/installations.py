"""Installations that tests serve, and who visits them."""

import fcntl
import http.cookiejar
import os
import re
import shutil
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobilink.config import folder
from tests import processes

STORY = "kepri-2019"
# Milliseconds until a browser is given up. That a machine is busy is no failure.
PATIENCE = 120_000
TABLES = "from mobilink.cli import start\nstart.bring_tables_up_to_date()"
STATIC = "from mobilink.serving import server\nserver.prepare_static_files()"


def once(name: str, make: Callable[[Path], None]) -> Path:
    """What the first worker that asks makes at a path, for all workers of this run."""
    run = Path(os.environ["MOBILINK_DATA"]) / "once"
    run.mkdir(exist_ok=True)
    place, draft = run / name, run / f"{name}.draft"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            make(draft)
            draft.rename(place)
    return place


def blank(data: Path) -> Path:
    """Put empty tables where an installation will be, which then need not be built."""
    image = once("blank", _build_tables)
    (data / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("mobilink.db", "keys/database.key"):
        shutil.copy2(image / name, data / name)
    return data


def _build_tables(data: Path) -> None:
    folder.create(data)
    processes.python(TABLES, env=os.environ | {"MOBILINK_DATA": str(data)})


def load_story(data: Path, **environment: str) -> None:
    """Make an installation that is ready to be served."""
    own = os.environ | environment | {"MOBILINK_DATA": str(data)}
    if not own.get("MOBILINK_DATABASE_URL"):
        blank(data)
    processes.command("init", "--scenario", STORY, env=own).check_returncode()
    processes.python(STATIC, env=own)


def copy(data: Path, target: Path) -> Path:
    """An installation of its own; what was prepared for serving is shared, since only new files
    ever take its place.
    """
    shutil.copytree(data, target, ignore=shutil.ignore_patterns("cache"))
    shutil.copytree(data / "cache", target / "cache", copy_function=os.link)
    return target


class Served:
    """A real installation: its own data folder, its own database, its own server process.

    The process is started when it is first used, and its clock with it: what a command does has to
    come later than that, not before.
    """

    process: processes.Child | None = None

    def __init__(self, data: Path, port: int, now: str, database: str = "") -> None:
        self.data, self._port = data, port
        own = {"MOBILINK_DATA": str(data), "MOBILINK_NOW": now}
        self.environment = {**os.environ, **own, "MOBILINK_DATABASE_URL": database}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        self.start()
        return self._port

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of this installation."""
        self.start()
        return processes.command(*words, env=self.environment)

    def python(self, code: str, now: str = "") -> str:
        """Run lines of Python inside this installation, at an hour of their own where they need
        one; returns what they print.
        """
        self.start()
        hour = {"MOBILINK_NOW": now} if now else {}
        return processes.python(code, env=self.environment | hour)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)

    def go_on_from(self, image: Path) -> None:
        """Be as an installation was whose folder was kept."""
        self.stop()
        self.process = None
        shutil.rmtree(self.data)
        copy(image, self.data)

    def start(self) -> None:
        """Begin to serve, unless it does already."""
        if not self.process:
            self.process = self._start()

    def _start(self) -> processes.Child:
        log = self.data.parent / "served.log"
        process = processes.serve(self._port, env=self.environment, log=log)
        processes.await_answer(f"http://127.0.0.1:{self._port}", process, log)
        return process


class Officer:
    """An officer's browser without the browser."""

    def __init__(self, served: Served, username: str) -> None:
        self.address = served.address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.send("/sign-in/", username=username, password="mobilink-2019")

    def read(self, path: str) -> Any:
        """The answer to a reader who signed in."""
        return self.opener.open(self.address + path)

    def send(self, path: str, page: str = "", **fields: str) -> int:
        with self.read(page or path) as answer:
            form = answer.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert token
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token[1]}).encode()
        with self.opener.open(self.address + path, data) as answer:
            return int(answer.status)
