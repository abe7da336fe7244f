"""A snapshot: everything is read as of one moment, and nobody who writes waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from mobilink.journal.storage import shaped

_AS_OF_NOW = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def snapshot() -> Iterator[None]:
    """In the block the database is as it was at its beginning, whatever others write; it only reads.

    Inside a transaction that somebody else began, what that shows is read. On SQLite the log cannot be
    emptied meanwhile, and grows by what is written; afterwards it is moved into the file as ever.
    """
    with shaped.as_it_is():
        if connection.in_atomic_block:
            yield
        elif connection.vendor == "postgresql":
            with transaction.atomic():
                _execute(_AS_OF_NOW)
                yield
        else:
            # Not by `atomic`, which would begin to write.
            _execute("BEGIN DEFERRED")
            try:
                _execute("SELECT 1 FROM sqlite_schema")
                yield
            finally:
                _execute("ROLLBACK")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
