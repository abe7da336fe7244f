"""`commit`: the only way by which a replicated row comes to be or changes.

    with commit(APPROVE, by=person, why=reason) as draft:
        draft.add(Decision, outing=outing, verdict="approved", …)
        draft.change(outing, state="approved")

`APPROVE` is an act (`journal.acts`). Everything drafted becomes one entry per stream, in one database
transaction: entry, ledger line, rows. An exception inside the block leaves nothing behind.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.journal.acts import Act
from mobilink.journal.core import wire
from mobilink.journal.core.errors import NotOurs, NotStorable, Overtaken, Unanswered
from mobilink.journal.core.merge import seen
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.salts import salt_of
from mobilink.journal.core.sequence import APPLIED, Verdict
from mobilink.journal.core.store import Branch
from mobilink.journal.core.wire import Chain
from mobilink.journal.storage import guards, shaped, tables
from mobilink.journal.storage.fields import (
    Field,
    from_wire,
    milliseconds,
    row_from_wire,
    row_to_wire,
    to_wire,
)
from mobilink.journal.storage.kinds import Kind, find, kind_of
from mobilink.journal.storage.rows import Row, SharedRow
from mobilink.journal.storage.tables import TableStore

AnyRow = TypeVar("AnyRow", bound=Row)
_LOCK = 0x6D6F6269  # "mobi": one number for the whole product, since one writer puts all in order


class Draft:
    """What one commit will write; rows carry their final ids from the moment they are added."""

    def __init__(self, replica: Replica[TableStore]) -> None:
        self.replica = replica
        self.parts: dict[str, Part] = {}

    def add(self, model: type[AnyRow], **fields: Any) -> AnyRow:
        """Draft a new row; its values are checked against the model's fields at once."""
        kind = kind_of(model)
        row = model(**fields)
        _check_fields(kind, row, fields)
        wire_fields = row_to_wire(kind, row)
        wire.check_fields(kind.name, wire_fields)
        for name, value in row_from_wire(kind, wire_fields).items():
            setattr(row, name, value)
        part = self.part(kind.stream_of(row))
        row.id = wire.row_id(part.link, part.claimed_at, len(part.ops))
        part.ops.append(wire.Op(kind.name, None, wire_fields))
        part.made.append(row)
        return row

    def change(self, row: SharedRow, **fields: Any) -> None:
        """Draft new values for fields of a row; values that are the same are left out."""
        kind = kind_of(type(row))
        if not kind.may_change:
            raise NotOurs(f"A {kind.name} is a fact; correct it by recording an amendment.")
        by_name = {field.name: field for field in kind.fields}
        values = {
            name: to_wire(by_name[name], value_of(by_name[name], fields[name])) for name in fields
        }
        wire.check_fields(kind.name, values)
        now = {name: to_wire(by_name[name], getattr(row, by_name[name].attname)) for name in values}
        values = {name: value for name, value in values.items() if value != now[name]}
        if values:
            if any(row.pk == other.pk for part in self.parts.values() for other, _ in part.changes):
                raise NotOurs(
                    f"One commit changes a {kind.name} once; give all its fields together."
                )
            part = self.part(kind.stream_of(row))
            part.ops.append(wire.Op(kind.name, row.id.bytes, values, seen(row.versions, values)))
            part.changes.append((row, part.ops[-1]))

    def part(self, stream: str) -> "Part":
        """What goes into a stream; its `link` is where in the chain of this machine."""
        if stream not in self.parts:
            self.replica.store.expect_write(stream)
            chain = Chain(*self.replica.store.here(), stream)
            with (
                nullcontext() if self.replica.store.branches(chain) else guards.writing(connection)
            ):
                self.parts[stream] = Part(*self.replica.next_link(chain))
        return self.parts[stream]


class Part:
    """The ops of a draft that travel in one stream: one entry to be."""

    def __init__(self, branch: Branch, link: wire.Link) -> None:
        self.branch, self.link = branch, link
        self.claimed_at = milliseconds(clock.now())
        self.ops: list[wire.Op] = []
        self.made: list[Row] = []
        self.changes: list[tuple[SharedRow, wire.Op]] = []


@contextmanager
def alone() -> Iterator[None]:
    """Be the only writer of the journal in the block: what is checked there is still true when written.

    The block is one transaction; commits inside it stand or fall together. Where the connection
    breaks before the last of them is answered, the server is asked whether it did it; raises
    Unanswered when it cannot be asked.
    """
    number, is_over = "", False
    try:
        with transaction.atomic(), shaped.as_it_is():
            number = _lock()
            yield
            is_over = True
    except OperationalError:
        # An embedded database has no server: its disk failed, and may show what it has not got.
        if not (is_over and number) or connection.in_atomic_block or not _was_done(number):
            raise


@contextmanager
def commit(
    act: Act, *, by: Any = None, why: str = "", on: SharedRow | None = None
) -> Iterator[Draft]:
    """Write what is drafted in the block as journal entries, all of it or nothing.

    `act` is what its room declares, `by` the Person who acts (nothing for the machine itself), `why`
    the reason that person gave. `on` is the row that the act was decided
    upon: if anything was written to it since it was read, the act is refused as Overtaken.
    """
    if not isinstance(act, Act):
        raise TypeError(f"“{act}” is no act; a room declares each beside its verb.")
    with alone():
        if on is not None:
            now = type(on)._default_manager.values_list("revision", flat=True).get(pk=on.pk)
            refuse_if_overtaken(on, str(now))
        draft = Draft(tables.replica())
        yield draft
        with guards.writing(connection):
            for part in draft.parts.values():
                payload = wire.Payload(act.text, str(by.pk) if by else "", why, part.ops)
                write(draft.replica, part, payload)


def refuse_if_overtaken(row: Row, seen: str) -> None:
    """Refuse when the row was written after a person read it at the revision `seen`.

    A form keeps the revision it was made from; what it sends back then never overwrites, or
    approves, what its reader has not seen. An empty `seen` asks nothing.
    """
    if seen and seen != str(row.revision):
        raise Overtaken(
            _(
                "Somebody changed this after you opened it. Open it as it stands now and enter "
                "your change there; what you typed is kept below."
            )
        )


def _check_fields(kind: Kind, row: Row, written: Iterable[str]) -> None:
    """Refuse values that the model's fields do not take, naming the first of them.

    What is not `written` now may come from where a list offers more.
    """
    links = {field.name for field in kind.fields if field.is_relation}
    try:
        row.clean_fields(exclude=links | {*kind.open} - {*written})
    except ValidationError as error:
        name, texts = next(iter(error.message_dict.items()))
        raise NotStorable(f"{name}: {' '.join(texts)}", field=name) from error


def value_of(field: Field, value: Any) -> Any:
    """The plain value to store for a field given a row or a plain value."""
    return value.pk if isinstance(value, Row) else value


def write(replica: Replica[TableStore], part: Part, payload: wire.Payload) -> wire.Entry:
    """Append one entry, lay it on the rows, and where it is decided give it its line at once.

    Inside `alone` and `guards.writing`.
    """
    for row, op in part.changes:
        _refuse_if_replaced(row, op)
    now = part.claimed_at
    store = replica.store
    salt = salt_of(store.seed(part.branch), part.link.seq) if may_hold_persons(payload) else b""
    try:
        entry = part.link.entry(now, salt, payload)
    except NotStorable as error:
        raise NotStorable(
            _("This is too long to be kept in one piece. Shorten it, or take fewer days.")
        ) from error
    store.expect_belief(entry)
    store.expect_no_circle(entry)
    branch = replica.append(part.branch, entry, now)
    revision = None
    if store.decides:
        replica.order(branch, [(entry, Verdict(APPLIED))], now)
        revision = replica.next_revision(part.link.stream) - 1
    else:
        store.show(entry)
    store.settle()
    _tell_rows(part, revision)
    return entry


def _tell_rows(part: Part, revision: int | None) -> None:
    """Bring the caller's objects to what was written."""
    for row in part.made:
        row.revision = revision
    for row, op in part.changes:
        row.refresh_from_db(fields=["revision", "versions"])
        fields = {field.name: field for field in kind_of(type(row)).fields}
        for name, value in op.fields.items():
            setattr(row, fields[name].attname, from_wire(fields[name], value))


def _refuse_if_replaced(row: SharedRow, op: wire.Op) -> None:
    """Refuse a change of a value that is not the one its author saw."""
    kind = kind_of(type(row))
    now = type(row)._default_manager.get(pk=row.pk)
    fields = {field.name: field for field in kind.fields}
    for name, value in op.fields.items():
        if bytes.fromhex(now.versions.get(name, "")) != op.base.get(name, b""):
            current = row_to_wire(kind, now).get(name)
            raise Overtaken(
                _(
                    "Somebody changed %(field)s to “%(value)s” while you worked. "
                    "Open it again and decide."
                )
                % {"field": name, "value": current}
            )
        setattr(now, fields[name].attname, from_wire(fields[name], value))
    _check_fields(kind, now, op.fields)


def may_hold_persons(payload: wire.Payload) -> bool:
    """Whether an entry is salted, so that what it says can be erased and not be guessed back."""
    return any(kind.is_personal for op in payload.ops if (kind := find(op.kind)))


def _lock() -> str:
    """Become the only writer of the journal until this transaction ends; returns its number.

    SQLite transactions begin IMMEDIATE, are alone already, and have no number.
    """
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s), pg_current_xact_id()", [_LOCK])
        return str(cursor.fetchone()[1])


def _was_done(number: str) -> bool:
    """Whether a transaction was committed whose commit was not answered."""
    try:
        # Behind the lock it has ended, in one way or the other.
        with transaction.atomic(), connection.cursor() as cursor:
            _lock()
            cursor.execute("SELECT pg_xact_status(%s::xid8)", [number])
            return bool(cursor.fetchone()[0] == "committed")
    except OperationalError as error:
        raise Unanswered(
            _(
                "The database broke off while this was being kept, and it is not known whether it "
                "was. When the database answers again, look for it before you enter it again."
            )
        ) from error
