"""The language of who sits at the terminal, and sentences in it, said before Django or without it."""

import os
from functools import cache
from pathlib import Path
from typing import Final

INDONESIAN, ENGLISH = "id", "en"
CATALOGUE: Final = (
    Path(__file__).parent.parent / "cli" / "locale" / INDONESIAN / "LC_MESSAGES" / "django.po"
)


def language() -> str:
    """What MOBILINK_LANGUAGE says; else Indonesian where the machine speaks it, English elsewhere."""
    chosen = os.environ.get("MOBILINK_LANGUAGE", "")
    if chosen in {INDONESIAN, ENGLISH}:
        return chosen
    names = map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    return INDONESIAN if locale.startswith(INDONESIAN) else ENGLISH


def gettext(text: str) -> str:
    """A sentence in the language of the terminal; in English, as it stands in the code, else."""
    return _indonesian().get(text, text) if language() == INDONESIAN else text


def reason_of(error: OSError) -> str:
    """Why the system did not do it, in the language of the terminal as far as that is known."""
    return gettext(error.strerror or "")


@cache
def _indonesian() -> dict[str, str]:
    from babel.messages import pofile  # slow to import, and nothing to who reads English

    with CATALOGUE.open("rb") as stream:
        messages = list(pofile.read_po(stream))
    return {
        message.id: message.string
        for message in messages
        if message.id and isinstance(message.id, str) and isinstance(message.string, str)
    }
