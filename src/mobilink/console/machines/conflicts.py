"""Fields that two changed without knowing of each other: both values, and who decides between them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.console.desk import desk
from mobilink.console.machines.rulings import RulingInWords, may_decide, person_of, stories
from mobilink.console.values import Record, Records, field_name
from mobilink.design.acting import attempt, redirect_saying
from mobilink.journal.members.installations import is_office
from mobilink.journal.rulings import may_join, seen_of
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach.rulings import decide_conflict
from mobilink.people.models import Person
from mobilink.people.queries import person_names

CARDS = 20  # on one page: each is read, not scanned


@dataclass(frozen=True)
class Side:
    """One of two values in words: what, on which machine, by whom, when."""

    value: str
    where: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Contest:
    """A field that two changed; `holds` says which of the two it says today, nothing for neither."""

    id: str
    record: Record
    field: str
    base: str
    won: Side
    lost: Side
    now: str
    holds: str
    may_join: bool
    seen: str
    story: list[RulingInWords]

    @property
    def is_one(self) -> bool:
        """Whether both wrote the same."""
        return self.won.value == self.lost.value


@require_safe
@desk
def conflicts(request: HttpRequest, person: Person) -> HttpResponse:
    """What awaits a decision, or what was decided."""
    return _page(request, person)


@require_POST
@desk
def decide(request: HttpRequest, person: Person, id_: str) -> HttpResponse:
    """Decide between two values."""
    choice, why, seen, decided = (
        request.POST.get(name, "") for name in ("choice", "why", "seen", "decided")
    )
    words, to = _("Decided."), reverse("console:machines_conflicts")
    if not decided:
        link = _("See it, or decide again")
        words = format_html('{} <a href="?decided=1#c-{}">{}</a>', words, id_, link)
    return attempt(
        None,
        lambda _fields: decide_conflict(id_, choice, by=person, why=why, seen=seen),
        lambda _form, **more: _page(request, person, **more),
        lambda _done: redirect_saying(request, words, f"{to}?decided=1" if decided else to),
    )


def _page(
    request: HttpRequest, person: Person, *, status: int = 200, **more: object
) -> HttpResponse:
    is_decided = bool(request.GET.get("decided") or request.POST.get("decided"))
    rows = Paginator(review_queue.contests(decided=is_decided), CARDS).get_page(
        request.GET.get("page")
    )
    page = {
        "rows": rows,
        "contests": contests(review_queue.conflicts_of(rows)),
        "is_decided": is_decided,
        "may_decide": may_decide(person) and is_office(),
        "is_office": is_office(),
        "reopen": reverse("console:machines_conflicts"),
        **more,
    }
    return render(request, "console/machines/conflicts.html", page, status=status)


def contests(conflicts: list[review_queue.Conflict]) -> list[Contest]:
    """The conflicts in words; the number of queries does not grow with them."""
    records = Records(conflicts)
    sides = [side for each in conflicts for side in (each.won, each.lost)]
    names = person_names(by for side in sides if (by := person_of(side.by)))
    decisions = stories(each.id for each in conflicts)
    return [_contest(each, records, names, decisions.get(each.id, [])) for each in conflicts]


def _contest(
    conflict: review_queue.Conflict,
    records: Records,
    names: dict[UUID, str],
    story: list[RulingInWords],
) -> Contest:
    kind, name = conflict.kind, conflict.field
    won, lost = (
        Side(
            records.value(kind, name, side.value),
            _("the office") if side.where == "office" else side.where,
            names.get(by, "") if (by := person_of(side.by)) else "",
            datetime.fromisoformat(side.at),
        )
        for side in (conflict.won, conflict.lost)
    )
    now, row = records.now(kind, conflict.row, name), records.row(kind, conflict.row)
    return Contest(
        id=conflict.id,
        record=records.of(kind, conflict.row),
        field=field_name(kind, name),
        base=records.value(kind, name, conflict.base),
        won=won,
        lost=lost,
        now=now,
        holds={won.value: "won", lost.value: "lost"}.get(now, ""),
        may_join=may_join(conflict),
        seen=seen_of(
            row if isinstance(row, SharedRow) else None, name, story[0] if story else None
        ),
        story=story,
    )
