"""The portal itself: the story's office with sixty outings and a list of a thousand recruiters."""

import http.cookiejar
import json
import os
import re
import sys
import threading
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote_plus

from benchmarks.lookup.names import names, questions
from benchmarks.serving.load import serving
from benchmarks.sync import packages

NOW: Final = "2019-08-18T05:30:00+07:00"
NAMES, ASKED, SEED = 1_000, 5_000, 2026
OFFICERS: Final = 4
EVERY: Final = 1.0  # second that an officer taps
# `fill` prints the outing at which officers count.
FILL: Final = """
import django
django.setup()
from datetime import date, time, timedelta
from mobilink.booth.actions import open_session
from mobilink.outreach import actions
from mobilink.people.models import Account, Unit
from mobilink.places.models import Venue
planner, head = (Account.objects.get(username=name).person for name in ("perencana", "kepala"))
venues, unit = list(Venue.objects.all()), Unit.objects.get(code="KEPRI-KPP")
for n in range(57):
    outing = actions.draft_outing(actions.OutingPlan(
        title=f"Kegiatan Contoh {n}", kind="car_free_day", day=date(2019, 8, 1) + timedelta(n),
        venue=venues[n % len(venues)], owner_unit=unit, executing_unit=unit, start=time(6),
        end=time(9), programmes=["institutional"]), by=planner)
    actions.propose(outing, by=planner)
    actions.approve(outing, by=head)
    if n == 17:
        open_session(outing, by=None)
        counted = outing.pk
print(counted)
"""


class Portal:
    """A data folder, filled once for the whole run."""

    def __init__(self, work: Path, port: int) -> None:
        self.work, self.port, self.address = work, port, f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "MOBILINK_DATA": str(work / "office"),
            "MOBILINK_NOW": NOW,
            "DJANGO_SETTINGS_MODULE": "mobilink.config.settings",
        }
        self.environment.pop("MOBILINK_DATABASE_URL", None)
        # A developer's machine may forbid it; a van's keeps what it compiled from start to start.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.queries = work / "queries.txt"
        self.outing = self._fill()

    @property
    def shared(self) -> dict[str, str]:
        """Pages that all visitors share."""
        pages = {"home": "/", "upcoming": "/upcoming/", "past": "/past/", "outing": self._page}
        return {name: self.address + page for name, page in pages.items()}

    @property
    def _page(self) -> str:
        return f"/outings/{self.outing}/"

    @contextmanager
    def served(self) -> Iterator[int]:
        """Served on its core; tells the process."""
        command = [sys.executable, "-m", "mobilink", "serve", "--port", str(self.port)]
        ready = f"{self.address}/healthz"
        with serving(command, ready, self.work / "serve.log", self.environment) as pid:
            yield pid

    def cold_start(self) -> float:
        """Seconds from the command to the first answer that it is ready."""
        began = time.perf_counter()
        with self.served():
            return time.perf_counter() - began

    def page(self) -> bytes:
        """What the first page sends to a phone: packed, as phones ask for it."""
        asked = urllib.request.Request(self.shared["home"], headers={"Accept-Encoding": "gzip"})
        with self.served(), urllib.request.urlopen(asked) as answer:
            body: bytes = answer.read()
        return body

    def _run(self, *words: str) -> str:
        return packages.run([sys.executable, *words], environment=self.environment)

    def _fill(self) -> str:
        listed = names(NAMES, SEED)
        table = self.work / "recruiters.csv"
        table.write_text("\n".join(["name", *listed]) + "\n", "utf-8")
        asked = (f"q={quote_plus(question.text)}" for question in questions(listed, ASKED, SEED))
        self.queries.write_text("\n".join(asked) + "\n", "utf-8")
        self._run("-m", "mobilink", "init", "--scenario", "kepri-2019")
        self._run("-m", "mobilink", "import", "recruiters", str(table), "--as-at", "2019-08-18")
        return self._run("-c", FILL).split()[-1]


class Officers(threading.Thread):
    """Officers at the booth who count passers-by while visitors read; each tap is timed."""

    def __init__(self, portal: Portal, seconds: float) -> None:
        super().__init__(daemon=True)
        self.portal, self.seconds = portal, seconds
        self.took: list[float] = []
        self.failed = ""

    def run(self) -> None:
        taps = [threading.Thread(target=self._count, args=(n,)) for n in range(OFFICERS)]
        for each in taps:
            each.start()
        for each in taps:
            each.join()

    def _count(self, number: int) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        opener = urllib.request.build_opener(jar)
        try:
            self._send(opener, "/sign-in/", username="petugas", password="mobilink-2019")
            headers = {
                "Content-Type": "application/json",
                "X-CSRFToken": self._token(opener, "/field/plain/"),
            }
            with opener.open(f"{self.portal.address}/field/record/") as news:
                by = json.load(news)["person"]["id"]
            time.sleep(number * EVERY / OFFICERS)
            until = time.perf_counter() + self.seconds
            while time.perf_counter() < until:
                began = time.perf_counter()
                self._tap(opener, by, headers)
                self.took.append(time.perf_counter() - began)
                time.sleep(max(0.0, EVERY - self.took[-1]))
        except OSError as problem:
            self.failed = str(problem)

    def _tap(self, opener: urllib.request.OpenerDirector, by: str, headers: dict[str, str]) -> None:
        """What the program of a browser posts."""
        now = int(time.time() * 1000)
        fields = {"outing": self.portal.outing, "at": now}
        act = {"id": str(uuid.uuid4()), "kind": "tally", "fields": fields}
        tap = json.dumps({"by": by, "acts": [act], "sent": now}).encode()
        address = f"{self.portal.address}/field/record/"
        with opener.open(urllib.request.Request(address, tap, headers)) as answer:
            answer.read()

    def _send(self, opener: urllib.request.OpenerDirector, path: str, **fields: str) -> None:
        self._post(opener, path, fields | {"csrfmiddlewaretoken": self._token(opener, path)})

    def _token(self, opener: urllib.request.OpenerDirector, path: str) -> str:
        with opener.open(self.portal.address + path) as form:
            match = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.read().decode())
        return match[1] if match else ""

    def _post(
        self, opener: urllib.request.OpenerDirector, path: str, fields: dict[str, str]
    ) -> None:
        data = urllib.parse.urlencode(fields).encode()
        with opener.open(self.portal.address + path, data) as answer:
            answer.read()
