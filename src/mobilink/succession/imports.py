"""Registers from tables: every row is good and all are entered, or each bad one is named and none is.

A row that is in the register already (the same name, or the same title, day and venue) is left as
it stands, so that importing a file twice changes nothing.
"""

import csv
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from django.db import transaction

from mobilink.basics.errors import Refused
from mobilink.outreach import actions as outings
from mobilink.outreach.merging import kept_of
from mobilink.outreach.models import Outing, OutingKind, PartOfDay
from mobilink.people.models import Unit
from mobilink.places.actions import add_venue
from mobilink.places.models import Venue
from mobilink.places.naming import Gazetteer
from mobilink.places.queries import gazetteer


class BadFile(Refused):
    """A file that is not the table it should be."""

    code = "bad_file"


class BadCell(Refused):
    """A value of one row; `column` says where."""

    code = "bad_cell"

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column = column


@dataclass(frozen=True)
class Column:
    """One column of a table: what it holds, and whether a row may leave it empty."""

    name: str
    holds: str
    required: bool = False


@dataclass(frozen=True)
class Outcome:
    """What an import did: rows entered, rows left since they were there, problems by row."""

    entered: int
    unchanged: int
    problems: list[str]


@dataclass(frozen=True)
class Table:
    """A kind of register that can be imported."""

    columns: tuple[Column, ...]
    enter: Callable[[dict[str, str], Gazetteer], bool]


def read(kind: str, file: Path, *, dry_run: bool = False) -> Outcome:
    """Import a CSV file into a register; with problems or `dry_run`, nothing is written."""
    rows = list(_rows(TABLES[kind], file))
    problems: list[str] = []
    entered = 0
    with transaction.atomic():
        places = gazetteer()
        for number, row in rows:
            try:
                # A savepoint, so that a row the database refuses does not end the walk.
                with transaction.atomic():
                    entered += TABLES[kind].enter(row, places)
            except Refused as error:
                problems.append(f"row {number}{_where(error)}: {error}")
        if problems or dry_run:
            transaction.set_rollback(True)
    if problems:
        return Outcome(0, 0, problems)
    return Outcome(entered, len(rows) - entered, [])


def _rows(table: Table, file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their number in the file, the header being row 1."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{file} is not UTF-8 text; save it as “CSV UTF-8” and try again.") from error
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        head = [name.strip() for name in next(reader, [])]
        _check_head(table, head)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(head, cells, f"{file}, row {reader.line_num}")
    except csv.Error as error:
        raise BadFile(
            f"{file}, row {reader.line_num}: the table is broken off: {error}."
        ) from error


def _check_head(table: Table, head: list[str]) -> None:
    known = [column.name for column in table.columns]
    missing = [c.name for c in table.columns if c.required and c.name not in head]
    unknown = [name for name in head if name not in known]
    if len(set(head)) != len(head):
        raise BadFile("The table has two columns of one name; take one away.")
    if missing or unknown:
        wrong = f"lacks the column “{missing[0]}”" if missing else f"has a column “{unknown[0]}”"
        raise BadFile(f"The table {wrong}; its columns are {', '.join(known)}.")


def _row(head: list[str], cells: list[str], where: str) -> dict[str, str]:
    if len(cells) != len(head):
        raise BadFile(f"{where}: it has {len(cells)} cells, the header has {len(head)}.")
    texts = (unicodedata.normalize("NFC", cell.strip()) for cell in cells)
    return {name: text for name, text in zip(head, texts, strict=True) if text}


def _where(error: Refused) -> str:
    if isinstance(error, BadCell):
        return f", column {error.column}"
    field = getattr(error, "field", "")
    return f", column {field}" if field else ""


def _enter_venue(row: dict[str, str], places: Gazetteer) -> bool:
    name = _needed(row, "name")
    if Venue.objects.filter(name__iexact=name).exists():
        return False
    add_venue(
        by=None,
        **{key: row[key] for key in VENUE_TEXTS if key in row},
        name=name,
        regency_code=_regency(_needed(row, "regency"), places),
        aliases=_list(row.get("aliases", "")),
        lat=_degrees(row, "lat"),
        lon=_degrees(row, "lon"),
        measured_on=_day(row, "measured_on") if "measured_on" in row else None,
    )
    return True


def _enter_outing(row: dict[str, str], places: Gazetteer) -> bool:
    venue = _venue(_needed(row, "venue"), places)
    plan = outings.OutingPlan(
        title=_needed(row, "title"),
        kind=_needed(row, "kind"),
        day=_day(row, "day"),
        venue=venue,
        owner_unit=_unit(row, "owner_unit"),
        executing_unit=_unit(row, "executing_unit"),
        start=_time(row, "start"),
        end=_time(row, "end"),
        part_of_day=row.get("part_of_day", ""),
        programmes=_list(row.get("programmes", "")),
        purpose=row.get("purpose", ""),
        place_text=row.get("place_text", ""),
        source=row.get("source", ""),
    )
    if Outing.objects.filter(title=plan.title, day=plan.day, venue=venue).exists():
        return False
    state = row.get("state", "draft")
    if state not in ("draft", "held"):
        raise BadCell("state", f"“{state}” cannot be imported; write draft or held.")
    enter = outings.register_held if state == "held" else outings.draft_outing
    enter(plan, by=None)
    return True


def _needed(row: dict[str, str], column: str) -> str:
    if column not in row:
        raise BadCell(column, "it is empty and must be given.")
    return row[column]


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _day(row: dict[str, str], column: str) -> date:
    text = _needed(row, column)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadCell(column, f"“{text}” is not a day; write it like 2019-07-14.") from error


def _time(row: dict[str, str], column: str) -> time | None:
    if column not in row:
        return None
    try:
        # Hours and minutes only: a table speaks of the clock on the wall.
        return datetime.strptime(row[column].replace(".", ":"), "%H:%M").time()  # noqa: DTZ007
    except ValueError as error:
        raise BadCell(column, f"“{row[column]}” is not a time; write it like 06:00.") from error


def _degrees(row: dict[str, str], column: str) -> Decimal | None:
    if column not in row:
        return None
    try:
        return Decimal(row[column]).quantize(Decimal("0.00001"))
    except InvalidOperation as error:
        raise BadCell(column, f"“{row[column]}” is not a number of degrees.") from error


def _unit(row: dict[str, str], column: str) -> Unit:
    code = _needed(row, column)
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        codes = ", ".join(Unit.objects.values_list("code", flat=True))
        raise BadCell(column, f"there is no unit “{code}”; the units are {codes}.")
    return unit


def _regency(text: str, places: Gazetteer) -> str:
    if text[:1].isdigit():
        return text
    resolved = places.resolve(text)
    if resolved.place is None or resolved.place.kind != "regency":
        meant = [one.place for one in resolved.candidates if one.place.kind == "regency"]
        perhaps = " or ".join(f"{place.key} ({place.name})" for place in meant) or "like 21.72"
        raise BadCell("regency", f"“{text}” is not one regency; write its code, {perhaps}.")
    return resolved.place.key


def _venue(text: str, places: Gazetteer) -> Venue:
    exact = Venue.objects.filter(name=text).first()
    if exact:
        return kept_of(exact)
    found = places.resolve(text).place
    if found is None or found.kind != "venue":
        raise BadCell("venue", f"“{text}” is not one venue; import or enter the venue first.")
    return Venue.objects.get(pk=found.key)


VENUE_TEXTS = (
    "address", "point_quality", "measured_by", "host_event",
    "permit_owner", "crowd_hours", "vehicle_access", "notes",
)  # fmt: skip
TABLES = {
    "venues": Table(
        (
            Column("name", "what the venue is called", required=True),
            Column("regency", "code (21.72) or name of its regency or city", required=True),
            Column("aliases", "other names, parted by |"),
            Column("lat", "degrees, north positive"),
            Column("lon", "degrees, east positive"),
            Column("measured_on", "day of the measurement, YYYY-MM-DD"),
            *(Column(name, "text") for name in VENUE_TEXTS),
        ),
        _enter_venue,
    ),
    "outings": Table(
        (
            Column("title", "what the outing is called", required=True),
            Column("kind", " | ".join(OutingKind.values), required=True),
            Column("day", "YYYY-MM-DD", required=True),
            Column("venue", "name or alias of a venue in the register", required=True),
            Column("owner_unit", "code of the unit that answers for it", required=True),
            Column("executing_unit", "code of the unit that does it", required=True),
            Column("start", "HH:MM"),
            Column("end", "HH:MM"),
            Column("part_of_day", " | ".join(filter(None, PartOfDay.values))),
            Column("programmes", "codes, parted by |"),
            Column("purpose", "text"),
            Column("place_text", "the place as the source writes it"),
            Column("source", "where this is known from"),
            Column("state", "draft (the default) or held"),
        ),
        _enter_outing,
    ),
}
