"""A van's computer: a hub of the section that serves on loopback."""

import os
import shutil
from pathlib import Path

from tests import processes
from tests.installations import Served, blank


class Van:
    """It asks its office only when it is told to."""

    def __init__(self, data: Path, port: int, office: Served) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            **office.environment, "MOBILINK_DATA": str(data), "MOBILINK_DATABASE_URL": "",
            "MOBILINK_SYNC_MINUTES": "off",
        }  # fmt: skip
        self.data, self.port, self.log = data, port, data.with_name("van.log")

    def join(self, office: Served) -> "Van":
        """Become a hub of an office, which knows what that office knows by then."""
        code = office.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").stdout.strip()
        blank(self.data)
        self.run("enrol", office.address, code)
        self.run("sync", "--once")
        prepared = Path("cache", "static")
        shutil.copytree(office.data / prepared, self.data / prepared, copy_function=os.link)
        return self

    def run(self, *words: str, given: str = "") -> str:
        done = processes.command(*words, env=self.environment, given=given)
        assert not done.returncode, done.stderr
        return done.stdout

    def start(self) -> None:
        log = self.log
        self.process = processes.serve(self.port, env=self.environment, log=log)
        processes.await_answer(self.address, self.process, log)

    def stop(self, *, at_once: bool = False) -> None:
        (self.process.kill if at_once else self.process.terminate)()
        self.process.wait(timeout=20)
