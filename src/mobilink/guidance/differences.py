"""What is different between a name that was typed and one that is like it. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from mobilink.guidance.firms import COMPANY, Firm
from mobilink.guidance.slips import in_word
from mobilink.guidance.vocabulary import Vocabulary

Why = tuple[str, str]
"""What is different, as a code, and the words that it is about."""


def differences(asked: Firm, listed: Firm, known: Vocabulary) -> Iterator[Why]:
    """How two firms' names differ, in their legal forms and in their words."""
    if asked.form not in ("", COMPANY):
        yield "not a company", asked.form.upper()
    elif listed.form not in ("", COMPANY):
        yield "listed otherwise", listed.form.upper()
    yield from _in_words(asked.words, listed.words, known)
    if not asked.form:
        yield "no legal form", ""
    elif asked.form == COMPANY and not asked.is_plain:
        yield "form behind", ""


def _in_words(asked: Sequence[str], listed: Sequence[str], known: Vocabulary) -> Iterator[Why]:
    """How the words of two names differ. A word that some other firm bears is no misspelling."""
    added = [*(Counter(asked) - Counter(listed)).elements()]
    lacking = [*(Counter(listed) - Counter(asked)).elements()]
    spelt, other = list[str](), list[str]()
    for word in added:
        meant = _meant(word, lacking) if known.place(word) is None else []
        (spelt if meant else other).append(word)
        for each in meant:  # no two words are spellings of one
            lacking.remove(each)
    if other:
        yield "other words", " ".join(other)
    if spelt:
        yield "other spelling", " ".join(spelt)
    if lacking:
        yield "words missing", " ".join(lacking)
    if not added and not lacking and [*asked] != [*listed]:
        yield "other order", ""


def _meant(word: str, lacking: Sequence[str]) -> list[str]:
    """The words of a name that one typed word is a spelling of: one, or two typed as one."""
    ways = [[one] for one in lacking] + [[*two] for two in pairwise(lacking)]
    best = min(ways, key=lambda way: in_word(word, "".join(way)), default=[])
    return best if best and in_word(word, "".join(best)) < inf else []
