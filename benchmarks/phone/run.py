"""Measure a phone at a booth in Chromium, with a CPU four times slower, and judge it by its targets.

python -m benchmarks.phone.run                       everything; fails where a target is missed
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from playwright.sync_api import sync_playwright

from benchmarks.judging import Name, Result, exit_code, judge, judged
from benchmarks.phone.handset import Handset
from benchmarks.phone.office import Office
from benchmarks.phone.targets import LOAD, LONG, OURS, PARTS, START, TAP, TARGETS, UPDATE, VISIT
from benchmarks.progress import say
from benchmarks.sync.run import conditions
from mobilink import __version__

# So many records are there when taps are timed: on a busy day, and on one that never ends.
RECORDS: Final = {TAP: 500, LONG: 2_000}
COMMIT: Final = "commit"  # what a browser takes to write strictly, whatever we do
TAPS, STARTS = 100, 5
QUIET: Final = 2_000  # ms without a question after which a phone has fetched what it wants


def main(argv: Sequence[str]) -> int:
    """0 where every target holds."""
    arguments = _parse(argv)
    with tempfile.TemporaryDirectory(prefix="mobilink-phone-") as work:
        measured = measure(Path(work), arguments.taps)
    results = judge(figures(measured), PARTS, TARGETS)
    sys.stdout.write((_as_json if arguments.json else _as_text)(measured, results) + "\n")
    return exit_code(results)


def measure(work: Path, taps: int) -> dict[str, list[float]]:
    """Everything that was measured, by part."""
    office = Office(work)
    with sync_playwright() as playwright:
        phone = Handset(playwright, work / "phone", office)
        with office.served(), phone.open() as page:
            phone.join(page)
            loaded = _settled(page, office)
            phone.begin(page)
            visit = phone.visit(page)
            say(f"first load {loaded:,} bytes, a visit {visit} taps, timing {taps} taps …")
            ticks = {}
            for part, records in RECORDS.items():
                phone.record_up_to(page, records)
                ticks[part] = phone.taps(page, taps)
                say(f"with {records:,} records {spread(ticks[part])}")
            commits = phone.commits(page, taps)
            say(f"a bare commit {spread(commits)}, starting anew …")
        starts = [phone.cold_start() for _ in range(STARTS)]
        say(f"starts {starts}, changing a module …")
        office.change_a_module()
        with office.served(), phone.open() as page:
            office.fetched()
            page.goto(f"{office.address}/field/help/")
            renewed = _settled(page, office)
    rest = {START: starts, LOAD: [loaded], VISIT: [visit], UPDATE: [renewed]}
    return ticks | rest | {COMMIT: commits}


def spread(ticks: list[float]) -> str:
    """The middle and the slow end of some milliseconds."""
    return f"p50 {median(ticks):.1f} ms, p95 {quantiles(ticks, n=20)[-1]:.1f} ms"


def figures(measured: dict[str, list[float]]) -> dict[Name, float]:
    """What is judged of it."""
    return {
        **{Name(part, OURS, "p95_ms"): quantiles(measured[part], n=20)[-1] for part in RECORDS},
        Name(START, OURS, "seconds"): median(measured[START]),
        Name(LOAD, OURS, "bytes"): measured[LOAD][0],
        Name(VISIT, OURS, "taps"): measured[VISIT][0],
        Name(UPDATE, OURS, "bytes"): measured[UPDATE][0],
    }


def _settled(page: Any, office: Office) -> int:
    """What was fetched until nothing more is."""
    fetched = office.fetched()
    while True:
        page.wait_for_timeout(QUIET)
        more = office.fetched()
        if not more:
            return fetched
        fetched += more


def _as_json(measured: dict[str, list[float]], results: list[Result]) -> str:
    return json.dumps(
        {
            "conditions": conditions() | {"mobilink": __version__},
            "measured": measured,
            "targets": [result.as_json() for result in results],
            "held": exit_code(results) == 0,
        }
    )


def _as_text(measured: dict[str, list[float]], results: list[Result]) -> str:
    facts = ", ".join(f"{name}: {fact}" for name, fact in conditions().items())
    ticks = [
        f"{len(measured[part])} taps with {records:,} records there: {spread(measured[part])}"
        for part, records in RECORDS.items()
    ]
    commits = f"an empty record, written as strictly: {spread(measured[COMMIT])}"
    return "\n".join([facts, *ticks, commits, "", judged(results)])


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench phone", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--taps", type=int, default=TAPS, help="that are timed")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
