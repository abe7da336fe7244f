"""The pack of this installation: its rows in, and out again; signed, and verified anywhere.

What the answer desk answers from is public, so a pack is no secret. Its signature says that an
installation of the office carried just this on a day.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from mobilink.guidance import prose
from mobilink.guidance.models import (
    Card,
    CostRule,
    CountryStatus,
    Particular,
    Recruiter,
    Snapshot,
    Topic,
    Vacancy,
)
from mobilink.guidance.particulars import THING
from mobilink.guidance.queries import (
    country_statuses,
    latest_snapshot,
    recruiters,
    vacancies,
    vacancies_of,
)
from mobilink.guidance.standing import FRESH_DAYS
from mobilink.guidance.validity import has_lapsed
from mobilink.journal.storage.fields import row_from_wire, row_to_wire
from mobilink.journal.storage.kinds import find, kind_of, named
from mobilink.journal.storage.rows import SharedRow
from mobilink.people.queries import office_name
from mobilink.publishing import statements
from mobilink.publishing.models import Wording
from mobilink.publishing.pack_format import (
    Due,
    Manifest,
    Part,
    Piece,
    Row,
    cut,
    due,
    has_begun,
    manifest_bytes,
    name_of,
    read_manifest,
    rows_of,
    versions_to_carry,
)
from mobilink.publishing.states import state_of

KINDS: Final = (Recruiter, Vacancy, CountryStatus, Card, Particular, CostRule, Topic)
TERMS: Final[dict[type, tuple[str, ...]]] = {
    **THING,
    Card: ("code", "language"),
    CountryStatus: ("country", "scheme", "job"),
}
"""What is told from one day to another, by what its versions have in common."""
LISTS: Final[dict[type, Callable[[], date | None]]] = {
    Recruiter: lambda: latest.as_at if (latest := latest_snapshot()) else None,
    Vacancy: vacancies_of,
}
"""What comes as a whole list, and the day of the latest one."""
CLAIM: Final = "Isi perangkat"
Fetch = Callable[[Piece], bytes | None]


class Pack(NamedTuple):
    """A manifest with its signature, as it travels, and the pieces that it names."""

    signed: bytes
    manifest: Manifest
    pieces: dict[str, bytes]


def signed_pack(day: date) -> Pack:
    """What this installation carries on a day, signed by it."""
    manifest, pieces = _cut(day)
    line = manifest_bytes(manifest)
    statement = " ".join(statements.signed([_claim(line)]).split())
    return Pack(line + b"\n" + statement.encode() + b"\n", manifest, pieces)


def piece(sha256: str, day: date) -> bytes | None:
    """The piece of this name, if what this installation carries on a day has it."""
    return _cut(day)[1].get(sha256)


def verified(signed: bytes) -> tuple[Manifest, statements.Verified]:
    """What a manifest says, and whose it turned out to be; raises BadPack for what is none."""
    line, _, statement = signed.partition(b"\n")
    manifest = read_manifest(line)
    text = statement.decode(errors="replace")
    verdict = statements.verify(text)
    is_ours = verdict.says == [_claim(line)] and text == " ".join(text.split()) + "\n"
    if verdict.code in (statements.GENUINE, statements.REVOKED) and not is_ours:
        verdict = verdict._replace(code=statements.CHANGED)
    return manifest, verdict


def restored(kind: str, rows: Iterable[Row]) -> list[SharedRow]:
    """The rows of a part as the rooms know them; none of a kind that this version does not know."""
    if find(kind) is None:
        return []
    model: Any = named(kind).model
    return [model(id=UUID(row["id"]), **row_from_wire(named(kind), row)) for row in rows]


def overdue(part: Part, fetch: Fetch, day: date) -> list[Due]:
    """What of a part has lapsed or is past its review on a day; raises BadPack for altered pieces."""
    rows = restored(part.kind, rows_of(part, fetch))
    return due(part, _of_terms(rows, day, TERMS), day)


def _claim(line: bytes) -> str:
    return f"{CLAIM}: {name_of(line)}"


def _cut(day: date) -> tuple[Manifest, dict[str, bytes]]:
    return _made(state_of(*KINDS, Snapshot, Wording), day, office_name(day))


@lru_cache(maxsize=2)
def _made(_state: Hashable, day: date, office: str) -> tuple[Manifest, dict[str, bytes]]:
    """The parts of a day, cut once for each state of the tables."""
    texts = dict(Wording.objects.filter(code__startswith="pack.").values_list("code", "text"))
    parts: list[Part] = []
    pieces: dict[str, bytes] = {}
    for model in KINDS:
        kind, rows = kind_of(model), _rows(model, day)
        wire = [{"id": str(row.pk), **row_to_wire(kind, row), **_read(row)} for row in rows]
        cuts = {name_of(data): data for data in cut(kind.name, wire)}
        named_so = [Piece(name, len(data)) for name, data in cuts.items()]
        origin, days = _origin(kind.name, rows, texts), _days(model, rows, day)
        parts.append(Part(kind.name, len(rows), *origin, *days, named_so))
        pieces |= cuts
    return Manifest(office, day, parts), pieces


def _rows(model: type[SharedRow], day: date) -> list[Any]:
    """The rows of a kind that a device needs on a day, and later on by itself."""
    if model is Recruiter:
        return list(recruiters())
    if model is Vacancy:
        return list(vacancies().filter(gone_on=None))
    rows: list[Any] = list(
        country_statuses() if model is CountryStatus else model._default_manager.all()
    )
    if model is Card:
        # A pack is public.
        rows = [card for card in rows if not card.is_for_crew]
    # Of a country several rows may hold at once, so none of them replaces another.
    return _of_terms(rows, day, TERMS | {CountryStatus: ("id",)}) if model in TERMS else rows


def _of_terms(rows: list[Any], day: date, terms: Mapping[type, tuple[str, ...]]) -> list[Any]:
    """Those of rows with terms that a device carries; nothing of a kind that has none."""
    names = terms.get(type(rows[0])) if rows else None
    if names is None:
        return []
    rows.sort(key=lambda row: (getattr(row, "version", 0), row.valid_from or date.min))
    return versions_to_carry(rows, day, lambda row: tuple(getattr(row, name) for name in names))


def _read(row: Any) -> dict[str, Any]:
    """The text of a card taken apart, for devices that know no Markdown; nothing of other rows."""
    return {"blocks": prose.blocks(row.body)} if isinstance(row, Card) else {}


def _origin(kind: str, rows: list[Any], texts: Mapping[str, str]) -> tuple[str, str]:
    """The owner and the licence: of the rows themselves, else as the office words them."""
    own_words = (
        "; ".join(sorted({getattr(row, name) for row in rows if hasattr(row, name)}))
        for name in ("owner", "licence")
    )
    owner, licence = own_words
    return (
        owner or texts.get(f"pack.{kind}.owner", ""),
        licence or texts.get(f"pack.{kind}.licence", ""),
    )


def _days(model: type[SharedRow], rows: list[Any], day: date) -> tuple[date | None, date | None]:
    """The day of the oldest of what is told, and the first day by which it is to be checked."""
    if model in LISTS:
        as_at = LISTS[model]()
        return as_at, as_at + timedelta(days=FRESH_DAYS) if as_at else None
    if model not in TERMS:
        return None, None
    held = [row for row in rows if has_begun(row, day) and not has_lapsed(row, day)]
    reviews = (row.review_by for row in held if hasattr(row, "review_by"))
    return min((row.checked_on for row in held), default=None), min(reviews, default=None)
