"""A table on a page: the rows of one page of it, the files it comes as, the views that its reader keeps."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mobilink.design.acting import UNPROCESSABLE
from mobilink.design.tables.columns import Column
from mobilink.design.tables.table import Choice, Deed, Line, Table
from mobilink.design.templatetags.mobilink import count
from mobilink.people.models import SavedView
from mobilink.people.queries import Rights, office_day
from mobilink.publishing.spreadsheets import TYPES, write

FEW: Final = 5  # refusals that are told by name
LABELS: Final = {"xlsx": "Excel (XLSX)", "csv": "CSV", "json": "JSON"}


@dataclass(frozen=True)
class Link:
    """Where something leads."""

    address: str
    label: str


@dataclass(frozen=True)
class Desk:
    """Where somebody who works here keeps views of a table, and does something with several rows."""

    rights: Rights
    views: list[SavedView]
    keep: str
    forget: str
    deed: str


@dataclass
class Shown:
    """What a page needs to draw a table."""

    table: Table
    choice: Choice
    page: "Page[Any]"
    lines: list[Line]
    files: list[Link] = field(default_factory=list)
    desk: "Desk | None" = None

    @property
    def status(self) -> int:
        """How HTTP says whether all that was asked could be answered."""
        return UNPROCESSABLE if self.choice.is_wrong else 200

    @property
    def chooser(self) -> list[tuple[Column, bool]]:
        """Every column that may be left out, and whether it is there."""
        return [(each, each in self.choice.columns) for each in self.table.columns[1:]]

    @property
    def query(self) -> str:
        return self.choice.query()

    @cached_property
    def deeds(self) -> list[Deed]:
        """What the reader may do with some row of this page."""
        if self.desk is None:
            return []
        rights, rows = self.desk.rights, self.page.object_list
        return [
            deed
            for deed in self.table.deeds
            if any(deed.act.is_possible(row, rights) for row in rows)
        ]

    @property
    def counted(self) -> str:
        """How many rows there are."""
        return _("Rows: %(n)s") % {"n": count(self.page.paginator.count)}


def shown(
    request: HttpRequest,
    table: Table,
    file_address: Callable[[str], str] | None = None,
    desk: Desk | None = None,
) -> Shown:
    """A table as the address of a page asks for it; `file_address` gives where a file of a kind is."""
    choice = Choice(table, request.GET)
    page = choice.page()
    query = choice.query()
    files = [
        Link(f"{file_address(kind)}?{query}" if query else file_address(kind), LABELS[kind])
        for kind in TYPES
        if file_address
    ]
    return Shown(table, choice, page, choice.lines(page), files, desk)


def content(choice: Choice, kind: str, picks: Sequence[str] = ()) -> bytes:
    """The chosen rows and columns of a table as a file of a kind."""
    written = io.BytesIO()
    write(choice.sheet(picks, for_scripts=kind == "json"), kind, written)
    return written.getvalue()


def file_of(choice: Choice, kind: str, picks: Sequence[str] = ()) -> HttpResponse:
    """The same for a browser to keep."""
    response = HttpResponse(content(choice, kind, picks), content_type=TYPES[kind])
    name = f"{choice.table.name}-{office_day()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def done_words(done: int, refused: Sequence[tuple[str, Exception]]) -> str:
    """What came of a deed that was done with several rows."""
    words = _("Done: %(n)s.") % {"n": count(done)}
    if not refused:
        return words
    reasons = " ".join(f"{name}: {refusal}" for name, refusal in refused[:FEW])
    rest = len(refused) - FEW
    more = _(" And %(n)s more.") % {"n": rest} if rest > 0 else ""
    return f"{words} {_('Not done:')} {reasons}{more}"
