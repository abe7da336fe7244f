"""The targets of the portal under load."""

from benchmarks.judging import Name, Target

OURS = "mobilink"
SHARED, DYNAMIC, WRITES, START = "shared", "dynamic", "writes", "start"
RATE, P99 = "requests_per_second", "p99_ms"


def _ours(words: str, part: str, what: str, bound: float, unit: str, decimals: int = 0) -> Target:
    return Target(words, Name(part, OURS, what), bound, unit, decimals=decimals)


def _rate(words: str, part: str, times: float, beside: Name) -> Target:
    """So many times the requests per second of a peer."""
    figure = Name(part, OURS, RATE)
    return Target(words, figure, times, "/s", is_least=True, beside=beside, times=True)


TARGETS = (
    _rate("shared pages beside Kolibri's best", SHARED, 50, Name(SHARED, "kolibri", RATE)),
    _rate("shared pages beside nginx", SHARED, 0.25, Name(SHARED, "nginx", RATE)),
    _ours("shared pages: p99 of 200 phones", SHARED, P99, 30, "ms", 1),
    _rate(
        "recruiter check beside Kolibri's list",
        DYNAMIC,
        7,
        Name(SHARED, "kolibri content list", RATE),
    ),
    _ours("recruiter check: p99 of 200 phones", DYNAMIC, P99, 60, "ms", 1),
    _ours("officers' taps under that load: p95", WRITES, "p95_ms", 100, "ms", 1),
    _ours("cold start", START, "seconds", 1.2, "s", 2),
    _ours("memory with 200 phones", START, "memory_mb", 120, "MB", 1),
)
