"""Signed statements: what a paper says, short enough for a QR code, for any machine to verify.

    MOBILINK 1, what is said, then the installation's id and its signature in letters

Blanks and line ends do not count, since scanners and people change them. A statement proves who
said something and that nobody changed it since; it does not prove that it still holds.
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from mobilink.journal.members.installations import is_office, name_of
from mobilink.journal.storage import keys
from mobilink.journal.storage.tables import TableStore
from mobilink.people.queries import office_day, office_name

MARK: Final = "MOBILINK 1"
LONGEST: Final = 4_000
PURPOSE: Final = b"mobilink statement 1\0"
"""What the key signs of this kind begins so, and nothing else that it signs does."""
SEAL: Final = 16 + 64  # bytes of an installation's id and of a signature
_FORM: Final = re.compile(r"\s*MOBILINK\s+1\s+(.*\S)\s+(\S+)\s*", re.DOTALL)
GENUINE, REVOKED, CHANGED = "genuine", "revoked", "changed"
UNKNOWN, NO_STATEMENT = "unknown-signer", "no-statement"


class Verified(NamedTuple):
    """What a text turned out to be: its code, what it says, and who is said to have signed it."""

    code: str
    says: list[str]
    signer: str = ""


def signed(lines: Iterable[str]) -> str:
    """The statement of these lines by this installation."""
    text = "\n".join([MARK, *(" ".join(line.split()) for line in lines)])
    here = TableStore().installation.id
    seal = here.bytes + keys.Ed25519().sign(_claim(text))
    return f"{text}\n{_letters(seal)}"


def verify(text: str) -> Verified:
    """What a text is, as far as this machine can tell without asking another one."""
    match = _FORM.fullmatch(text[:LONGEST])
    seal = _opened(match[2]) if match else b""
    if not match or len(seal) != SEAL:
        return Verified(NO_STATEMENT, [])
    says = [line.strip() for line in match[1].splitlines()]
    author = UUID(bytes=seal[:16])
    member = TableStore().member(author)
    if member is None:
        return Verified(UNKNOWN, says, str(author))
    # A van knows its office by its key alone.
    is_known = not member.is_office or is_office()
    signer = name_of(author) if is_known else office_name(office_day())
    if not keys.Ed25519().verify(member.key, _claim(f"{MARK} {match[1]}"), seal[16:]):
        return Verified(CHANGED, says, signer)
    return Verified(GENUINE if member.cut is None else REVOKED, says, signer)


def _claim(text: str) -> bytes:
    return PURPOSE + _plain(text).encode()


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _opened(seal: str) -> bytes:
    try:
        data = base64.b64decode(seal + "=" * (-len(seal) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    # The last letter has bits to spare: one seal is written in one way.
    return data if _letters(data) == seal else b""


def _letters(seal: bytes) -> str:
    return base64.urlsafe_b64encode(seal).decode().rstrip("=")
