"""Questions about cases: by code, what waits, what is hidden, how often one was opened."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from mobilink.basics import codes
from mobilink.cases.models import (
    Acceptance,
    Case,
    FollowUp,
    LegalHold,
    Opening,
    Report,
    SealingKey,
    Settlement,
    VisitRequest,
    VisitWish,
    Withdrawal,
)
from mobilink.journal.members.installations import is_office, office_id
from mobilink.journal.storage import keys
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import outings
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights

PROMISE: Final = timedelta(hours=72)
"""Within this the office has done what somebody waits for."""
CASES: Final = (FollowUp, Report, VisitRequest)
MOST_ALIKE: Final = 20


def kept_of(code: str) -> str:
    """What a case keeps of a code that somebody typed; it takes a moment, so ask a limit first."""
    office = office_id()
    return codes.kept(codes.proof(code, office.bytes)) if office else ""


def requests() -> QuerySet[VisitRequest]:
    """Every request with its words, where those were not taken back."""
    seen = VisitWish.objects.exclude(request__in=hidden())
    return VisitRequest.objects.prefetch_related(Prefetch("wishes", queryset=seen))


def reports() -> QuerySet[Report]:
    """Every report that was not taken back."""
    return Report.objects.exclude(pk__in=hidden())


def waiting_reports() -> QuerySet[Report]:
    """Reports that nobody has settled, the oldest first."""
    return reports().exclude(pk__in=Settlement.objects.values("subject")).order_by("sent_at")


def settled_reports() -> QuerySet[Report]:
    """Reports that were settled, the newest first."""
    return reports().filter(pk__in=Settlement.objects.values("subject"))


def waiting_requests() -> QuerySet[VisitRequest]:
    """Requests for a visit that nobody has answered; none that was taken back."""
    return VisitRequest.objects.filter(state=VisitRequest.State.NEW).exclude(pk__in=hidden())


def settled_among(subjects: Iterable[UUID]) -> set[UUID]:
    """Which of these cases were settled."""
    rows = Settlement.objects.filter(subject__in=[*subjects])
    return {*rows.values_list("subject", flat=True)}


def requests_called(code: str) -> list[VisitRequest]:
    """The requests of which this is kept as their code; as in each question by code here."""
    return list(requests().filter(code=code))


def planned_for(requests: Iterable[VisitRequest]) -> dict[UUID, Outing]:
    """Request → the outing that was planned from it, in one query."""
    by_outing = {request.outing_id: request.pk for request in requests if request.outing_id}
    return {by_outing[outing.pk]: outing for outing in outings().filter(pk__in=by_outing)}


def reports_called(code: str) -> list[Report]:
    return list(Report.objects.filter(code=code))


def follow_ups_called(code: str) -> list[FollowUp]:
    return list(FollowUp.objects.filter(code=code))


def cases_called(kept: str, most: int = MOST_ALIKE) -> list[Case]:
    """The cases that keep this of their code, so many at most; an old code may have several."""
    called: list[Case] = []
    for model in CASES:
        called += model._default_manager.filter(code=kept).exclude(code="")[: most - len(called)]
    return called


def case_with(pk: UUID) -> Case | None:
    """The case with this id, of whatever sort it is."""
    cases = (model._default_manager.filter(pk=pk).first() for model in CASES)
    return next(filter(None, cases), None)


def codes_of_cases() -> QuerySet[Any, Any]:
    """What cases here keep of their codes."""
    first, *rest = (
        model._default_manager.exclude(code="").order_by().values("code") for model in CASES
    )
    return first.union(*rest)


def waiting_follow_ups() -> QuerySet[FollowUp]:
    """Whoever waits for the office: the urgent first, then the oldest; without what was withdrawn."""
    waiting = FollowUp.objects.exclude(code="").exclude(pk__in=Settlement.objects.values("subject"))
    return waiting.exclude(pk__in=hidden()).order_by("-is_urgent", "at")


def waiting_withdrawals() -> QuerySet[Withdrawal]:
    """What was withdrawn and is not erased yet."""
    return Withdrawal.objects.exclude(pk__in=Settlement.objects.values("subject"))


def hidden() -> QuerySet[Acceptance, Any]:
    """The cases that were withdrawn: nobody sees them from then on, and they are erased in time."""
    return Acceptance.objects.values("subject")


def hold_on(subject: UUID) -> LegalHold | None:
    """Why a case that was withdrawn is not erased; nothing where it is in time."""
    return LegalHold.objects.filter(subject=subject, lifted_at=None).first()


def is_hidden(subject: UUID) -> bool:
    """Whether what a case says may not be seen, since it was withdrawn and no law keeps it."""
    return Acceptance.objects.filter(subject=subject).exists() and hold_on(subject) is None


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
