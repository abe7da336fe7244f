"""One engine, one list, one set of questions: python -m benchmarks.lookup.contender ENGINE COUNT ASKED SEED

Writes one line of JSON.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.lookup.engines import BEST, ENGINES
from benchmarks.lookup.names import names, questions

PAGE = os.sysconf("SC_PAGE_SIZE")


def measure(engine: str, count: int, asked: int, seed: int) -> dict[str, Any]:
    """How often the name that was meant came first, or among the first five, and how long it took."""
    listed = [*enumerate(names(count, seed))]
    before, start = _resident(), time.perf_counter()
    ask = ENGINES[engine](listed)
    built, grown = time.perf_counter() - start, _resident() - before
    took, spent, first, among = [], [], 0, 0
    missed: dict[str, int] = {}
    for question in questions([name for _, name in listed], asked, seed):
        start, used = time.perf_counter(), time.process_time()
        answers = ask(question.text)[:BEST]
        spent.append(time.process_time() - used)
        took.append(time.perf_counter() - start)
        first += answers[:1] == [question.meant]
        among += question.meant in answers
        if answers[:1] != [question.meant]:
            missed[question.noise] = missed.get(question.noise, 0) + 1
    cuts = quantiles(took, n=100)
    return {
        "engine": engine,
        "count": count,
        "first": first / asked,
        "among": among / asked,
        "p50_ms": cuts[49] * 1_000,
        "p99_ms": cuts[98] * 1_000,
        "cpu_p50_ms": median(spent) * 1_000,
        "cpu_p99_ms": quantiles(spent, n=100)[98] * 1_000,
        "built_s": built,
        "grown_per_name": grown / count,
        "missed": dict(sorted(missed.items(), key=lambda pair: -pair[1])[:8]),
    }


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


if __name__ == "__main__":
    engine, *figures = sys.argv[1:]
    sys.stdout.write(json.dumps(measure(engine, *map(int, figures))) + "\n")
