"""Run contenders side by side, in turns (A B A B), and tell medians.

python -m benchmarks.sync.run                         all, 10,000 records
python -m benchmarks.sync.run pouchdb floor --count 2000 --repeat 3 --json
python -m benchmarks.sync.run --slow                  1,000 records, 600 ms, 256 kbit/s
"""

import argparse
import importlib
import importlib.util
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from benchmarks.sync.measure import Measured
from benchmarks.sync.processes import Failed
from benchmarks.sync.table import table

PEERS = ("morango", "morango_shipped", "pouchdb", "floor")
OURS = "ours"
COUNT = 10_000
SLOW_COUNT = 1_000
LARGEST_COUNT = 100_000
CACHE = Path.home() / ".cache" / "mobilink-bench"


class Contender(Protocol):
    """What each module in this folder that runs the course offers."""

    def prepare(self, folder: Path) -> None: ...

    def measure(
        self, folder: Path, count: int, *, with_note: bool = True, slow: bool = False
    ) -> Measured: ...


def main(argv: Sequence[str]) -> int:
    """Measure what is chosen; returns 1 when a contender could not be measured."""
    arguments = _parse(argv)
    names: list[str] = arguments.names or present()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    runs, failures = run(
        names,
        arguments.cache.resolve(),
        arguments.count or (SLOW_COUNT if arguments.slow else COUNT),
        repeat=arguments.repeat,
        with_note=not arguments.no_note,
        slow=arguments.slow,
    )
    if arguments.json:
        measured = [one.as_json() for one in runs]
        _write(json.dumps({"conditions": conditions(), "runs": measured, "failures": failures}))
    else:
        _write(", ".join(f"{name}: {fact}" for name, fact in conditions().items()))
        _write(table(runs))
    return 1 if failures else 0


def run(
    names: Sequence[str],
    cache: Path,
    count: int,
    *,
    repeat: int = 1,
    with_note: bool = True,
    slow: bool = False,
) -> tuple[list[Measured], dict[str, str]]:
    """All runs in their order, and why contenders failed; one that failed is not tried again."""
    runs: list[Measured] = []
    failures: dict[str, str] = {}
    for turn in range(repeat):
        for name in names:
            if name in failures:
                continue
            _say(f"{name}, {count} records, run {turn + 1} of {repeat} …")
            try:
                contender = load(name)
                contender.prepare(cache)
                runs.append(contender.measure(cache, count, with_note=with_note, slow=slow))
            except Failed as problem:
                failures[name] = str(problem)
                _say(f"{name} left out: {problem}")
    return runs, failures


def present() -> list[str]:
    """The contenders that are there: ours, once it is written, and the peers."""
    is_there = importlib.util.find_spec(f"{__package__}.{OURS}") is not None
    return [OURS, *PEERS] if is_there else list(PEERS)


def load(name: str) -> Contender:
    """The contender of this name, imported only now: ours needs what peers do not."""
    return cast(Contender, importlib.import_module(f"benchmarks.sync.{name}"))


def conditions() -> dict[str, Any]:
    """Where and with what this ran; the load average tells whether others used the machine."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(terse=True),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench sync", description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "names", nargs="*", type=_name, help=f"of {', '.join(present())}; all when none is named"
    )
    parser.add_argument(
        "--count", type=_count, help=f"records first brought, at most {LARGEST_COUNT}"
    )
    parser.add_argument("--repeat", type=int, default=1, help="turns of each; medians are told")
    parser.add_argument("--no-note", action="store_true", help="records without their note")
    parser.add_argument("--slow", action="store_true", help="over 600 ms and 256 kbit/s")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where peers' packages stay")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def _name(text: str) -> str:
    if text not in present():
        raise argparse.ArgumentTypeError(f"there is no contender {text}")
    return text


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= LARGEST_COUNT:
        raise argparse.ArgumentTypeError(f"between 1 and {LARGEST_COUNT}")
    return count


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
