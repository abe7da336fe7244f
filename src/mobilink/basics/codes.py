"""Codes that people say aloud and type without doubt: MK-7F3Q for what they sent, T-9KQ2 for goods."""

from mobilink.basics import chance

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I
LENGTH = 4
OF_A_CASE, OF_GOODS = "MK-", "T-"


def make(before: str = OF_A_CASE) -> str:
    """A new code."""
    return before + "".join(chance.picked(LETTERS) for _ in range(LENGTH))


def grouped(groups: int) -> str:
    """A secret that somebody copies by hand: so many groups of four letters of five bits each."""
    return "-".join(make("") for _ in range(groups))


def read(text: str) -> str:
    """The code of a case that somebody typed, however they wrote it; empty for what can be none."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    rest = letters.removeprefix("MK") if len(letters) > LENGTH else letters
    is_code = len(rest) == LENGTH and set(rest) <= set(LETTERS)
    return OF_A_CASE + rest if is_code else ""
