"""Replay protection: a question that is recorded and asked again is answered, and moves nothing.

Its entries are known already. But it must not pass for a contact either: it would make a van that
is gone look alive, lengthen its certificate, and end the recovery of an office too early. A hub
only ever comes further, so an old question is one in which it had not come as far as it has been
heard to be. Its clock decides only between questions that say the same. A phone follows nothing and
has a clock that is often wrong, so it numbers what it says.
"""

from typing import Any
from uuid import UUID

from mobilink.journal.core.messages import Ask
from mobilink.journal.storage.models import Peer
from mobilink.journal.storage.tables import TableStore


def is_news(author: UUID, ask: Ask, nonce: bytes) -> bool:
    """Note how far a hub has come; False for a question of before. Inside `actions.alone()`."""
    peer = Peer.objects.filter(author=author).first()
    before = peer.heard if peer else {}
    progress = _progress(ask)
    if before and not _is_after(progress, ask.clock, nonce, before):
        return False
    furthest = {
        name: max(far, before.get("far", {}).get(name, 0)) for name, far in progress.items()
    }
    heard = {"far": furthest, "clock": ask.clock, "nonce": nonce.hex()}
    Peer.objects.update_or_create(author=author, defaults={"heard": heard})
    return True


def is_next(author: UUID, turn: int) -> bool:
    """Note the turn of what a phone says; False for what it said before. Inside `actions.alone()`."""
    peer = Peer.objects.filter(author=author).first()
    if peer and turn <= peer.heard.get("turn", 0):
        return False
    Peer.objects.update_or_create(author=author, defaults={"heard": {"turn": turn}})
    return True


def last_turn(author: UUID) -> int:
    """The latest turn that was heard of a phone."""
    peer = Peer.objects.filter(author=author).first()
    return int(peer.heard.get("turn", 0)) if peer else 0


def _progress(ask: Ask) -> dict[str, int]:
    """How far the hub is in each ledger, and how many entries it wrote.

    What it knows of a ledger beyond this office's own counts for nothing: the office was set back,
    and may go on without that.
    """
    store = TableStore()
    last = {stream: store.last_line(stream) for stream, _, _ in ask.ledger}
    ends = {stream: line.until for stream, line in last.items() if line}
    far = {f"ledger {of}": min(until, ends.get(of, 0)) for of, until, _ in ask.ledger}
    return far | {"captured": ask.captured or 0}


def _is_after(progress: dict[str, int], clock: int, nonce: bytes, before: dict[str, Any]) -> bool:
    far = before["far"]
    if any(mark > far.get(name, 0) for name, mark in progress.items()):
        return True
    is_behind = any(progress.get(name, 0) < mark for name, mark in far.items())
    return not is_behind and clock >= before["clock"] and nonce.hex() != before["nonce"]
