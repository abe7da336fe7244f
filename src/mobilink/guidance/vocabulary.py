"""Word index of all names, far fewer words than names, and which of them somebody meant. Pure."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mobilink.guidance.compact import Rows, Texts
from mobilink.guidance.firms import readings, sound
from mobilink.guidance.slips import AS_HEARD, SHORTENED, WRONG, most_in

SHORTEST: Final = 1
"""Letters that a word may be shortened to and still be looked for."""
SHARED: Final = 0.5
"""Of the best: words that share fewer threes of letters are not looked at."""
KNOWN: Final = 4
"""Letters of a word that is looked for inside of another."""


class Near(NamedTuple):
    """Words next to each other that may be meant by another, and with how many slips."""

    slips: float
    words: range


Way = list[list[Near]]
"""A way to take what was typed: as one word or as two, and for each the words that may be meant."""


class Vocabulary:
    """Words in the order of their sounds; a word is known by its place among them."""

    def __init__(self, words: Sequence[str]) -> None:
        sounds = [sound(word) for word in words]
        in_order = sorted(range(len(words)), key=lambda at: (sounds[at], words[at]))
        self.order = array("I", in_order)
        """Where each of our words was among those that were given."""
        self._sounds = Texts(sounds[at] for at in in_order)
        self._words = Texts(words[at] for at in in_order)
        self._threes: dict[str, int] = {}
        shared = Rows()
        for at in in_order:
            threes = _threes(sounds[at])
            shared.append(self._threes.setdefault(one, len(self._threes)) for one in threes)
        self._sharing_three = shared.turned(array("I", range(len(self._threes))))

    def place(self, word: str) -> int | None:
        """Where this very word is."""
        for at in self._as_heard(sound(word)):
            if self._words[at] == word:
                return at
        return None

    def heard(self, word: str) -> list[Near]:
        """The words that sound like one."""
        candidates = (Near(AS_HEARD, self._as_heard(reading)) for reading in readings(word))
        return [near for near in candidates if near.words]

    def near(self, word: str) -> list[Near]:
        """The words that may be meant by one."""
        candidates = self._begun(word)
        likely = {at: self._sounds[at] for at in self._sharing(sound(word))}
        alike = process.extract(
            sound(word), likely, scorer=OSA.distance, score_cutoff=most_in(word), limit=None
        )
        candidates += [Near(WRONG * slips, range(at, at + 1)) for _, slips, at in alike]
        same = self.place(word)
        if same is not None:
            candidates.append(Near(0.0, range(same, same + 1)))
        return candidates

    def hidden(self, word: str) -> Iterator[Way]:
        """The pairs of words that may hide in one: a half that is known, and what is left."""
        for at in range(SHORTEST, len(word)):
            halves = (word[:at], word[at:])
            if any(len(half) >= KNOWN and self.heard(half) for half in halves):
                yield [self._begun(half) or self.near(half) for half in halves]

    def _begun(self, word: str) -> list[Near]:
        """The words that sound like one, or begin like it."""
        candidates = list[Near]()
        for reading in readings(word):
            same = self._as_heard(reading)
            candidates += (
                Near(AS_HEARD, same),
                Near(SHORTENED, self._beginning(reading, same.stop)),
            )
        return [near for near in candidates if near.words]

    def _as_heard(self, heard: str) -> range:
        """Those of one sound; where there are none, nothing at the place where they would be."""
        start = bisect_left(self._sounds, heard)
        if start == len(self._sounds) or self._sounds[start] != heard:
            return range(start, start)
        return range(start, bisect_right(self._sounds, heard, start))

    def _beginning(self, heard: str, start: int) -> range:
        """Those that begin with a sound and go on: the first is at the start."""
        if len(heard) < SHORTEST:
            return range(0)
        end = heard[:-1] + chr(ord(heard[-1]) + 1)
        return range(start, bisect_left(self._sounds, end, start))

    def _sharing(self, heard: str) -> list[int]:
        counts: Counter[int] = Counter()
        for three in _threes(heard):
            if (at := self._threes.get(three)) is not None:
                counts.update(self._sharing_three.of(range(at, at + 1)))
        least = SHARED * max(counts.values(), default=0)
        return [at for at, many in counts.items() if many >= least]


def _threes(heard: str) -> set[str]:
    """Three letters each of how a word sounds, its beginning and its end among them."""
    padded = f" {heard} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
