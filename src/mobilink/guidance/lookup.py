"""Which recruiter did the person mean? Names however they were typed, told without over-claiming.

An answer is a *match* only where “PT” was typed, and behind it every word of the register in order.
All else is *similar*, nearest first, and says what is different. Pure: the caller brings the names.
"""

import heapq
import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from mobilink.guidance import firms
from mobilink.guidance.firms import COMPANY, Firm

CHOICES: Final = 5
"""Candidates shown at most: what a person compares at a glance."""
AT_MOST: Final = 30_000
"""Entries of the index read for one question, so that a million names cost little more than some."""
FEWER: Final = 3
"""Names that share so many times less than the best are not looked at."""
LIKELY: Final = 60
"""Names looked at letter by letter, of those that share most with the question."""
NEAREST: Final = 8
"""Names of these that are compared word by word."""
LOWEST: Final = 0.66
"""Of 1: below this likeness a candidate only confuses."""
CLOSE: Final = 0.15
"""So much less like than the likeliest, a candidate is left out."""
IN_ORDER: Final = 0.98
"""The same words in another order are so much less like than in their own."""
FEWEST: Final = 5
"""Letters below which only the same name is shown: initials are not enough."""
SAME_WORD: Final = 0.65
"""Of 1: below this likeness two words are different words, not two spellings of one."""

Why = tuple[str, str]
"""What is different, as a code, and the words that it is about."""


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


class _Read(NamedTuple):
    """A name taken apart, and how its words sound."""

    firm: Firm
    sounds: str


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read:
    """Kept for as many names as a national list has."""
    firm = firms.read(text)
    return _Read(firm, " ".join(map(firms.sound, firm.words)))


class Register:
    """Names that may be found, prepared once; `bench lookup` says what a name costs."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._keys: list[Hashable] = []
        self._texts: list[str] = []
        self._former: set[int] = set()
        index: dict[str, array[int]] = defaultdict(lambda: array("I"))
        known: Counter[str] = Counter()
        places, hashes = array("I"), array("q")
        for at, (key, text, is_former) in enumerate(names):
            self._keys.append(key)
            self._texts.append(text)
            words = firms.read(text).words
            known.update({*words})
            for gram in _grams(words):
                index[gram].append(at)
            if is_former:
                self._former.add(at)
            else:
                places.append(at)
                hashes.append(hash(words))
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        self._hashes = array("q", map(hashes.__getitem__, order))
        self._places = array("I", map(places.__getitem__, order))
        self._index = dict(index)
        self._rarest = math.log(2 + len(self))
        self._weights = {word: math.log(1 + len(self) / many) for word, many in known.items()}

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, text: str) -> Found:
        """The recruiters that may be meant by what somebody typed; never raises, whatever it is."""
        asked = firms.read(text)
        same = self._same(asked)
        if same:
            return Found("match", same)
        if sum(map(len, asked.words)) < FEWEST:
            return Found("none", is_short=True)
        likest = self._likest(asked)
        least = max(LOWEST, likest[0][0] - CLOSE) if likest else LOWEST
        best: dict[Hashable, Candidate] = {}
        for likeness, at in likest:
            name = self._name(at)
            if likeness >= least and name.key not in best:
                best[name.key] = Candidate(name, self._differences(asked, name))
        found = tuple(best.values())[:CHOICES]
        return Found("similar" if found else "none", found)

    def _name(self, at: int) -> Name:
        return Name(self._keys[at], self._texts[at], at in self._former)

    def _same(self, asked: Firm) -> tuple[Candidate, ...]:
        """Those that bear this very name: each word, their order, the legal form before it."""
        if not (asked.form == COMPANY and asked.is_plain):
            return ()
        hash_ = hash(asked.words)
        first, last = bisect_left(self._hashes, hash_), bisect_right(self._hashes, hash_)
        names = (self._name(at) for at in self._places[first:last])
        return tuple(
            Candidate(name)
            for name in names
            if (there := _read(name.text).firm).words == asked.words and there.form in ("", COMPANY)
        )

    def _likest(self, asked: Firm) -> list[tuple[float, int]]:
        """Likeness and place of the names that are nearest, nearest first."""
        typed = " ".join(map(firms.sound, asked.words))
        near = {at: _read(self._texts[at]).sounds for at in self._sharing(asked)}
        alike = process.extract(typed, near, scorer=_by_letters, limit=NEAREST)
        told = []
        for sounds, letters, at in alike:
            words = self._by_words(asked.words, _read(self._texts[at]).firm.words)
            told.append((max(letters / 100, words, _as_beginning(typed, sounds)), at))
        return sorted(told, key=lambda one: (-one[0], one[1]))

    def _sharing(self, asked: Firm) -> list[int]:
        """The places of the names that share most with the question, by its rarest parts."""
        lists = sorted((self._index.get(gram, ()) for gram in _grams(asked.words)), key=len)
        counts: Counter[int] = Counter()
        read = 0
        for places in lists:
            read += len(places)
            if read > AT_MOST and counts:
                break
            counts.update(places)
        least = max(counts.values(), default=0) / FEWER
        near = [(many, -at) for at, many in counts.items() if many >= least]
        return [-at for _, at in heapq.nlargest(LIKELY, near)]

    def _by_words(self, asked: Sequence[str], there: Sequence[str]) -> float:
        alike = [[_alike(one, other) for other in there] for one in asked]
        mine = [max(row) for row in alike]
        theirs = [max(column) for column in zip(*alike, strict=True)]
        weights = [self._weight(word) for word in there]
        own = [
            max(w for w, like in zip(weights, row, strict=True) if like == best)
            for row, best in zip(alike, mine, strict=True)
        ]
        told: float = sum(w * s for w, s in zip(own, mine, strict=True))
        told += sum(w * s for w, s in zip(weights, theirs, strict=True))
        return told / (sum(own) + sum(weights))

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._rarest)

    def _differences(self, asked: Firm, name: Name) -> tuple[Why, ...]:
        """What keeps a name from being the one that was typed."""
        there = _read(name.text).firm
        why = [("former name", name.text)] if name.is_former else []
        if asked.form not in ("", COMPANY):
            why.append(("not a company", asked.form.upper()))
        elif there.form not in ("", COMPANY):
            why.append(("listed otherwise", there.form.upper()))
        why += self._in_words(asked.words, there.words)
        if not asked.form:
            why.append(("no legal form", ""))
        elif asked.form == COMPANY and not asked.is_plain:
            why.append(("form behind", ""))
        return tuple(why)

    def _in_words(self, asked: Sequence[str], there: Sequence[str]) -> Iterator[Why]:
        """How the words of two names differ. A word that some other firm bears is no misspelling."""
        added = [*(Counter(asked) - Counter(there)).elements()]
        lacking = [*(Counter(there) - Counter(asked)).elements()]
        whole = [*lacking, "".join(lacking)]  # two words may have been typed as one
        spelt = {
            word: best
            for word in added
            if word not in self._weights
            and _alike(word, best := max(whole, key=lambda one: _alike(word, one))) >= SAME_WORD
        }
        other = [word for word in added if word not in spelt]
        told = [one for one in lacking if not any(one in best for best in spelt.values())]
        if other:
            yield "other words", " ".join(other)
        if spelt:
            yield "other spelling", " ".join(spelt)
        if told:
            yield "words missing", " ".join(told)
        if not added and not lacking and [*asked] != [*there]:
            yield "other order", ""


def _grams(words: Sequence[str]) -> set[str]:
    """Three letters each of how the words sound, their beginnings and ends among them."""
    found: set[str] = set()
    for word in words:
        told = f" {firms.sound(word)} "
        found.update(told[at : at + 3] for at in range(len(told) - 2))
    return found


def _by_letters(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """How many letters two names share in their order, with or without the breaks between words."""
    in_any_order = fuzz.token_sort_ratio(one, other) * IN_ORDER
    return max(in_any_order, fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))


def _as_beginning(typed: str, sounds: str) -> float:
    """How like a name is to what is its beginning: people stop typing, and lines are cut off."""
    one, other = typed.replace(" ", ""), sounds.replace(" ", "")
    return 0.85 + 0.15 * len(one) / len(other) if other.startswith(one) else 0.0


@lru_cache(maxsize=8192)
def _alike(one: str, other: str) -> float:
    """How like two words are, of 1; the beginning of a word stands for it, as people shorten words."""
    if one == other:
        return 1.0
    if len(one) >= 2 and other.startswith(one):
        return 0.85 + 0.15 * len(one) / len(other)
    return max(
        float(OSA.normalized_similarity(firms.sound(one), firms.sound(other))) * 0.97,
        float(OSA.normalized_similarity(one, other)),
    )
