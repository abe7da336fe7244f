"""What a benchmark is at, for whoever waits: on stderr, since stdout belongs to the figures."""

import sys
import time
from typing import Final

BEGAN: Final = time.monotonic()


def say(text: str) -> None:
    """One line behind the time since the benchmark began, in minutes and seconds."""
    minutes, seconds = divmod(int(time.monotonic() - BEGAN), 60)
    sys.stderr.write(f"{minutes:3}:{seconds:02}  {text}\n")
    sys.stderr.flush()
