"""The table of the national list of recruiters: a snapshot, which is taken over as a whole."""

import re
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError

from mobilink.basics import clock
from mobilink.basics.bahasa import MONTHS
from mobilink.guidance import actions
from mobilink.guidance.actions import licence_key, name_key
from mobilink.guidance.models import Recruiter
from mobilink.succession.tables import BadCell, Column, Outcome, Row, Table, needed, parts

Status = Recruiter.Status
WORDS: Final = {
    "aktif": Status.ACTIVE, "berlaku": Status.ACTIVE, "active": Status.ACTIVE,
    "skorsing sebagian": Status.PARTLY, "dibekukan sebagian": Status.PARTLY,
    "partly suspended": Status.PARTLY, "partly-suspended": Status.PARTLY,
    "skorsing": Status.SUSPENDED, "dibekukan": Status.SUSPENDED, "suspended": Status.SUSPENDED,
    "dalam pengawasan": Status.WATCHED, "watched": Status.WATCHED,
    "dicabut": Status.REVOKED, "revoked": Status.REVOKED,
}  # fmt: skip
"""What lists write for a status, and the status."""
TEXTS: Final = ("sip3mi", "status_scope", "decree", "city")
LONGEST_LIST: Final = 2_000
DAYS: Final = ("valid_from", "valid_to", "status_from", "status_to")
_FIGURES: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[^\W\d_]+)[-/. ](\d{4})")


class _List:
    """The rows of a list, until all of it is known to be good."""

    def __init__(self, as_at: date) -> None:
        self.as_at = as_at
        self.rows: list[dict[str, Any]] = []
        self.seen: set[str] = set()


def _enter(row: Row, listed: _List) -> bool:
    name = needed(row, "name")
    column = "sip3mi" if "sip3mi" in row else "name"
    key = licence_key(row[column]) if "sip3mi" in row else name_key(name)
    if key in listed.seen:
        raise BadCell(column, f"“{row[column]}” stands in an earlier row too; leave one of them.")
    listed.seen.add(key)
    told: dict[str, Any] = {"name": name, "status": _status(row)}
    told |= {column: row[column] for column in TEXTS if column in row}
    told |= {column: day for column in DAYS if (day := _day(row, column))}
    told |= {column: parts(row.get(column, "")) for column in ("former_names", "phones")}
    for first, last in (("valid_from", "valid_to"), ("status_from", "status_to")):
        if first in told and last in told and told[last] < told[first]:
            raise BadCell(last, f"{row[last]} is before {row[first]}.")
    _check(told)
    listed.rows.append(told)
    return True


def _check(told: dict[str, Any]) -> None:
    """Refuse a cell that the register could not keep."""
    for column in ("former_names", "phones"):
        if sum(map(len, told[column])) > LONGEST_LIST:
            raise BadCell(column, f"it has more than {LONGEST_LIST} letters.")
    try:
        Recruiter(**told).clean_fields(exclude=["id", "versions"])
    except ValidationError as error:
        [(column, words), *_] = error.message_dict.items()
        raise BadCell(column, " ".join(words)) from error


def _finish(listed: _List) -> Outcome:
    taken = actions.take_over(listed.rows, as_at=listed.as_at)
    return Outcome(taken.new + taken.changed, taken.unchanged, [], gone=taken.gone)


def _status(row: Row) -> str:
    text = row.get("status", "")
    status = WORDS.get(" ".join(text.casefold().split())) if text else Status.UNKNOWN
    if status is None:
        raise BadCell("status", f"“{text}” is not a status; write {' | '.join(WORDS)}.")
    return str(status)


def _day(row: Row, column: str) -> date | None:
    """A day as people write it: 2026-06-30, 30/6/2026, 30 Juni 2026."""
    if column not in row:
        return None
    text = row[column]
    try:
        if found := _FIGURES.fullmatch(text):
            day, month, year = found.groups()
            told = date(int(year), _month(month), int(day))
        else:
            told = date.fromisoformat(text)
    except ValueError as error:
        raise BadCell(column, f"“{text}” is not a day; write it like 2026-06-30.") from error
    if not clock.FIRST_DAY <= told <= clock.LAST_DAY:
        raise BadCell(column, f"“{text}” is out of range; days go from 2010 to 2099.")
    return told


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text.capitalize()) + 1


TABLE: Final = Table(
    (
        Column("name", "the name as the list writes it", required=True),
        Column("former_names", "names that it bore before, parted by |"),
        Column("sip3mi", "number of its licence"),
        Column("status", " | ".join(dict.fromkeys(WORDS))),
        Column("status_scope", "what a sanction covers"),
        Column("status_from", "first day of a sanction"),
        Column("status_to", "last day of a sanction"),
        Column("decree", "number of the decision on a sanction"),
        Column("valid_from", "first day of its licence, like 2026-06-30"),
        Column("valid_to", "last day of its licence"),
        Column("city", "where its head office is"),
        Column("phones", "its telephone numbers, parted by |"),
    ),
    _List,
    _enter,
    _finish,
)
