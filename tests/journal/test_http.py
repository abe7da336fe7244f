"""The carrier of messages, beside a station that ends each connection as soon as it has answered."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from mobilink.journal.sync import http


class Station(BaseHTTPRequestHandler):
    """Answers what it was sent, and does not say that it ends the connection."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", http.TYPE)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)
        self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def station():
    with HTTPServer(("127.0.0.1", 0), Station) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_who_followed_for_long_opens_the_way_anew(station, monkeypatch):
    monkeypatch.setattr(http, "IDLE", -1)
    with http.way_to(station, "/") as send:
        assert [send(b"one"), send(b"two")] == [b"one", b"two"]


@pytest.mark.usefixtures("in_english")
def test_a_way_that_was_ended_meanwhile_is_told_in_words(station):
    with http.way_to(station, "/") as send:
        assert send(b"one") == b"one"
        with pytest.raises(http.NoWay, match="Everything is kept"):
            send(b"two")
