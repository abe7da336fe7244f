"""Room for large bodies: bounded, counted by the bytes that arrived, and machines come before strangers.

What was announced takes no room, so that who announces much and sends little keeps nobody out. Where
the room is full the slowest stranger is put out, and a machine only where no stranger is left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mobilink.journal.core.messages import LARGEST

ROOM = 8 * LARGEST  # bytes of all large bodies that are not answered yet
SMALL = 128 * 1024  # a body up to so many bytes is let in whatever others are on their way
REMEMBERED = 1_000  # addresses from which a machine was heard


@dataclass(eq=False)
class Body:
    """A body as it arrives; `began` is by the clock of the event loop, in seconds."""

    began: float
    is_strangers: bool
    size: int = 0
    is_whole: bool = False
    is_put_out: bool = False
    _data: bytearray = field(default_factory=bytearray)

    @property
    def large(self) -> int:
        """The bytes for which it needs room."""
        return self.size if self.size > SMALL else 0

    def speed(self, now: float) -> float:
        """Bytes in a second so far."""
        return self.size / max(now - self.began, 0.001)

    def add(self, chunk: bytes) -> None:
        self._data += chunk
        self.size += len(chunk)

    def whole(self) -> bytes:
        """All of it, which keeps its room until it is answered."""
        data, self._data, self.is_whole = bytes(self._data), bytearray(), True
        return data

    def put_out(self) -> None:
        """Give its room to others at once; whoever gathers it ends when it looks."""
        self.is_put_out, self.size = True, 0
        self._data.clear()


class Room:
    """All bodies that are not answered yet."""

    def __init__(self) -> None:
        self.bodies: set[Body] = set()
        self._heard: dict[str, None] = {}

    @property
    def taken(self) -> int:
        return sum(body.large for body in self.bodies)

    def hear(self, address: str) -> None:
        """A machine of this service proved itself from an address: what comes from there comes first."""
        self._heard.pop(address, None)
        self._heard[address] = None
        if len(self._heard) > REMEMBERED:
            del self._heard[next(iter(self._heard))]

    @contextmanager
    def body(self, address: str, now: float) -> Iterator[Body]:
        """A body that comes from an address; its room is free again at the end of the block."""
        body = Body(now, is_strangers=address not in self._heard)
        self.bodies.add(body)
        try:
            yield body
        finally:
            self.bodies.discard(body)

    def make(self, now: float) -> None:
        """Put out the slowest strangers, then the slowest machines, until what arrived has room."""
        while self.taken > ROOM:
            coming = [body for body in self.bodies if body.large and not body.is_whole]
            min(coming, key=lambda body: (not body.is_strangers, body.speed(now))).put_out()
