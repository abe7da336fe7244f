"""Measure the portal beside its peers, in turns (A B A B), and judge it by its targets.

python -m benchmarks.serving.run                     every part; fails where a target is missed
python -m benchmarks.serving.run --seconds 2 --turns 1         quicker, and judged all the same
python -m benchmarks.serving.run ours nginx          these only, nothing judged
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from benchmarks.judging import Name, Result, columns, exit_code, judge, judged
from benchmarks.ports import free_port
from benchmarks.progress import say
from benchmarks.serving import peers
from benchmarks.serving.load import LOAD_CORE, Load, load
from benchmarks.serving.ours import Officers, Portal
from benchmarks.serving.targets import DYNAMIC, OURS, SHARED, START, TARGETS, WRITES
from benchmarks.sync.processes import Failed, proportional_memory
from benchmarks.sync.run import conditions
from mobilink import __version__

CACHE: Final = Path.home() / ".cache" / "mobilink-bench"
CONTENDERS: Final = ("ours", "kolibri", "nginx", "plain")
STARTS: Final = 3


@dataclass
class Measured:
    """Every figure of every turn, by part, contender and page."""

    loads: dict[tuple[str, str, str], list[Load]] = field(default_factory=dict)
    taps: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, part: str, contender: str, page: str, reading: Load) -> None:
        self.loads.setdefault((part, contender, page), []).append(reading)

    def medians(self) -> dict[tuple[str, str, str], Load]:
        """The median of each figure of each page."""
        return {
            about: Load(*(median(column) for column in zip(*loads, strict=True)))
            for about, loads in self.loads.items()
        }

    def figures(self) -> dict[Name, float]:
        """What is judged: our worst page, the best page of each peer."""
        figures: dict[Name, float] = {}
        for (part, contender, page), reading in self.medians().items():
            choose, other = (min, max) if contender == OURS else (max, min)
            for what, best in (("requests_per_second", choose), ("p99_ms", other)):
                value: float = getattr(reading, what)
                whole = Name(part, contender, what)
                figures[whole] = best(figures.get(whole, value), value)
                figures[Name(part, f"{contender} {page}", what)] = value
        if self.taps:
            figures[Name(WRITES, OURS, "p95_ms")] = quantiles(self.taps, n=20)[-1] * 1_000
        if self.starts:
            figures[Name(START, OURS, "seconds")] = median(self.starts)
        if self.memory:
            figures[Name(START, OURS, "memory_mb")] = max(self.memory) / 1_000_000
        return figures


def main(argv: Sequence[str]) -> int:
    """Measure what is chosen; 0 where its targets hold, or where nothing is judged and all ran."""
    arguments = _parse(argv)
    arguments.cache.mkdir(parents=True, exist_ok=True)
    measured = Measured()
    # Officers are threads of this process: they belong to the load, and keep off the server's core.
    os.sched_setaffinity(0, {int(LOAD_CORE)})
    with tempfile.TemporaryDirectory(prefix="mobilink-serving-") as work:
        measure(Path(work), arguments, measured)
    results = None
    if not arguments.names:
        results = judge(measured.figures(), {SHARED, DYNAMIC, WRITES, START}, TARGETS)
    tell = _as_json if arguments.json else _as_text
    sys.stdout.write(tell(measured, results) + "\n")
    if results is None:
        return 1 if measured.failures else 0
    return exit_code(results)


def measure(work: Path, arguments: argparse.Namespace, measured: Measured) -> None:
    """Each contender alone, turn by turn; one that failed is not tried again."""
    say("filling our data …")
    portal = Portal(work, free_port())
    chosen = arguments.names or CONTENDERS
    for turn in range(arguments.turns):
        for name in chosen:
            if name in measured.failures:
                continue
            say(f"{name}, turn {turn + 1} of {arguments.turns} …")
            try:
                if name == "ours":
                    _ours(portal, arguments.seconds, measured)
                else:
                    _peer(name, _peer_served(name, portal, arguments.cache), arguments, measured)
            except Failed as problem:
                measured.failures[name] = str(problem)
                say(f"{name} left out: {problem}")
    if "ours" in chosen:
        measured.starts += [portal.cold_start() for _ in range(STARTS)]


def _peer_served(name: str, portal: Portal, cache: Path) -> AbstractContextManager[dict[str, str]]:
    if name == "kolibri":
        return peers.kolibri(cache, portal.work, free_port(neighbours=1))
    if name == "nginx":
        return peers.nginx(portal.page(), portal.work, free_port())
    return peers.plain(portal.work, free_port())


def _peer(
    name: str,
    served: AbstractContextManager[dict[str, str]],
    arguments: argparse.Namespace,
    measured: Measured,
) -> None:
    with served as pages:
        for page, address in pages.items():
            say(f"  {page} …")
            measured.add(SHARED, name, page, load(address, arguments.seconds))


def _ours(portal: Portal, seconds: int, measured: Measured) -> None:
    with portal.served() as pid:
        for page, address in portal.shared.items():
            say(f"  {page} …")
            measured.add(SHARED, OURS, page, load(address, seconds))
        say("  check …")
        check = f"{portal.address}/check/"
        reading = load(check, seconds, questions=portal.queries)
        measured.add(DYNAMIC, OURS, "check", reading)
        measured.memory.append(proportional_memory(pid))
        say("  home, while officers count …")
        officers = Officers(portal, 2 * seconds)
        officers.start()
        measured.add(WRITES, OURS, "home", load(portal.shared["home"], 2 * seconds))
        officers.join()
        measured.taps += officers.took
        if officers.failed:
            raise Failed(f"an officer: {officers.failed}")


def _as_json(measured: Measured, results: list[Result] | None) -> str:
    report: dict[str, Any] = {
        "conditions": conditions() | {"mobilink": __version__},
        "pages": [
            {"part": part, "contender": contender, "page": page, **reading._asdict()}
            for (part, contender, page), reading in measured.medians().items()
        ],
        "taps_ms": [round(took * 1_000, 1) for took in measured.taps],
        "failures": measured.failures,
        "targets": None if results is None else [result.as_json() for result in results],
        "held": results is not None and exit_code(results) == 0,
    }
    return json.dumps(report)


def _as_text(measured: Measured, results: list[Result] | None) -> str:
    head = ["", "requests/s", "p50 ms", "p99 ms", "lost"]
    lines = [
        [
            f"{contender}: {page}{', while officers count' if part == WRITES else ''}",
            f"{reading.requests_per_second:,.0f}", f"{reading.p50_ms:.1f}", f"{reading.p99_ms:.1f}",
            f"{reading.lost:.0f}",
        ]
        for (part, contender, page), reading in measured.medians().items()
    ]  # fmt: skip
    facts = ", ".join(f"{name}: {fact}" for name, fact in conditions().items())
    if measured.taps:
        p50, p95 = (quantiles(measured.taps, n=20)[at] * 1_000 for at in (9, 18))
        lines.append(["officers' taps meanwhile", "", f"{p50:.1f}", f"p95 {p95:.1f}", ""])
    failed = [f"{name} was not measured: {why}" for name, why in measured.failures.items()]
    verdicts = ["", judged(results)] if results is not None else []
    return "\n".join([facts, *columns([head, *lines]), *failed, *verdicts])


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench serving", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("names", nargs="*", choices=[[], *CONTENDERS], help=", ".join(CONTENDERS))
    parser.add_argument("--seconds", type=int, default=10, help="of load on each page")
    parser.add_argument("--turns", type=int, default=2, help="of each; medians are told")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where peers' packages stay")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
