"""What was taken back and is not erased: what is hidden, what waits for a person, what finds nothing."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from mobilink.basics import codes
from mobilink.cases.models import Acceptance, Case, FollowUp, Hearing, LegalHold, Withdrawal
from mobilink.cases.queries import CASES, cases_called, codes_of_cases, waiting_withdrawals
from mobilink.journal.members.installations import office_id, units_of
from mobilink.outreach.models import Outing

ERASED_AFTER: Final = timedelta(hours=48)
"""From when it was taken: a head may stop it until then, and a day is in hand where machines are off."""
NOTICE: Final = timedelta(hours=24)
"""A head has so long from when the office heard of it, within what was promised."""
ERASED_BEFORE: Final = timedelta(hours=72)


class Doubt(StrEnum):
    """Why a person decides on a withdrawal, and no rule."""

    NONE = ""
    SEVERAL = "several"
    """More than one case has the code."""
    FAR = "far"
    """An old code, which can be guessed, was used at another unit than the case's."""
    MANY = "many"
    """Its machine had brought more that day than it may, or nobody knows which machine it was."""


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


def hidden_cases() -> list[Hidden]:
    """Every case that was taken back and is still here, the first to be erased first."""
    waiting = waiting_withdrawals().values("pk")
    accepted = Acceptance.objects.filter(withdrawal__in=waiting).select_related("withdrawal")
    subjects = {each.subject: each.withdrawal for each in accepted}
    if not subjects:
        return []
    heard = {each.withdrawal_id: each for each in Hearing.objects.filter(withdrawal__in=waiting)}
    held = {hold.subject: hold for hold in LegalHold.objects.filter(lifted_at=None)}
    cases = [case for model in CASES for case in model._default_manager.filter(pk__in=[*subjects])]
    hidden = [
        Hidden(
            subjects[case.pk],
            case,
            erased_at(subjects[case.pk], heard.get(subjects[case.pk].pk)),
            held.get(case.pk),
        )
        for case in cases
    ]
    return sorted(hidden, key=lambda each: each.erased_at)


def doubtful() -> QuerySet[Hearing]:
    """What was heard of withdrawals that find a case and wait for a person, the oldest first."""
    waiting = Hearing.objects.filter(withdrawal__in=waiting_withdrawals().values("pk"))
    accepted = Acceptance.objects.values("withdrawal")
    waiting = waiting.filter(code__in=codes_of_cases()).exclude(withdrawal__in=accepted)
    return waiting.select_related("withdrawal").order_by("at", "pk")


def many_vain() -> int:
    """How many find nothing."""
    waiting = Hearing.objects.filter(withdrawal__in=waiting_withdrawals().values("pk"))
    return waiting.exclude(code__in=codes_of_cases()).count()


def in_doubt(heard: Collection[Hearing]) -> list[Doubtful]:
    """Each with the cases that it may be about and why a person decides."""
    units = units_of({each.machine for each in heard})
    called = [(each, cases_called(each.code)) for each in heard]
    return [
        Doubtful(each.withdrawal, cases, doubt_of(cases, each, units)) for each, cases in called
    ]


def doubt_of(
    cases: Collection[Case], hearing: Hearing, units: Mapping[UUID, Collection[str]]
) -> Doubt:
    """What is in doubt about a withdrawal that finds these cases; the office is believed everywhere."""
    if len(cases) != 1:
        return Doubt.SEVERAL
    if not hearing.is_believed:
        return Doubt.MANY
    [case] = cases
    if not codes.is_old(case.code) or hearing.machine == office_id():
        return Doubt.NONE
    return Doubt.NONE if _unit_of(case) in units.get(hearing.machine, ()) else Doubt.FAR


def _unit_of(case: Case) -> str | None:
    """The code of the unit at whose booth it was given; nothing where that is not known here."""
    if not isinstance(case, FollowUp):
        return None
    outing = Outing.objects.filter(pk=case.outing_id)
    return outing.values_list("executing_unit__code", flat=True).first()


def erased_at(withdrawal: Withdrawal, hearing: Hearing | None) -> datetime:
    """When what was taken back is erased; a clock that runs ahead delays it no further."""
    if hearing is None:
        return withdrawal.at + ERASED_AFTER
    taken = min(withdrawal.at, hearing.at)
    return max(taken + ERASED_AFTER, min(hearing.at + NOTICE, taken + ERASED_BEFORE))
