"""The targets while an installation proves itself: what people and machines ask takes no longer than twice."""

from typing import Final

from benchmarks.judging import Name, Target

ALONE, MEANWHILE = "alone", "meanwhile"
ASKED: Final = {
    "record": "one record of a script",
    "sign_in": "signing in",
    "delivery": "a phone's delivery",
    "exchange": "a van's exchange",
}
"""What is asked, again and again, before a proof and while one runs."""
TARGETS: Final = tuple(
    Target(
        words, Name(what, MEANWHILE, "median_ms"), 2, "ms",
        beside=Name(what, ALONE, "median_ms"), times=True, decimals=1,
    )
    for what, words in ASKED.items()
)  # fmt: skip
