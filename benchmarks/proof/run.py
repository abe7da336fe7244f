"""Measure what people and machines ask of an office while it proves itself, beside the same before.

python -m benchmarks.proof.run                     50,000 entries; fails where a target is missed
python -m benchmarks.proof.run --full              400,000
"""

import argparse
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from benchmarks.judging import Name, columns, exit_code, judge, judged
from benchmarks.progress import say
from benchmarks.proof.targets import ALONE, ASKED, MEANWHILE, TARGETS
from benchmarks.sync import ours, records
from benchmarks.sync.course import Course
from benchmarks.sync.processes import Failed, Program
from benchmarks.sync.run import conditions

PROGRAM: Final = Path(__file__).with_name("programs") / "phone.py"
MEETING, WARM, ROUNDS = 1, 2, 20
COUNT, FULL_COUNT = 50_000, 400_000
TALLY: Final = {"kind": "tally", "at": "2019-07-21T10:00:00+07:00"}
OUTING: Final = """
import django; django.setup()
from mobilink.outreach.models import Outing
print(Outing.objects.filter(executing_unit__code="KEPRI-KPP").earliest("day").pk)
"""
Asked = dict[str, Callable[[], float]]
Took = dict[str, list[float]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="mobilink bench proof")
    parser.add_argument("--count", type=int, default=COUNT, help="so many entries to prove")
    parser.add_argument(
        "--full", action="store_const", const=FULL_COUNT, dest="count", help=f"{FULL_COUNT:,}"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="each is asked so often")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        try:
            took, proofs = _measure(Path(name), arguments.count, arguments.rounds)
        except Failed as problem:
            say(str(problem))
            return 1
    figures = {
        Name(what, when, "median_ms"): median(times)
        for when, asked in took.items()
        for what, times in asked.items()
    }
    results = judge(figures, {*ASKED}, TARGETS)
    sys.stdout.write("\n".join(_told(took, proofs, judged(results))) + "\n")
    return exit_code(results)


def _measure(work: Path, count: int, rounds: int) -> tuple[dict[str, Took], list[str]]:
    made = records.visits(MEETING + count + WARM + 2 * rounds)
    with Course(ours.pair_in(work), work) as course:
        course.load(made, MEETING)
        course.sync()
        say(f"recording {count:,} …")
        course.load(made, count)
        say("bringing them to the office …")
        course.sync()
        with _asking(course, work, made) as asked:
            _rounds(asked, WARM)  # what is made once is not measured
            say(f"asking {rounds} times, nothing beside it …")
            alone = _rounds(asked, rounds)
            say("asking while the office proves itself …")
            with _proving(work) as proofs:
                meanwhile = _rounds(asked, rounds)
    return {ALONE: alone, MEANWHILE: meanwhile}, proofs


def _rounds(asked: Asked, rounds: int) -> Took:
    took: Took = {what: [] for what in asked}
    for _ in range(rounds):
        for what, ask in asked.items():
            took[what].append(ask())
    return took


@contextmanager
def _asking(course: Course, work: Path, made: Iterator[records.Visit]) -> Iterator[Asked]:
    """Each thing that is asked; it tells how many ms it took."""
    port = course.relay.office_port
    environment = _at(work)
    words = [sys.executable, "-c", OUTING]
    outing = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
    line = json.dumps({**TALLY, "outing": outing.stdout.strip()}) + "\n"
    phone = Program([sys.executable, PROGRAM, work / "office", str(port)], log=work / "phone.log")
    script = subprocess.Popen(
        [sys.executable, "-m", "mobilink", "record", "-"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def record() -> None:
        assert script.stdin
        assert script.stdout
        script.stdin.write(line)
        script.stdin.flush()
        if '"id"' not in script.stdout.readline():
            raise Failed("A record was refused.")

    def deliver() -> float:
        phone.ask(brings=1)
        return float((phone.answer(60) or {"ms": float("inf")})["ms"])

    def exchange() -> float:
        course.load(made, 1)
        return course.sync().done_seconds * 1000

    try:
        yield {
            "record": _timed(record),
            "sign_in": _timed(lambda: _sign_in(f"http://127.0.0.1:{port}")),
            "delivery": deliver,
            "exchange": exchange,
        }
    finally:
        phone.end()
        script.communicate(timeout=20)


def _timed(act: Callable[[], None]) -> Callable[[], float]:
    def timed() -> float:
        began = time.perf_counter()
        act()
        return (time.perf_counter() - began) * 1000

    return timed


def _sign_in(address: str) -> None:
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with opener.open(f"{address}/sign-in/") as form:
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.read().decode())[
            :1
        ]
    said = {"csrfmiddlewaretoken": token, "username": "petugas", "password": "mobilink-2019"}
    with opener.open(f"{address}/sign-in/", urllib.parse.urlencode(said).encode()) as page:
        if "/sign-in/" in page.url:
            raise Failed("Nobody could sign in.")


@contextmanager
def _proving(work: Path) -> Iterator[list[str]]:
    """The office proves itself again and again; what each proof said, once the block is over."""
    said: list[str] = []
    stop = work / "enough"
    again = f"until [ -e {stop} ]; do {sys.executable} -m mobilink rebuild --verify || exit 1; done"
    proving = subprocess.Popen(
        ["sh", "-c", again], env=_at(work), stdout=subprocess.PIPE, text=True
    )
    time.sleep(3)  # until it reads
    try:
        yield said
    finally:
        log = work / "office" / "mobilink.db-wal"
        size = log.stat().st_size if log.exists() else 0
        stop.touch()
        output, _ = proving.communicate()
        said += [*output.splitlines(), f"log beside the database meanwhile: {size:,} B"]
        if proving.returncode:
            raise Failed("A proof failed: " + output)


def _at(work: Path) -> dict[str, str]:
    settings = "mobilink.config.settings"
    own = {"MOBILINK_DATA": str(work / "office"), "DJANGO_SETTINGS_MODULE": settings}
    return {**os.environ, **own}


def _told(took: dict[str, Took], proofs: list[str], targets: str) -> Iterator[str]:
    yield ", ".join(f"{name}: {fact}" for name, fact in conditions().items())
    yield from proofs
    lines = [["", "alone p50", "p95", "meanwhile p50", "p95"]]
    for what, words in ASKED.items():
        each = (took[when][what] for when in (ALONE, MEANWHILE))
        figures = [f"{value:,.1f} ms" for times in each for value in _spread(times)]
        lines.append([words, *figures])
    yield from ["", *columns(lines), "", targets]


def _spread(times: list[float]) -> tuple[float, float]:
    return median(times), quantiles(times, n=20)[-1]


if __name__ == "__main__":
    raise SystemExit(main())
