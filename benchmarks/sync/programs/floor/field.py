"""The floor's field: reads what the office has not from its own SQLite, packs it, posts it."""

import http.client
import json
import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import zstandard
from msgspec import msgpack
from office import TABLE

BATCH = 5_000
LEVEL = 3


def load(database: sqlite3.Connection, path: Path) -> None:
    """Record visits: identities as 16 bytes, the time as milliseconds, topics as one text."""
    with path.open(encoding="utf-8") as lines, database:
        for line in lines:
            visit: dict[str, Any] = json.loads(line)
            visit["id"] = UUID(visit["id"]).bytes
            visit["outing_id"] = UUID(visit["outing_id"]).bytes
            visit["at"] = int(datetime.fromisoformat(visit["at"]).timestamp() * 1000)
            visit["topics"] = " ".join(visit["topics"])
            database.execute(
                "INSERT INTO visit (id, outing_id, at, topics, sex, age_band, district_code, note)"
                " VALUES (?,?,?,?,?,?,?,?)",
                tuple(visit.values()),
            )


def sync(database: sqlite3.Connection, port: int) -> None:
    """Send batches, at least an empty one, until there is no more; remember what has arrived."""
    office = http.client.HTTPConnection("127.0.0.1", port)
    query = "SELECT * FROM visit WHERE number > (SELECT last FROM arrived) ORDER BY number LIMIT ?"
    is_more = True
    while is_more:
        rows = database.execute(query, (BATCH,)).fetchall()
        office.request("POST", "/", zstandard.compress(msgpack.encode(rows), LEVEL))
        last = int(office.getresponse().read())
        with database:
            database.execute("UPDATE arrived SET last = ?", (last,))
        is_more = len(rows) == BATCH
    office.close()


def main() -> None:
    database, port = sqlite3.connect(sys.argv[1]), int(sys.argv[2])
    database.execute("PRAGMA journal_mode=WAL")
    database.execute(TABLE)
    database.execute("CREATE TABLE arrived (last INTEGER)")
    with database:
        database.execute("INSERT INTO arrived VALUES (0)")
    for line in sys.stdin:
        question = json.loads(line)
        if "load" in question:
            load(database, Path(question["load"]))
        else:
            sync(database, port)
        sys.stdout.write("{}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
