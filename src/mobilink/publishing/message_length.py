"""Fitting a message into so many characters: whole sentences first, the link always."""

from collections.abc import Sequence

CUT = "…"


def fitted(sentences: Sequence[str], link: str, limit: int) -> str:
    """As many sentences from the first on as fit beside the link; the first is cut if it must be."""
    room = limit - (len(link) + 1 if link else 0)
    text = sentences[0]
    if len(text) > room:
        text = f"{text[: room - 1].rstrip()}{CUT}"
    for sentence in sentences[1:]:
        if len(text) + 1 + len(sentence) > room:
            break
        text = f"{text} {sentence}"
    return f"{text} {link}" if link else text
