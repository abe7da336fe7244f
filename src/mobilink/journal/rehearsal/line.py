"""The line between a hub and its office, which loses, alters and repeats what it carries."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mobilink.basics.errors import Refused

if TYPE_CHECKING:
    from mobilink.journal.rehearsal.world import RealWorld

PORTAL = b"<html>Please sign in to this network.</html>"
MOST = 200  # questions of one exchange
WHAT = (
    "question lost", "answer lost", "question altered", "answer altered", "question repeated",
    "answer of before", "portal", "cut",
)  # fmt: skip


class Line:
    """Carries the questions of one exchange; something happens to one of them where `cut` is below 1."""

    def __init__(
        self,
        world: "RealWorld",
        answer: Callable[[bytes], bytes],
        cut: float,
        between: Callable[[], object],
    ) -> None:
        self._world, self._answer, self._between = world, answer, between
        self._left = -1 if cut >= 1 else int(cut * 4)
        self._before = PORTAL
        self.questions: list[bytes] = []

    def send(self, question: bytes) -> bytes:
        """The office's answer to a question; raises Refused where the line breaks."""
        self.questions.append(question)
        if len(self.questions) > MOST:
            self._world.broken.add("restless")
            raise Refused("They ask and answer without an end.")
        self._left -= 1
        what = self._world.chance.choice(WHAT) if self._left == -1 else ""
        if what:
            self._world.fired[what] += 1
        if what in ("question lost", "cut"):
            raise Refused("There is no way to the office now.")
        return PORTAL if what == "portal" else self._answered(question, what)

    def _answered(self, question: bytes, what: str) -> bytes:
        if what == "question repeated":
            self._answer(question)
        answer = self._answer(self._altered(question) if what == "question altered" else question)
        before, self._before = self._before, answer
        if len(self.questions) == 1:
            self._between()
        if what == "answer lost":
            raise Refused("The line broke before the answer came.")
        if what == "answer of before":
            return before
        return self._altered(answer) if what == "answer altered" else answer

    def _altered(self, data: bytes) -> bytes:
        chance = self._world.chance
        place = chance.randrange(len(data))
        return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]
