"""Taking away for good what facts said: here at once, elsewhere with the next exchange.

The chain stays whole, since a header commits to what was said by a salted hash. Who receives the
entry again keeps it without its words, and what refers to an erased row is refused and erased too.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.core.errors import NotOurs
from mobilink.journal.core.store import parts_of
from mobilink.journal.core.wire import Entry
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.kinds import Kind, every_kind
from mobilink.journal.storage.log_store import line_of
from mobilink.journal.storage.models import Erasure, LedgerLine
from mobilink.journal.storage.tables import TableStore

ERASE = Act("erase", gettext_lazy("Records erased"), is_offices=True)


def erase(rows: Iterable[UUID], *, by: Any = None, why: str) -> int:
    """Erase facts, each with all that its entry said; returns how many rows went.

    Of a fact that was entered again from quarantine, what lies there is erased too.
    Only at the office, only what its ledger has, and only kinds that may hold a person; raises
    NotOurs otherwise, and erases nothing.
    """
    with alone():
        store = TableStore()
        if not store.is_office:
            raise NotOurs(
                _("Only the office does this. Run the command on the office's own machine.")
            )
        wanted = list(rows)
        made = (_entry_of(store, row) for row in wanted)
        entries = {entry.hash: entry for entry in (*made, *review_queue.entered_from(wanted))}
        with commit(ERASE, by=by, why=why) as draft:
            for entry in entries.values():
                for row, op in entry.rows():
                    draft.add(Erasure, of=op.kind, row=row, **_place_of(entry))
    empty_the_log()
    return sum(len(entry.rows()) for entry in entries.values())


def _place_of(entry: Entry) -> dict[str, Any]:
    link = entry.link
    return {
        "author": link.author,
        "epoch": link.epoch,
        "chain": link.stream,
        "seq": link.seq,
        "entry": entry.hash.hex(),
    }


def _entry_of(store: TableStore, row: UUID) -> Entry:
    """The entry that made a fact, by the line that gave the fact its revision."""
    for revision in filter(None, (_revision_of(kind, row) for kind in every_kind())):
        for stream in store.streams():
            for entry in _ordered_as(store, stream, revision):
                if any(made == row for made, _op in entry.rows()):
                    return entry
    raise NotOurs(
        _(
            "The office's ledger has no fact %(id)s that may hold a person, and only those are "
            "erased. A wrong count is taken back at the booth."
        )
        % {"id": row}
    )


def _ordered_as(store: TableStore, stream: str, revision: int) -> Iterator[Entry]:
    """The entry that has this revision in a stream."""
    lines = LedgerLine.objects.filter(stream=stream, revision__lte=revision)
    for row in lines.order_by("-revision")[:1]:
        line, seq = line_of(row), row.first + revision - row.revision
        for branch, first, last in (
            parts_of(store, line.chain, line.first, line.last, line.head) or ()
        ):
            if first <= seq <= last:
                yield from store.entries(branch, seq, seq)


def _revision_of(kind: Kind, row: UUID) -> int | None:
    if not kind.is_personal:
        return None
    table = kind.model._default_manager
    return table.filter(pk=row).values_list("revision", flat=True).first()


def empty_the_log() -> None:
    """SQLite overwrites what is deleted, but its log still holds the pages of before; nothing is done
    within a transaction, after which whoever began it calls this again.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
