"""The two processes of a contender: started here, spoken to in lines of JSON, ended by their id.

A program writes one object of JSON for each line that it reads, on a line; an office writes one
unasked, when it listens: `{"port": 12345}`. Linux only: CPU and memory are read from /proc and the process clocks.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PATIENCE = 20.0
"""Seconds that a program has to end by itself."""
LAST_LINES = 20
"""Of a program's log, told when it failed."""


class Failed(Exception):
    """A contender could not be prepared or measured; tells the last words of what failed."""


class Program:
    """A running program of a contender; leaves its stderr in `log`."""

    def __init__(self, command: Sequence[str | Path], *, log: Path) -> None:
        self._log = log
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=log.parent,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, **question: Any) -> None:
        """Send one line; `answer` awaits what is said to it."""
        try:
            self._input.write(json.dumps(question) + "\n")
            self._input.flush()
        except OSError as problem:
            raise Failed(self._last_words()) from problem

    def answer(self, timeout: float | None = None) -> dict[str, Any] | None:
        """The next line; None when none came within so many seconds. Refuses an end of output."""
        try:
            line = self._lines.get(timeout=timeout)
        except queue.Empty:
            return None
        if not line:
            raise Failed(self._last_words())
        message: dict[str, Any] = json.loads(line)
        return message

    def end(self) -> None:
        """Close its input, which it takes as a farewell; after `PATIENCE`, kill it."""
        with contextlib.suppress(OSError):
            self._input.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End it and all that it started as a power cut would, without a word."""
        for pid in [*_family(self.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()

    def _listen(self) -> None:
        for line in self._output:
            # What else stands there was said by a server that the program runs in.
            if line.startswith("{"):
                self._lines.put(line)
        # An empty line is no JSON: it says that nothing more will come.
        self._lines.put("")

    def _last_words(self) -> str:
        words = self._log.read_text("utf-8", "replace").strip().splitlines()[-LAST_LINES:]
        return "\n".join([f"{self._process.args!r} ended:", *words])


def cpu_seconds(pid: int) -> float:
    """CPU time so far of a process, its running descendants, and its children that ended."""
    return sum(_own_cpu(member) + _ended_children_cpu(member) for member in _family(pid))


def peak_memory(pid: int) -> int:
    """Bytes: the highest resident size of a process and, added up, of its running descendants."""
    return sum(_status(member, "VmHWM") for member in _family(pid))


def resident_memory(pid: int) -> int:
    """Bytes: the resident size now of a process and its running descendants."""
    return sum(_status(member, "VmRSS") for member in _family(pid))


def proportional_memory(pid: int) -> int:
    """Bytes of a process and its running descendants now, what they share counted once."""
    return sum(_kilobytes(Path(f"/proc/{member}/smaps_rollup"), "Pss") for member in _family(pid))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _own_cpu(pid: int) -> float:
    # The kernel's clock id of another process (CPUCLOCK_SCHED): nanoseconds, where /proc has 10 ms.
    return time.clock_gettime((~pid << 3) | 2)


def _ended_children_cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / TICKS_PER_SECOND


def _status(pid: int, name: str) -> int:
    return _kilobytes(Path(f"/proc/{pid}/status"), name)


def _kilobytes(file: Path, name: str) -> int:
    """Bytes that a line of such a file tells in kB; 0 without the line."""
    for line in file.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0
