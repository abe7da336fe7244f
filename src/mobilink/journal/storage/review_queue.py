"""Review queue: conflicts and quarantined entries, which wait for a person to decide.

A conflict is a value that lost, a quarantined entry one that was not applied.

Each has an id by which pages and commands name it: for an entry in quarantine the first 16 digits of
its hash, for a conflict the same, the op's position and the field: `3fa9c1d20b77e1aa-0-purpose`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from mobilink.journal.core.errors import NotOurs
from mobilink.journal.core.sequence import CONFLICT, ERASED, QUARANTINED
from mobilink.journal.core.store import parts_of
from mobilink.journal.core.wire import Entry, Op
from mobilink.journal.storage.fields import instant
from mobilink.journal.storage.log_store import line_of
from mobilink.journal.storage.models import Branch, LedgerLine, Member, Ruling, Stray
from mobilink.journal.storage.tables import TableStore

WAITING, ASIDE, AGAIN = Ruling.Choice.WAITING, Ruling.Choice.ASIDE, Ruling.Choice.AGAIN


@dataclass(frozen=True)
class Side:
    """One of two values: what, when its author's clock said, where it was written, by whom."""

    value: Any
    at: str
    where: str
    by: str


@dataclass(frozen=True)
class Conflict:
    """A field that two changed without knowing of each other: the value before, and both.

    `decided` is what a person chose about it last, empty while nobody did.
    """

    stream: str
    revision: int
    kind: str
    row: str
    field: str
    base: Any
    won: Side
    lost: Side
    id: str = ""
    decided: str = ""

    def __str__(self) -> str:
        sentence = _(
            "%(field)s: “%(won)s” (%(won_where)s, %(won_at)s) stands; “%(lost)s” (%(lost_where)s, "
            "%(lost_at)s) lost; before both it was “%(base)s”."
        ) % {
            "field": f"{self.id}: {self.kind} {self.row}, {self.field}",
            "won": self.won.value,
            "won_where": self.won.where,
            "won_at": self.won.at,
            "lost": self.lost.value,
            "lost_where": self.lost.where,
            "lost_at": self.lost.at,
            "base": self.base,
        }
        if not self.decided:
            return sentence
        return f"{sentence} {_('Decided: %(choice)s.') % {'choice': self.decided}}"


@dataclass(frozen=True)
class Quarantined:
    """An entry that is kept and not applied; `state` is waiting, aside, again (it was entered again),
    or erased (it says nothing any more). `by` is the person's id, as the machine told it.
    """

    stream: str
    revision: int
    author: str
    where: str
    by: str
    action: str
    at: str
    reason: str
    id: str = ""
    state: str = WAITING

    def __str__(self) -> str:
        state = "" if self.state == WAITING else f" [{self.state}]"
        return f"{self.id}: {self.action} ({self.where}, {self.at}): {self.reason}{state}"


@dataclass(frozen=True)
class Contest:
    """Where a conflict stands: the ledger's line, the op's position, the field; did it lose?"""

    line: LedgerLine
    place: int
    field: str
    is_lost: bool

    @property
    def id(self) -> str:
        return f"{short_id(self.line)}-{self.place}-{self.field}"


def short_id(line: LedgerLine) -> str:
    """The id of the only entry of a line that is no plain one."""
    return bytes(line.head).hex()[:16]


def contests(*, decided: bool = False) -> list[Contest]:
    """Every conflict that awaits its decision, or every one that has it, the newest first."""
    ruled = latest_rulings()
    return [
        found
        for line in LedgerLine.objects.filter(verdict=CONFLICT).order_by("-id")
        for found in contests_of(line)
        if (found.id in ruled) == decided
    ]


def contests_of(line: LedgerLine) -> list[Contest]:
    """The conflicts that one line of the ledger tells of."""
    return [
        Contest(line, place, name, is_lost)
        for is_lost, contested in ((True, line.lost), (False, line.beaten))
        for place, name in contested
    ]


def conflicts(*, decided: bool = False) -> list[Conflict]:
    """Every conflict that awaits its decision, or every one that has it, the newest first."""
    return conflicts_of(contests(decided=decided))


def conflicts_of(chosen: Iterable[Contest]) -> list[Conflict]:
    """Conflicts with both values and the one before, from the entries themselves."""
    store, names = TableStore(), _names()
    rows = list(chosen)
    ruled = latest_rulings(each.id for each in rows)
    return [_conflict(store, names, each, ruled.get(each.id)) for each in rows]


def conflict(id_: str) -> Conflict:
    """The conflict with this id; raises NotOurs where there is none."""
    head, _dash, rest = id_.partition("-")
    for line in _lines(head, CONFLICT):
        for each in contests_of(line):
            if f"{each.place}-{each.field}" == rest:
                return conflicts_of([each])[0]
    raise NotOurs(_("There is no conflict %(id)s here; `conflicts` lists them.") % {"id": id_})


class Awaited(NamedTuple):
    """Of what waits: whose it is, and the values of a field."""

    authors: set[UUID]
    values: set[str]


def quarantined(states: Iterable[str] = (WAITING,)) -> list[LedgerLine]:
    """The ledger's lines of entries in quarantine, in these states, the newest first."""
    ruled, wanted, erased = latest_rulings(), set(states), TableStore().erased()
    return [
        line
        for line in LedgerLine.objects.filter(verdict=QUARANTINED).order_by("-id")
        if _state(line, ruled) in wanted
        and (line.reason == ERASED or bytes(line.head) not in erased)
    ]


def quarantine(states: Iterable[str] = (WAITING, ERASED)) -> list[Quarantined]:
    """Every entry that was not applied and is in one of these states, the newest first."""
    return quarantined_of(quarantined(states))


def quarantined_of(lines: Iterable[LedgerLine]) -> list[Quarantined]:
    """Entries in quarantine, from their lines."""
    return [quarantined_ for _line, _entry, quarantined_ in _read(lines)]


def _read(lines: Iterable[LedgerLine]) -> Iterator[tuple[LedgerLine, Entry, Quarantined]]:
    store, names, ruled = TableStore(), _names(), latest_rulings()
    for line in lines:
        for entry in entries_of(store, line):
            where = names.get(str(line.author), str(line.author))
            at, state = instant(entry.claimed_at).isoformat(), _state(line, ruled)
            place = (line.stream, line.revision, str(line.author), where)
            said = (entry.payload.by, entry.payload.action, at)
            yield line, entry, Quarantined(*place, *said, line.reason, short_id(line), state)


def word_of(reason: str) -> str:
    """The first word of a reason, which is one of few; the rest says what of the entry it was."""
    return reason.partition(":")[0]


def waiting_of(author: UUID, word: str = "") -> list[str]:
    """The ids of what waits of one machine, the oldest first; for a reason only, if one is named."""
    return [
        short_id(line)
        for line in reversed(quarantined())
        if line.author == author and word in ("", word_of(line.reason))
    ]


def awaited(field: str) -> Awaited:
    """Whose entries wait, and what those in quarantine or set aside say of a field."""
    entries = [entry for _line, entry, _ in _read(quarantined((WAITING, ASIDE)))]
    said = [op.fields[field] for entry in entries for op in entry.payload.ops if field in op.fields]
    authors = {entry.link.author for entry in entries}
    for model, which in ((Branch, {"tip__gt": F("ordered")}), (Stray, {})):
        authors |= {*model._default_manager.filter(**which).values_list("author", flat=True)}
    return Awaited(authors, {value for value in said if isinstance(value, str)})


def quarantined_entry(id_: str) -> tuple[LedgerLine, Entry]:
    """The entry in quarantine with this id; raises NotOurs where there is none."""
    store = TableStore()
    for line in _lines(id_, QUARANTINED):
        for entry in entries_of(store, line):
            if not entry.committed:
                return line, entry
    raise NotOurs(
        _("There is no entry %(id)s in quarantine; `quarantine` lists them.") % {"id": id_}
    )


def entered_from(rows: Iterable[UUID]) -> Iterator[Entry]:
    """The entries in quarantine from which rows were entered again."""
    wanted = set(map(str, rows))
    for ruling in Ruling.objects.filter(choice=AGAIN):
        if wanted & set(ruling.became.values()):
            yield quarantined_entry(ruling.about)[1]


def export(states: Iterable[str] = (WAITING, ASIDE)) -> Iterator[dict[str, Any]]:
    """Everything that the entries in quarantine say, for a file, the oldest first."""
    for line, entry, named in _read(reversed(quarantined(states))):
        yield {
            **asdict(named),
            "epoch": str(line.epoch),
            "seq": line.first,
            "hash": entry.hash.hex(),
            "why": entry.payload.why,
            "ops": [
                {"kind": op.kind, "row": str(row), "makes": op.row is None, "fields": op.fields}
                for row, op in entry.rows()
            ],
        }


def latest_rulings(about: Iterable[str] | None = None) -> dict[str, Ruling]:
    """What was decided last about each thing, or about these."""
    rows = Ruling.objects.all() if about is None else Ruling.objects.filter(about__in=list(about))
    return {row.about: row for row in rows}


def rulings_about(id_: str) -> list[Ruling]:
    """Everything that was decided about one thing, the newest first."""
    return list(Ruling.objects.filter(about=id_).reverse())


def rulings_on(ids: Iterable[str]) -> dict[str, list[Ruling]]:
    """Everything that was decided about several things, the newest first; one query."""
    by_subject: dict[str, list[Ruling]] = {}
    for ruling in Ruling.objects.filter(about__in=list(ids)).reverse():
        by_subject.setdefault(ruling.about, []).append(ruling)
    return by_subject


def _state(line: LedgerLine, ruled: Mapping[str, Ruling]) -> str:
    if line.reason == ERASED:
        return ERASED
    ruling = ruled.get(short_id(line))
    return ruling.choice if ruling else WAITING


def _lines(head: str, verdict: str) -> list[LedgerLine]:
    """The lines with this verdict whose entry has this id."""
    if len(head) != 16 or set(head) - set("0123456789abcdef"):
        return []
    first, last = (bytes.fromhex(head + digit * 48) for digit in "0f")
    return list(LedgerLine.objects.filter(verdict=verdict, head__gte=first, head__lte=last))


def entries_of(store: TableStore, row: LedgerLine) -> Iterator[Entry]:
    """The entries that a line decided on."""
    line = line_of(row)
    for branch, first, last in parts_of(store, line.chain, line.first, line.last, line.head) or []:
        yield from store.entries(branch, first, last)


def _conflict(
    store: TableStore, names: dict[str, str], contest: Contest, ruling: Ruling | None
) -> Conflict:
    line, name = contest.line, contest.field
    entry = next(entries_of(store, line))
    row, op = entry.rows()[contest.place]
    mine = _side(entry, op.fields.get(name), names)
    base, theirs = None, Side(None, mine.at, "", "")
    for setter, other, has_stood in _setters(store, line, row, name):
        is_base = setter.hash == op.base.get(name)
        if is_base or (other.row is None and not op.base.get(name)):
            base = other.fields[name]
        elif has_stood:
            theirs = _side(setter, other.fields[name], names)
    won, lost = (theirs, mine) if contest.is_lost else (mine, theirs)
    place = (line.stream, line.revision, op.kind, str(row), name)
    return Conflict(*place, base, won, lost, contest.id, ruling.choice if ruling else "")


def _setters(
    store: TableStore, until: LedgerLine, row: UUID, name: str
) -> Iterator[tuple[Entry, Op, bool]]:
    """What set a field of a row before a line, in the ledger's order; and whether it stood."""
    decided = []
    for _branch, entry in store.story(row):
        line = _line_on(entry)
        if line and (revision := line.revision + entry.link.seq - line.first) < until.revision:
            decided.append((revision, entry, line))
    for _revision, entry, line in sorted(decided, key=lambda one: one[0]):
        for place, (changed, op) in enumerate(entry.rows()):
            if changed == row and name in op.fields:
                yield entry, op, [place, name] not in [list(each) for each in line.lost]


def _line_on(entry: Entry) -> LedgerLine | None:
    """The line that decided on an entry; of a forked chain the one that ends in it comes first."""
    (author, epoch, stream), seq = entry.link.chain, entry.link.seq
    chain = LedgerLine.objects.filter(author=author, epoch=epoch, stream=stream)
    lines = list(chain.filter(first__lte=seq, first__gt=seq - F("count")))
    own = [line for line in lines if bytes(line.head) == entry.hash]
    return next(iter(own + lines), None)


def _side(entry: Entry, value: Any, names: dict[str, str]) -> Side:
    where = names.get(str(entry.link.author), "office")
    return Side(value, instant(entry.claimed_at).isoformat(), where, entry.payload.by)


def _names() -> dict[str, str]:
    return {str(member.author): member.name for member in Member.objects.all()}
