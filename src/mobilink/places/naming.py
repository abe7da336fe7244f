"""Place names as typed, resolved to a place without ever guessing between two.

A name is *one* place when it is written as the register writes it, or when a slip of a letter or
two leads to one place and to no other. Everything else is asked, nearest likeness first. Pure:
the caller brings the places; nothing here reads a file or knows a database.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Final, Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

KINDS: Final = ("province", "regency", "district", "village", "venue")
CHOICES: Final = 8  # more than a person compares at a glance
LONGEST: Final = 120  # characters; a pasted page must not cost more than a name
CLEAR: Final = 2  # times further off: how much less like the next place must be
PART: Final = 96  # of 100; whole words of a longer name: behind the same name, before a slip
ALIKE: Final = 75  # of 100; below this likeness a choice only confuses


@dataclass(frozen=True)
class Spelling:
    """How people of one country write place names.

    `shorthand` maps a casefolded short form without its dot to the full word; `labels` maps the
    word put before a name ("kota") to the kind of place it announces.
    """

    shorthand: Mapping[str, str]
    labels: Mapping[str, str]


AS_WRITTEN: Final = Spelling({}, {})
"""Of a country that has told nothing of its spelling."""


@dataclass(frozen=True)
class Place:
    """A region or a venue that may be found.

    `key` is a region code ("21.72") or the id of a venue, `kind` one of `KINDS`. `within` names
    what holds the place, nearest first and parted by commas ("Nongsa, Kota Batam"): it is shown
    to a person who must choose.
    """

    key: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    within: str = ""

    @property
    def rank(self) -> int:
        """0 for a province up to 4 for a venue; an unknown kind counts as a venue."""
        return KINDS.index(self.kind) if self.kind in KINDS else len(KINDS) - 1

    def holds(self, other: "Place") -> bool:
        """Whether `other` lies in this place, by region code or by its `within`."""
        return other.key.startswith(f"{self.key}.") or self.name in other._surroundings

    def speaks_for(self, other: "Place") -> bool:
        """Whether the bare name, when both bear it, means this place.

        True for the larger kind of two when it holds the other or stands in the same
        surroundings: «Karimun» is the regency, not the district in it.
        """
        near = bool(other._surroundings) and other._surroundings <= self._surroundings
        return self.rank < other.rank and (near or self.holds(other))

    @property
    def _surroundings(self) -> frozenset[str]:
        return frozenset(part.strip() for part in self.within.split(",") if part.strip())


@dataclass(frozen=True)
class Candidate:
    """A place that may be meant: `score` 0 to 100 (100 is the same name), `why` in short English."""

    place: Place
    score: int
    why: str


@dataclass(frozen=True)
class Resolution:
    """What a typed name leads to.

    `one`: the place is sure. `ask`: up to 8 candidates to choose from; a single one means "did you
    mean". `none`: nothing is like it, and `candidates` is empty.
    """

    answer: Literal["one", "ask", "none"]
    candidates: tuple[Candidate, ...] = ()

    @property
    def place(self) -> Place | None:
        """The place when the answer is `one`, else None."""
        return self.candidates[0].place if self.answer == "one" else None


_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Typed:
    words: tuple[str, ...]
    label: str

    @property
    def form(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True)
class _Name(_Typed):
    place: Place
    written: str


class Gazetteer:
    """All places that may be found, prepared once; resolving then takes about a millisecond.

    `home` is the region code of the office's province: its places, and every venue, are offered
    before far ones. A key given twice counts once, as given last.
    """

    def __init__(
        self, places: Iterable[Place], *, home: str = "", spelling: Spelling = AS_WRITTEN
    ) -> None:
        self._home = home
        self._spelling = spelling
        longest_first = sorted(spelling.shorthand, key=len, reverse=True)
        self._short = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b")
        unique = {place.key: place for place in places}.values()
        self._names = [name for place in unique for name in self._names_of(place)]
        self._bare = {name.place.key: name.form for name in reversed(self._names)}
        self._forms = [name.form for name in self._names]
        self._texts = [" ".join(name.words) for name in self._names]
        self._runs: dict[str, list[_Name]] = defaultdict(list)
        for name in self._names:
            for run in _runs(name.words):
                self._runs[run].append(name)

    def resolve(self, text: str) -> Resolution:
        """Find the place meant by `text`; never raises, whatever was typed."""
        typed = self._read(text)
        same = self._settle(self._same(typed), label=typed.label)
        if self._certain(same, label=typed.label):
            return Resolution("one", (_exact(same[0]),))
        parts = [name for name in self._runs.get(typed.form, ()) if name.form != typed.form]
        slips = [] if same else self._slips(typed)
        if not parts and (sure := self._sure(slips, typed=typed)):
            return Resolution("one", (sure,))
        candidates = [_exact(name) for name in same]
        candidates += [Candidate(name.place, PART, "part of its name") for name in parts]
        few = _allowed(typed.form)
        candidates += [
            _slip(name, edits=edits, typed=typed) for edits, name in slips if edits <= few
        ]
        return self._ask(candidates if len(candidates) > 1 else candidates + self._similar(typed))

    def namesakes(self) -> list[tuple[Place, Place]]:
        """Every two places in the same surroundings that bear one name, however it is written."""
        bearers: dict[tuple[str, str], dict[str, Place]] = defaultdict(dict)
        for name in self._names:
            bearers[name.form, name.place.within][name.place.key] = name.place
        pairs = [pair for some in bearers.values() for pair in combinations(some.values(), 2)]
        return list({frozenset((one.key, two.key)): (one, two) for one, two in pairs}.values())

    def _words(self, text: str) -> tuple[str, ...]:
        plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
        spaced = " ".join(_WORD.findall(plain))[:LONGEST]
        full = self._short.sub(lambda found: self._spelling.shorthand.get(found[0], ""), spaced)
        return tuple(word for word, _ in groupby(full.split()))

    def _read(self, text: str) -> _Typed:
        words = self._words(text)
        whole = _Typed(words, "")
        if len(words) < 2 or words[0] not in self._spelling.labels or self._same(whole):
            return whole
        return _Typed(words[1:], words[0])

    def _names_of(self, place: Place) -> Iterator[_Name]:
        for written in (place.name, *place.aliases):
            words = self._words(written)
            labelled = len(words) > 1 and self._spelling.labels.get(words[0]) == place.kind
            if words:
                yield _Name(words[labelled:], words[0] if labelled else "", place, written)

    def _same(self, typed: _Typed) -> list[_Name]:
        return [name for name in self._runs.get(typed.form, ()) if name.form == typed.form]

    def _settle(self, names: list[_Name], *, label: str) -> list[_Name]:
        """One name for each place that may be meant: labels heard, lesser namesakes left out."""
        distinct = list({name.place.key: name for name in reversed(names)}.values())
        kind = self._spelling.labels.get(label)
        labelled = [n for n in distinct if n.place.kind == kind and n.label in ("", label)]
        # «Kota Tanjung Balai» is a far city's full name and also what people at home call their
        # own town: a label alone never carries the answer away from home.
        home = [n for n in distinct if self._at_home(n.place)]
        if labelled and (not home or any(n in home for n in labelled)):
            distinct = labelled
        return [n for n in distinct if not any(o.place.speaks_for(n.place) for o in distinct)]

    def _certain(self, names: list[_Name], *, label: str) -> bool:
        # «Kec. Bintan» names no district: the regency is then a proposal, not the answer.
        return len(names) == 1 and self._spelling.labels.get(label) in (None, names[0].place.kind)

    def _slips(self, typed: _Typed) -> list[tuple[int, _Name]]:
        limit = max(_allowed(typed.form) * CLEAR - 1, 0)
        near = process.extract(
            typed.form, self._forms, scorer=OSA.distance, score_cutoff=limit, limit=None
        )
        return [(int(edits), self._names[at]) for _, edits, at in near]

    def _sure(self, slips: list[tuple[int, _Name]], *, typed: _Typed) -> Candidate | None:
        best = slips[0][0] if slips else 0
        if not 0 < best <= _allowed(typed.form):
            return None
        nearest = self._settle([n for edits, n in slips if edits == best], label=typed.label)
        place = nearest[0].place
        rivals = [
            n.place
            for edits, n in slips
            if best < edits < best * CLEAR and not (place.holds(n.place) or n.place.holds(place))
        ]
        clear = all(rival.key == place.key for rival in rivals)
        sure = clear and self._certain(nearest, label=typed.label)
        return _slip(nearest[0], edits=best, typed=typed) if sure else None

    def _similar(self, typed: _Typed) -> list[Candidate]:
        if len(typed.form) < 4:
            return []
        near = process.extract(
            " ".join(typed.words), self._texts, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=40
        )
        likely = [(self._names[at].place, int(score)) for _, score, at in near]
        return [Candidate(place, score, "similar name") for place, score in likely]

    def _ask(self, candidates: list[Candidate]) -> Resolution:
        best = {c.place.key: c for c in sorted(candidates, key=lambda c: c.score)}.values()
        telling = [c for c in best if not any(self._repeats(c, of=other) for other in best)]
        ordered = sorted(telling, key=self._order)[:CHOICES]
        return Resolution("ask" if ordered else "none", tuple(ordered))

    def _repeats(self, candidate: Candidate, *, of: Candidate) -> bool:
        same = self._bare[candidate.place.key] == self._bare[of.place.key]
        return same and of.place.speaks_for(candidate.place)

    def _order(self, candidate: Candidate) -> tuple[int, bool, int, int, str]:
        it = candidate.place
        return (-candidate.score, not self._at_home(it), it.rank, len(it.name), it.key)

    def _at_home(self, place: Place) -> bool:
        inside = f"{place.key}.".startswith(f"{self._home}.")
        return not self._home or inside or place.kind == "venue"


def _runs(words: tuple[str, ...]) -> set[str]:
    """Every run of neighbouring words, written together: «Tanjungpinang» is in «Tanjung Pinang»."""
    return {"".join(words[start:end]) for start, end in combinations(range(len(words) + 1), 2)}


def _allowed(form: str) -> int:
    """Letters that may differ: none in a name under five letters, one under nine, else two."""
    return (len(form) >= 5) + (len(form) >= 9)


def _exact(name: _Name) -> Candidate:
    own = name.written == name.place.name
    return Candidate(name.place, 100, "same name" if own else f"also known as {name.written}")


def _slip(name: _Name, *, edits: int, typed: _Typed) -> Candidate:
    why = "one letter differs" if edits == 1 else f"{edits} letters differ"
    return Candidate(name.place, 100 - round(100 * edits / max(len(typed.form), edits)), why)
