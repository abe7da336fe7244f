"""PouchDB 9 replicating to express-pouchdb: the CouchDB protocol, LevelDB at both ends.

Batches of 1,000 documents over one kept connection. LevelDB does not wait for the disk before it
acknowledges. The office is not looked at while it works, for each look would cost it CPU.
"""

import json
import tempfile
import urllib.request
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.sync import packages
from benchmarks.sync.course import Pair, measure_pair
from benchmarks.sync.measure import Measured

PROGRAMS = packages.PROGRAMS / "pouchdb"
PACKAGE = PROGRAMS / "package.json"


def prepare(folder: Path) -> None:
    """Bring PouchDB and express-pouchdb into this cache folder when they are missing."""
    packages.prepare_node(folder / "sync-pouchdb", PACKAGE)


def measure(folder: Path, count: int, *, with_note: bool = True, slow: bool = False) -> Measured:
    """Run the course with so many records; `prepare` comes first."""
    folder = folder.absolute()
    node = ["env", f"NODE_PATH={folder / 'sync-pouchdb' / 'node_modules'}", "node"]
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        work = Path(temporary)
        pair = Pair(
            name="pouchdb",
            versions=packages.pinned(PACKAGE, "pouchdb", "express-pouchdb", "leveldown"),
            office=[*node, PROGRAMS / "office.js", f"{work}/office-"],
            field=[*node, PROGRAMS / "field.js", f"{work}/field-"],
            count_visible=_count_visible,
            database_size=partial(_database_size, node, work / "office-visits"),
            is_polled=False,
        )
        return measure_pair(pair, work, count, with_note=with_note, slow=slow)


def _count_visible(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/visits") as response:
        count: int = json.load(response)["doc_count"]
        return count


def _database_size(node: Sequence[str], database: Path) -> int:
    if not database.exists():
        return 0
    packages.run([*node, PROGRAMS / "compact.js", database])
    return sum(file.stat().st_size for file in database.iterdir())
