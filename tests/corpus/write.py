"""Write a folder of the corpus by the present program: `python -m tests.corpus.write NAME`.

NAME is the beginning of the commit that writes. A folder that is there already is never touched.
Needs Chromium, for the phone's own program.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests import chromium
from tests.corpus import folders, replay
from tests.corpus.by_phone import Phone
from tests.corpus.places import Place
from tests.corpus.recorder import Heard, Recorder

PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 2 + b"\xff\xd9"
FILL = "from tests.corpus import story\nstory.fill()"
CHANGE = """
from mobilink.journal.actions import commit
from mobilink.outreach.models import Outing
with commit("revise outing") as draft:
    draft.change(Outing.objects.get(title={title!r}), {fields})
"""
# What another version may say: a kind and a field that this one does not know.
UNKNOWN = """
from mobilink.journal.actions import commit
from mobilink.journal.core.wire import Op
from mobilink.outreach.models import Outing
outing = str(Outing.objects.get(day="2019-08-18").pk)
for kind, fields in (("weather", {"gust_kmh": 31}), ("tally", {"sex": "f", "mood": "good"})):
    with commit(f"record {kind}") as draft:
        fields = {"outing": outing, "at": 1566081000000, **fields}
        draft.part("unit/KEPRI-KPP").ops.append(Op(kind, None, fields))
"""
IDS = """
from mobilink.booth.models import Visit
from mobilink.fleet.models import Van
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
rows = {"outing": Outing.objects.filter(day="2019-08-18"), "visit": Visit.objects.all()}
rows |= {"van": Van.objects.all(), "person": Person.objects.all()}
inside.tell({name: str(some.order_by("pk")[0].pk) for name, some in rows.items()})
"""
DECLARED = """
from tests.corpus import declared
columns = {table: sorted({*of} - {"revision", "versions"}) for table, of in declared.tables().items()}
kinds = {kind: of["table"] for kind, of in declared.kinds().items()}
inside.tell({kind: {"table": of, "columns": columns[of]} for kind, of in kinds.items()})
"""


class Writing:
    """The office, its hubs and its phone while they live, in a folder that is thrown away."""

    def __init__(self, room: Path, to: Path) -> None:
        self.room, self.to = room, to
        self.office, self.hub = Place(room / "office"), Place(room / "hub")

    def write(self, page: Page) -> None:
        self.office.run("init")
        self.office.python(FILL)
        with self._recording() as line:
            self.ids = self.office.tells(IDS)
            self._a_hub_joins(line)
            self._a_machine_is_revoked(line)
            phone = Phone(page, line.address, self._code("phone", "KEPRI-KPP"), folders.NOW)
            phone.works(self.ids["outing"], self.ids["person"], self.ids["van"])
            _expect_nothing_wrong(phone.delivers(PICTURE))
            self._two_change_the_same()
            self.office.run("erase", self.ids["visit"], "--why", "Permintaan contoh")
            self.hub.run("sync", "--once")
            before = line.taken()
        self._keep_folders()
        with self._recording(line.port) as line:
            self.hub.run("sync", "--once")
            by_hub = line.taken()
            phone.works(self.ids["outing"], self.ids["person"], self.ids["van"])
            _expect_nothing_wrong(phone.delivers(PICTURE + b"2"))
            by_phone = line.taken()
        self._keep_messages({"before": before, "hub": by_hub, "phone": by_phone})

    @contextmanager
    def _recording(self, port: int = 0) -> Iterator[Recorder]:
        with self.office.serving() as served:
            recorder = Recorder(served, port)
            try:
                yield recorder
            finally:
                recorder.close()

    def _code(self, kind: str, unit: str) -> str:
        return self.office.run("invite", "--kind", kind, "--unit", unit).strip()

    def _a_hub_joins(self, line: Recorder) -> None:
        """And says what this version does not know; beside it a folder in which nothing came of joining."""
        Place(self.room / "blank").run("enrol", "http://127.0.0.1:9", "AAAA-BBBB-CCCC", fails=True)
        self.hub.run("enrol", line.address, self._code("hub", "KEPRI-KPP"))
        self.hub.run("sync", "--once")
        self.hub.run("record", "-", given=_lines(self.ids["outing"], "tally", "visit", "handout"))
        self.hub.python(UNKNOWN)
        self.hub.run("sync", "--once")

    def _a_machine_is_revoked(self, line: Recorder) -> None:
        """What it wrote and had not sent waits in quarantine."""
        lost = Place(self.room / "lost")
        lost.run("enrol", line.address, self._code("hub", "KEPRI-KPP"))
        lost.run("sync", "--once")
        lost.run("record", "-", given=_lines(self.ids["outing"], "tally"))
        lost.run("sync", "--once")
        lost.run("record", "-", given=_lines(self.ids["outing"], "visit"))
        known = json.loads(self.office.run("installations", "--json"))
        [last] = {one["id"] for one in known} - {self.hub.tells(WHO)}
        self.office.run("revoke", last, "--why", "Hilang")
        lost.run("sync", "--once", fails=True)
        assert json.loads(self.office.run("quarantine", "--json"))

    def _two_change_the_same(self) -> None:
        """Two conflicts, of which one is decided."""
        for title, ours, theirs in (
            ("Sabtu di pasar", "08:00", "09:00"),
            ("Di sekolah", "10:00", "11:00"),
        ):
            self.office.python(CHANGE.format(title=title, fields=f"start='{ours}'"))
            self.hub.python(CHANGE.format(title=title, fields=f"start='{theirs}', purpose='Hub'"))
        self.hub.run("sync", "--once")
        first, _ = json.loads(self.office.run("conflicts", "--json"))
        self.office.run("conflicts", "decide", first["id"], "other", "--why", "Kata lapangan")

    def _keep_folders(self) -> None:
        """The office, its backup; then the hub with what it has not sent, and its bundle."""
        self.office.run("backup", str(self.to / "office.backup"))
        self.hub.run("record", "-", given=_lines(self.ids["outing"], "tally", "visit", "handout"))
        self.hub.python(CHANGE.format(title="Di sekolah", fields="purpose='Sosialisasi'"))
        self.hub.run("bundle", "export", str(self.to / "hub.mlb"))
        for name in ("office", "hub", "blank"):
            folders.packed(self.room / name, self.to / name)
        kinds = self.office.tells(DECLARED)
        put(self.to / "kinds.json", kinds)
        says = {place.data.name: replay.says(place, kinds) for place in (self.office, self.hub)}
        put(self.to / "says.json", says)

    def _keep_messages(self, heard: dict[str, list[Heard]]) -> None:
        (self.to / "messages").mkdir()
        listed = []
        for who, said in heard.items():
            for number, each in enumerate(said, start=1):
                name = f"{who}-{number:02}"
                (self.to / "messages" / f"{name}.question").write_bytes(each.question)
                (self.to / "messages" / f"{name}.answer").write_bytes(each.answer)
                listed.append({"name": name, "path": each.path, "host": each.host})
        put(self.to / "messages.json", listed)


WHO = """
from mobilink.journal.storage.models import Installation
inside.tell(str(Installation.objects.get().id))
"""


def _lines(outing: str, *kinds: str) -> str:
    more = {
        "visit": {"topics": ["documents"], "note": "Ümläut"},
        "handout": {"item": "leaflet", "quantity": 3},
    }
    facts = [
        {"kind": k, "outing": outing, "at": "2019-08-18T05:10+07:00", **more.get(k, {})}
        for k in kinds
    ]
    return "".join(json.dumps(fact) + "\n" for fact in facts)


def _expect_nothing_wrong(outcome: dict[str, Any]) -> None:
    assert outcome == {"troubles": [], "refused": []}, outcome


def main(name: str) -> None:
    to = folders.HOME / name
    to.mkdir()
    with tempfile.TemporaryDirectory(prefix="mobilink-corpus-") as room, sync_playwright() as play:
        browser = play.chromium.launch(**chromium.settings())
        Writing(Path(room), to).write(browser.new_page())
        browser.close()
    add_expected(to)


def add_expected(of: Path) -> None:
    """Write down what the office says behind what its hub and its phone had not brought yet."""
    kinds, says = folders.written("kinds", of), folders.written("says", of)
    with tempfile.TemporaryDirectory(prefix="mobilink-corpus-") as room:
        for who in ("hub", "phone"):
            office = Place(folders.copied("office", Path(room) / who, of=of))
            rows = replay.hears(office, who, kinds, of=of)["rows"]
            now = {
                kind: said for kind, said in rows.items() if said != says["office"]["rows"][kind]
            }
            says[f"office behind {who}"] = now
    put(of / "says.json", says)


def put(file: Path, written: Any) -> None:
    text = json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False)
    file.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
