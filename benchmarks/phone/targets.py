"""The targets of a phone at a booth."""

from benchmarks.judging import Name, Target

OURS = "mobilink"
TAP, LONG, START, LOAD, VISIT, UPDATE = PARTS = ("tap", "long", "start", "load", "visit", "update")


def _ours(words: str, part: str, what: str, bound: float, unit: str, decimals: int = 0) -> Target:
    return Target(words, Name(part, OURS, what), bound, unit, decimals=decimals)


TARGETS = (
    _ours("tap to durable tick, CPU 4 times slower: p95", TAP, "p95_ms", 100, "ms", 1),
    _ours("the same at the end of a long day: p95", LONG, "p95_ms", 100, "ms", 1),
    _ours("cold start without a network, CPU 4 times slower", START, "seconds", 3, "s", 2),
    _ours("first load, joining included", LOAD, "bytes", 1_500_000, "B"),
    _ours("taps for a visit", VISIT, "taps", 4, ""),
    _ours("later: one module changed", UPDATE, "bytes", 60_000, "B"),
)
