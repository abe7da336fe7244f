"""Integrity check: whether the pages of the database are what was written to them."""

from contextlib import suppress

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from mobilink.basics.errors import Refused

# A database in memory has no file that could be damaged.
FINE = {"ok", "database file is undefined"}


class Damaged(Refused):
    """The disk gives back something else than what was written to it."""

    code = "damaged"


def refuse_if_damaged() -> None:
    """Read every page of the database file, whatever it holds, and refuse where one is damaged.

    Each page of the encrypted file carries a keyed checksum; trees and indexes are checked after
    that. Call it outside a transaction: the log is moved into the file first, since what a power
    cut tore there still stands in the log. A PostgreSQL checks its own pages, when it reads them.
    """
    if connection.vendor != "sqlite":
        return
    # On a full disk the log stays where it is, and the file can be read all the same.
    with suppress(OperationalError):
        _problems_of("wal_checkpoint")
    # A page that another connection was just moving out of the log is whole at the second look.
    problems = _problems_of("cipher_integrity_check") and _problems_of("cipher_integrity_check")
    if problems:
        raise Damaged(
            _(
                "The database file is damaged: %(many)s pages are not what was written "
                "(%(first)s). Put it back from your backup, and have the disk looked at."
            )
            % {"many": len(problems), "first": problems[0]}
        )
    problems = _problems_of("integrity_check(1)")
    if problems:
        raise Damaged(
            _(
                "The database file is damaged: its tables and indexes do not fit together "
                "(%(first)s). Put it back from your backup, and have the disk looked at."
            )
            % {"first": problems[0]}
        )


def _problems_of(pragma: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        return [row[0] for row in cursor.fetchall() if row[0] not in FINE]
