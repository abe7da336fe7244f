"""The floor's office: takes packed batches over HTTP, puts each with one `executemany` into SQLite.

GET  /   → the last number that it has
POST /   zstd(msgpack([[number, id, …], …])) → the same, once the batch is on disk
"""

import json
import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import zstandard
from msgspec import msgpack

TABLE = """CREATE TABLE IF NOT EXISTS visit (
    number INTEGER PRIMARY KEY, id BLOB UNIQUE, outing_id BLOB, at INTEGER, topics TEXT, sex TEXT,
    age_band TEXT, district_code TEXT, note TEXT
)"""


class Office(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One send for head and body: two would wait for each other (Nagle, delayed acknowledgement).
    wbufsize = -1
    disable_nagle_algorithm = True
    database: sqlite3.Connection

    def do_POST(self) -> None:
        packed = self.rfile.read(int(self.headers["Content-Length"]))
        rows = msgpack.decode(zstandard.decompress(packed))
        with self.database:
            self.database.executemany("INSERT INTO visit VALUES (?,?,?,?,?,?,?,?,?)", rows)
        last = self.database.execute("SELECT coalesce(max(number), 0) FROM visit").fetchone()[0]
        self._tell(str(last).encode())

    def log_message(self, *_: object) -> None:
        return

    def _tell(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    database = sqlite3.connect(sys.argv[1], check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute(TABLE)
    Office.database = database
    server = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(json.dumps({"port": server.server_port}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    database.close()


if __name__ == "__main__":
    main()
