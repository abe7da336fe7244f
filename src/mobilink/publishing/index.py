"""Full-text search in memory, by the stems of words, alike on every database. Pure."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

TITLE: Final = 4
"""A word of the title weighs as much as so many of the text."""
SHARE: Final = 0.3
"""Of what is asked and known here, by weight, a text must hold so much."""
MOST: Final = 30
_WORD: Final = re.compile(r"[^\W_]+")


class Document(NamedTuple):
    """One thing that can be found: what it is, where it is, its title and text."""

    kind: str
    address: str
    title: str
    text: str


class Run(NamedTuple):
    """Part of a line: what was asked for, or what stands between."""

    text: str
    is_hit: bool


class Found(NamedTuple):
    """A text that was found, and the line of it that says most of what was asked."""

    document: Document
    line: list[Run]


class Index:
    """Texts by the stems of their words."""

    def __init__(self, documents: Iterable[Document], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._documents = list(documents)
        self._postings: dict[str, dict[int, float]] = {}
        for number, document in enumerate(self._documents):
            for word, weight in self._weights(document):
                self._postings.setdefault(word, {})[number] = weight

    def find(self, query: str) -> list[Found]:
        """What holds most of what is asked, the best first; rare words weigh more."""
        asked = self._postings.keys() & self._stems(query)
        weights = {word: self._rarity(word) for word in asked}
        scores: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, float] = defaultdict(float)
        for word in sorted(asked):
            for number, weight in self._postings[word].items():
                scores[number] += weights[word] * weight
                covered[number] += weights[word]
        enough = SHARE * sum(weights[word] for word in sorted(asked))
        hits = [number for number in scores if covered[number] >= enough]
        # In equal cases the order of the sources decides.
        hits.sort(key=lambda number: (-covered[number], -scores[number], number))
        return [self._found(self._documents[number], asked) for number in hits[:MOST]]

    def _weights(self, document: Document) -> Iterator[tuple[str, float]]:
        counts = Counter(self._stems(document.text))
        for word in self._stems(document.title):
            counts[word] += TITLE
        for word, count in counts.items():
            yield word, 1 + math.log(count)

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self._documents) / (1 + len(self._postings[word])))

    def _found(self, document: Document, asked: set[str]) -> Found:
        lines = [line for line in document.text.splitlines() if line.strip()] or [""]
        best = max(lines, key=lambda line: len(asked.intersection(self._stems(line))))
        return Found(document, list(self._runs(best, asked)))

    def _runs(self, line: str, asked: set[str]) -> Iterator[Run]:
        end = 0
        for word in _WORD.finditer(line):
            if self._stem(word[0].casefold()) in asked:
                if word.start() > end:
                    yield Run(line[end : word.start()], is_hit=False)
                yield Run(word[0], is_hit=True)
                end = word.end()
        if line[end:]:
            yield Run(line[end:], is_hit=False)

    def _stems(self, text: str) -> list[str]:
        return [self._stem(word) for word in _WORD.findall(text.casefold())]
