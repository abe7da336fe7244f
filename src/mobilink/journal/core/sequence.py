"""Sequencing at the office: one verdict for each entry, from what it says and what is known.

Nothing here reads a clock, a disk or a network; the same decisions run at the office and in the
simulator. A verdict is final in the ledger; `None` means that the entry waits for another one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import msgspec

from mobilink.journal.core.merge import Ownership, RowState, Story, contests, unknown_bases
from mobilink.journal.core.wire import ABSENT, Entry, Op, RowColumns

APPLIED, CONFLICT, AFTER_GAP, QUARANTINED = "applied", "conflict", "after-gap", "quarantined"
SCOPE, UNFIT, ERASED = "scope", "unfit", "erased"  # reasons; with the last nothing is kept
ERASURE = "erasure"  # the kind of row by which the office has an entry erased
GRACE = 14 * 24 * 3600 * 1000  # an entry waits so many ms for what it needs


@dataclass(frozen=True)
class Rule:
    """What the journal must know of a kind to judge its ops, and in which streams they may be."""

    ownership: Ownership
    links: Mapping[str, str] = field(default_factory=dict)
    by_phone: str = ""
    unit: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """An installation as the office enrolled it: its key, what it may write, and until where.

    `cut` is None until it is revoked; then only what leads to one of these ends (number and hash in
    hex, by "epoch stream") is honoured. What the office receives after `until` (ms since 1970)
    waits until somebody renews or revokes; None never ends. What it wrote waits too while no line
    tells others who it is (`has_line`).
    """

    id: UUID
    key: bytes
    streams: frozenset[str]
    is_office: bool = False
    cut: Mapping[str, list[tuple[int, str]]] | None = None
    until: int | None = None
    is_phone: bool = False
    has_line: bool = True


class Verdict(msgspec.Struct, frozen=True):
    """The decision on an entry. `lost` and `beaten` list (op position, field) of its contests."""

    word: str
    reason: str = ""
    lost: tuple[tuple[int, str], ...] = ()
    beaten: tuple[tuple[int, str], ...] = ()


AS_IT_IS = Verdict(APPLIED)


class Rows(Protocol):
    """The rows on which an entry is written, and what is known of their kinds."""

    def rule(self, kind: str) -> Rule | None: ...
    def row(self, kind: str, row: UUID) -> RowState | None: ...


class Known(Rows, Story, Protocol):
    """What the judge may ask of the node it sits on."""

    def misfit(self, op: Op) -> str: ...
    def distrust(self, entry: Entry, author: "Member") -> str: ...
    def do_fit(self, kind: str, columns: Mapping[str, list[Any]]) -> bool: ...
    def is_there(self, kind: str, row: str) -> bool: ...
    def is_erased(self, row: str) -> bool: ...
    def homes(self, kind: str, columns: Mapping[str, list[Any]]) -> set[str]: ...
    def belongs(self, op: Op, stream: str) -> bool: ...


# Whether the chain of an entry goes on to the entry with a given number and hash.
LeadsTo = Callable[[Entry, int, bytes], bool]


def judge(
    entry: Entry, author: Member, known: Known, leads_to: LeadsTo, received: int, now: int
) -> Verdict | None:
    """The verdict on the next entry of a chain; None while it waits for another entry."""
    problem = (
        problem_of(entry, author, known)
        or _is_cut_off(entry, author, leads_to)
        or known.distrust(entry, author)
        or circle_of(entry, known)
    )
    if problem:
        return Verdict(QUARANTINED, problem)
    # What came while the office's clock was ahead cannot have come later than now.
    if author.cut is None and author.until is not None and min(received, now) > author.until:
        return None
    is_patient = not is_over(received, now)
    if is_patient and _lacks(entry, known):
        return None
    weight = (min(entry.claimed_at, received), entry.hash)
    lost, beaten = list[tuple[int, str]](), list[tuple[int, str]]()
    for position, (row, op) in enumerate(entry.rows()):
        if op.row and (state := known.row(op.kind, row)):
            for contest in contests(row, state, op, weight, known):
                (lost if contest.is_lost else beaten).append((position, contest.field))
    if lost or beaten:
        return Verdict(CONFLICT, "", tuple(lost), tuple(beaten))
    return AS_IT_IS if is_patient or not _lacks(entry, known) else Verdict(AFTER_GAP)


def is_over(received: int, now: int) -> bool:
    """Whether it has waited long enough; a receipt far in the future, by a wrong clock, has too."""
    return abs(now - received) >= GRACE


def are_plain(alike: RowColumns, stream: str, author: Member, known: Known, received: int) -> bool:
    """Whether `judge` would find nothing in any of these entries but that they apply.

    It asks the same, once for all values of a field instead of entry by entry. In doubt it says no.
    """
    is_late = author.until is not None and received > author.until
    may_write = not author.is_phone and (author.is_office or stream in author.streams)
    is_usual = may_write and author.cut is None and not is_late
    return is_usual and all(_is_plain(kind, told, stream, known) for kind, told in alike.ops)


def _is_plain(kind: str, columns: Mapping[str, list[Any]], stream: str, known: Known) -> bool:
    rule = known.rule(kind)
    if rule is None or rule.ownership is not Ownership.FACT or not known.do_fit(kind, columns):
        return False
    parents = [
        (of, parent)
        for name, of in rule.links.items()
        for parent in columns.get(name, ())
        if parent and parent is not ABSENT
    ]
    is_simple = kind not in rule.links.values() and known.homes(kind, columns) <= {stream}
    return is_simple and all(
        known.is_there(of, parent) and not known.is_erased(parent) for of, parent in parents
    )


def makes_again(entry: Entry, known: Known) -> bool:
    """Whether a row is or was here that an entry makes: two clones at one place in one millisecond."""
    made = [(op.kind, str(row)) for row, op in entry.rows() if op.row is None]
    return any(known.is_there(kind, row) or known.is_erased(row) for kind, row in made)


def problem_of(entry: Entry, author: Member, known: Known) -> str:
    """Why an entry must not be applied, or nothing."""
    link = entry.link
    if not author.is_office and link.stream not in author.streams:
        return SCOPE
    if entry.committed or any(map(known.is_erased, _spoken_of(entry, known))):
        return ERASED
    for op in entry.payload.ops:
        rule = known.rule(op.kind)
        if rule is None:
            return "unknown kind"
        is_free = rule.ownership is not Ownership.OFFICE and known.belongs(op, link.stream)
        is_phones = not author.is_phone or link.stream.partition("/")[0] == rule.by_phone
        if not (is_phones and (author.is_office or is_free)):
            return SCOPE
        if rule.ownership is Ownership.FACT and op.row is not None:
            return "fact changed"
        if misfit := known.misfit(op):
            return f"{UNFIT}: {misfit}"
    return ""


def _is_cut_off(entry: Entry, author: Member, leads_to: LeadsTo) -> str:
    if author.cut is None:
        return ""
    ends = author.cut.get(f"{entry.link.epoch} {entry.link.stream}", ())
    is_honoured = any(leads_to(entry, seq, bytes.fromhex(hash_)) for seq, hash_ in ends)
    return "" if is_honoured else "revoked"


def circle_of(entry: Entry, known: Rows) -> str:
    """Says so where a row would come after itself, by links to rows of its own kind."""
    links: dict[tuple[str, UUID, str], str | None] = {}
    for row, op in entry.rows():
        rule = known.rule(op.kind)
        for name, kind in rule.links.items() if rule else ():
            if kind == op.kind and name in op.fields:
                links[kind, row, name] = op.fields[name]
    return "circle" if any(_comes_round(*place, links, known) for place in links) else ""


def _comes_round(
    kind: str, row: UUID, name: str, links: Mapping[tuple[str, UUID, str], str | None], known: Rows
) -> bool:
    at, passed = row, set[UUID]()
    while at not in passed:
        passed.add(at)
        state = None if (kind, at, name) in links else known.row(kind, at)
        parent = state.fields.get(name) if state else links.get((kind, at, name))
        if not parent:
            return False
        at = UUID(parent)
    return at == row


def _lacks(entry: Entry, known: Known) -> bool:
    """Whether the entry needs a row or an entry that is not here."""
    made = {str(row) for row, op in entry.rows() if op.row is None}
    for row, op in entry.rows():
        if op.row and str(row) not in made and _has_gap(row, op, known):
            return True
        parents = _parents(op, known)
        if any(of not in made and not known.is_there(kind, of) for kind, of in parents):
            return True
    return False


def _parents(op: Op, known: Known) -> Iterator[tuple[str, str]]:
    """The rows that an op refers to, each with its kind."""
    rule = known.rule(op.kind)
    for name, kind in rule.links.items() if rule else ():
        if parent := op.fields.get(name):
            yield kind, parent


def _spoken_of(entry: Entry, known: Known) -> Iterator[str]:
    """The rows that an entry changes or refers to."""
    for row, op in entry.rows():
        if op.row is not None:
            yield str(row)
        for _, parent in _parents(op, known):
            yield parent


def _has_gap(row: UUID, op: Op, known: Known) -> bool:
    return known.row(op.kind, row) is None or unknown_bases(row, op, known)
