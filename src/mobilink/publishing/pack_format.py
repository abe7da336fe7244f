"""The offline pack: pieces named by their hash, and a manifest. Pure.

It is what a device carries to answer without a database.

Rows of one kind make a *part*: where they come from, and by when somebody looks at them again. They
lie in *pieces*, by the hash of their id, so that a row which changes makes one small piece anew, and
whoever keeps the others fetches that one alone. Equal rows have equal bytes, on any machine.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from hashlib import sha256
from typing import Annotated, Any, Final, NamedTuple, Protocol, TypeVar

import msgspec

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.guidance.validity import LAPSED, OVERDUE

Row = dict[str, Any]
PIECES: Final = {"recruiter": 128, "vacancy": 16}
"""Into how many pieces a kind of rows is cut; all others lie in one. It never changes: whoever
carries a pack fetches all of it again when it does.
"""
REMEMBERED: Final = timedelta(days=90)
"""So long it is told that something lapsed, before it is left out."""
MOST: Final = 4 * 1024 * 1024  # bytes of a manifest or a piece that anybody reads
NAME: Final = re.compile("[0-9a-f]{64}")


class BadPack(Refused):
    """Files that are not, or not whole, the pack that somebody signed."""

    code = "bad_pack"


class Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some rows of a part, by the hash of their bytes."""

    sha256: Annotated[str, msgspec.Meta(pattern=f"^{NAME.pattern}$")]
    size: Annotated[int, msgspec.Meta(ge=0, le=MOST)]


class Part(msgspec.Struct, frozen=True):
    """Rows of one kind: whose they are, how old, and by when they are to be looked at again."""

    kind: str
    rows: int
    owner: str
    licence: str
    as_at: date | None
    review_by: date | None
    pieces: list[Piece]


class Manifest(msgspec.Struct, frozen=True):
    """What a pack consists of, by which office, made for which day."""

    office: str
    day: date
    parts: list[Part]


def name_of(data: bytes) -> str:
    """The name of some bytes: their SHA-256."""
    return sha256(data).hexdigest()


def cut(kind: str, rows: Iterable[Row]) -> list[bytes]:
    """The rows of a part as its pieces; empty ones are left out."""
    many = PIECES.get(kind, 1)
    pieces: list[list[Row]] = [[] for _ in range(many)]
    for row in sorted(rows, key=lambda row: str(row["id"])):
        pieces[sha256(row["id"].encode()).digest()[0] * many // 256].append(row)
    return [msgspec.json.encode(piece, order="sorted") for piece in pieces if piece]


def joined(pieces: Iterable[bytes]) -> list[Row]:
    """The rows that lie in the pieces of a part."""
    rows = [row for piece in pieces for row in msgspec.json.decode(piece, type=list[Row])]
    return sorted(rows, key=lambda row: str(row["id"]))


def manifest_bytes(manifest: Manifest) -> bytes:
    """A manifest as one line of JSON."""
    return msgspec.json.encode(manifest)


def read_manifest(line: bytes) -> Manifest:
    """The manifest that a line tells; raises BadPack."""
    try:
        return msgspec.json.decode(line, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPack(
            _("The manifest of the pack cannot be read (%(error)s).") % {"error": error}
        ) from error


def rows_of(part: Part, fetch: Callable[[Piece], bytes | None]) -> list[Row]:
    """The rows of a part, from pieces that are what their names say; raises BadPack."""
    return joined(_whole(part, piece, fetch(piece)) for piece in part.pieces)


def _whole(part: Part, piece: Piece, data: bytes | None) -> bytes:
    if data is None:
        raise BadPack(
            _("A piece of “%(part)s” is missing: %(piece)s. Copy the pack again.")
            % {"part": part.kind, "piece": piece.sha256}
        )
    if name_of(data) != piece.sha256:
        raise BadPack(
            _(
                "A piece of “%(part)s” was altered: %(piece)s. Nothing of this pack is to be "
                "told; copy it again."
            )
            % {"part": part.kind, "piece": piece.sha256}
        )
    return data


class Dated(Protocol):
    """What holds from one day to another, the days included where they are told."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


One = TypeVar("One", bound=Dated)


def versions_to_carry(
    rows: Iterable[One], day: date, thing: Callable[[One], Hashable]
) -> list[One]:
    """Of each thing what is told on the day, lapsed not long before, or told from a later day on.

    The versions of one thing come the oldest first; what was replaced never comes back.
    """
    versions: dict[Hashable, list[One]] = {}
    for row in rows:
        kept = versions.setdefault(thing(row), [])
        if has_begun(row, day):
            kept.clear()
        kept.append(row)
    return [row for kept in versions.values() for row in kept if not _is_forgotten(row, day)]


def has_begun(row: Dated, day: date) -> bool:
    """Whether something was told by a day, or is; it may have lapsed since."""
    return row.valid_from is None or row.valid_from <= day


def _is_forgotten(row: Dated, day: date) -> bool:
    return row.valid_to is not None and row.valid_to < day - REMEMBERED and has_begun(row, day)


class Due(NamedTuple):
    """What a device should not be trusted with unasked: a row of a part, or the part as a whole.

    `since` is the last day on which it was right, or was to be looked at again.
    """

    state: str
    since: date
    row: Any = None


def due(part: Part, rows: Iterable[Any], day: date) -> list[Due]:
    """What of a part has lapsed by a day, and what is past its review, the longest first.

    `rows` are those that are told from one day to another (`versions_to_carry`). Where they have no days of
    review of their own, the part has one.
    """
    begun = [row for row in rows if has_begun(row, day)]
    lapsed = [row for row in begun if row.valid_to is not None and row.valid_to < day]
    by_row = [(row, row.review_by) for row in begun if hasattr(row, "review_by")]
    reviews = by_row or [(None, part.review_by)]
    late = [Due(LAPSED, row.valid_to, row) for row in lapsed]
    late += [
        Due(OVERDUE, limit, row)
        for row, limit in reviews
        if limit is not None and limit < day and row not in lapsed
    ]
    return sorted(late, key=lambda item: (item.state != LAPSED, item.since))
