"""How Indonesian firms are written: legal forms, and spellings that sound alike. Pure.

What only sounds alike is a reason to show a name, never to call it the same.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST: Final = 160  # characters; a pasted page must not cost more than a name
COMPANY: Final = "pt"  # a recruiter is always one
FORMS: Final = {
    "pt": COMPANY, "p t": COMPANY, "perseroan terbatas": COMPANY,
    "cv": "cv", "c v": "cv", "perseroan komanditer": "cv", "persekutuan komanditer": "cv", "ud": "ud", "pd": "pd", "fa": "fa", "firma": "fa",
    "yayasan": "yayasan", "koperasi": "koperasi", "lpk": "lpk", "blk": "blk",
}  # fmt: skip
"""A word before a name (or after it, in registers sorted by name) and the legal form it tells."""
TITLES: Final = frozenset({"persero", "tbk"})
"""Words of a legal form that some write and some leave out."""
ALIKE: Final = {
    "dj": "j", "tj": "c", "oe": "u", "nj": "n", "ny": "n", "sj": "s", "sy": "s", "sh": "s",
    "kh": "k", "ch": "c", "ck": "k", "cc": "ks", "x": "ks", "q": "k", "ph": "p", "f": "p",
    "v": "p", "z": "s", "y": "i", "ie": "i", "w": "u",
}  # fmt: skip
"""Old and foreign spellings, and letters that many exchange, with what they sound like."""

_WORD: Final = re.compile(r"[^\W_]+")
_DOTTED: Final = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]?\b\.?")
_ALIKE: Final = re.compile("|".join(sorted(ALIKE, key=len, reverse=True)))
_TWICE: Final = re.compile(r"(.)\1+")
_SILENT: Final = re.compile(r"(?<=.)h")


class Firm(NamedTuple):
    """A name taken apart: the words that tell firms apart, and its legal form ("" where none is said).

    `is_plain` says that the form stands before the name, as registers write it.
    """

    words: tuple[str, ...]
    form: str
    is_plain: bool


def read(text: str) -> Firm:
    """The parts of a name as somebody wrote it; never raises."""
    spaced = " ".join(text.split())
    plain = _visible(unicodedata.normalize("NFKC", spaced[:LONGEST]).casefold())
    undotted = _DOTTED.sub(
        lambda found: found[0].replace(".", "") + " ", plain.replace("&", " dan ")
    )
    words = tuple(word for word in _WORD.findall(undotted) if word not in TITLES)
    if len(spaced) > LONGEST:  # whatever was cut off may have told firms apart
        return Firm(words, "", is_plain=False)
    for many in (2, 1):
        if (form := FORMS.get(" ".join(words[:many]))) and len(words) > many:
            return Firm(words[many:], form, is_plain=True)
    for many in (2, 1):
        if (form := FORMS.get(" ".join(words[-many:]))) and len(words) > many:
            return Firm(words[:-many], form, is_plain=False)
    return Firm(words, "", is_plain=False)


def _visible(text: str) -> str:
    """The text without what copying from a PDF leaves in it: soft hyphens, loose accents."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Mn"))


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """What a word sounds like, in any spelling."""
    alike = _ALIKE.sub(lambda found: ALIKE[found[0]], _SILENT.sub("", word))
    return _TWICE.sub(r"\1", alike)
