"""A simulated machine: its disk, its keys, its clock, its line."""

import hashlib
import random
from typing import Any

from mobilink.journal.core.replica import Replica
from mobilink.journal.core.wire import Chain
from mobilink.journal.simulation.memory import MemoryStore


class QuickSigner:
    """Signatures that nobody in this world can forge, at the price of one hash."""

    def __init__(self, key: bytes, chance: random.Random) -> None:
        self._key, self._chance = key, chance

    def sign(self, message: bytes) -> bytes:
        return hashlib.blake2b(message, key=self._key).digest()

    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool:
        return hashlib.blake2b(message, key=key).digest() == signature

    def secret(self) -> bytes:
        return self._chance.randbytes(16)


class Node:
    """One machine: its disk, its keys, its clock's error, its line to the office."""

    def __init__(self, name: str, streams: tuple[str, ...], store: Any, key: bytes) -> None:
        self.name, self.streams, self.store, self.key = name, streams, store, key
        self.clock_error = 0
        self.has_no_line = False
        self.unheard: set[str] = set()

    @property
    def replica(self) -> Replica[MemoryStore]:
        return Replica(self.store, QuickSigner(self.key, self.store._chance))

    def twin(self, name: str) -> "Node":
        """A second machine with the same disk and the same key."""
        return Node(name, self.streams, self.store.image(), self.key)

    @property
    def is_recovering(self) -> bool:
        """Whether a restored office still waits for what its hubs have witnessed."""
        return bool(self.unheard)

    def chain(self, stream: str) -> Chain:
        """The chain on which this machine writes now."""
        author, epoch = self.store.here()
        return Chain(author, epoch, stream)

    def carries(self, stream: str) -> bool:
        return stream in self.streams
