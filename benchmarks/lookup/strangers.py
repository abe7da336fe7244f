"""Firms that are on no list, but for one word: python -m benchmarks.lookup.strangers COUNT ASKED SEED

Each question is a name of the list, “PT” before it and every other word as it stands there, in which
the word that tells it apart is misspelt or another firm's. Counts how many are called a match, of
which there may be none, and writes one line of JSON.
"""

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.lookup.names import NOISE, SHARED, names
from mobilink.guidance.lookup import Name, Register

SLIPS = ("typo", "old", "heard", "shortened")


def measure(count: int, asked: int, seed: int) -> dict[str, Any]:
    """How many strangers were taken for a firm of the list, and what each question cost."""
    listed = names(count, seed)
    register = Register(Name(at, text) for at, text in enumerate(listed))
    answers = {"match": 0, "similar": 0, "none": 0}
    start = time.process_time()
    for text in strangers(listed, asked, seed):
        answers[register.find(text).answer] += 1
    took = time.process_time() - start
    return {"count": count, "asked": asked, "cpu_ms": took / asked * 1_000, **answers}


def strangers(listed: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """So many names that are not on the list, each one word away from one that is."""
    chance = random.Random(f"strangers {seed}")
    known = {name.casefold() for name in listed}
    own = [word for name in listed for word in name.split()[1:] if _tells_apart(word)]
    while count:
        words = chance.choice(listed).split()
        at = chance.choice([at for at, word in enumerate(words) if at and _tells_apart(word)])
        if chance.random() < 0.5:
            words[at] = chance.choice(own)
        else:
            words[at : at + 1] = NOISE[chance.choice(SLIPS)]([words[at]], chance)
        text = " ".join(words)
        if text.casefold().replace(".", "") not in known:
            count -= 1
            yield chance.choice((text, text.lower(), text.upper()))


def _tells_apart(word: str) -> bool:
    return word.casefold() not in SHARED


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:]))) + "\n")
