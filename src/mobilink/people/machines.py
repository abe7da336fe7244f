"""Permission over machines: who may approve for a unit lets in and out what writes its facts.

Permission first, then the journal's own act (`journal.enrolment`, `journal.installations`,
`journal.claims`).
"""

from uuid import UUID

from mobilink.journal.members import installations
from mobilink.journal.sync import claims, enrolment, recovery
from mobilink.people.actions import require
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import head_unit


def invite(unit: Unit, name: str, *, by: Person | None, kind: str = enrolment.HUB) -> str:
    """A code by which one hub or phone of the unit joins, once, within ten minutes."""
    require(by, Role.Function.APPROVER, unit)
    return enrolment.invite(kind, unit.code, name or f"{kind} {unit.code}")


def revoke(author: UUID, *, by: Person | None, why: str) -> None:
    """Honour nothing more of a machine than what the office has of it."""
    _require(author, by)
    recovery.revoke(author, why, by)


def renew(author: UUID, *, by: Person | None, why: str) -> None:
    """Honour a machine for another term."""
    _require(author, by)
    installations.renew(author, why, by)


def believe(author: UUID, *, by: Person | None, why: str) -> None:
    """Decide nothing until all machines are heard, and believe what this one claims."""
    require(by, Role.Function.APPROVER, head_unit())
    claims.believe(author, by=by, why=why)


def ignore(author: UUID, *, by: Person | None, why: str) -> None:
    """Go on without what a machine claims and does not prove."""
    require(by, Role.Function.APPROVER, head_unit())
    claims.ignore(author, by=by, why=why)


def _require(author: UUID, by: Person | None) -> None:
    unit = Unit.objects.filter(code=installations.unit_of(author)).first()
    require(by, Role.Function.APPROVER, unit or head_unit())
