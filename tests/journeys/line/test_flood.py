"""Many strangers who send slowly, endlessly or too much, and honest people beside them (row 31)."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

HASTY = """
import sys
from mobilink.serving import request_buffer, worker
request_buffer.PATIENCE = 1
worker.listen("127.0.0.1", int(sys.argv[1]))
"""
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
BODY = b"POST /api/v1/exchange HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\nx"

pytestmark = pytest.mark.thorough


def heard(connection):
    """Everything that comes until the other side closes."""
    said = b""
    while more := connection.recv(65536):
        said += more
    return said


@pytest.fixture
def hasty(loaded, new_database, free_port):
    """The port of a server whose patience is one second, so that a test need not wait for thirty."""
    port, (data, database) = free_port(), loaded
    own = {
        "MOBILINK_DATA": str(data),
        "MOBILINK_HOSTS": "127.0.0.1",
        "MOBILINK_DATABASE_URL": new_database(template=database),
    }
    process = subprocess.Popen([sys.executable, "-c", HASTY, str(port)], env=os.environ | own)
    for _ in range(600):
        try:
            assert is_ready(port)
            break
        except OSError:
            assert process.poll() is None
            time.sleep(0.1)
    yield port
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)


def is_ready(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        return answer.status == 200


def test_row_31_slow_strangers_are_sent_away_and_honest_people_do_not_wait(hasty, strangers):
    """Row 31: more of them than the server has threads, in the head and in the body."""
    crowd = strangers(hasty)
    heads = crowd.connect(20, HALF_A_HEAD)
    bodies = crowd.connect(20, BODY % 1000)

    assert is_ready(hasty)
    assert all(b" 408 " in heard(one) for one in bodies)
    assert all(b" 200 " not in heard(one) for one in heads)


def test_row_31_what_is_too_large_is_refused_before_it_comes(hasty, strangers):
    """Row 31: a body of 10 GB announced, a head without an end, and a body of which nobody knows
    how long it is."""
    crowd = strangers(hasty)
    [huge] = crowd.connect(1, BODY % (10 * 2**30))
    [endless] = crowd.connect(
        1, b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    [head] = crowd.connect(1, HALF_A_HEAD)

    assert b" 413 " in heard(huge)
    assert b" 411 " in heard(endless)
    with pytest.raises(ConnectionError):
        for _ in range(1024):  # 64 MB
            head.sendall(b"x" * 65536)
    assert is_ready(hasty)
