"""What a command costs this machine: the CPU time of all its processes, wall time and load."""

import contextlib
import ctypes
import os
import sys
import time

SET_CHILD_SUBREAPER = 36  # prctl(2)
PATIENCE = 10  # seconds, for servers that were told to end


class Effort:
    """Counts from where it is made.

    The system adds a process to the time of the one that awaits it. Those whose own parent is gone
    come to this process, where Linux lets it adopt them; what nobody awaits is not counted.
    """

    def __init__(self) -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._began, self._spent = time.monotonic(), _cpu()

    @property
    def cpu(self) -> float:
        """Seconds, of the processes that have ended."""
        return _cpu() - self._spent

    def summary(self) -> str:
        """One line, once everything has ended."""
        left = "" if _await_orphans() else " (some processes go on, and are not counted)"
        wall = time.monotonic() - self._began
        words = f"cpu: {self.cpu / 60:.1f} min{left}, wall: {wall / 60:.1f} min"
        if hasattr(os, "getloadavg"):
            now, _five, fifteen = os.getloadavg()
            words += f", load: {now:.1f} now, {fifteen:.1f} over 15 min"
        return words


def _cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _await_orphans() -> bool:
    """Await whoever was adopted; whether all have ended in time."""
    until = time.monotonic() + PATIENCE
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < until:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                time.sleep(0.05)
        return False
    return True
