"""An office of the story whose program can change, behind a relay that counts what phones fetch."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import mobilink
from benchmarks.serving.load import serving
from benchmarks.sync import packages
from benchmarks.sync.wire import Relay

NOW: Final = "2019-08-18T05:30:00+07:00"
PORT: Final = 47_860
CHANGED: Final = "mobilink/field/static/field/app/page/page.js"
# Prints the outing of that Sunday.
FILL: Final = """
import datetime
import django
django.setup()
from mobilink.outreach import actions
from mobilink.outreach.models import Slot
made = actions.propose_from_slot(Slot.objects.get(), datetime.date(2019, 8, 18), by=None)
actions.approve(made, by=None)
print(made.pk)
"""


class Office:
    """Serves from a copy of the program, so that one of its modules may change."""

    def __init__(self, work: Path) -> None:
        self.work, self.source = work, work / "source"
        root = Path(mobilink.__file__).parent
        shutil.copytree(
            root, self.source / "mobilink", ignore=shutil.ignore_patterns("__pycache__")
        )
        own = {"MOBILINK_DATA": str(work / "office"), "MOBILINK_NOW": NOW}
        django = {"DJANGO_SETTINGS_MODULE": "mobilink.config.settings", "MOBILINK_DATABASE_URL": ""}
        self.environment = {**os.environ, **own, **django, "PYTHONPATH": str(self.source)}
        self._run("-m", "mobilink", "init", "--scenario", "kepri-2019")
        self.outing = self._run("-c", FILL).split()[-1]
        self.relay = Relay(PORT)
        self.address = f"http://127.0.0.1:{self.relay.port}"

    def code(self) -> str:
        """With which a phone joins."""
        words = ("invite", "--kind", "phone", "--unit", "KEPRI-KPP")
        return self._run("-m", "mobilink", *words).strip()

    @contextmanager
    def served(self) -> Iterator[None]:
        command = [sys.executable, "-m", "mobilink", "serve", "--port", str(PORT)]
        ready = f"http://127.0.0.1:{PORT}/healthz"
        with serving(command, ready, self.work / "serve.log", self.environment):
            yield

    def change_a_module(self) -> None:
        module = self.source / CHANGED
        module.write_text(module.read_text("utf-8") + "// another version\n", "utf-8")

    def fetched(self) -> int:
        """Bytes of both directions since the last call."""
        return self.relay.traffic().wire_bytes

    def _run(self, *words: str) -> str:
        return packages.run([sys.executable, *words], environment=self.environment)
