"""The store of a replica on the databases; it lives for one transaction, under the journal's lock."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext as _

from mobilink.basics import chance, clock
from mobilink.journal.core.errors import NotOurs, NotStorable
from mobilink.journal.core.merge import RowState, Setting
from mobilink.journal.core.replica import KNOWN, Replica
from mobilink.journal.core.segment import Segment
from mobilink.journal.core.sequence import Member, Rule, circle_of
from mobilink.journal.core.store import Branch, SignedSegment
from mobilink.journal.core.wire import Entry, Op
from mobilink.journal.storage import authority, guards, keys, models
from mobilink.journal.storage.fact_streams import UNIT, belongs, streams_of
from mobilink.journal.storage.fields import do_fit, milliseconds, misfit_of
from mobilink.journal.storage.following import follow
from mobilink.journal.storage.kinds import every_kind, find, named
from mobilink.journal.storage.log_store import LogStore
from mobilink.journal.storage.row_store import RowStore, state_of

OFFICE = "office"
INSTALLATION = "installation"


def this_installation() -> models.Installation:
    """The one whose database this is; raises NotOurs where nothing has begun in it."""
    here = models.Installation.objects.first()
    if here is None:
        raise NotOurs(
            _(
                "Nothing has begun in this data folder. Run `mobilink found` for a new office, or "
                "`mobilink enrol` to join one."
            )
        )
    return here


class TableStore(LogStore, RowStore):
    """Implements `store.Store`."""

    def __init__(self) -> None:
        LogStore.__init__(self)
        RowStore.__init__(self)

    @cached_property
    def installation(self) -> models.Installation:
        return this_installation()

    @cached_property
    def is_office(self) -> bool:
        return self.installation.kind == OFFICE

    @property
    def decides(self) -> bool:
        """Whether this machine puts entries in order: the office does, unless it was set back."""
        return self.is_office and self.installation.set_back_at is None

    def here(self) -> tuple[UUID, UUID]:
        return self.installation.id, self.installation.epoch

    def renew_epoch(self) -> None:
        """Go on under a new name after the disk was set back; an office then waits for its hubs."""
        here = self.installation
        here.past_epochs = [*here.past_epochs, str(here.epoch)]
        here.epoch = chance.new_id()
        hubs = models.Member.objects.filter(cut__isnull=True).exclude(kind=models.PHONE)
        if self.decides and hubs.exists():
            here.set_back_at = milliseconds(clock.now())
        here.save(update_fields=["epoch", "past_epochs", "set_back_at"])

    def member(self, author: UUID) -> Member | None:
        here = self.installation
        if author == here.id:
            return Member(here.id, keys.public(), frozenset(), is_office=self.is_office)
        for peer in models.Peer.objects.filter(author=author, is_office=True):
            return Member(author, bytes.fromhex(peer.key), frozenset(), is_office=True)
        for row in models.Member.objects.filter(author=author):
            return Member(
                author,
                bytes.fromhex(row.key),
                frozenset(row.streams),
                cut=row.cut,
                until=row.until,
                is_phone=row.kind == models.PHONE,
                has_line=self._is_told(row),
            )
        return None

    def untold(self) -> set[UUID]:
        """Machines of which no line tells yet: nobody but the office knows who that is."""
        waiting = models.Member.objects.filter(revision=None)
        return {row.author for row in waiting if not self._is_told(row)}

    def _is_told(self, member: models.Member) -> bool:
        """Whether the ledger tells of a machine, and not only what lies on top of it here."""
        return member.revision is not None or self.row(INSTALLATION, member.pk) is not None

    def rule(self, kind: str) -> Rule | None:
        known = find(kind)
        return known.rule if known else None

    def homes(self, kind: str, columns: Mapping[str, list[Any]]) -> set[str]:
        return streams_of(kind, columns, self)

    def belongs(self, op: Op, stream: str) -> bool:
        return belongs(op.kind, op.fields, stream, self)

    def misfit(self, op: Op) -> str:
        return misfit_of(op)

    def do_fit(self, kind: str, columns: Mapping[str, list[Any]]) -> bool:
        return do_fit(kind, columns) and authority.are_believed(kind, columns)

    def distrust(self, entry: Entry, author: Member) -> str:
        return authority.distrust(entry, author, self)

    def distrust_own(self, entry: Entry) -> str:
        """Why the office will not believe this machine for what it wrote, or is about to."""
        here = self.installation
        author = Member(here.id, keys.public(), frozenset(here.streams), is_office=self.is_office)
        return authority.distrust(entry, author, _Shown(self))

    def expect_no_circle(self, entry: Entry) -> None:
        """Refuse an entry by which a row, as it is shown here, would come after itself."""
        if circle_of(entry, _Shown(self)):
            raise NotStorable(_("By this something would come after itself. Choose another one."))

    def history(self, row: UUID, name: str) -> list[tuple[UUID, Any]]:
        return [
            (entry.link.author, op.fields[name])
            for _, entry in self.story(row)
            for changed, op in entry.rows()
            if changed == row and name in op.fields
        ]

    def regencies_of(self, units: Collection[str]) -> set[str]:
        unit: Any = named(UNIT).model._default_manager
        return {*unit.filter(code__in=units).values_list("regency_code", flat=True)}

    def setting(self, row: UUID, name: str, entry: bytes) -> Setting | None:
        for branch, entry_of_row in self.story(row):
            if entry_of_row.hash == entry:
                for changed, op in entry_of_row.rows():
                    if changed == row and name in op.fields:
                        received = self.received(branch, entry_of_row.link.seq)
                        weight = (min(entry_of_row.claimed_at, received), entry)
                        return Setting(weight, op.base.get(name, b""))
        return None

    def is_built_on(self, row: UUID, name: str, entry: bytes) -> bool:
        return any(
            changed == row and op.base.get(name) == entry
            for _, told in self.story(row)
            for changed, op in told.rows()
        )

    def story(self, row: UUID) -> Iterator[tuple[Branch, Entry]]:
        """The ordered entries that touched a row."""
        places = models.Touch.objects.filter(row=row).order_by("id").values_list("branch", "seq")
        gathered = [(t.branch_id, t.seq) for t in self._touches if t.row == row]
        for pk, seq in {**dict.fromkeys(places), **dict.fromkeys(gathered)}:
            branch = self.branch(pk)
            for entry in self.entries(branch, seq, seq):
                yield branch, entry

    def own_pending(self) -> Iterator[tuple[Branch, Entry]]:
        is_waiting = Q(ordered__lt=F("tip")) | ~Q(skipped=[])
        own = models.Branch.objects.filter(is_waiting, author=self.installation.id)
        for pk in own.order_by("id").values_list("pk", flat=True):
            branch = self.branch(pk)
            for first, last in branch.waiting:
                yield from ((branch, entry) for entry in self.entries(branch, first, last))

    def expect_write(self, stream: str) -> None:
        """Refuse to begin an entry that the office could not accept from this installation."""
        if not self.is_office and stream not in self.installation.streams:
            raise _not_ours(stream)

    def expect_belief(self, entry: Entry) -> None:
        """Refuse an entry for which the office would not believe this installation."""
        if problem := self.distrust_own(entry):
            raise _not_ours(problem)

    def show(self, entry: Entry) -> None:
        """Lay an entry of this machine, which the office has not ordered, on what is shown.

        Whoever had a copy of its key may have written it: what no table could keep is left out.
        """
        for row, op in entry.rows():
            kind = find(op.kind)
            if kind is None or misfit_of(op):
                continue
            if kind.may_change:
                self.restate(op.kind, row)
                self.touch(row, entry)
            else:
                self.put(op.kind, row, RowState(op.fields, None), entry, op)

    def show_again(self, entries: Iterable[Entry]) -> None:
        """Show what this machine wrote, lost and got back, until it has its line."""
        for entry in entries:
            self.show(entry)

    def restate_own(self) -> None:
        """Show what the office has not ordered, on rows that were just made anew."""
        for _branch, entry in self.own_pending():
            self.show(entry)
        self.settle()

    def branch_of(self, entry: Entry) -> Branch:
        here = self.branches(entry.link.chain)
        return next(
            branch
            for branch in here
            if len(here) == 1 or self.hash_at(branch, entry.link.seq) == entry.hash
        )

    def unsettle(self, stream: str, after: int) -> None:
        with guards.writing(connection):
            models.LedgerLine.objects.filter(stream=stream, revision__gt=after).delete()
            for kind in every_kind():
                kind.model._default_manager.all().delete()
            models.Touch.objects.all().delete()
            models.Settled.objects.all().delete()
            for branch in self.every_branch():
                models.Branch.objects.filter(pk=branch.id).update(
                    ordered=branch.since - 1, skipped=[]
                )
        LogStore.__init__(self)
        RowStore.__init__(self)


def _not_ours(what: str) -> NotOurs:
    return NotOurs(
        _(
            "This installation may not write there (%(what)s). Do it at the office, or at the unit's "
            "own machine."
        )
        % {"what": what}
    )


class _Shown:
    """The rows as a hub shows them: its own that the office has not ordered lie on top."""

    def __init__(self, store: TableStore) -> None:
        self.rule, self.history = store.rule, store.history
        self.regencies_of = store.regencies_of

    def row(self, kind: str, row: UUID) -> RowState | None:
        known = named(kind)
        shown = known.model._default_manager.filter(pk=row).first()
        return state_of(known, shown) if shown else None


def receive(signed: SignedSegment) -> tuple[bool, Segment]:
    """Keep a signed segment and let the office decide on what it brought; whether it is news, and what
    it holds.

    Inside `actions.alone()`; raises Refused, and keeps nothing then.
    """
    here = replica()
    with guards.writing(connection):
        outcome, segment = here.receive(signed, milliseconds(clock.now()))
    put_in_order(here)
    return outcome != KNOWN, segment


def put_in_order(here: Replica[TableStore]) -> int:
    """Let the office decide on everything that can be decided on; returns how many entries were.

    Inside `actions.alone()`; then each room does what follows from others' rows in its own words,
    where it may: what is decided stays decided.
    An office that was set back decides nothing (`recovery`).
    """
    if not here.store.decides:
        return 0
    with guards.writing(connection):
        decided = here.sequence(milliseconds(clock.now()))
    for name, rows in here.store.arrived.items():
        afterwards = named(name).afterwards
        if afterwards:
            follow(afterwards, rows)
    for name, fields in here.store.changed.items():
        on_change = named(name).on_change
        if on_change:
            follow(on_change, fields)
    return decided


def replica() -> Replica[TableStore]:
    """This installation's replica; inside `actions.alone()` only."""
    return Replica(TableStore(), keys.Ed25519())
