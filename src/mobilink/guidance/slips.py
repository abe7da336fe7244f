"""Edit distance of names: how many slips lie between a name and what was typed. Pure.

A letter left out is one slip, and so is a pair of words that changed places; what people do more
often counts less. Words that are too far apart are different words, not two spellings of one.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from typing import Final

from rapidfuzz.distance import OSA

from mobilink.guidance.firms import readings, sound

WRONG: Final = 1.3
"""A letter."""
AS_HEARD: Final = 0.4
"""The same sound in another spelling."""
SHORTENED: Final = 0.6
"""The beginning of a word for the whole of it, as people stop typing and lines are cut off."""
UNTYPED: Final = 0.04
"""Each letter of the word that was not typed then."""
JOINED: Final = 0.6
"""Two words typed as one, or one as two."""
REORDERED: Final = 1.0
"""The words in another order."""
CUT: Final = 1.3
"""The last word left out."""
LACKING: Final = 1.6
"""Any other word left out."""
ADDED: Final = 3.0
"""A word that is not in the name."""
BEGUN: Final = 4
"""Letters of a beginning that may have a slip in it."""
LIKE: Final = 0.4
"""Of the letters of a word: where more are wrong, it is another word."""

Words = Sequence[str]


@lru_cache(maxsize=16384)
def in_word(typed: str, word: str) -> float:
    """The slips between two spellings of a word; infinite where they are different words."""
    if typed == word:
        return 0.0
    word_sound, heard = sound(word), readings(typed)
    if word_sound in heard:
        return AS_HEARD
    begun = [
        SHORTENED + UNTYPED * (len(word_sound) - len(reading))
        for reading in heard
        if word_sound.startswith(reading)
    ]
    if begun and typed:
        return min(begun)
    most = most_in(max(typed, word, key=len))
    whole = sound(typed)
    letters = OSA.distance(typed, word, score_cutoff=most)
    sounds = OSA.distance(whole, word_sound, score_cutoff=most)
    slips = WRONG * min(letters, sounds + AS_HEARD)
    if BEGUN <= len(whole) < len(word_sound):
        start = OSA.distance(whole, word_sound[: len(whole)], score_cutoff=1)
        if start == 1:
            slips = min(slips, WRONG + SHORTENED + UNTYPED * (len(word_sound) - len(whole)))
    return slips if slips < WRONG * min(most + 1, len(word_sound)) else inf


def most_in(word: str) -> int:
    """The letters of a word that may be wrong."""
    return max(1, int(LIKE * len(word)))


def in_name(typed: Words, name: Words) -> float:
    """The fewest slips in a name, its words in this order or as they were typed."""
    slips = _in_order(typed, name)
    moved = _as_typed(typed, name)
    if moved != [*name]:
        slips = min(slips, _in_order(typed, moved) + REORDERED)
    return slips


def _as_typed(typed: Words, name: Words) -> list[str]:
    """The words of a name in the order in which they were typed; those that were not come last."""
    whole = " ".join(typed)

    def place(word: str) -> float:
        if (at := whole.find(word)) >= 0:
            return at
        slips, start = min((in_word(part, word), whole.find(part)) for part in typed)
        return start if slips < inf else inf

    return sorted(name, key=place)


def _in_order(typed: Words, name: Words) -> float:
    """The shortest way through both from their beginnings, word by word."""
    last = len(name)
    before: list[float] = []
    row = [LACKING * at for at in range(last + 1)]
    for at, part in enumerate(typed):
        rest = CUT if at + 1 == len(typed) else LACKING
        earlier, before, row = before, row, [row[0] + ADDED]
        for to, word in enumerate(name):
            least = min(before[to] + in_word(part, word), before[to + 1] + ADDED, row[to] + rest)
            if to and len(part) > len(name[to - 1]) + 1:
                least = min(least, before[to - 1] + JOINED + in_word(part, name[to - 1] + word))
            if at and len(word) > len(typed[at - 1]) + 1:
                least = min(least, earlier[to] + JOINED + in_word(typed[at - 1] + part, word))
            row.append(least)
    return row[-1]
