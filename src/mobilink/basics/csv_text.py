"""Texts in a CSV that stay texts: a spreadsheet reckons with what begins like a formula."""

from typing import Final

BEGINS: Final = ("=", "+", "-", "@")


def kept_as_text(text: str) -> str:
    """The text, after an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(BEGINS) else text
