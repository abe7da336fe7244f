"""The connection to PostgreSQL breaks at a commit: kept or not, it is found out, and never twice."""

import json
import select
import socket
import threading
from urllib.parse import urlsplit

import pytest

from tests.installations import blank

pytestmark = pytest.mark.postgresql

FACT, COMMIT = b'INSERT INTO "booth_tally"', b"COMMIT\0"


class Cable:
    """The only way to a PostgreSQL; it breaks at the commit of a fact.

    `plan` says what happens to each coming one: "pass"; "ahead" breaks before the server hears of
    it; "behind" lets the server do it and swallows its answer; "away" does so and lets nobody in
    any more. What the plan does not name passes.
    """

    def __init__(self, address: str) -> None:
        self.plan, self.is_away = list[str](), False
        server = urlsplit(address)
        self._server = (server.hostname, server.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        way = f"{server.username}:{server.password}@127.0.0.1:{self._listener.getsockname()[1]}"
        # What is encrypted could not be listened to.
        self.address = server._replace(netloc=way, query="sslmode=disable").geturl()
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with caller, socket.create_connection(self._server) as server:
            has_fact = False
            while not self.is_away:
                for peer in select.select([caller, server], [], [])[0]:
                    said = _heard(peer)
                    has_fact |= peer is caller and FACT in said
                    what = "pass"
                    if has_fact and peer is caller and COMMIT in said:
                        has_fact, what = False, self.plan.pop(0) if self.plan else "pass"
                    if not said or what == "ahead":
                        return
                    (server if peer is caller else caller).sendall(said)
                    if what != "pass":
                        _heard(server)
                        self.is_away = what == "away"
                        return


def _heard(peer: socket.socket) -> bytes:
    try:
        return peer.recv(1 << 20)
    except ConnectionResetError:
        return b""


@pytest.fixture
def cables():
    """Lays cables to addresses of PostgreSQL, and takes them away at the end."""
    laid = []

    def lay(address: str) -> Cable:
        laid.append(Cable(address))
        return laid[-1]

    yield lay
    for cable in laid:
        cable.close()


@pytest.fixture
def cable(place, cables):
    """The only way of `place` to its database."""
    cable = cables(place.address)
    place.address = cable.address
    return cable


@pytest.mark.both
def test_row_20_a_commit_whose_answer_is_lost_is_asked_for_again(place, cable):
    """Row 20: the server has done it, and says so when asked; the fact is told as kept, and is once."""
    cable.plan = ["pass", "behind", "pass"]

    assert place.record(4) == (0, 4, "")

    assert not cable.plan
    assert place.proved() == 4


@pytest.mark.both
def test_row_20_a_commit_that_never_arrived_is_told_as_not_kept(place, cable, one_line):
    """Row 20: the server has not heard of it and undoes the rest; the next recording goes on."""
    cable.plan = ["pass", "ahead"]

    broken = place.record(4)

    assert (broken.code, broken.acknowledged) == (1, 1)
    assert one_line(broken.complaint), broken.complaint
    assert place.proved() == 1
    assert place.record(3) == (0, 3, "")
    assert place.proved() == 4


def test_row_20_where_nobody_can_be_asked_it_is_said_that_it_is_not_known(place, cable, one_line):
    """Row 20: the server is gone behind the commit; people are told to look before they repeat."""
    cable.plan = ["pass", "away"]

    broken = place.run("record", "-", given=place.tallies(4))

    assert broken.returncode == 1
    first, second = map(json.loads, broken.stdout.splitlines())
    assert "id" in first
    assert second["code"] == "unanswered"
    assert "it is not known whether it was" in second["refused"]
    assert one_line(broken.stderr), broken.stderr
    cable.is_away = False
    assert place.proved() == 2


def test_row_20_an_exchange_that_broke_at_a_commit_is_repeated_without_harm(
    served, cables, place, tmp_path, outing, request
):
    """Row 20: the office's database breaks off while it keeps what a van sends, then behind that."""
    hub = type(place)(blank(tmp_path / "hub"), place.now, outing)
    code = served.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").stdout.strip()
    assert not hub.run("enrol", served.address, code).returncode
    assert not hub.run("sync", "--once").returncode
    assert hub.record(5) == (0, 5, "")
    cable = cables(served.environment["MOBILINK_DATABASE_URL"])
    served.stop()
    office = type(served)(served.data, served.port, place.now, cable.address)
    request.addfinalizer(office.stop)
    office.start()

    for what in ("ahead", "away"):
        cable.plan = [what]
        assert hub.run("sync", "--once").returncode == 1
        assert not cable.plan
        cable.is_away = False
    assert not hub.run("sync", "--once").returncode

    assert json.loads(office.run("count", "--json").stdout)["tally"]["at_office"] == 5
    assert hub.proved("at_office") == 5
    assert office.run("rebuild", "--verify").stdout.startswith("Equal")
