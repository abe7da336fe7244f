"""Measure the look-up of misspelt names beside its peers, and judge it by its targets.

python -m benchmarks.lookup.run              1,000 and 100,000 names; fails where a target is missed
python -m benchmarks.lookup.run --full       a million names too
python -m benchmarks.lookup.run --strangers  a million names that are not on a list of 1,000; ours alone
python -m benchmarks.lookup.run --phone      a national list in a slow Chromium; ours alone
python -m benchmarks.lookup.run ours fts5 --count 2000 --seed 3      only these, nothing judged
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.judging import Name, Target, columns, exit_code, judge, judged
from benchmarks.lookup.engines import ENGINES
from benchmarks.progress import say
from benchmarks.sync import packages
from benchmarks.sync.processes import Failed
from mobilink.cli import needs

CACHE: Final = Path.home() / ".cache" / "mobilink-bench"
HOME: Final = Path(__file__).parents[2]
REQUIREMENTS: Final = Path(__file__).parent / "tantivy.txt"
SEED: Final = 2026
"""Of lists and questions that nothing was tuned on."""
ASKED: Final = {1_000: 2_000, 100_000: 400, 1_000_000: 150}
"""Questions to a list of so many names."""
SMALL, MIDDLE, LARGE = "1,000", "100,000", "1,000,000"
STRANGERS: Final = "strangers"
ALIKE: Final = 1_000_000
"""Names one word away from one of the smallest list; none of them may be called a match."""
PHONE: Final = "phone"
NATIONAL: Final = 3_000
"""Names of a national list, as a phone carries it whole."""
PEERS: Final = ("token_sort", "wratio", "fts5", "pg_trgm", "tantivy")


def _ours(
    words: str, part: str, what: str, bound: float, unit: str, *, least: bool = False
) -> Target:
    return Target(words, Name(part, "ours", what), bound, unit, is_least=least, decimals=3)


TARGETS: Final = (
    _ours("1,000 names: found first", SMALL, "first", 0.985, "", least=True),
    _ours("1,000 names: p50", SMALL, "p50_ms", 0.5, "ms"),
    Target(
        "100,000 names: not found first, beside the best peer",
        Name(MIDDLE, "ours", "error"),
        0.5,
        beside=Name(MIDDLE, "best peer", "error"),
        times=True,
        decimals=3,
    ),
    _ours("100,000 names: p99", MIDDLE, "p99_ms", 10, "ms"),
    _ours("100,000 names: index per name", MIDDLE, "bytes_per_name", 120, "B"),
    _ours("1,000,000 names: found first", LARGE, "first", 0.86, "", least=True),
    Target(
        "1,000,000 names: p50 beside pg_trgm",
        Name(LARGE, "ours", "p50_ms"),
        1 / 12,
        "ms",
        beside=Name(LARGE, "pg_trgm", "p50_ms"),
        times=True,
        decimals=2,
    ),
    Target("strangers taken for a firm", Name(STRANGERS, "ours", "match"), 0),
    _ours("on the phone: 3,000 names, p50 at 4x slow-down", PHONE, "p50_ms", 50, "ms"),
    _ours("on the phone: 3,000 names, p95 at 4x slow-down", PHONE, "p95_ms", 50, "ms"),
)


def main(argv: Sequence[str]) -> int:
    """Measure what is chosen; 0 where its targets hold, or where nothing is judged and all ran."""
    arguments = _parse(argv)
    if arguments.strangers or arguments.phone:
        return _ours_alone(arguments)
    counts = [arguments.count] if arguments.count else [*ASKED][: 3 if arguments.full else 2]
    measured = list(_measured(arguments.names or [*ENGINES], counts, arguments))
    results, carried = None, {}
    if not (arguments.names or arguments.count):
        carried = _on_the_phone(arguments.seed)
        parts = {*(f"{count:,}" for count in counts), PHONE}
        results = judge(_figures(measured) | figures_alone(PHONE, carried), parts, TARGETS)
    if arguments.json:
        held = None if results is None else [result.as_json() for result in results]
        line = json.dumps({"measured": measured, PHONE: carried, "targets": held})
    else:
        line = "\n".join([*_table(measured), *([judged(results)] if results else [])])
    sys.stdout.write(f"{line}\n")
    return 0 if results is None else exit_code(results)


def _ours_alone(arguments: argparse.Namespace) -> int:
    """Whether a firm that is not on the list is called one that is, or how fast a phone is."""
    part = PHONE if arguments.phone else STRANGERS
    measured = (_on_the_phone if arguments.phone else _strangers)(arguments.seed)
    results = judge(figures_alone(part, measured), {part}, TARGETS)
    if arguments.json:
        held = [result.as_json() for result in results]
        line = json.dumps({"measured": measured, "targets": held})
    else:
        facts = ", ".join(f"{what}: {fact}" for what, fact in measured.items())
        line = f"{judged(results)}\n{facts}"
    sys.stdout.write(f"{line}\n")
    return exit_code(results)


def _strangers(seed: int) -> dict[str, Any]:
    return _run("strangers", [sys.executable], 1_000, ALIKE, seed)


def _on_the_phone(seed: int) -> dict[str, Any]:
    """What a slow Chromium takes; nothing where there is none, and so nothing is proved."""
    try:
        if not needs.obtain(needs.CHROMIUM):
            raise Failed("Chromium is missing and cannot be installed here.")
        say(f"ours on a slow phone, {NATIONAL:,} names …")
        return _run("phone", [sys.executable], NATIONAL, ASKED[1_000], seed)
    except Failed as problem:
        say(f"{PHONE} left out: {problem}")
        return {}


def figures_alone(part: str, measured: Mapping[str, Any]) -> dict[Name, float]:
    """The numbers among what one run told of ours."""
    numbers = {what: fact for what, fact in measured.items() if isinstance(fact, int | float)}
    return {Name(part, "ours", what): float(fact) for what, fact in numbers.items()}


def _measured(
    names: Sequence[str], counts: Sequence[int], arguments: argparse.Namespace
) -> Iterator[dict[str, Any]]:
    for count in counts:
        for name in names:
            say(f"{name}, {count:,} names …")
            try:
                yield _measure(name, count, ASKED.get(count, 1_000), arguments)
            except Failed as problem:
                say(f"{name} left out: {problem}")


def _measure(name: str, count: int, asked: int, arguments: argparse.Namespace) -> dict[str, Any]:
    """One engine in processes of its own: one that is timed, one whose every object malloc counts."""
    program = _program(name, arguments.cache)
    measured = _run("contender", program, name, count, asked, arguments.seed)
    program = [*program[:-1], "env", "PYTHONMALLOC=malloc", program[-1]]
    return measured | _run("weight", program, name, count, arguments.seed)


def _run(module: str, program: Sequence[str], *words: object) -> dict[str, Any]:
    done = subprocess.run(
        [*program, "-m", f"benchmarks.lookup.{module}", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONHASHSEED": "0"},
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed((done.stderr.strip() or f"ended with {done.returncode}").splitlines()[-1])
    # The server says on the same stream that it comes and goes.
    [line] = [line for line in done.stdout.splitlines() if line.startswith("{")]
    measured: dict[str, Any] = json.loads(line)
    return measured


def _program(name: str, cache: Path) -> list[str]:
    """The interpreter that has what an engine needs, under a server where it needs one."""
    if name == "tantivy":
        folder = cache / "lookup-tantivy"
        packages.prepare_python(folder, REQUIREMENTS)
        return [str(folder / "bin" / "python")]
    if name == "pg_trgm":
        if shutil.which("pg_virtualenv") is None and not needs.obtain(needs.POSTGRESQL):
            raise Failed("PostgreSQL is missing and cannot be installed here.")
        return [*needs.POSTGRESQL_SERVER, *needs.WITH_ITS_ADDRESS, sys.executable]
    return [sys.executable]


def _figures(measured: Sequence[Mapping[str, Any]]) -> dict[Name, float]:
    figures: dict[Name, float] = {}
    for row in measured:
        part = f"{row['count']:,}"
        for what in ("first", "among", "p50_ms", "p99_ms", "bytes_per_name"):
            figures[Name(part, row["engine"], what)] = row[what]
        figures[Name(part, row["engine"], "error")] = 1 - row["first"]
        if row["engine"] in PEERS:
            best = Name(part, "best peer", "error")
            figures[best] = min(figures.get(best, 1.0), 1 - row["first"])
    return figures


def _table(measured: Sequence[Mapping[str, Any]]) -> list[str]:
    head = [
        "",
        "names",
        "first",
        "in five",
        "p50 ms",
        "p99 ms",
        "CPU p50",
        "CPU p99",
        "built s",
        "B a name",
        "B grown",
    ]
    lines = [
        [
            row["engine"], f"{row['count']:,}", f"{row['first']:.3f}", f"{row['among']:.3f}",
            f"{row['p50_ms']:.2f}", f"{row['p99_ms']:.2f}", f"{row['cpu_p50_ms']:.2f}",
            f"{row['cpu_p99_ms']:.2f}", f"{row['built_s']:.2f}", f"{row['bytes_per_name']:.0f}",
            f"{row['grown_per_name']:.0f}",
        ]
        for row in measured
    ]  # fmt: skip
    return columns([head, *lines])


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench lookup", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("names", nargs="*", choices=[[], *ENGINES], help=", ".join(ENGINES))
    parser.add_argument("--count", type=int, help="so many names; nothing is judged")
    parser.add_argument("--full", action="store_true", help="a million names as well")
    parser.add_argument("--strangers", action="store_true", help="false matches only")
    parser.add_argument("--phone", action="store_true", help="a list on a slow phone only")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where peers' packages stay")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
