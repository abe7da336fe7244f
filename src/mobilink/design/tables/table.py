"""A table: whose rows, which columns; and what its reader chose of it in the page's address.

    VENUES = Table(
        name="venues",
        title=_("Venues"),
        rows=venues_in_use,
        columns=(column(Venue, "name"), column(Venue, "crowd_hours"), …),
        search=words_in("name", "address"),
        filters=(filter_by(Venue, "regency_code", regency_choices),),
        address=lambda venue: reverse("console:venue", args=[venue.pk]),
    )

The address alone says what is shown, so that it can be sent, kept, and asked for as a file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mobilink.basics.errors import Refused
from mobilink.design.acting import outcome
from mobilink.design.forms import DayField
from mobilink.design.tables.columns import Column, Days, Filter, Label, in_words
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.journal.acts import Act
from mobilink.people.models import Person
from mobilink.publishing.spreadsheets import Sheet

ROWS_PER_PAGE: Final = 100
AT_ONCE: Final = 1000  # rows of a file that are read together


@dataclass(frozen=True)
class Deed:
    """What may be done with each of several rows, by a verb of their room; `act` tells who is offered it."""

    name: str
    label: Label
    act: Act
    do: Callable[[Any, Person], object]


@dataclass(frozen=True)
class Table:
    """One list of rows of one kind.

    `prepare` gets the rows of a page, or of a part of a file, and gives what the columns read: there
    is the place to ask once for what all of them need. `empty` is said where there is no row at all.
    """

    name: str
    title: Label
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[Column, ...]
    empty: Label
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    filters: tuple[Filter | Days, ...] = ()
    address: Callable[[Any], str] | None = None
    prepare: Callable[[Sequence[Any]], Iterable[Any]] = iter
    deeds: tuple[Deed, ...] = ()

    def __post_init__(self) -> None:
        names = [each.name for each in self.columns]
        if len({*names}) < len(names):
            raise ValueError(f"Two columns of the table {self.name} have one name: {names}.")


@dataclass(frozen=True)
class Head:
    """The head of a column: where it leads whoever wants the rows in its order, and which they are in."""

    column: Column
    link: str
    order: str


class Told(NamedTuple):
    """What a page says in one place of a table; without `text` nobody recorded it."""

    column: Column
    text: str
    note: str


class Line(NamedTuple):
    """A row as a page shows it: what it is called, then the rest."""

    pick: str
    address: str
    first: Told
    rest: list[Told]


class Choice:
    """What a reader chose of a table: words to look for, filters, order, columns."""

    def __init__(self, table: Table, asked: QueryDict) -> None:
        self.table, self._asked = table, asked
        self.form = _form_of(table, asked)
        self.form.is_valid()
        self._given = self.form.cleaned_data

    @classmethod
    def whole(cls, table: Table) -> "Choice":
        """All of a table: every row with every column."""
        names = [("column", each.name) for each in table.columns]
        return cls(table, QueryDict(urlencode(names)))

    @property
    def is_wrong(self) -> bool:
        """Whether something was asked that the table cannot answer; the rest of it holds."""
        return bool(self.form.errors)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns to show, in the table's order; the first one always, for it names the row."""
        first, *rest = self.table.columns
        named = set(self._asked.getlist("column"))
        chosen = [each for each in rest if each.name in named]
        return [first, *(chosen or [each for each in rest if each.is_shown])]

    @cached_property
    def sort(self) -> str:
        """The name of the column by which rows are in order, after a minus where from its end."""
        asked = self._asked.get("sort", "")
        able = {each.name for each in self.table.columns if each.sort}
        return asked if asked.removeprefix("-") in able else ""

    @property
    def typed(self) -> str:
        """The words to look for."""
        return str(self._given.get("q") or "").strip()

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether rows may be held back."""
        return any(value not in (None, "") for value in self._given.values())

    def rows(self) -> QuerySet[Any]:
        """The rows asked for, in their order."""
        rows = self.table.rows()
        if self.table.search and self.typed:
            rows = self.table.search(rows, self.typed)
        for each in self.table.filters:
            rows = self._narrowed(rows, each)
        return self._in_order(rows)

    def _narrowed(self, rows: QuerySet[Any], by: Filter | Days) -> QuerySet[Any]:
        if isinstance(by, Days):
            first, last = (self._given.get(name) for name in _ends_of(by))
            rows = rows.filter(**{f"{by.field}__gte": first}) if first else rows
            return rows.filter(**{f"{by.field}__lte": last}) if last else rows
        value = self._given.get(by.name)
        return by.narrow(rows, value) if value else rows

    def _in_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.sort:
            return rows
        name, is_down = self.sort.removeprefix("-"), self.sort.startswith("-")
        fields = next(each.sort for each in self.table.columns if each.name == name)
        # What nobody recorded stands last in either order; two databases would disagree.
        order = [
            F(field).desc(nulls_last=True) if is_down else F(field).asc(nulls_last=True)
            for field in fields
        ]
        return rows.order_by(*order, "pk")

    def page(self) -> "Page[Any]":
        """The rows of the page that the address names."""
        return Paginator(self.rows(), ROWS_PER_PAGE).get_page(self._asked.get("page"))

    def lines(self, page: "Page[Any]") -> list[Line]:
        """The rows of a page, as it shows them."""
        return [self._line(row) for row in self.table.prepare(list(page.object_list))]

    def _line(self, row: Any) -> Line:
        first, *rest = (
            Told(column, in_words(column.value(row)), column.note(row) if column.note else "")
            for column in self.columns
        )
        address = self.table.address(row) if self.table.address else ""
        return Line(f"{row.pk}.{row.revision}", address, first, rest)

    @property
    def orders(self) -> list[tuple[str, str]]:
        """Every order that can be asked for, as the address and as people name it."""
        able = [each for each in self.table.columns if each.sort]
        return [
            (f"{sign}{each.name}", f"{each.label} {arrow}")
            for each in able
            for sign, arrow in (("", "▲"), ("-", "▼"))
        ]

    def heads(self) -> list[Head]:
        """The heads of the columns."""
        return [self._head(each) for each in self.columns]

    def _head(self, column: Column) -> Head:
        orders = {column.name: "ascending", f"-{column.name}": "descending"}
        after = f"-{column.name}" if self.sort == column.name else column.name
        link = self.query(sort=after) if column.sort else ""
        return Head(column, link, orders.get(self.sort, ""))

    def query(self, **otherwise: str) -> str:
        """The address's question without the page's number; `otherwise` says what differs."""
        kept = [
            (name, value)
            for name, values in self._asked.lists()
            for value in values
            if value and name not in {"page", "view", *otherwise}
        ]
        return urlencode([*kept, *otherwise.items()])

    def sheet(self, picks: Sequence[str] = (), *, for_scripts: bool = False) -> Sheet:
        """The chosen columns of all rows asked for, or of those picked, for a file."""
        rows = self.rows().filter(pk__in=picked(picks)) if picks else self.rows()
        tell = [each.code if for_scripts and each.code else each.value for each in self.columns]
        return Sheet(
            str(self.table.title),
            [each.name for each in self.columns],
            [str(each.label) for each in self.columns],
            ([say(row) for say in tell] for row in _prepared(self.table, rows)),
        )


def _prepared(table: Table, rows: QuerySet[Any]) -> Iterator[Any]:
    several: list[Any] = []
    for row in rows.iterator(AT_ONCE):
        several.append(row)
        if len(several) == AT_ONCE:
            yield from table.prepare(several)
            several = []
    yield from table.prepare(several)


def _ends_of(days: Days) -> tuple[str, str]:
    return f"{days.name}_from", f"{days.name}_to"


def _form_of(table: Table, asked: QueryDict) -> forms.Form:
    """What the table can be asked; what it is not asked stays open."""
    fields: dict[str, forms.Field] = {}
    if table.search:
        fields["q"] = forms.CharField(
            label=_("Search"),
            required=False,
            max_length=120,
            widget=forms.TextInput(attrs={"type": "search"}),
        )
    for each in table.filters:
        if isinstance(each, Days):
            first, last = _ends_of(each)
            fields[first] = DayField(
                label=format_lazy(_("{what} from"), what=each.label), required=False
            )
            fields[last] = DayField(
                label=format_lazy(_("{what} until"), what=each.label), required=False
            )
        else:
            choices = [("", _("all")), *each.choices()]
            fields[each.name] = forms.ChoiceField(
                label=str(each.label), required=False, choices=choices
            )
    kind = type("Asked", (forms.Form,), fields)
    # A page may have a form of its own whose fields bear the same names.
    form: forms.Form = kind(asked, auto_id=f"{table.name}-%s")
    return form


def picked(picks: Iterable[str]) -> dict[UUID, str]:
    """The rows that were picked on a page → the revision at which it showed each; no other value."""
    rows = {}
    for pick in picks:
        pk, _dot, seen = pick.partition(".")
        with suppress(ValueError):
            rows[UUID(pk)] = seen
    return rows


def do_each(
    deed: Deed, table: Table, picks: Iterable[str], by: Person
) -> tuple[int, list[tuple[str, Refused]]]:
    """Do a deed with each row picked; how many were done, and which were refused and why.

    One that is refused does not stop the next. What changed after its reader picked it is refused.
    """
    seen, done, refused = picked(picks), 0, []

    def do(row: Any) -> None:
        refuse_if_overtaken(row, seen[row.pk])
        deed.do(row, by)

    for row in table.rows().filter(pk__in=seen):
        came_of_it = outcome(partial(do, row))
        if isinstance(came_of_it, Refused):
            refused.append((str(row), came_of_it))
        else:
            done += 1
    return done, refused
