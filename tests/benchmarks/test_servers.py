"""Servers of a benchmark: where they listen, and what is told of one that does not."""

import shutil
import socket

import pytest

from benchmarks.ports import first_outgoing, free_port
from benchmarks.serving.load import serving
from benchmarks.sync.processes import Failed

pytestmark = pytest.mark.pure


def test_a_port_is_free_with_its_neighbour_and_no_outgoing_connection_is_given_it():
    port = free_port(neighbours=1)

    assert port + 1 < first_outgoing()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 1))
        assert free_port(neighbours=1) not in {port, port + 1}


@pytest.mark.skipif(shutil.which("taskset") is None, reason="servers are kept on a core by taskset")
def test_a_server_that_ends_at_its_start_is_told_by_its_first_words(tmp_path):
    panic = ["sh", "-c", "echo no such port >&2; for n in 1 2 3 4 5 6 7 8; do echo $n >&2; done"]

    with (
        pytest.raises(Failed, match=r"does not serve: no such port 1 2 3 4$"),
        serving(panic, f"http://127.0.0.1:{free_port()}/", tmp_path / "log"),
    ):
        pass
