"""A served installation that dies: what it acknowledged is there, and nothing keeps its port."""

import json
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from tests import processes

OPEN_A_BOOTH = """
from datetime import date
from mobilink.booth import actions as booth
from mobilink.outreach import actions
from mobilink.outreach.models import Slot
outing = actions.propose_from_slot(Slot.objects.get(), date(2019, 8, 18), by=None)
actions.approve(outing, by=None)
booth.open_session(outing, by=None)
print(outing.pk)
"""


@pytest.fixture
def served(served):
    """The story, served by the command itself."""
    words = ("serve", "--port", str(served.port))
    served.stop()
    log = served.data.with_name("command.log")
    served.process = processes.start(*words, env=served.environment, log=log)
    processes.await_answer(served.address, served.process, log)
    return served


def tallied(served) -> int:
    return int(json.loads(served.run("count", "--json").stdout)["tally"]["captured"])


def test_what_was_acknowledged_survives_a_killed_server(served, officer_of):
    outing = served.python(OPEN_A_BOOTH).strip()
    officer, booth = officer_of(served, "petugas"), f"/field/plain/{outing}/"
    acknowledged = 0
    for _ in range(2):
        acknowledged += sum(
            officer.send(booth, "/field/plain/", act="tally") == 200 for _ in range(5)
        )
        assert tallied(served) == acknowledged

    os.kill(served.process.pid, signal.SIGKILL)

    assert tallied(served) == acknowledged
    assert served.run("rebuild", "--verify").returncode == 0
    assert comes_free(served.port)


def comes_free(port: int) -> bool:
    """Whether the port can be listened on again within ten seconds: no orphan keeps it."""
    for _ in range(100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                time.sleep(0.1)
            else:
                return True
    return False


def test_the_listening_process_never_opens_the_database(served):
    """SQLite's locks do not survive a fork: only the worker may hold the file."""
    held = [str(file.readlink()) for file in Path(f"/proc/{served.process.pid}/fd").iterdir()]

    assert not [name for name in held if "mobilink.db" in name]
