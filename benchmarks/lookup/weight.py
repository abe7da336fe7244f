"""What an engine holds for each name: PYTHONMALLOC=malloc python -m benchmarks.lookup.weight ENGINE COUNT SEED

Counts what malloc has handed out and not got back, with what it adds to each piece; Python's own
allocator must be off, so that malloc knows of every object. Names and their places were there before,
and what building left behind is not held. Writes one line of JSON.
"""

import ctypes
import gc
import json
import sys
from typing import Any

from benchmarks.lookup.engines import ENGINES
from benchmarks.lookup.names import names

_COUNTS = (
    "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks",
    "keepcost",
)  # fmt: skip


class _MallInfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in _COUNTS]


def measure(engine: str, count: int, seed: int) -> dict[str, Any]:
    """Bytes for each name."""
    listed = [*enumerate(names(count, seed))]
    before = _handed_out()
    ask = ENGINES[engine](listed)
    held = _handed_out() - before
    del ask
    return {"bytes_per_name": held / count}


def _handed_out() -> int:
    gc.collect()
    mallinfo = ctypes.CDLL(None).mallinfo2
    mallinfo.restype = _MallInfo
    info = mallinfo()
    return int(info.uordblks + info.hblkhd)


if __name__ == "__main__":
    engine, *figures = sys.argv[1:]
    sys.stdout.write(json.dumps(measure(engine, *map(int, figures))) + "\n")
