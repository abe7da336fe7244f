"""Rollback detection: what left this machine is remembered beside its database.

Before a segment or a decision leaves, the ends that others will then know are written to a small
file in the data folder. A database that does not know them any more was brought back from an
earlier day: it would give out numbers again that others hold for something else. So it goes on in
a new epoch, before it writes anything. A whole disk that is set back takes the file with it; that
is found at the first contact.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from mobilink.basics.disk import put_whole
from mobilink.journal.actions import alone
from mobilink.journal.storage import models
from mobilink.journal.storage.tables import TableStore

End = tuple[int, str]


class HighWaterMark(msgspec.Struct, frozen=True):
    """The epoch of this machine, the ends of its sealed chains and, at the office, of its ledger."""

    epoch: str
    heads: dict[str, End]
    ledger: dict[str, End]


def notice() -> str:
    """Begin a new epoch where the database was set back; what to tell people then, else nothing."""
    if _is_known(_read()):
        return ""
    with alone():
        if _is_known(_read()):
            return ""
        store = TableStore()
        store.renew_epoch()
    remember()
    if store.is_office and not store.decides:
        return _(
            "The database was brought back from an earlier day. This office decides nothing until "
            "it has heard every installation again; `mobilink recover` tells whom it awaits."
        )
    return _(
        "The database was brought back from an earlier day. What is missing comes back from the "
        "office; new entries begin a chain of their own."
    )


def remember(streams: Iterable[str] = ()) -> None:
    """Write down, on disk, what is about to leave: own entries, and an office's lines of `streams`."""
    with alone():
        left, before = _now(streams), _read()
        if left != before:
            put_whole(_file(), msgspec.json.encode(left))


def _now(streams: Iterable[str]) -> HighWaterMark:
    store = TableStore()
    author, epoch = store.here()
    heads: dict[str, End] = {}
    own = models.Segment.objects.filter(branch__author=author, branch__epoch=epoch)
    for branch in models.Branch.objects.filter(author=author, epoch=epoch):
        for last, head in (
            own.filter(branch=branch).order_by("-last").values_list("last", "head")[:1]
        ):
            heads[branch.stream] = (last, bytes(head).hex())
    before = _read()
    ledger = dict(before.ledger) if before and before.epoch == str(epoch) else {}
    for stream in streams if store.is_office else ():
        line = store.last_line(stream)
        if line is not None:
            ledger[stream] = (line.until, line.hash.hex())
    return HighWaterMark(str(epoch), heads, ledger)


def _is_known(left: HighWaterMark | None) -> bool:
    """Whether the database holds what left this machine."""
    here = _installation() if left is None else models.Installation.objects.first()
    if left is None or here is None:
        return True
    store = TableStore()
    return (
        left.epoch == str(here.epoch)
        and all(
            models.Segment.objects.filter(
                branch__author=here.id,
                branch__epoch=here.epoch,
                branch__stream=stream,
                last=last,
                head=bytes.fromhex(head),
            ).exists()
            for stream, (last, head) in left.heads.items()
        )
        and all(
            store.has_line(stream, until, bytes.fromhex(hash_))
            for stream, (until, hash_) in left.ledger.items()
        )
    )


def _installation() -> models.Installation | None:
    """This installation, also where nothing left it, so that tables of an older version are refused.

    A damaged file is told by who needs what is damaged.
    """
    try:
        return models.Installation.objects.first()
    except DatabaseError as error:
        if isinstance(error, ValueError) or "column" in str(error):  # as an older version kept it
            raise
        return None


def _read() -> HighWaterMark | None:
    """What was remembered; nothing where it was not, or cannot be read any more."""
    try:
        return msgspec.json.decode(_file().read_bytes(), type=HighWaterMark)
    except (FileNotFoundError, msgspec.MsgspecError, ValueError):
        return None


def _file() -> Path:
    return Path(settings.HEADS_FILE)
