"""Glyph coverage: which letters a paper can show.

PDF/A refuses a letter that no font has, so what cannot be shown becomes □ before a paper is set:
a name written in another script, or an emoji in a note, never keeps a report from being printed.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont

from mobilink.publishing import press

GAP = "□"
BREAK = "\u200b"
LONGEST_WORD = 22  # letters; a longer one may break anywhere, or it would leave its column
# Control, format (also those that turn the direction of writing), lone surrogate, private use.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def printable(text: str) -> str:
    """The text as a paper can show it, with one □ for each run of letters that no font has."""
    known = _house_letters()
    shown = "".join(
        letter if letter in known else _replacement(letter)
        for letter in unicodedata.normalize("NFC", text)
    )
    shown = re.sub(rf"{GAP}+", GAP, shown)
    return re.sub(rf"\S{{{LONGEST_WORD},}}", _breakable, shown)


def printable_all(content: Any) -> Any:
    """The same for every text within lists and dictionaries; keys stay as they are."""
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, dict):
        return {key: printable_all(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [printable_all(value) for value in content]
    return content


def has_gaps(content: Any) -> bool:
    """Whether anything within had to become □."""
    if isinstance(content, str):
        return GAP in content
    if isinstance(content, dict):
        return any(map(has_gaps, content.values()))
    return isinstance(content, list) and any(map(has_gaps, content))


def _replacement(letter: str) -> str:
    if letter in "\n\r\t":
        return " "
    if unicodedata.category(letter) in UNSEEN:
        return GAP if unicodedata.category(letter) in {"Cs", "Co", "Cn"} else ""
    return letter if _has_glyph(letter) else GAP


def _breakable(word: re.Match[str]) -> str:
    """An address breaks by itself, and must be whole for whoever copies it."""
    return word[0] if word[0].startswith("http") else BREAK.join(word[0])


@cache
def _house_letters() -> frozenset[str]:
    with TTFont(press.FONTS / "AtkinsonHyperlegible-Regular.ttf") as font:
        return frozenset(map(chr, font.getBestCmap())) - {GAP}


@cache
def _has_glyph(letter: str) -> bool:
    """Ask the typesetter itself, since it brings fonts of its own; 5 ms for each new letter."""
    try:
        press.printed("letter", {"letter": letter})
    except press.Refusal:
        return False
    return True
