"""What a machine may bring in a day: beyond that nothing more of it is taken, and it keeps the rest.

Outside the judge, whose verdict depends on no clock. What was taken is never dropped.
"""

from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from mobilink.basics import clock
from mobilink.journal.storage.models import Allowance

WITHDRAWALS: Final = "withdrawals"
MOST: Final = {WITHDRAWALS: 10}
"""How many a day; first numbers, from attacks that were measured."""


def take(author: UUID, what: str, many: int = 1) -> int:
    """Count so many more of a machine today; returns how many of these it may still bring."""
    today = timezone.localdate(clock.now())
    Allowance.objects.filter(day__lt=today).delete()
    used, _ = Allowance.objects.get_or_create(author=author, day=today, what=what)
    Allowance.objects.filter(pk=used.pk).update(many=F("many") + many)
    return max(0, min(many, MOST[what] - used.many))
