"""Codes that people say aloud and type without doubt: MK-7F3Q9-KABCD for what they gave, T-9KQ2 for goods."""

import hashlib
from typing import Final

from mobilink.basics import chance

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I: five bits each
GROUP: Final = 4
OF_A_CASE, OF_GOODS = "MK-", "T-"
LENGTH: Final = 10
OLD_LENGTH: Final = 4
"""Codes of cases had so many letters once. They are read for ever, and none is made."""
ROUNDS: Final = 200_000
"""A guess of 2⁵⁰ is out of reach at a fraction of this; a cheap phone still takes less than a second."""
KEPT_BYTES: Final = 16


def make() -> str:
    """A new code of a case, which only whoever it is given to knows: see `proof`."""
    return OF_A_CASE + _in_halves(_letters(LENGTH))


def of_goods() -> str:
    """A new code that is written on goods; it is no secret."""
    return OF_GOODS + _letters(GROUP)


def grouped(groups: int) -> str:
    """A secret that somebody copies by hand: so many groups of four letters of five bits each."""
    return "-".join(_letters(GROUP) for _ in range(groups))


def read(text: str) -> str:
    """The code of a case that somebody typed, however they wrote it; empty for what can be none."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    has_start = len(letters) in (2 + OLD_LENGTH, 2 + LENGTH)
    rest = letters.removeprefix("MK") if has_start else letters
    if not set(rest) <= set(LETTERS) or len(rest) not in (OLD_LENGTH, LENGTH):
        return ""
    return OF_A_CASE + (rest if is_old(rest) else _in_halves(rest))


def is_old(code: str) -> bool:
    """Whether a code, or what is kept of one, is of the form of four letters."""
    return len(code.removeprefix(OF_A_CASE)) == OLD_LENGTH


def proof(code: str, office: bytes) -> str:
    """What only whoever has the code of a case can show: PBKDF2 (RFC 8018) with the office's id as its
    salt, in hex. A code of four letters is its own proof: of twenty bits no hash hides anything.
    """
    if not code or is_old(code):
        return code
    salt = b"mobilink code\0" + office
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, ROUNDS, KEPT_BYTES).hex()


def kept(proof: str) -> str:
    """What a case keeps of its code: the proof follows from it for nobody, also not for a van."""
    if not proof or is_old(proof):
        return proof
    return hashlib.sha256(proof.encode()).digest()[:KEPT_BYTES].hex()


def _letters(many: int) -> str:
    return "".join(chance.picked(LETTERS) for _ in range(many))


def _in_halves(letters: str) -> str:
    half = len(letters) // 2
    return f"{letters[:half]}-{letters[half:]}"
