"""`commit`: the only way by which a replicated row comes to be or changes.

    with commit("approve outing", by=person, why=reason) as draft:
        draft.add(Decision, outing=outing, verdict="approved", …)
        draft.change(outing, state="approved")

Everything drafted becomes one entry per stream, in one database transaction: entry, ledger line,
rows. An exception inside the block leaves nothing behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.journal import guards, ledger, wire
from mobilink.journal.errors import NotOurs, NotStorable, Overtaken
from mobilink.journal.fields import Field, from_wire, row_from_wire, row_to_wire, to_wire
from mobilink.journal.kinds import Kind, kind_of
from mobilink.journal.merge import RowState, changed
from mobilink.journal.models import Entry, Touch
from mobilink.journal.rows import Row, SharedRow

AnyRow = TypeVar("AnyRow", bound=Row)


class Draft:
    """What one commit will write; rows carry their final ids from the moment they are added."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}

    def add(self, model: type[AnyRow], **fields: Any) -> AnyRow:
        """Draft a new row; its values are checked against the model's fields at once."""
        kind = kind_of(model)
        row = model(**fields)
        _check_fields(kind, row)
        wire_fields = row_to_wire(kind, row)
        wire.check_fields(kind.name, wire_fields)
        for name, value in row_from_wire(kind, wire_fields).items():
            setattr(row, name, value)
        part = self._part(kind.stream_of(row))
        row.id = wire.row_id(part.link, len(part.ops))
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
            base = {name: bytes.fromhex(row.versions.get(name, "")) for name in values}
            part = self._part(kind.stream_of(row))
            part.ops.append(wire.Op(kind.name, row.id.bytes, values, base))
            part.changes.append((row, part.ops[-1]))

    def _part(self, stream: str) -> "Part":
        if stream not in self.parts:
            self.parts[stream] = Part(ledger.next_link(stream))
        return self.parts[stream]


class Part:
    """The ops of a draft that travel in one stream: one entry to be."""

    def __init__(self, link: wire.Link) -> None:
        self.link = link
        self.ops: list[wire.Op] = []
        self.made: list[Row] = []
        self.changes: list[tuple[SharedRow, wire.Op]] = []


@contextmanager
def alone() -> Iterator[None]:
    """Be the only writer of the journal in the block: what is checked there is still true when written.

    The block is one transaction; commits inside it stand or fall together.
    """
    with transaction.atomic():
        ledger.lock()
        yield


@contextmanager
def commit(
    action: str, *, by: Any = None, why: str = "", on: SharedRow | None = None
) -> Iterator[Draft]:
    """Write what is drafted in the block as journal entries, all of it or nothing.

    `action` is a short English verb phrase for the audit, `by` the Person who acts (nothing for the
    machine itself), `why` the reason that person gave. `on` is the row that the act was decided
    upon: if anything was written to it since it was read, the act is refused as Overtaken.
    """
    with alone():
        if on is not None:
            now = type(on)._default_manager.values_list("revision", flat=True).get(pk=on.pk)
            refuse_if_overtaken(on, str(now))
        draft = Draft()
        yield draft
        with guards.writing(connection):
            for part in draft.parts.values():
                _write(part, action, by.pk if by else None, why)


def refuse_if_overtaken(row: SharedRow, seen: str) -> None:
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


def _check_fields(kind: Kind, row: Row) -> None:
    """Refuse values that the model's fields do not take, naming the first of them."""
    try:
        row.clean_fields(exclude=[field.name for field in kind.fields if field.is_relation])
    except ValidationError as error:
        name, texts = next(iter(error.message_dict.items()))
        raise NotStorable(f"{name}: {' '.join(texts)}", field=name) from error


def value_of(field: Field, value: Any) -> Any:
    """The plain value to store for a field given a row or a plain value."""
    return value.pk if isinstance(value, Row) else value


def _write(part: Part, action: str, by: UUID | None, why: str) -> None:
    now = clock.now()
    entry = _append(part, wire.Payload(action, str(by or ""), why, part.ops), now)
    revision = ledger.sequence(entry)
    _apply_made(part.made, revision)
    for row, op in part.changes:
        _apply_change(row, op, bytes(entry.hash), revision)
    touched = [row.id for row in part.made if kind_of(type(row)).may_change]
    touched += [row.id for row, _ in part.changes]
    Touch.objects.bulk_create(Touch(row=row, entry=entry) for row in touched)


def _append(part: Part, payload: wire.Payload, now: datetime) -> Entry:
    """Add one entry to this installation's chain."""
    data = wire.encode(payload)
    if len(data) > wire.LARGEST_ENTRY:
        raise NotStorable(
            _("This is too long to be kept in one piece. Shorten it, or take fewer days.")
        )
    header = wire.encode(part.link.header(now, wire.commitment(b"", data)))
    wire.decode_payload(data)
    return Entry.objects.create(
        hash=wire.entry_id(header),
        author=part.link.author,
        epoch=part.link.epoch,
        stream=part.link.stream,
        seq=part.link.seq,
        header=header,
        salt=b"",
        payload=data,
        received_at=now,
    )


def _apply_made(rows: list[Row], revision: int) -> None:
    by_model: dict[type[Row], list[Row]] = {}
    for row in rows:
        row.revision = revision
        by_model.setdefault(type(row), []).append(row)
    for model, same in by_model.items():
        model._default_manager.bulk_create(same)


def _apply_change(row: SharedRow, op: wire.Op, entry: bytes, revision: int) -> None:
    """Lay a change on the row as it stands now, which may be newer than what the caller saw."""
    kind = kind_of(type(row))
    row.refresh_from_db()
    before = RowState(row_to_wire(kind, row), row.revision or 0, row.versions)
    after, losses = changed(before, op, entry, revision)
    if losses:
        raise Overtaken(
            _(
                "Somebody changed %(field)s to “%(value)s” while you worked. Open it again and decide."
            )
            % {"field": losses[0].field, "value": losses[0].current}
        )
    fields = {field.name: field for field in kind.fields}
    for name in op.fields:
        setattr(row, fields[name].attname, from_wire(fields[name], after.fields[name]))
    row.versions, row.revision = after.versions, revision
    _check_fields(kind, row)
    row.save(update_fields=[*op.fields, "versions", "revision"], force_update=True)
