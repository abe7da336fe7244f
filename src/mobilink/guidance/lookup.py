"""Fuzzy look-up of recruiters by names however they were typed, without over-claiming.

An answer is a *match* only where “PT” was typed, and behind it every word of the register in order.
All else is *similar*, likeliest first, and says what is different. Pure: the caller brings the names.
"""

import heapq
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from operator import add, itemgetter
from typing import Final, Literal, NamedTuple

from mobilink.guidance import firms, slips
from mobilink.guidance.compact import Rows, Texts
from mobilink.guidance.differences import Why, differences
from mobilink.guidance.firms import COMPANY, Firm
from mobilink.guidance.vocabulary import Near, Vocabulary, Way

CHOICES: Final = 5
"""Candidates shown at most: what a person compares at a glance."""
AT_MOST: Final = 10_000
"""Entries of the index read freely for one question; those after can add no new names."""
FEWER: Final = 2.0
"""Names worth so much less than the best are not looked at."""
LIKELY: Final = 60
"""Names compared word by word, of those that share most with the question."""
FORGIVEN: Final = 2.8
"""Slips that any question may have, however short."""
PER_LETTER: Final = 0.14
"""Slips more for each of its letters; beyond, a candidate only confuses."""
CLOSE: Final = 1.5
"""So many slips more than the likeliest, a candidate is left out."""
WORTH: Final = 4.0
"""Slips at which a word of a name is no reason to look at it."""
SURE: Final = 1.0
"""Slips up to which a word like one that was typed is enough, and no two are looked for in it."""
FEWEST: Final = 4
"""Letters below which only the same name is shown: initials are not enough."""


class Name(NamedTuple):
    """A name in the register: whose it is (`key`), and whether the firm bears it no more."""

    key: Hashable
    text: str
    is_former: bool = False


class Candidate(NamedTuple):
    """A recruiter that may be meant, and what is different."""

    name: Name
    why: tuple[Why, ...] = ()


class Found(NamedTuple):
    """`match`: the candidates bear this very name. `similar`: they are like it. `none`: none is.

    `is_short` says that too little was typed to compare anything with it.
    """

    answer: Literal["match", "similar", "none"]
    candidates: tuple[Candidate, ...] = ()
    is_short: bool = False


@lru_cache(maxsize=4096)
def _read(text: str) -> Firm:
    """Kept for as many names as a national list has."""
    return firms.read(text)


class Register:
    """Names that may be found, prepared once; `bench lookup` says what a name costs."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._keys: list[Hashable] = []
        self._texts = Texts()
        self._lengths = array("B")
        self._former: set[int] = set()
        numbers: dict[str, int] = {}
        words = Rows()
        for at, (key, text, is_former) in enumerate(names):
            self._keys.append(key)
            self._texts.append(text)
            borne = firms.read(text).words
            self._lengths.append(len(borne))
            words.append(numbers.setdefault(word, len(numbers)) for word in {*borne})
            if is_former:
                self._former.add(at)
        self._vocabulary = Vocabulary([*numbers])
        self._bearing = words.turned(self._vocabulary.order)

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, text: str) -> Found:
        """The recruiters that may be meant by what somebody typed; never raises, whatever it is."""
        asked = firms.read(text)
        same = self._same(asked)
        if same:
            return Found("match", same)
        letters = sum(map(len, asked.words))
        if letters < FEWEST:
            return Found("none", is_short=True)
        likest = self._likest(asked)
        most = FORGIVEN + PER_LETTER * letters
        if likest:
            most = min(most, likest[0][0] + CLOSE)
        best: dict[Hashable, Name] = {}
        for slips_, at in likest:
            if slips_ <= most:
                name = self._name(at)
                best.setdefault(name.key, name)
        shown = islice(best.values(), CHOICES)
        candidates = tuple(Candidate(name, self._differences(asked, name)) for name in shown)
        return Found("similar" if candidates else "none", candidates)

    def _name(self, at: int) -> Name:
        return Name(self._keys[at], self._texts[at], at in self._former)

    def _same(self, asked: Firm) -> tuple[Candidate, ...]:
        """Those that bear this very name: each word, their order, the legal form before it."""
        if not (asked.form == COMPANY and asked.is_plain):
            return ()
        known = [self._vocabulary.place(word) for word in asked.words]
        borne = sorted(
            (self._bearing.of(range(at, at + 1)) for at in known if at is not None), key=len
        )
        if len(borne) < len(known):
            return ()
        bearing = sorted({*borne[0]}.intersection(*borne[1:]) - self._former)
        many = len(asked.words)
        return tuple(
            Candidate(name)
            for name in (self._name(at) for at in bearing if self._lengths[at] == many)
            if (there := _read(name.text)).words == asked.words and there.form in ("", COMPANY)
        )

    def _likest(self, asked: Firm) -> list[tuple[float, int]]:
        """Slips and place of the names that are likeliest meant, the likeliest first."""
        scored = (
            (slips.in_name(asked.words, _read(self._texts[at]).words), at)
            for at in self._sharing(asked)
        )
        return sorted(scored)

    def _sharing(self, asked: Firm) -> list[int]:
        """The places of the names that share most with the question, by its rarest words."""
        total: dict[int, float] = {}
        read = 0
        for ways in sorted(self._meant(asked), key=self._many):
            read += self._many(ways)
            among = {*total} if total and read > AT_MOST else None
            worth: dict[int, float] = {}
            for way in ways:
                _merge(worth, self._worth_of(way, among), max)
            _merge(total, worth, add)
        least = max(total.values(), default=0) - FEWER
        likely = [(gain, -at) for at, gain in total.items() if gain >= least]
        return [-at for _, at in heapq.nlargest(LIKELY, likely)]

    def _meant(self, asked: Firm) -> Iterator[list[Way]]:
        """For each word that was typed the ways to take it: as one word, or as two made one."""
        known = self._vocabulary
        for word in asked.words:
            near = known.near(word)
            unsure = all(one.slips > SURE for one in near)
            yield [[near], *(known.hidden(word) if unsure else ())]
        for word in map("".join, pairwise(asked.words)):  # one that was made two
            yield [[known.heard(word)]]

    def _many(self, ways: list[Way]) -> int:
        spans = (words for way in ways for near in way for _, words in near)
        return sum(map(self._bearing.many, spans))

    def _worth_of(self, way: Way, among: set[int] | None) -> dict[int, float]:
        """The names that bear a word for each part (of all, or among some), and what that says for each."""
        worth, *others = (self._worth(near, among) for near in way)
        for next_worth in others:
            worth = {
                at: (worth[at] + next_worth[at]) / 2 for at in worth.keys() & next_worth.keys()
            }
        return worth

    def _worth(self, near: list[Near], among: set[int] | None) -> dict[int, float]:
        """The names that bear one of these words, and what the likeliest of them says for each."""
        worth: dict[int, float] = {}
        for slips_, words in sorted(near, key=itemgetter(0), reverse=True):
            names: Iterable[int] = self._bearing.of(words)
            if among is not None:
                names = among.intersection(names)
            worth.update(dict.fromkeys(names, WORTH - slips_))
        return worth

    def _differences(self, asked: Firm, name: Name) -> tuple[Why, ...]:
        """What keeps a name from being the one that was typed."""
        former = (("former name", name.text),) if name.is_former else ()
        return (*former, *differences(asked, _read(name.text), self._vocabulary))


def _merge(
    into: dict[int, float], other: dict[int, float], by: Callable[[float, float], float]
) -> None:
    """Puts in what else is said; where something is said of a name already, the two are joined."""
    for at in into.keys() & other.keys():
        other[at] = by(into[at], other[at])
    into.update(other)
