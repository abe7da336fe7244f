"""What was taken back and is not erased: what is hidden, what waits for a person, what finds nothing."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from mobilink.basics import codes
from mobilink.cases.models import (
    Case,
    FollowUp,
    Hearing,
    LegalHold,
    Report,
    VisitRequest,
    Withdrawal,
)
from mobilink.cases.queries import cases_called, waiting_withdrawals
from mobilink.journal.members.installations import units_of

ERASED_AFTER: Final = timedelta(hours=48)
"""From when it was taken: a head may stop it until then, and a day is in hand where machines are off."""


class Doubt(StrEnum):
    """Why a person decides on a withdrawal, and no rule."""

    NONE = ""
    SEVERAL = "several"
    """More than one case has the code."""
    FAR = "far"
    """An old code, which can be guessed, was used at another unit than the case's."""
    MANY = "many"
    """Its machine had brought more that day than it may."""


class Hidden(NamedTuple):
    """A case that was taken back: until when it is here, or why it stays."""

    withdrawal: Withdrawal
    case: Case
    erased_at: datetime
    held: LegalHold | None


class Doubtful(NamedTuple):
    """A withdrawal that acts only after a person has agreed, and what it may be about."""

    withdrawal: Withdrawal
    cases: list[Case]
    doubt: Doubt


class Withdrawals:
    """All that wait and find something, in a few queries; in one where nothing does."""

    def __init__(self) -> None:
        first, *rest = (
            model._default_manager.exclude(code="").order_by().values("code")
            for model in (FollowUp, Report, VisitRequest)
        )
        meant = waiting_withdrawals().filter(code__in=first.union(*rest))
        self._meant = list(meant.prefetch_related("acceptances", "hearings"))
        self.hidden: list[Hidden] = []
        self.doubtful: list[Doubtful] = []
        if self._meant:
            self._sort()

    def many_vain(self) -> int:
        """How many find nothing."""
        return waiting_withdrawals().count() - len(self._meant)

    def _sort(self) -> None:
        called, doubts = doubts_of(self._meant)
        held = {hold.subject: hold for hold in LegalHold.objects.filter(lifted_at=None)}
        for withdrawal in self._meant:
            cases = called[withdrawal.code]
            accepted = {each.subject for each in withdrawal.acceptances.all()}
            for case in cases:
                if case.pk in accepted:
                    due = erased_at(withdrawal)
                    self.hidden.append(Hidden(withdrawal, case, due, held.get(case.pk)))
            if not accepted and doubts[withdrawal.pk]:
                self.doubtful.append(Doubtful(withdrawal, cases, doubts[withdrawal.pk]))


def doubts_of(
    withdrawals: Collection[Withdrawal],
) -> tuple[dict[str, list[Case]], dict[UUID, Doubt]]:
    """The cases that they may be about, by code; and for each that finds one, what is in doubt."""
    called = cases_called({each.code for each in withdrawals})
    meant = [each for each in withdrawals if each.code in called]
    heard = {each.pk: hearing_of(each) for each in meant}
    units = units_of({hearing.machine for hearing in heard.values() if hearing})
    return called, {each.pk: _doubt(called[each.code], heard[each.pk], units) for each in meant}


def _doubt(cases: Collection[Case], hearing: Hearing | None, units: dict[UUID, set[str]]) -> Doubt:
    """The office, which is of no unit, is believed everywhere."""
    if len(cases) != 1:
        return Doubt.SEVERAL
    [case] = cases
    if hearing is None or not hearing.is_believed:
        return Doubt.MANY
    if not codes.is_old(case.code) or hearing.machine not in units:
        return Doubt.NONE
    unit = case.outing.executing_unit.code if isinstance(case, FollowUp) else ""
    return Doubt.NONE if unit in units[hearing.machine] else Doubt.FAR


def hearing_of(withdrawal: Withdrawal) -> Hearing | None:
    """How the office heard of it; nothing of what was here before it told that."""
    return next(iter(withdrawal.hearings.all()), None)


def erased_at(withdrawal: Withdrawal) -> datetime:
    """When what was taken back is erased; a clock that runs ahead delays it no further."""
    hearing = hearing_of(withdrawal)
    return min(withdrawal.at, hearing.at if hearing else withdrawal.at) + ERASED_AFTER
