"""Backup and restore: everything of an installation in one file, and back.

A backup holds what the tables follow from: the journal, this machine's part in the service and its
signing key, and the sign-ins. The same file is made from either database and read into either. It
is made as of one moment while the server runs. The tables are not in it: who restores it makes them
anew from the journal, and so proves it.

A backup counts from the moment in which it was read back: restored from the file itself into a
folder of its own, verified, and compared with what was written. Then `horizon` moves.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.core.management.color import no_style
from django.db import connection, models
from django.utils.translation import gettext as _

from mobilink import __version__
from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.journal.actions import alone
from mobilink.journal.safety import encrypted_file
from mobilink.journal.safety.encrypted_file import Contents, Damaged
from mobilink.journal.safety.rebuild import rebuild
from mobilink.journal.safety.snapshot import snapshot
from mobilink.journal.storage import guards
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import every_kind
from mobilink.journal.storage.models import Installation, Member, Settled, Touch
from mobilink.journal.storage.tables import TableStore

PART = 1024 * 1024  # bytes of rows in one part of the file
Model = type[models.Model]
# What backups of before keep and nobody needs: whoever restores one hears every hub anew.
GONE = {("journal.Installation", "heard"), ("journal.Installation", "missed")}


class Rows(msgspec.Struct, array_like=True, frozen=True):
    """Some rows of one table, with the names of their fields."""

    model: str
    fields: list[str]
    rows: list[list[Any]]


def write(file: Path, passphrase: str) -> Contents:
    """Write this installation as it is now to a new file; raises OSError where that fails."""
    with snapshot():
        contents = _contents()
        encrypted_file.write(file, passphrase, _parts(contents))
    return contents


def fill(file: Path, passphrase: str) -> Contents:
    """Read a backup into this empty database, prove it, and go on in a new epoch; or nothing.

    The office that it makes decides nothing until its hubs were heard (`recovery`).
    """
    parts = encrypted_file.read(file, passphrase)
    contents = encrypted_file.contents_in(next(parts))
    with alone():
        if Installation.objects.exists():
            raise Refused(
                _(
                    "The database holds an installation already. Restore into an empty one; "
                    "nothing was written."
                )
            )
        with guards.writing(connection):
            for part in parts:
                _insert(msgspec.msgpack.decode(part, type=Rows))
            _count_on()
        Installation.objects.update(in_backup=contents.ledger)
        _prove(file, contents)
        TableStore().renew_epoch()
    return contents


def move_horizon(contents: Contents) -> None:
    """Count a backup that was read back: at the office, what it covers is safe."""
    with alone():
        if TableStore().is_office:
            Installation.objects.update(in_backup=contents.ledger)


def horizon() -> dict[str, int]:
    """Per stream, the last revision that a backup, read back, covers; hubs know it from their office."""
    here = Installation.objects.first()
    return dict(here.in_backup) if here else {}


def _prove(file: Path, contents: Contents) -> None:
    """Make the tables from the journal, and compare all with what was written."""
    proof = rebuild()
    store = TableStore()
    ledger = {s: line.until for s in store.streams() if (line := store.last_line(s))}
    if proof.differences:
        raise Damaged(
            _("%(file)s opens, and its journal does not hold together: %(first)s.")
            % {"file": file, "first": proof.differences[0]}
        )
    if (proof.entries, proof.rows, ledger) != (contents.entries, contents.rows, contents.ledger):
        raise Damaged(
            _(
                "%(file)s opens, and holds %(entries)s entries and %(rows)s rows where "
                "%(written)s and %(written_rows)s were written; `mobilink rebuild --verify` tells "
                "what is wrong where it was made."
            )
            % {
                "file": file,
                "entries": proof.entries,
                "rows": proof.rows,
                "written": contents.entries,
                "written_rows": contents.rows,
            }
        )


def _contents() -> Contents:
    store = TableStore()
    options = Path(settings.FOLDER.path) / "mobilink.toml"
    return Contents(
        __version__,
        milliseconds(clock.now()),
        store.installation.name,
        settings.SIGNING_KEY,
        options.read_text("utf-8") if options.exists() else "",
        {stream: line.until for stream in store.streams() if (line := store.last_line(stream))},
        sum(branch.tip - branch.since + 1 for branch in store.every_branch()),
        sum(kind.model._default_manager.count() for kind in every_kind()),
    )


def _kept_models() -> list[Model]:
    """The tables that do not follow from others; and who may write, whose keys the proof needs."""
    follow = {kind.model for kind in every_kind()} - {Member} | {Touch, Settled}
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("mobilink.") and model not in follow
    ]


def _parts(contents: Contents) -> Iterator[bytes]:
    yield msgspec.msgpack.encode(contents)
    for model in _kept_models():
        names = [field.attname for field in model._meta.concrete_fields]
        rows: list[msgspec.Raw] = []
        size = 0
        every = model._default_manager.order_by("pk").values_list(*names)
        for row in every.iterator(chunk_size=200):
            rows.append(msgspec.Raw(msgspec.msgpack.encode(row)))
            size += len(rows[-1])
            if size > PART:
                yield msgspec.msgpack.encode((model._meta.label, names, rows))
                rows, size = [], 0
        if rows:
            yield msgspec.msgpack.encode((model._meta.label, names, rows))


def _insert(batch: Rows) -> None:
    try:
        model = apps.get_model(batch.model)
        fields = {
            name: model._meta.get_field(_plain(model, name))
            for name in batch.fields
            if (batch.model, name) not in GONE
        }
    except (LookupError, FieldDoesNotExist) as error:
        raise Refused(
            _("This backup is of a newer Mobilink; upgrade first (%(error)s).") % {"error": error}
        ) from error
    model._default_manager.bulk_create(
        [
            model(
                **{
                    name: fields[name].to_python(value)
                    for name, value in zip(batch.fields, row, strict=True)
                    if name in fields
                }
            )
            for row in batch.rows
        ],
        batch_size=500,
    )


def _plain(model: Model, attname: str) -> str:
    """The name of the field that keeps its value under `attname`."""
    return next((f.name for f in model._meta.concrete_fields if f.attname == attname), attname)


def _count_on() -> None:
    """Let numbers go on after those that were inserted; PostgreSQL counts beside its tables."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _kept_models()):
            cursor.execute(statement)
