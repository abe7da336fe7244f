"""Measure the exchange beside its peers, in turns (A B A B), and judge it by its targets.

python -m benchmarks.sync.run             20,000 records; fails where a target is missed
python -m benchmarks.sync.run --full      100,000, a million of ours, and Morango as it is shipped
python -m benchmarks.sync.run pouchdb floor --count 2000 --repeat 3     these only, nothing judged
"""

import argparse
import importlib
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

from benchmarks.judging import Result, exit_code, judge, judged
from benchmarks.progress import say
from benchmarks.sync import kills
from benchmarks.sync.measure import Measured
from benchmarks.sync.parts import (
    KILLED_COUNT,
    Part,
    figures_of,
    parts,
)
from benchmarks.sync.processes import Failed
from benchmarks.sync.table import table
from benchmarks.sync.targets import KILLS, TARGETS

CONTENDERS = ("ours", "ours_postgresql", "morango", "morango_shipped", "pouchdb", "floor")
COUNT = 10_000
SLOW_COUNT = 1_000
LARGEST_COUNT = 1_000_000
CACHE = Path.home() / ".cache" / "mobilink-bench"


class Contender(Protocol):
    """What each module in this folder that runs the course offers."""

    def prepare(self, folder: Path) -> None: ...

    def measure(
        self, folder: Path, count: int, *, with_note: bool = True, slow: bool = False
    ) -> Measured: ...


@dataclass
class Outcome:
    """What was measured, part by part, and why contenders failed."""

    runs: dict[str, list[Measured]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    killed: kills.Killed | None = None
    results: list[Result] | None = None
    """None where nothing was to be judged."""

    @property
    def exit_code(self) -> int:
        if self.results is None:
            return 1 if self.failures else 0
        return exit_code(self.results)

    def as_json(self) -> dict[str, Any]:
        """Everything, with the conditions in which it was measured."""
        results = None if self.results is None else [result.as_json() for result in self.results]
        return {
            "conditions": conditions(),
            "runs": {part: [run.as_json() for run in turns] for part, turns in self.runs.items()},
            "killed": self.killed.as_json() if self.killed else None,
            "failures": self.failures,
            "targets": results,
            "held": results is not None and self.exit_code == 0,
        }


def main(argv: Sequence[str]) -> int:
    """Measure what is chosen; 0 where its targets hold, or where nothing is judged and all ran."""
    arguments = _parse(argv)
    # A developer's own server is not to be filled by a benchmark.
    os.environ.pop("MOBILINK_DATABASE_URL", None)
    arguments.cache.mkdir(parents=True, exist_ok=True)
    cache = arguments.cache.resolve()
    chosen = _chosen(arguments)
    outcome = Outcome()
    for part in chosen or parts(is_full=arguments.full):
        run(part, cache, outcome)
    if not chosen:
        _judge(outcome, cache)
    _write(json.dumps(outcome.as_json()) if arguments.json else _told(outcome))
    return outcome.exit_code


def run(part: Part, cache: Path, outcome: Outcome) -> None:
    """Run a part, turn by turn; a contender that failed is not tried again in it."""
    runs = outcome.runs.setdefault(part.name, [])
    for turn in range(part.turns):
        for name in part.contenders:
            failure = f"{part.name}, {name}"
            if failure in outcome.failures:
                continue
            say(f"{part.name}: {name}, {part.count:,} records, run {turn + 1} of {part.turns} …")
            try:
                contender = load(name)
                contender.prepare(cache)
                runs.append(
                    contender.measure(cache, part.count, with_note=part.with_note, slow=part.slow)
                )
            except Failed as problem:
                outcome.failures[failure] = str(problem)
                say(f"{name} left out: {problem}")


def _judge(outcome: Outcome, cache: Path) -> None:
    """Measure what a kill costs, which no peer runs, and hold all figures against the targets."""
    say(f"{KILLS}: {KILLED_COUNT:,} records, three times …")
    try:
        outcome.killed = kills.measure(cache, KILLED_COUNT)
    except Failed as problem:
        outcome.failures[KILLS] = str(problem)
    measured = {*outcome.runs, KILLS}
    outcome.results = judge(figures_of(outcome.runs, outcome.killed), measured, TARGETS)


def load(name: str) -> Contender:
    """The contender of this name, imported only now: ours needs what peers do not."""
    return cast(Contender, importlib.import_module(f"benchmarks.sync.{name}"))


def conditions() -> dict[str, Any]:
    """Where and with what this ran; the load average tells whether others used the machine."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def _told(outcome: Outcome) -> str:
    lines = [", ".join(f"{name}: {fact}" for name, fact in conditions().items())]
    for part, runs in outcome.runs.items():
        lines += [f"\n{part}", table(runs)] if runs else []
    lines += [f"\n{name} failed: {why}" for name, why in outcome.failures.items()]
    if outcome.results is not None:
        lines += ["\ntargets", judged(outcome.results)]
    return "\n".join(lines)


def _chosen(arguments: argparse.Namespace) -> list[Part]:
    """The one part that was put together by hand, if any was."""
    by_hand = (arguments.names, arguments.count, arguments.slow, arguments.no_note)
    if not any(by_hand):
        return []
    count = arguments.count or (SLOW_COUNT if arguments.slow else COUNT)
    names = arguments.names or CONTENDERS
    way = {"with_note": not arguments.no_note, "slow": arguments.slow}
    return [Part("chosen", names, count, turns=arguments.repeat, **way)]


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench sync", description=(__doc__ or "").split("\n")[0])
    every = parser.add_argument_group("judged")
    every.add_argument(
        "--full",
        action="store_true",
        help="five times the records, a million of ours, and Morango as it is shipped",
    )
    measured = parser.add_argument_group("measured only, nothing judged")
    measured.add_argument(
        "names", nargs="*", type=_name, help=f"of {', '.join(CONTENDERS)}; all when none is named"
    )
    measured.add_argument(
        "--count", type=_count, help=f"records first brought, at most {LARGEST_COUNT:,}"
    )
    measured.add_argument("--repeat", type=int, default=1, help="turns of each; medians are told")
    measured.add_argument("--no-note", action="store_true", help="records without their note")
    measured.add_argument("--slow", action="store_true", help="over 600 ms and 256 kbit/s")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where peers' packages stay")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def _name(text: str) -> str:
    if text not in CONTENDERS:
        raise argparse.ArgumentTypeError(f"there is no contender {text}")
    return text


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= LARGEST_COUNT:
        raise argparse.ArgumentTypeError(f"between 1 and {LARGEST_COUNT}")
    return count


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
