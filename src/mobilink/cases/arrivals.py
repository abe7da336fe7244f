"""What the office does when a withdrawal and what it is about have both come, in either order."""

from uuid import UUID

from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.cases.models import FollowUp, Settlement, Withdrawal
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.safety.erasure import erase
from mobilink.journal.storage.following import follow

SETTLE_WITHDRAWAL = Act(
    "settle withdrawal", gettext_lazy("Withdrawal carried out"), is_offices=True
)


def erase_withdrawn(withdrawals: list[UUID]) -> None:
    """Erase what these withdrawals are about, as far as it is here."""
    for withdrawal in Withdrawal.objects.filter(pk__in=withdrawals):
        follow(carry_out, withdrawal)


def withdraw_arrived(follow_ups: list[UUID]) -> None:
    """Erase what was withdrawn elsewhere before it came here."""
    codes = FollowUp.objects.filter(pk__in=follow_ups).exclude(code="").values("code")
    for withdrawal in Withdrawal.objects.filter(code__in=codes):
        follow(carry_out, withdrawal)


def carry_out(withdrawal: Withdrawal) -> bool:
    """Erase the one follow-up that has the code.

    Phones make codes by themselves, so two may have one code: then a person at the office decides.
    """
    meant = list(FollowUp.objects.filter(code=withdrawal.code)[:2])
    if len(meant) != 1 or Settlement.objects.filter(subject=withdrawal.pk).exists():
        return False
    erase([meant[0].pk], why=f"withdrawn by code {withdrawal.code}")
    with commit(SETTLE_WITHDRAWAL, by=None) as draft:
        draft.add(Settlement, subject=withdrawal.pk, settled_by=None, at=clock.now())
    return True
