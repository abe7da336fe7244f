"""What the office does when a withdrawal and what it is about have both come, in either order.

What is taken back is hidden at once and erased in time. Any machine can say that somebody took
something back, so a few a day are believed without asking; what could be a guess waits for a person.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.cases.models import (
    Acceptance,
    Case,
    FollowUp,
    Hearing,
    Report,
    Settlement,
    VisitRequest,
    Withdrawal,
)
from mobilink.cases.queries import cases_called, hidden, waiting_withdrawals
from mobilink.cases.withdrawals import Withdrawals, doubts_of
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.members import allowances
from mobilink.journal.members.installations import is_office
from mobilink.journal.safety.erasure import erase
from mobilink.journal.storage.following import follow
from mobilink.journal.storage.tables import TableStore

HEAR_WITHDRAWALS = Act("hear withdrawals", gettext_lazy("Withdrawals heard"), is_offices=True)
ACCEPT_WITHDRAWAL = Act("accept withdrawal", gettext_lazy("Withdrawal accepted"), is_offices=True)
SETTLE_WITHDRAWAL = Act(
    "settle withdrawal", gettext_lazy("Withdrawal carried out"), is_offices=True
)
EXPIRES_AFTER: Final = timedelta(days=30)
"""For a withdrawal that finds nothing, from when the office heard of it."""
AT_ONCE: Final = 200
"""Withdrawals that are heard, or settled, together."""


def withdrawals_arrived(arrived: Mapping[UUID, UUID]) -> None:
    """Believe as many of each machine as it may bring in a day, and hide what they are about."""
    by_machine: dict[UUID, list[UUID]] = {}
    for row, machine in arrived.items():
        by_machine.setdefault(machine, []).append(row)
    for machine, rows in by_machine.items():
        believed = allowances.take(machine, allowances.WITHDRAWALS, len(rows))
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            follow(_hear, part, machine=machine, believed=believed - start)
        _hide(list(_believed().filter(pk__in=rows[:believed])))


def cases_arrived(arrived: Collection[UUID]) -> None:
    """Hide what was taken back elsewhere before it came here."""
    kept: set[str] = set()
    for model in (FollowUp, Report, VisitRequest):
        rows = model._default_manager.filter(pk__in=list(arrived)).exclude(code="")
        kept |= {*rows.values_list("code", flat=True)}
    _hide(list(_believed().filter(code__in=kept)))


def carry_out_due() -> None:
    """Erase what was taken back long enough ago, and forget withdrawals that found nothing."""
    if not is_office() or not TableStore().decides:
        return
    now = clock.now()
    for due in Withdrawals().hidden:
        if due.held is None and due.erased_at <= now:
            follow(_carry_out, due.withdrawal, case=due.case)
    old = Hearing.objects.filter(at__lte=now - EXPIRES_AFTER).values("withdrawal")
    for part in _in_parts(waiting_withdrawals().filter(pk__in=old)):
        called = cases_called({each.code for each in part})
        vain = [each for each in part if each.code not in called]
        if vain:
            follow(_settle, vain)


def _believed() -> QuerySet[Withdrawal]:
    believed = Hearing.objects.filter(is_believed=True).values("withdrawal")
    waiting = waiting_withdrawals().filter(pk__in=believed)
    return waiting.prefetch_related("hearings")


def _in_parts(waiting: QuerySet[Withdrawal]) -> Iterator[list[Withdrawal]]:
    part = list(waiting.order_by("pk")[:AT_ONCE])
    while part:
        yield part
        part = list(waiting.order_by("pk").filter(pk__gt=part[-1].pk)[:AT_ONCE])


def _hear(rows: list[UUID], *, machine: UUID, believed: int) -> None:
    with commit(HEAR_WITHDRAWALS, by=None) as draft:
        for place, row in enumerate(rows):
            heard = {"machine": machine, "is_believed": place < believed, "at": clock.now()}
            draft.add(Hearing, withdrawal_id=row, **heard)


def _hide(withdrawals: list[Withdrawal]) -> None:
    """Accept each for the one case that it is about, where that is here and nothing is in doubt."""
    called, doubts = doubts_of(withdrawals)
    hidden_before = {*hidden().values_list("subject", flat=True)}
    meant = [
        (each, called[each.code][0])
        for each in withdrawals
        if each.pk in doubts and not doubts[each.pk]
    ]
    fresh = [(each, case) for each, case in meant if case.pk not in hidden_before]
    if fresh:
        follow(_accept, fresh)


def _accept(meant: list[tuple[Withdrawal, Case]]) -> None:
    with commit(ACCEPT_WITHDRAWAL, by=None) as draft:
        for withdrawal, case in meant:
            accepted = {"subject": case.pk, "accepted_by": None, "at": clock.now()}
            draft.add(Acceptance, withdrawal=withdrawal, **accepted)


def _carry_out(withdrawal: Withdrawal, *, case: Case) -> None:
    rows = [*_rows_of(case)]
    if rows:
        erase(rows, why="withdrawn by its code")
    _settle([withdrawal])


def _rows_of(case: Case) -> Iterator[UUID]:
    """The facts in which what was taken back stands: of a request, its words."""
    if isinstance(case, VisitRequest):
        yield from case.wishes.values_list("pk", flat=True)
    else:
        yield case.pk


def _settle(withdrawals: Iterable[Withdrawal]) -> None:
    with commit(SETTLE_WITHDRAWAL, by=None) as draft:
        for withdrawal in withdrawals:
            draft.add(Settlement, subject=withdrawal.pk, settled_by=None, at=clock.now())
