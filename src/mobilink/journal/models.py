"""Where Django looks for an app's tables; they stand in `storage`."""

from mobilink.journal.storage.models import (
    Blob,
    Branch,
    Erasure,
    Installation,
    Invitation,
    LedgerLine,
    Member,
    OpenEntry,
    Peer,
    Ruling,
    Segment,
    Settled,
    Stray,
    Touch,
    Witness,
)

__all__ = [
    "Blob",
    "Branch",
    "Erasure",
    "Installation",
    "Invitation",
    "LedgerLine",
    "Member",
    "OpenEntry",
    "Peer",
    "Ruling",
    "Segment",
    "Settled",
    "Stray",
    "Touch",
    "Witness",
]
