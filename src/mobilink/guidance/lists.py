"""Taking over a list: what it would change in its register, the change itself, and taking it back.

Which registers come by lists stands in `registers`.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.errors import BadList
from mobilink.guidance.models import Snapshot
from mobilink.guidance.queries import latest_snapshot
from mobilink.journal.actions import Draft, alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.storage.fields import row_from_wire, row_to_wire
from mobilink.journal.storage.kinds import kind_of
from mobilink.journal.storage.rows import SharedRow
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ROWS_PER_ENTRY = 50
Fields = dict[str, Any]
Pair = tuple[Any, Fields]
"""The row that a register holds, if any, and what a list tells of it."""
Some = TypeVar("Some")
Made = TypeVar("Made")
Before = dict[str, Fields | None]
"""Rows by their id, as they travelled before a list; nothing for those that were not there."""


TAKE_OVER = {
    Snapshot.Kind.RECRUITERS: Act(
        "take over a list of recruiters",
        gettext_lazy("List of recruiters taken over"),
        by=Role.Function.APPROVER,
        is_offices=True,
    ),
    Snapshot.Kind.VACANCIES: Act(
        "take over a list of vacancies",
        gettext_lazy("List of vacancies taken over"),
        by=Role.Function.APPROVER,
        is_offices=True,
    ),
    Snapshot.Kind.COUNTRIES: Act(
        "take over a list of countries",
        gettext_lazy("List of countries taken over"),
        by=Role.Function.APPROVER,
        is_offices=True,
    ),
}
TAKE_BACK = {
    Snapshot.Kind.RECRUITERS: Act(
        "take back a list of recruiters",
        gettext_lazy("List of recruiters taken back"),
        by=Role.Function.APPROVER,
        is_offices=True,
    ),
    Snapshot.Kind.VACANCIES: Act(
        "take back a list of vacancies",
        gettext_lazy("List of vacancies taken back"),
        by=Role.Function.APPROVER,
        is_offices=True,
    ),
    Snapshot.Kind.COUNTRIES: Act(
        "take back a list of countries",
        gettext_lazy("List of countries taken back"),
        by=Role.Function.APPROVER,
        is_offices=True,
    ),
}


class Taken(NamedTuple):
    """What a list brought: rows new on it, told anew, as they were, and named no more.

    `before` is what it replaced, and `snapshot` the list that it made, if it told anything new.
    """

    new: int
    changed: int
    unchanged: int
    gone: int
    before: Before
    snapshot: UUID | None


class BatchedCommit(NamedTuple):
    """Commits of a whole list, by whom and why; so many rows to an entry, which has a limit."""

    act: Act
    by: Person | None
    why: str
    at_once: int

    def commit(self) -> AbstractContextManager[Draft]:
        return commit(self.act, by=self.by, why=self.why)

    def write(self, rows: Iterable[Some], write: Callable[[Draft, Some], Made]) -> list[Made]:
        """Write many rows."""
        left, made = iter(rows), []
        while batch := list(islice(left, self.at_once)):
            with self.commit() as draft:
                made += [write(draft, row) for row in batch]
        return made


@dataclass(frozen=True)
class Difference:
    """A list beside what the register holds: new, told anew, as before, and named no more.

    Of those as before, `seen` need the day of this list, which is all that is new of them.
    """

    model: type[SharedRow]
    as_at: date
    new: list[Fields]
    changed: list[Pair]
    seen: list[Pair]
    unchanged: int
    gone: list[Any]

    def write(self, commits: BatchedCommit) -> Before:
        """Write all of it; returns what it replaced."""
        kind = kind_of(self.model)
        gone = [(row, {"gone_on": self.as_at}) for row in self.gone]
        moved = [*self.changed, *self.seen, *gone]
        before: Before = {str(row.pk): row_to_wire(kind, row) for row, _told in moved}
        made = commits.write(self.new, lambda draft, row: draft.add(self.model, **row))
        commits.write(moved, lambda draft, pair: draft.change(pair[0], **pair[1]))
        return before | {str(row.pk): None for row in made}


@dataclass(frozen=True)
class Register:
    """Rows that come by lists of the office.

    `pair` finds for each row of a list the one that the register holds. `seen_on` is the field that
    keeps the day of the latest list which names a row. Where a list `is_whole`, what it does not
    name is gone. `nothing` is said of a list without a row.
    """

    kind: Snapshot.Kind
    model: type[SharedRow]
    pair: Callable[[list[Any], list[Fields]], list[Pair]]
    nothing: "StrPromise"
    seen_on: str = ""
    is_whole: bool = True
    at_once: int = ROWS_PER_ENTRY

    def take_over(
        self, rows: Iterable[Fields], *, as_at: date, by: Person | None = None, why: str = ""
    ) -> Taken:
        """Take over a list as the office got it on a day, all of it or nothing.

        Raises BadList for a list of a day to come or older than the one that is here, and for one
        that names nothing, or something twice.
        """
        act = TAKE_OVER[self.kind]
        act.require(by)
        with alone():
            latest = latest_snapshot(self.kind)
            difference = self.compare(rows, as_at=as_at)
            commits, snapshot = BatchedCommit(act, by, why, self.at_once), None
            before = difference.write(commits)
            if latest is None or as_at > latest.as_at or before:
                with commits.commit() as draft:
                    snapshot = draft.add(Snapshot, kind=self.kind, as_at=as_at).pk
            return Taken(
                len(difference.new),
                len(difference.changed),
                difference.unchanged,
                len(difference.gone),
                before,
                snapshot,
            )

    def compare(self, rows: Iterable[Fields], *, as_at: date) -> Difference:
        """What a list of a day would change; raises BadList as `take_over` does."""
        seen = {self.seen_on: as_at} if self.seen_on else {}
        listed = [row | seen for row in rows]
        if not listed:
            raise BadList(str(self.nothing))
        if as_at > office_day():
            raise BadList(_("%(day)s has not come yet; give the day of the list.") % {"day": as_at})
        latest = self._latest_day()
        if latest is not None and as_at < latest:
            raise BadList(
                _("The list of %(latest)s is here already, which is newer than %(day)s.")
                % {"latest": latest, "day": as_at}
            )
        known: list[Any] = list(self.model._default_manager.all())
        return self._difference(known, self.pair(known, listed), as_at)

    def _latest_day(self) -> date | None:
        """The day of the latest list; of one that an older version took over, by its rows."""
        if (latest := latest_snapshot(self.kind)) is not None:
            return latest.as_at
        if not self.seen_on:
            return None
        rows: Any = self.model._default_manager
        newest = rows.filter(is_withdrawn=False).aggregate(day=Max(self.seen_on))
        day: date | None = newest["day"]
        return day

    def take_back(self, before: Before, *, by: Person | None, why: str) -> None:
        """Make the register what it was before the latest list was taken over.

        Raises BadList when there is none.
        """
        act = TAKE_BACK[self.kind]
        act.require(by)
        kind = kind_of(self.model)

        def restore(draft: Draft, row: SharedRow) -> None:
            fields = before[str(row.pk)]
            draft.change(row, **(row_from_wire(kind, fields) if fields else {"is_withdrawn": True}))

        with alone():
            latest = latest_snapshot(self.kind)
            if latest is None:
                raise BadList(_("There is no list to take back."))
            commits = BatchedCommit(act, by, why, self.at_once)
            commits.write(self.model._default_manager.in_bulk(list(before)).values(), restore)
            with commits.commit() as draft:
                draft.change(latest, is_withdrawn=True)

    def _difference(self, known: list[Any], pairs: list[Pair], as_at: date) -> Difference:
        held = [
            (recorded, _fields(self.model(**row)))
            for recorded, row in pairs
            if recorded is not None
        ]
        matched = {recorded.pk for recorded, _told in held}
        changed: list[Pair] = []
        seen: list[Pair] = []
        for recorded, fields in held:
            differs = {name for name, value in _fields(recorded).items() if value != fields[name]}
            if differs - {self.seen_on}:
                changed.append((recorded, fields))
            elif differs:
                seen.append((recorded, fields))
        gone = [
            recorded
            for recorded in known
            if recorded.pk not in matched and not recorded.is_withdrawn
        ]
        return Difference(
            self.model,
            as_at,
            new=[row for recorded, row in pairs if recorded is None],
            changed=changed,
            seen=seen,
            unchanged=len(held) - len(changed),
            gone=[recorded for recorded in gone if recorded.gone_on is None]
            if self.is_whole
            else [],
        )


def paired_by(
    key: Callable[[Fields], tuple[Any, ...]],
) -> Callable[[list[Any], list[Fields]], list[Pair]]:
    """Find the row that a register holds by what tells each from every other one."""

    def pair(known: list[Any], rows: list[Fields]) -> list[Pair]:
        held = {key(vars(one)): one for one in known}
        return [(held.get(told), row) for told, row in {key(row): row for row in rows}.items()]

    return pair


def _fields(row: SharedRow) -> Fields:
    """All that travels of a row; what a list does not tell is as empty as in a new one."""
    return {field.name: getattr(row, field.name) for field in kind_of(type(row)).fields}
