"""Refusals of the journal.

Refused
 +-- Malformed        bytes that are not an entry of ours
 +-- NotStorable      a value that one of the two databases could not keep and give back equal
 +-- NotOurs          a write that this installation has no right to make
 +-- Overtaken        a change of a field that somebody changed meanwhile
 +-- Unanswered       a commit of which nobody can say whether it was done
 +-- Stranger         bytes of an installation that was never enrolled here
 |    +-- Revoked     bytes of one that is not honoured any more
 +-- Ended            more than entries, from one whose term is over
 +-- Enough           more than a machine may bring in a day
 +-- Forged           a signature that is not the one of whom it names
 +-- Diverged         a ledger that does not continue the one we hold
"""

from mobilink.basics.errors import Refused


class Malformed(Refused):
    """The bytes are not an entry: truncated, not canonical, too large or of the wrong shape."""

    code = "malformed"


class NotStorable(Refused):
    """A value that SQLite and PostgreSQL would not both store and read back equal."""

    code = "not_storable"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotOurs(Refused):
    """Only the office may write this row, or the row does not exist here."""

    code = "not_ours"


class Overtaken(Refused):
    """Somebody else changed the same field after it was read."""

    code = "overtaken"


class Stranger(Refused):
    """The author was never enrolled, so nothing vouches for what it sends."""

    code = "stranger"


class Revoked(Stranger):
    """The author is not honoured any more."""

    code = "out_of_service"


class Ended(Refused):
    """The author's term is over: its entries are kept and wait, and nothing else is taken of it."""

    code = "ended"


class Enough(Refused):
    """The author brought more today than a machine does: it keeps the rest, and brings it tomorrow."""

    code = "enough"


class Forged(Refused):
    """The signature does not fit the author's key: altered on the way, or not theirs."""

    code = "forged"


class Diverged(Refused):
    """The office's ledger does not continue the one that this installation has witnessed."""

    code = "diverged"


class Unanswered(Refused):
    """The database broke off within a commit and cannot be asked: it may have been written."""

    code = "unanswered"
