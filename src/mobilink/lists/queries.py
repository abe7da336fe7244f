"""What the lists of the office offer."""

from functools import cache
from typing import Any

from mobilink.lists.models import ListItem


def items(list_code: str) -> list[ListItem]:
    """What a list holds, in its order, and what it offered once."""
    return [item for item in _all() if item.list_code == list_code]


def names(list_code: str) -> dict[str, str]:
    """Code → words in the reader's language, in the order of the list."""
    return {item.code: str(item) for item in items(list_code)}


def codes(list_code: str, group: str) -> set[str]:
    """What a list holds of one group."""
    return {item.code for item in items(list_code) if item.group == group}


def forget(**_signal: Any) -> None:
    """Look the lists up anew: an exchange, or another process, may have changed them."""
    _all.cache_clear()


@cache
def _all() -> tuple[ListItem, ...]:
    # A page asks for the words of each row that it shows.
    return tuple(ListItem.objects.all())
