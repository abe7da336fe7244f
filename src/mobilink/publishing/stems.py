"""Stemming, so that who asks for “penempatan” finds “ditempatkan”. Pure."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import snowballstemmer
from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

KEPT: Final = 50_000
"""Words whose stems are kept: more than the cards of an office have."""


@lru_cache(maxsize=KEPT)
def indonesian(word: str) -> str:
    """The stem of a word in small letters."""
    return str(_sastrawi().stem(word))


@lru_cache(maxsize=KEPT)
def english(word: str) -> str:
    """The stem of a word in small letters."""
    return str(_snowball().stemWord(word))


STEMS: Final[dict[str, Callable[[str], str]]] = {"id": indonesian, "en": english}


@lru_cache(maxsize=1)
def _sastrawi() -> Stemmer:
    """Without the factory's own cache, which never forgets what strangers typed."""
    return Stemmer(ArrayDictionary(StemmerFactory().get_words()))


@lru_cache(maxsize=1)
def _snowball() -> "snowballstemmer.english_stemmer.EnglishStemmer":
    return snowballstemmer.stemmer("english")
