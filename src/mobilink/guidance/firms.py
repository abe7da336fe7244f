"""Names of Indonesian firms: legal forms, and spellings that sound alike. Pure.

What only sounds alike is a reason to show a name, never to call it the same. The tables and patterns
go to phones as they are (`phone.py`), so patterns name their letters one by one: what else a letter
is depends on the year of a machine's Unicode, and two machines would read one name differently.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

MANY: Final = 1_000  # letters of what was typed that are read at all
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
HALVES: Final = {"d": "j", "t": "c", "o": "u"}
"""A letter that begins an old pair, where a word was cut off, with what the pair sounds like."""

KNOWN: Final = re.compile(
    r"[\x00-\u036f\u1e00-\u1eff\u2000-\u2064\u2066-\u2071\u2074-\u208e\u2090-\u209c\u2100-\u218b"
    r"\u2460-\u24ff\u3000\ufb00-\ufb06\ufe00-\ufe0f\ufeff\uff01-\uff5e"
    "\U0001d400-\U0001d454\U0001d456-\U0001d49c\U0001d4d0-\U0001d505\U0001d56c-\U0001d6a3"
    "\U0001d7ce-\U0001d7ff\U0001f110-\U0001f12b\U0001f130-\U0001f149]+"
)
"""Latin letters and digits in all their shapes, which every machine brings to one shape."""
UNSEEN: Final = re.compile(
    r"[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
"""What copying from a PDF or a message leaves in a text: soft hyphens, loose accents."""
BLANK: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_OTHER: Final = (
    r"\x00-/:-@\[-`{-\u00bf\u00d7\u00f7\u02b9-\u02ff\u2000-\u206f\u20a0-\u2131\u2133-\u214d"
    r"\u218a-\u245f\u2500-\u2775\u2794-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\ud800-\uf8ff"
    r"\ufe10-\ufe6f\uff5f-\uff65\uffe0-\uffff"
    "\U0001f000-\U0001f0ff\U0001f18e-\U0001faff\U000e0000-\U0010ffff"
)
"""Signs, pictures and halves of letters; all else tells firms apart, in whichever script."""
WORD: Final = re.compile(f"[^{_OTHER}]+")
DOTTED: Final = re.compile(
    rf"(?<![^{_OTHER}])(?:[^{_OTHER}0-9]\.)+(?:[^{_OTHER}0-9](?![^{_OTHER}])\.?|(?=[^{_OTHER}]))"
)
OLD_Y: Final = re.compile(r"(?<![dtns])j")
TWICE: Final = re.compile(r"(.)\1+")
SILENT: Final = re.compile(r"(?<=.)h")
SPELT: Final = re.compile("|".join(sorted(ALIKE, key=len, reverse=True)))


class Firm(NamedTuple):
    """A parsed name: the words that tell firms apart, and its legal form ("" where none is said).

    `is_plain` says that the form stands before the name, as registers write it.
    """

    words: tuple[str, ...]
    form: str
    is_plain: bool


def read(text: str) -> Firm:
    """The parts of a name as somebody wrote it; never raises."""
    # One letter may become many: it is cut again.
    spaced = BLANK.sub(" ", KNOWN.sub(_in_one_shape, text[:MANY])).strip(" ")
    plain = UNSEEN.sub("", spaced[:LONGEST])
    undotted = DOTTED.sub(
        lambda found: found[0].replace(".", "") + " ", plain.replace("&", " dan ")
    )
    words = tuple(word for word in WORD.findall(undotted) if word not in TITLES)
    if len(spaced) > LONGEST or len(text) > MANY:  # whatever was cut off may have told firms apart
        return Firm(words, "", is_plain=False)
    for many in (2, 1):
        if (form := FORMS.get(" ".join(words[:many]))) and len(words) > many:
            return Firm(words[many:], form, is_plain=True)
    for many in (2, 1):
        if (form := FORMS.get(" ".join(words[-many:]))) and len(words) > many:
            return Firm(words[:-many], form, is_plain=False)
    return Firm(words, "", is_plain=False)


def name_key(name: str) -> str:
    """A name by its words, without what people write in different ways."""
    return " ".join(read(name).words) or name


def licence_key(number: str) -> str:
    """A licence number without what people write in different ways."""
    return "".join(number.casefold().split())


def _in_one_shape(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0]).lower()


@lru_cache(maxsize=1024)
def sound(word: str) -> str:
    """What a word sounds like, in any spelling."""
    alike = SPELT.sub(lambda found: ALIKE[found[0]], SILENT.sub("", word))
    return TWICE.sub(r"\1", alike)


@lru_cache(maxsize=4096)
def readings(word: str) -> frozenset[str]:
    """What a word may sound like: its j may be an old y, its last letter half of an old pair."""
    whole = sound(word)
    sounds = {whole, sound(OLD_Y.sub("y", word))}
    return frozenset(
        sounds | {heard[:-1] + HALVES[heard[-1]] for heard in sounds if heard[-1:] in HALVES}
    )
