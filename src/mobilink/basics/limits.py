"""Rate limits: how much one caller, and all of them, may send in a while; no address is kept.

A caller is known by a hash under a key that this process made up and forgets with its end.
"""

import hashlib
import secrets
from collections import deque
from datetime import datetime, timedelta
from threading import Lock


class Limit:
    """At most so many in a span of time; remembers no more callers than it lets in."""

    def __init__(self, *, each: int, all_together: int, span: timedelta) -> None:
        self.each, self.all_together, self.span = each, all_together, span
        self._key = secrets.token_bytes(32)
        self._let_in: deque[tuple[datetime, bytes]] = deque()
        self._lock = Lock()

    def lets_in(self, caller: str, now: datetime) -> bool:
        """Whether this caller may send one more now; if so, it is counted."""
        mark = hashlib.blake2b(caller.encode(), key=self._key, digest_size=8).digest()
        with self._lock:
            while self._let_in and self._let_in[0][0] <= now - self.span:
                self._let_in.popleft()
            if len(self._let_in) >= self.all_together:
                return False
            if sum(mark == other for _at, other in self._let_in) >= self.each:
                return False
            self._let_in.append((now, mark))
            return True
