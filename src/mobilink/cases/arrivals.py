"""What the office does when a withdrawal and what it is about have both come, in either order.

What is taken back is hidden at once and erased in time. Any machine can say that somebody took
something back, so a few a day are believed without asking; what could be a guess waits for a person.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy

from mobilink.basics import clock, codes
from mobilink.cases.models import (
    Acceptance,
    Case,
    Hearing,
    LegalHold,
    Settlement,
    VisitRequest,
    VisitWish,
    Withdrawal,
)
from mobilink.cases.queries import (
    CASES,
    cases_called,
    codes_of_cases,
    hidden,
    hold_on,
    waiting_withdrawals,
)
from mobilink.cases.withdrawals import Doubt, doubt_of, hidden_cases
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.members import allowances
from mobilink.journal.members.installations import is_office, office_id, units_of
from mobilink.journal.safety.erasure import empty_the_log, erase
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
NOBODY: Final = UUID(int=0)
WHY: Final = "withdrawn by its code"


def withdrawals_arrived(arrived: Mapping[UUID, UUID]) -> None:
    """Believe as many of each machine as it may bring in a day, and hide what they are about."""
    by_machine: dict[UUID, list[UUID]] = {}
    for row, machine in arrived.items():
        by_machine.setdefault(machine, []).append(row)
    for machine, rows in by_machine.items():
        may = len(rows)
        if machine != office_id():
            may = allowances.take(machine, allowances.WITHDRAWALS, len(rows))
        for start in range(0, len(rows), AT_ONCE):
            part = Withdrawal.objects.in_bulk(rows[start : start + AT_ONCE])
            follow(_hear, [*part.values()], machine=machine, believed=may - start)
    believed = Hearing.objects.filter(withdrawal__in=[*arrived][:AT_ONCE], is_believed=True)
    _hide([*believed])


def cases_arrived(arrived: Collection[UUID]) -> None:
    """Hide what was taken back elsewhere before it came here."""
    kept = {
        code
        for model in CASES
        for code in model._default_manager.filter(pk__in=[*arrived]).values_list("code", flat=True)
    }
    waiting = Hearing.objects.filter(is_believed=True, code__in=kept - {""})
    _hide([*waiting.filter(withdrawal__in=waiting_withdrawals().values("pk"))[:AT_ONCE]])


def carry_out_due() -> None:
    """Erase what was taken back long enough ago, and forget withdrawals that found nothing."""
    if not is_office() or not TableStore().decides:
        return
    _hear_those_of_before()
    now = clock.now()
    for due in hidden_cases():
        if due.erased_at <= now:
            follow(_carry_out, due.withdrawal, case=due.case)
    for wish in _late_wishes():
        follow(erase, [wish], why=WHY)
    old = Hearing.objects.filter(at__lte=now - EXPIRES_AFTER).exclude(code__in=codes_of_cases())
    while part := [*waiting_withdrawals().filter(pk__in=old.values("withdrawal"))[:AT_ONCE]]:
        _settle(part)
    empty_the_log()


def _hear_those_of_before() -> None:
    """What came before the office noted whose machine it was: nobody knows, so a person decides."""
    unheard = waiting_withdrawals().exclude(pk__in=Hearing.objects.values("withdrawal"))
    while part := [*unheard[:AT_ONCE]]:
        _hear(part, machine=NOBODY, believed=0)


def _hear(withdrawals: list[Withdrawal], *, machine: UUID, believed: int) -> None:
    """Note whose each is. One that repeats what waits already is settled at once: it adds nothing."""
    waiting = Hearing.objects.filter(withdrawal__in=waiting_withdrawals().values("pk"))
    known = dict(
        waiting.filter(code__in={codes.kept(each.code) for each in withdrawals})
        .order_by("is_believed")
        .values_list("code", "is_believed")
    )
    with commit(HEAR_WITHDRAWALS, by=None) as draft:
        for place, withdrawal in enumerate(withdrawals):
            code, is_believed = codes.kept(withdrawal.code), place < believed
            heard = {"machine": machine, "code": code, "is_believed": is_believed}
            draft.add(Hearing, withdrawal=withdrawal, at=clock.now(), **heard)
            if code in known and known[code] >= is_believed:
                draft.add(Settlement, subject=withdrawal.pk, settled_by=None, at=clock.now())
            known[code] = known.get(code, False) or is_believed


def _hide(heard: list[Hearing]) -> None:
    """Accept each for the one case that it is about, where that is here and nothing is in doubt."""
    meant = [(each, cases_called(each.code, most=2)) for each in heard]
    units = units_of({each.machine for each, cases in meant if cases})
    for each, cases in meant:
        if cases and doubt_of(cases, each, units) is Doubt.NONE:
            follow(_accept, each.withdrawal, case=cases[0])


def _accept(withdrawal: Withdrawal, *, case: Case) -> None:
    """Hide a case; another withdrawal of what is hidden already adds nothing."""
    if hidden().filter(subject=case.pk).exists():
        _settle([withdrawal])
        return
    with commit(ACCEPT_WITHDRAWAL, by=None) as draft:
        accepted = {"subject": case.pk, "accepted_by": None, "at": clock.now()}
        draft.add(Acceptance, withdrawal=withdrawal, **accepted)


def _carry_out(withdrawal: Withdrawal, *, case: Case) -> None:
    with alone():
        if hold_on(case.pk):  # also one that was placed a moment ago
            return
        rows = [*_rows_of(case)]
        if rows:
            erase(rows, why=WHY)
        left = {*withdrawal.acceptances.values_list("subject", flat=True)} - {case.pk}
        if not any(model._default_manager.filter(pk__in=left).exists() for model in CASES):
            _settle([withdrawal])


def _rows_of(case: Case) -> Iterator[UUID]:
    """The facts in which what was taken back stands: of a request, its words."""
    if isinstance(case, VisitRequest):
        yield from case.wishes.values_list("pk", flat=True)
    else:
        yield case.pk


def _late_wishes() -> list[UUID]:
    """Words of requests that were taken back and carried out before these came."""
    held = LegalHold.objects.filter(lifted_at=None).values("subject")
    done = Settlement.objects.values("subject")
    settled = Acceptance.objects.filter(withdrawal__in=done).exclude(subject__in=held)
    late = VisitWish.objects.filter(request__in=settled.values("subject"))
    return [*late.values_list("pk", flat=True)]


def _settle(withdrawals: Iterable[Withdrawal]) -> None:
    with commit(SETTLE_WITHDRAWAL, by=None) as draft:
        for withdrawal in withdrawals:
            draft.add(Settlement, subject=withdrawal.pk, settled_by=None, at=clock.now())
