"""The one place that draws what nobody can guess: ids, salts, keys of one use.

In a simulated world a seeded generator draws instead, so that a seed replays bit by bit.
"""

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_seeded: ContextVar[random.Random | None] = ContextVar("mobilink_chance", default=None)


def drawn(size: int) -> bytes:
    """So many random bytes."""
    seeded = _seeded.get()
    return seeded.randbytes(size) if seeded else secrets.token_bytes(size)


def new_id() -> uuid.UUID:
    """An id that no other machine draws."""
    return uuid.UUID(bytes=drawn(16), version=4)


def picked(letters: str) -> str:
    """One of these letters."""
    return (_seeded.get() or secrets.SystemRandom()).choice(letters)


@contextmanager
def seeded(source: random.Random) -> Iterator[None]:
    """Let this generator draw in the block."""
    token = _seeded.set(source)
    try:
        yield
    finally:
        _seeded.reset(token)
