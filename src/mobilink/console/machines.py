"""The machines that take part, and what their entries left for a person to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mobilink.console.desk import ROWS_PER_PAGE, desk
from mobilink.console.kept import Kept, in_words
from mobilink.console.marks import UnitMark, UnitMarks
from mobilink.console.values import Record, Records, field_name
from mobilink.journal import inbox, installations
from mobilink.journal.fields import instant
from mobilink.people.models import Person
from mobilink.people.queries import office_day, person_names

FIVE_MINUTES = 5  # a clock that is less wrong than that disturbs nobody
TWO_HOURS, TWO_DAYS = 2 * 60, 2 * 24 * 60
CLOCK_AHEAD = gettext_lazy("Its clock is %(span)s ahead.")
CLOCK_BEHIND = gettext_lazy("Its clock is %(span)s behind.")


@dataclass(frozen=True)
class Machine:
    """One installation with its unit, its last contact, and what is wrong with its clock."""

    standing: installations.Standing
    unit: UnitMark | None
    last_contact: datetime | None
    clock: str


@dataclass(frozen=True)
class Said:
    """One of two values in words: what, on which machine, by whom, when."""

    value: str
    where: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Contest:
    """A field that two changed; `since` is what it says today, where that is neither's."""

    record: Record
    field: str
    base: str
    won: Said
    lost: Said
    since: str


@require_safe
@desk
def machines(request: HttpRequest, person: Person) -> HttpResponse:
    """Installations, conflicts and quarantine."""
    conflicts, quarantine = inbox.conflicts(), inbox.quarantine()
    page = {
        "machines": all_machines(),
        "contests": contests(conflicts[:ROWS_PER_PAGE]),
        "conflict_count": len(conflicts),
        "kept": kept(quarantine[:ROWS_PER_PAGE]),
        "kept_count": len(quarantine),
    }
    return render(request, "console/machines.html", page)


def all_machines() -> list[Machine]:
    """Every installation, by name."""
    marks, day = UnitMarks(), office_day()
    units = {unit.code: marks.on(unit, day) for unit in marks.units}
    return [
        Machine(
            one,
            units.get(one.unit),
            instant(one.last_contact) if one.last_contact else None,
            clock_words(one.clock_error),
        )
        for one in installations.standings()
    ]


def contests(conflicts: list[inbox.Conflict]) -> list[Contest]:
    """The conflicts in words; the number of queries does not grow with them."""
    records = Records(conflicts)
    sides = [side for each in conflicts for side in (each.won, each.lost)]
    names = person_names(by for side in sides if (by := _person(side.by)))
    return [_contest(each, records, names) for each in conflicts]


def kept(quarantined: Iterable[inbox.Quarantined]) -> list[Kept]:
    """The entries in quarantine, in words."""
    return [in_words(each) for each in quarantined]


def clock_words(error: int | None) -> str:
    """How far a clock is off, or nothing where it disturbs nobody; `error` in ms."""
    minutes = abs(error or 0) // 60_000
    if minutes < FIVE_MINUTES:
        return ""
    span = _("%(n)s minutes") % {"n": minutes}
    if minutes >= TWO_HOURS:
        span = _("%(n)s hours") % {"n": minutes // 60}
    if minutes >= TWO_DAYS:
        span = _("%(n)s days") % {"n": minutes // (24 * 60)}
    words = CLOCK_AHEAD if error and error > 0 else CLOCK_BEHIND
    return str(words) % {"span": span}


def _person(by: str) -> UUID | None:
    """The person's id; nothing for the machine itself, or for what is no id."""
    try:
        return UUID(by)
    except ValueError:
        return None


def _contest(conflict: inbox.Conflict, records: Records, names: dict[UUID, str]) -> Contest:
    kind, name = conflict.kind, conflict.field
    won, lost = (
        Said(
            records.value(kind, name, side.value),
            _("the office") if side.where == "office" else side.where,
            names.get(by, "") if (by := _person(side.by)) else "",
            datetime.fromisoformat(side.at),
        )
        for side in (conflict.won, conflict.lost)
    )
    now = records.now(kind, conflict.row, name)
    return Contest(
        records.of(kind, conflict.row),
        field_name(kind, name),
        records.value(kind, name, conflict.base),
        won,
        lost,
        now if now != won.value else "",
    )
