"""Questions about cases: by code, what waits, how often one was opened, for which key to seal."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from mobilink.cases.models import (
    FollowUp,
    Opening,
    Report,
    SealingKey,
    Settlement,
    VisitRequest,
    Withdrawal,
)
from mobilink.journal.members.installations import is_office
from mobilink.journal.storage import keys
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import outings
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights

PROMISE: Final = timedelta(hours=72)
"""Within this the office has done what somebody waits for."""


def requests_called(code: str) -> list[VisitRequest]:
    return list(VisitRequest.objects.filter(code=code).prefetch_related("wishes"))


def planned_for(requests: Iterable[VisitRequest]) -> dict[UUID, Outing]:
    """Request → the outing that was planned from it, in one query."""
    by_outing = {request.outing_id: request.pk for request in requests if request.outing_id}
    return {by_outing[outing.pk]: outing for outing in outings().filter(pk__in=by_outing)}


def reports_called(code: str) -> list[Report]:
    return list(Report.objects.filter(code=code))


def follow_ups_called(code: str) -> list[FollowUp]:
    return list(FollowUp.objects.filter(code=code))


def waiting_follow_ups() -> QuerySet[FollowUp]:
    """Whoever waits for the office: the urgent first, then the oldest."""
    waiting = FollowUp.objects.exclude(code="").exclude(pk__in=Settlement.objects.values("subject"))
    return waiting.order_by("-is_urgent", "at")


def waiting_withdrawals() -> QuerySet[Withdrawal]:
    """What was withdrawn and is not erased: what it is about has not come, or two have its code."""
    return Withdrawal.objects.exclude(pk__in=Settlement.objects.values("subject"))


def openings_of(subjects: list[UUID]) -> dict[UUID, int]:
    """Subject → how many times it was opened, in one query."""
    rows = Opening.objects.filter(subject__in=subjects).order_by()
    return dict(rows.values_list("subject").annotate(Count("pk")))


def office_key() -> bytes | None:
    """The key for which to seal: the office's own, as it is or as it came here; else nothing."""
    if is_office():
        return keys.public()
    latest = SealingKey.objects.order_by("revision").last()
    return bytes.fromhex(latest.key) if latest else None


def may_open_reports(person: Person) -> bool:
    """Whether the person is cleared for reports, and this is the machine that can open them."""
    return is_office() and Rights(person).may_at_office(Role.Function.APPROVER)
