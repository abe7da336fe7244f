"""The office's order: one line per entry, each with a verdict, chained by hash within its stream."""

import hashlib

from django.db import connection

from mobilink.journal import wire
from mobilink.journal.models import Entry, Installation, LedgerLine

APPLIED = "applied"
_LOCK = 0x6D6F6269  # "mobi": one number for the whole product, since one writer puts all in order


def lock() -> None:
    """Become the only writer of the journal until this transaction ends.

    SQLite transactions begin IMMEDIATE and are alone already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def next_link(stream: str) -> wire.Link:
    """Where this installation's next entry in `stream` will stand."""
    here = Installation.objects.get()
    chain = Entry.objects.filter(author=here.id, epoch=here.epoch, stream=stream)
    last = chain.order_by("-seq").values_list("seq", "hash").first()
    seq, prev = (last[0] + 1, bytes(last[1])) if last else (1, wire.NO_ENTRY)
    return wire.Link(here.id, here.epoch, stream, seq, prev)


def sequence(entry: Entry, verdict: str = APPLIED, reason: str = "") -> int:
    """Give an entry its place and verdict; returns its revision in the stream."""
    last = LedgerLine.objects.filter(stream=entry.stream).order_by("-revision").first()
    revision = last.revision + 1 if last else 1
    prev = bytes(last.hash) if last else wire.NO_ENTRY
    LedgerLine.objects.create(
        stream=entry.stream,
        revision=revision,
        entry=entry,
        verdict=verdict,
        reason=reason,
        hash=line_hash(prev, revision, bytes(entry.hash), f"{verdict}\n{reason}"),
    )
    return revision


def line_hash(prev: bytes, revision: int, entry: bytes, decision: str) -> bytes:
    """What chains a line to the one before it in its stream."""
    return hashlib.sha256(prev + revision.to_bytes(8) + entry + decision.encode()).digest()
