"""Between its calls Playwright's loop waits, and Python takes it for one that runs."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def set_aside() -> Iterator[None]:
    """Here no loop runs: Django may ask its database, and `asyncio.run` may start one."""
    waiting = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(waiting)


@contextmanager
def resumed_after() -> Iterator[None]:
    """What follows has the loop that waits now, also where it was set aside since."""
    waiting = asyncio._get_running_loop()
    yield
    asyncio._set_running_loop(waiting)
