"""Replay protection: a question that is recorded and asked again is answered, and moves nothing.

Its entries are known already. But it must not pass for a contact either: it would make a van that
is gone look alive, lengthen its certificate, and end the recovery of an office too early. A hub
only ever comes further, so an old question is one in which it had not come as far as it has been
heard to be. Its clock decides only between questions that say the same. A phone follows nothing and
has a clock that is often wrong, so it numbers what it says.
"""

from uuid import UUID

from mobilink.basics import clock
from mobilink.journal.core.messages import Ask
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Peer, Witness
from mobilink.journal.storage.tables import TableStore


def is_news(author: UUID, ask: Ask, nonce: bytes) -> bool:
    """Note how far a hub has come; False for a question of before. Inside `actions.alone()`."""
    peer = Peer.objects.filter(author=author).first()
    before = peer.heard if peer else {}
    furthest, captured = before.get("captured", 0), ask.captured or 0
    known: dict[str, int] = {
        row.stream: row.revision for row in Witness.objects.filter(peer=author)
    }
    ledger = _progress(ask)
    is_further = captured > furthest or any(far > known.get(of, 0) for of, far in ledger.items())
    is_behind = captured < furthest or any(ledger.get(of, 0) < far for of, far in known.items())
    is_later = ask.clock >= before.get("clock", 0) and nonce.hex() != before.get("nonce")
    if before and not is_further and (is_behind or not is_later):
        return False
    heard = {"captured": max(captured, furthest), "clock": ask.clock, "nonce": nonce.hex()}
    Peer.objects.update_or_create(author=author, defaults={"heard": heard})
    for stream, far in ledger.items():
        if far > known.get(stream, 0):
            seen = {"revision": far, "at": milliseconds(clock.now())}
            Witness.objects.update_or_create(peer=author, stream=stream, defaults=seen)
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
    """How far the hub is in each ledger.

    What it knows of a ledger beyond this office's own counts for nothing: the office was set back,
    and may go on without that.
    """
    store = TableStore()
    last = {stream: store.last_line(stream) for stream, _, _ in ask.ledger}
    ends = {stream: line.until for stream, line in last.items() if line}
    return {of: min(until, ends.get(of, 0)) for of, until, _ in ask.ledger}
