"""Rulings on what machines left open, by whoever may approve for the unit that answers for it.

Permission first, then the journal's own act (`journal.rulings`).
"""

from typing import Any
from uuid import UUID

from mobilink.journal import rulings
from mobilink.journal.members.installations import unit_of
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.review_queue import Conflict
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach.actions import SEEN_BY_THE_PUBLIC
from mobilink.outreach.models import Assignment, Outing, Slot
from mobilink.people.actions import require
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import head_unit

APPROVER = Role.Function.APPROVER


def decide_conflict(
    id_: str, choice: str, *, by: Person | None, why: str = "", seen: str = ""
) -> Conflict:
    """Decide between two values of a field; what the public sees of an outing is published anew."""
    if by:
        require(by, APPROVER, answers_for(rulings.row_of(review_queue.conflict(id_))))
    return rulings.decide(id_, choice, by=by, why=why, seen=seen, along=_along)


def enter_again(id_: str, *, by: Person | None, why: str = "", seen: str = "") -> int:
    """Enter at the office what an entry in quarantine says; how many records came of it."""
    _require_for_machine(id_, by)
    return rulings.enter_again(id_, by=by, why=why, seen=seen)


def set_aside(id_: str, *, by: Person | None, why: str = "", seen: str = "") -> None:
    """Leave an entry in quarantine for good, until somebody takes it up again."""
    _require_for_machine(id_, by)
    rulings.set_aside(id_, by=by, why=why, seen=seen)


def take_up(id_: str, *, by: Person | None, why: str = "", seen: str = "") -> None:
    """Let an entry that was set aside wait again."""
    _require_for_machine(id_, by)
    rulings.take_up(id_, by=by, why=why, seen=seen)


def empty(kind: str, row: UUID, name: str, *, by: Person | None) -> None:
    """Let a field that no page can read say nothing."""
    if by:
        require(by, APPROVER, head_unit())
    rulings.empty(kind, row, name, by=by)


def answers_for(row: SharedRow) -> Unit:
    """The unit that answers for a row: the outing's or routine's owner, else the whole office."""
    owned: Any = row.outing if isinstance(row, Assignment) else row
    return owned.owner_unit if isinstance(owned, Outing | Slot) else head_unit()


def _require_for_machine(id_: str, by: Person | None) -> None:
    if by:
        line, _entry = review_queue.quarantined_entry(id_)
        unit = Unit.objects.filter(code=unit_of(line.author)).first()
        require(by, APPROVER, unit or head_unit())


def _along(row: SharedRow, values: dict[str, Any]) -> dict[str, Any]:
    is_seen = isinstance(row, Outing) and row.is_announced and values.keys() & SEEN_BY_THE_PUBLIC
    return {"sequence": row.sequence + 1} if isinstance(row, Outing) and is_seen else {}
