"""The targets of the exchange."""

from benchmarks.judging import Name, Target

OURS = "mobilink"
WHOLE, BARE, SLOW, POSTGRESQL, KILLS = "whole", "bare", "slow", "postgresql", "kills"
SMALL, LARGE = "small", "large"


def _ours(
    words: str,
    part: str,
    what: str,
    bound: float,
    unit: str,
    beside: str = "",
    decimals: int = 0,
) -> Target:
    """Our figure at most so much; beside a peer's for its ratio."""
    peer = Name(part, beside, what) if beside else None
    figure = Name(part, OURS, what)
    return Target(words, figure, bound, unit, beside=peer, decimals=decimals)


def _beside(words: str, what: str, bound: float, unit: str, beside: str, *, least: bool) -> Target:
    """Our figure so many times a peer's, at least or at most, in the whole course."""
    figure, peer = Name(WHOLE, OURS, what), Name(WHOLE, beside, what)
    return Target(words, figure, bound, unit, is_least=least, beside=peer, times=True)


_RATE, _CPU, _DATABASE = "records_per_second", "office_cpu_us", "database_bytes_per_record"
_WIRE, _ABOVE = "wire_bytes_per_record", "above_idle_mb"

TARGETS = (
    _beside("records beside Morango", _RATE, 40, "/s", "morango", least=True),
    _beside("records beside PouchDB", _RATE, 13, "/s", "pouchdb", least=True),
    _ours("office CPU per record, SQLite", WHOLE, _CPU, 30, "µs", "floor", 1),
    Target(
        "office CPU per record, PostgreSQL",
        Name(POSTGRESQL, "mobilink_postgresql", _CPU),
        35,
        "µs",
        beside=Name(WHOLE, "floor", _CPU),
        decimals=1,
    ),
    _ours("wire per record, with its note", WHOLE, _WIRE, 32, "B", "floor", 1),
    _ours("wire per record, without", BARE, _WIRE, 12, "B", "floor", 1),
    _ours("100 on top: round trips", WHOLE, "more_round_trips", 2, "", "floor"),
    _ours("100 on top: wire", WHOLE, "more_bytes", 4_500, "B", "floor"),
    _ours("100 on top: visible after", WHOLE, "more_ms", 60, "ms", "floor"),
    _ours("nothing new: round trips", WHOLE, "nothing_round_trips", 1, "", "floor"),
    _ours("nothing new: wire", WHOLE, "nothing_bytes", 600, "B", "floor"),
    _ours("slow link: 1,000 visible after", SLOW, "first_seconds", 3.0, "s", "floor", 2),
    _ours("slow link: 100 on top after", SLOW, "more_seconds", 2.0, "s", "floor", 2),
    _ours("office database per record", WHOLE, _DATABASE, 310, "B", "floor"),
    _beside("office database beside raw rows", _DATABASE, 1.6, "B", "floor", least=False),
    _ours("office memory above idle", WHOLE, _ABOVE, 80, "MB", "floor", 1),
    _ours("a batch at the office visible after", WHOLE, "longest_wait", 1.0, "s", "morango", 2),
    _ours("sent again, the field killed", KILLS, "field_segments", 1.0, "segments", "", 2),
    _ours("sent again, the office killed", KILLS, "office_segments", 1.0, "segments", "", 2),
    _ours("1,000,000 records: memory above idle", LARGE, _ABOVE, 80, "MB", "", 1),
    Target(
        "1,000,000 records: office CPU beside 10,000",
        Name(LARGE, OURS, _CPU),
        1.3,
        "µs",
        beside=Name(SMALL, OURS, _CPU),
        times=True,
        decimals=1,
    ),
    Target(
        "1,000,000 records: seconds each beside 10,000",
        Name(LARGE, OURS, "record_us"),
        1.3,
        "µs",
        beside=Name(SMALL, OURS, "record_us"),
        times=True,
    ),
)
