"""Idempotent taps: what this sign-in recorded last, so that a tap sent twice counts once.

A phone that hears no answer sends its tap again, with the id it gave it. The memory is the sign-in's
own: of the last `REMEMBERED` acts, and it ends with signing out. A phone sends one act at a time, so
only a phone that was signed in anew between sending and sending again can double that one act.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from mobilink.booth.models import BoothFact, Handout
from mobilink.journal.storage.kinds import kind_of
from mobilink.outreach.models import Outing

REMEMBERED = 50
PLACE = "booth_acts"


@dataclass(frozen=True)
class Act:
    """One recorded fact, as its officer's phone remembers it."""

    tap: str
    outing: str
    fact: str
    kind: str
    at: str
    item: str = ""
    quantity: int = 1
    is_undone: bool = False

    @classmethod
    def of(cls, fact: BoothFact, tap: str = "") -> "Act":
        return cls(
            tap=tap,
            outing=str(fact.outing_id),
            fact=str(fact.pk),
            kind=kind_of(type(fact)).name,
            at=fact.at.isoformat(),
            item=fact.item if isinstance(fact, Handout) else "",
            quantity=fact.quantity if isinstance(fact, Handout) else 1,
        )

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Memory:
    """The acts of a sign-in, the oldest first."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.acts = [Act(**each) for each in rows]

    def by_tap(self, tap: str) -> Act | None:
        return next((act for act in self.acts if tap and act.tap == tap), None)

    def add(self, fact: BoothFact, tap: str) -> None:
        self.acts = [*self.acts, Act.of(fact, tap)][-REMEMBERED:]

    def mark_undone(self, fact: BoothFact) -> None:
        gone = str(fact.pk)
        self.acts = [replace(act, is_undone=True) if act.fact == gone else act for act in self.acts]

    def at(self, outing: Outing) -> list[Act]:
        """The acts of one outing, the newest first."""
        return [act for act in reversed(self.acts) if act.outing == str(outing.pk)]


def remembered(request: HttpRequest) -> Memory:
    """The memory, to look at."""
    return Memory(request.session.get(PLACE, []))


@contextmanager
def remembering(request: HttpRequest) -> Iterator[Memory]:
    """The memory, locked: facts recorded in the block and their taps are kept together or not at all.

    A tap sent again while its first sending is still at work waits here, and then finds it done.
    """
    key = request.session.session_key
    with transaction.atomic():
        Session.objects.select_for_update().filter(pk=key).first()
        store = type(request.session)(key)
        memory = Memory(store.get(PLACE, []))
        yield memory
        store[PLACE] = [asdict(act) for act in memory.acts]
        store.save()
    request.session[PLACE] = store[PLACE]
    request.session.modified = False
