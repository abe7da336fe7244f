"""Uploads of lists: one person brings one, another takes it over, refuses it or takes it back."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.guidance.lists import Difference, Fields, Register
from mobilink.guidance.models import Snapshot
from mobilink.guidance.queries import latest_snapshot
from mobilink.guidance.registers import COUNTRIES, RECRUITERS, VACANCIES
from mobilink.imports import countries, recruiters, tables, vacancies
from mobilink.imports.models import Upload
from mobilink.imports.tables import Gathered, Names, Table
from mobilink.journal.actions import alone
from mobilink.journal.members.installations import is_office
from mobilink.people.actions import require_at_office
from mobilink.people.models import Person, Role

State = Upload.State
Kind = Snapshot.Kind
LONGEST_NAME: Final = 200  # bytes; folders take no longer ones than 255


class ListImport(NamedTuple):
    """The table by which a list of one kind is read, and the register that takes it over and back."""

    table: Table
    register: Register


LIST_IMPORTS: Final = {
    Kind.RECRUITERS: ListImport(recruiters.TABLE, RECRUITERS),
    Kind.VACANCIES: ListImport(vacancies.TABLE, VACANCIES),
    Kind.COUNTRIES: ListImport(countries.TABLE, COUNTRIES),
}


class NotNow(Refused):
    """Something that cannot be done with an upload as it is, or not by this person."""

    code = "not_now"


def bring(kind: Kind, file_name: str, content: bytes, *, as_at: date, by: Person) -> Upload:
    """Keep a file and read it; what is wrong with it is kept with it, row by row."""
    require_at_office(by, Role.Function.PLANNER)
    _refuse_on_a_van()
    upload = Upload(
        kind=kind,
        as_at=as_at,
        file_name=_short(Path(file_name).name),
        content=content,
        brought_by=by.pk,
        brought_by_name=by.name,
        brought_at=clock.now(),
    )
    return _read(upload)


def tell_headings(upload: Upload, names: Names, *, by: Person) -> Upload:
    """Say which column each heading of the file means, and read it again.

    Only who brought it does: whoever says what a file means is not the one to approve it.
    """
    require_at_office(by, Role.Function.PLANNER)
    with alone():
        upload = _now(upload, State.UNREAD)
        if by.pk != upload.brought_by:
            raise NotNow(_("Only the person who brought the file says what its headings mean."))
        upload.names = dict(names)
        return _read(upload)


def approve(upload: Upload, *, by: Person, seen: str) -> None:
    """Take the list over: never the person who brought it.

    `seen` is the list (see `compared_with`) that it was compared with when this person read it.
    """
    _refuse_on_a_van()
    with alone():
        upload = _now(upload, State.WAITING)
        if seen != compared_with(upload):
            raise NotNow(
                _("Another list was taken over meanwhile. Read again what this one would change.")
            )
        if by.pk == upload.brought_by:
            raise NotNow(
                _("You brought this list yourself; another person with this right takes it over.")
            )
        register, why = list_import_of(upload).register, _origin(upload)
        taken = register.take_over(_rows(upload), as_at=upload.as_at, by=by, why=why)
        upload.before, upload.snapshot = taken.before, taken.snapshot
        _decide(upload, State.TAKEN, by)


def refuse(upload: Upload, *, by: Person, reason: str) -> None:
    """Leave the register as it is."""
    require_at_office(by, Role.Function.APPROVER)
    with alone():
        _decide(_now(upload, State.WAITING, State.UNREAD), State.REFUSED, by, reason)


def take_back(upload: Upload, *, by: Person, reason: str) -> None:
    """Undo the whole import; of each kind only the latest can be, since later ones rest on it."""
    require_at_office(by, Role.Function.APPROVER)
    _refuse_on_a_van()
    with alone():
        upload = _now(upload, State.TAKEN)
        if not is_latest(upload):
            raise NotNow(_("A later list was taken over since; take that one back first."))
        list_import_of(upload).register.take_back(upload.before, by=by, why=reason)
        _decide(upload, State.UNDONE, by, reason)


def compared_with(upload: Upload) -> str:
    """The list that answers of its kind come from now; empty before the first."""
    latest = latest_snapshot(Kind(upload.kind))
    return str(latest.pk) if latest else ""


def _refuse_on_a_van() -> None:
    if not is_office():
        raise NotNow(_("Lists are taken over at the office; this machine follows it."))


def list_import_of(upload: Upload) -> ListImport:
    """How lists of its kind come in."""
    return LIST_IMPORTS[Kind(upload.kind)]


def is_latest(upload: Upload) -> bool:
    """Whether this upload made the list that answers of its kind come from."""
    return compared_with(upload) == str(upload.snapshot)


def awaiting(person: Person) -> QuerySet[Upload]:
    """The uploads that wait for somebody other than their bringer, as this person is."""
    waiting = Upload.objects.filter(state=State.WAITING).exclude(brought_by=person.pk)
    return waiting.defer("content", "before", "problems")


def difference(upload: Upload) -> Difference:
    """What taking the list over would change now; raises Refused where it could not be."""
    return list_import_of(upload).register.compare(_rows(upload), as_at=upload.as_at)


def headings(upload: Upload) -> dict[str, str]:
    """What stands over the columns of the file, and the column that each means, if any."""
    with _file(upload) as file:
        heads = tables.headings(file)
    table = list_import_of(upload).table
    return {each: upload.names.get(each, tables.meant_by(table, each)) for each in heads}


def _read(upload: Upload) -> Upload:
    """Read the file and keep it with what came of that."""
    try:
        upload.problems = _gathered(upload).problems
        if not upload.problems:
            difference(upload)
    except Refused as refusal:
        upload.problems = [str(refusal)]
    upload.state = State.UNREAD if upload.problems else State.WAITING
    upload.save()
    return upload


def _rows(upload: Upload) -> list[Fields]:
    return list(_gathered(upload).beginning.rows.values())


def _gathered(upload: Upload) -> Gathered:
    table = list_import_of(upload).table
    with _file(upload) as file:
        return tables.gather(table, file, as_at=upload.as_at, names=upload.names)


@contextmanager
def _file(upload: Upload) -> Iterator[Path]:
    """The file as it came, under its own name, which problems mention."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, upload.file_name)
        file.write_bytes(upload.content)
        yield file


def _short(name: str) -> str:
    """The end of a long name, which tells what kind of file it is."""
    return name.encode()[-LONGEST_NAME:].decode(errors="ignore")


def _now(upload: Upload, *states: State) -> Upload:
    """The upload as it is, behind the lock; raises NotNow unless it is in one of the states."""
    now = Upload.objects.get(pk=upload.pk)
    if now.state not in states:
        raise NotNow(
            _("“%(file)s” was decided upon already: it is %(state)s.")
            % {"file": now.file_name, "state": now.get_state_display()}
        )
    return now


def _decide(upload: Upload, state: State, by: Person, reason: str = "") -> None:
    upload.state, upload.reason = state, reason
    upload.decided_by_name, upload.decided_at = by.name, clock.now()
    upload.save()


def _origin(upload: Upload) -> str:
    """Where a list came from, as the journal keeps it."""
    digest = hashlib.sha256(upload.content).hexdigest()
    return f"{upload.file_name}, brought by {upload.brought_by_name}, SHA-256 {digest}"
