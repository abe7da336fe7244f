"""Load from wrk, on its own core, and servers on theirs. Everything is on loopback and ends by itself."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.sync.processes import Failed
from mobilink.cli import needs

SERVER_CORE, LOAD_CORE = "0", "1"
PHONES: Final = 200
WARM_UP: Final = 1  # seconds that count for nothing
REPORT: Final = Path(__file__).parent / "programs" / "report.lua"
WRK: Final = needs.Need(name="wrk", programs=("wrk",), packages=("wrk",))
PATIENCE: Final = 120  # seconds until a server must answer
FIRST_LINES: Final = 5


class Load(NamedTuple):
    """What came of asking a server as fast as it answers."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float
    lost: float
    """Requests that were not answered: refused, broken off or too late."""


def obtain(need: needs.Need) -> None:
    """Bring a program of the system's packages; refuses where it cannot be had."""
    if not needs.obtain(need):
        raise Failed(f"{need.name} is missing and cannot be installed here.")


def load(address: str, seconds: int, *, questions: Path | None = None) -> Load:
    """Ask an address, or it with each of these queries in turn, over so many open connections."""
    obtain(WRK)
    _wrk(address, WARM_UP, questions)
    # What was asked last is still on its way; this one comes behind it.
    with urllib.request.urlopen(address, timeout=PATIENCE):
        figures = _wrk(address, seconds, questions)
    if figures["wrong"] or not figures["requests"]:
        raise Failed(
            f"{address}: {figures['wrong']:,} of {figures['requests']:,} answers were no page"
        )
    rate = figures["requests"] / figures["microseconds"] * 1_000_000
    return Load(rate, figures["p50"] / 1_000, figures["p99"] / 1_000, figures["lost"])


def _wrk(address: str, seconds: int, questions: Path | None) -> dict[str, int]:
    words = [
        *on_core(LOAD_CORE), "wrk", "-t1", f"-c{PHONES}", f"-d{seconds}s", "--timeout", "30s",
        "-H", "Accept-Encoding: gzip", "-s", str(REPORT), address, "--",
        *([str(questions)] if questions else []),
    ]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"wrk: {done.stderr.strip() or done.stdout.strip()}")
    figures: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return figures


def on_core(core: str) -> list[str]:
    return ["taskset", "-c", core]


@contextmanager
def serving(
    command: Sequence[str | Path],
    ready: str,
    log: Path,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[int]:
    """A server on its core, from when it answers at `ready` on; tells its process id."""
    words = [*on_core(SERVER_CORE), *map(str, command)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, env=environment, cwd=log.parent, stdout=out, stderr=out, start_new_session=True
        )
    try:
        _await(process, ready, log)
        yield process.pid
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server and all that it started: its group holds only these. It may have ended itself."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await(process: subprocess.Popen[bytes], ready: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(ready, timeout=5):
                return
        except (OSError, urllib.error.URLError):
            if process.poll() is not None:
                break
            time.sleep(0.01)
    # What went wrong stands on the first lines; a panic has fifty more.
    words = " ".join(log.read_text("utf-8", "replace").split("\n")[:FIRST_LINES])
    raise Failed(f"{process.args!r} does not serve: {words or 'it says nothing'}")
