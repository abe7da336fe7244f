"""A van and its office as real processes that live as long as a file of tests, and their line."""

import json
import resource
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.installations import blank

DRIVER = """
import json, sys
import django
django.setup()
from django.db import connection
from django.utils import translation
translation.activate("en")
for line in sys.stdin:
    scope = {}
    try:
        exec(json.loads(line), scope)
        answer = {"told": scope.get("told")}
    except Exception as error:
        answer = {"refused": f"{type(error).__name__}: {error}"}
    connection.close()
    print(json.dumps(answer), flush=True)
"""
SYNC = "from mobilink.journal.sync import sync_loop; told = vars(sync_loop.once())"
TALLIES = """
from mobilink.booth.models import Tally
from mobilink.journal.safety.queries import fact_counts
counted = fact_counts()["tally"]
told = counted.captured, counted.at_office
"""
RECORD = """
from mobilink.basics import clock
from mobilink.booth.models import Tally
from mobilink.journal.storage import guards
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.storage.tables import replica
from mobilink.outreach.models import Outing
from django.db import connection
outing = Outing.objects.filter(executing_unit__code="BATAM").latest("day")
def record(model, **fields):
    with commit(Act("record", "record"), by=None) as draft:
        draft.add(model, outing=outing, at=clock.now(), **fields)
def seal():
    with alone(), guards.writing(connection):
        replica().seal()
"""
STATE = """
from mobilink.journal.storage.models import Peer
from mobilink.journal.storage.tables import TableStore
store = TableStore()
told = [[s, store.last_line(s).until] for s in store.streams()], Peer.objects.get().last_contact
"""


class Installation:
    """A process that runs lines of Python inside an installation, one after the other."""

    def __init__(self, environment):
        self.environment = environment | {"DJANGO_SETTINGS_MODULE": "mobilink.config.settings"}
        self.open()

    def open(self):
        self.process = processes.converse(code=DRIVER, env=self.environment)

    def tell(self, code):
        self.process.stdin.write(json.dumps(code) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def run(self, code):
        """What the lines leave in `told`."""
        answer = self.tell(code)
        assert "refused" not in answer, answer
        return answer["told"]

    def record(self, code):
        """As `run`, where `outing` is at hand, `record(model, …)` and `seal()`."""
        return self.run(RECORD + code)

    def count(self, many):
        """Count so many passers-by."""
        self.record(f"for _ in range({many}): record(Tally)")

    def tallies(self):
        """How many tallies are here, and how many of them are at the office."""
        return self.run(TALLIES)

    def follows(self):
        """How far it knows each ledger, and when it last heard of the other side."""
        return self.run(STATE)

    def command(self, *words):
        """What comes of a command, for which it must be closed."""
        return processes.command(*words, env=self.environment)

    def forget(self):
        """As if it did not remember what both held when they parted: it asks in full, news second."""
        self.run(
            "from mobilink.journal.storage.models import Peer; Peer.objects.update(ground=b'')"
        )

    def sync(self):
        return self.run(SYNC)

    def refused(self):
        """What is said of an exchange that must not succeed."""
        return self.tell(SYNC)["refused"]

    def close(self):
        self.process.communicate()


@pytest.fixture(scope="module")
def served_here(serve_in, tmp_path_factory):
    office = serve_in(tmp_path_factory.mktemp("office"))
    yield office
    office.stop()


@pytest.fixture(scope="module")
def only_line(served_here, bad_line):
    made = bad_line(served_here.port)
    yield made
    made.close()


@pytest.fixture(scope="module")
def met(served_here, only_line, tmp_path_factory):
    """Batam's van, which has met its office, and the office."""
    own = {
        "MOBILINK_DATA": str(blank(tmp_path_factory.mktemp("van") / "data")),
        "MOBILINK_DATABASE_URL": "",
    }
    van, office = Installation(served_here.environment | own), Installation(served_here.environment)
    code = served_here.run("invite", "--kind", "hub", "--unit", "BATAM").stdout.strip()
    van.close()
    assert not van.command("enrol", only_line.address, code).returncode
    van.open()
    van.sync()
    yield van, office
    van.close()
    office.close()


@pytest.fixture
def line(only_line):
    only_line.heal()
    yield only_line
    only_line.heal()


@pytest.fixture
def van(met, line):
    met[0].sync()
    return met[0]


@pytest.fixture
def added(met, van):
    """How many tallies came to the office since the test began; each of them once."""
    office = met[1]
    before = office.tallies()[0]
    return lambda: office.tallies()[0] - before


class Strangers:
    """Connections that this test holds open."""

    def __init__(self, port: int) -> None:
        self.port, self.open = port, list[socket.socket]()

    def connect(self, many: int, says: bytes) -> list[socket.socket]:
        for _ in range(many):
            connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            connection.sendall(says)
            self.open.append(connection)
        return self.open[-many:]

    def close(self) -> None:
        for connection in self.open:
            connection.close()


@pytest.fixture
def strangers() -> Iterator[Callable[[int], Strangers]]:
    """`strangers(port)`: a crowd before a server; they go home at the end."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    made: list[Strangers] = []

    def meet(port: int) -> Strangers:
        made.append(Strangers(port))
        return made[-1]

    yield meet
    for stranger in made:
        stranger.close()


def _memory(port: int) -> int:
    """Bytes of memory of everything that serves on a port."""
    kept = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            is_ours = str(port).encode() in (status.parent / "cmdline").read_bytes().split(b"\0")
            [size] = [line for line in status.read_text().splitlines() if "VmRSS" in line]
        except (OSError, ValueError):
            continue
        kept += int(size.split()[1]) * 1024 * is_ours
    return kept


@pytest.fixture
def memory() -> Callable[[int], int]:
    """`memory(port)`: how many bytes the server on that port takes."""
    return _memory
