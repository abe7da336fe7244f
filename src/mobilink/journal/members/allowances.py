"""What a machine may bring in a day: beyond that nothing more of it is taken, and it keeps the rest.

Outside the judge, whose verdict depends on no clock. Counted is what a machine brings of its own;
who carries others' is not held up by them. What was taken is never dropped. The office's own days
count, since clocks of machines are no authority.
"""

from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.db.models import F, Sum
from django.utils import timezone

from mobilink.basics import clock
from mobilink.journal.core.sequence import QUARANTINED
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Allowance, LedgerLine

BYTES: Final = "bytes"
"""Of entries, and of pictures that no fact names yet."""
PICTURES: Final = "pictures"
"""Of those that no fact names yet."""
DELIVERIES: Final = "deliveries"
WITHDRAWALS: Final = "withdrawals"
MOST: Final = {BYTES: 50_000_000, PICTURES: 200, DELIVERIES: 5_000, WITHDRAWALS: 10}
MOST_IN_QUARANTINE: Final = 500
"""How many a day; first numbers, from attacks that were measured."""
LIGHTEST: Final = 40
"""Bytes that an entry counts at least."""
ENOUGH: Final = (
    "This machine brought more today than machines do, or too much of it had to wait for a person. It "
    "keeps the rest, until tomorrow."
)


def take(author: UUID, what: str, many: int = 1) -> int:
    """Count so many more of a machine today; returns how many of these it may still bring."""
    today = timezone.localdate(clock.now())
    counted = Allowance.objects.filter(author=author, day=today, what=what)
    if not counted.update(many=F("many") + many):
        Allowance.objects.filter(day__lt=today).delete()
        Allowance.objects.create(author=author, day=today, what=what, many=many)
    left = MOST[what] - counted.values_list("many", flat=True).get() + many
    return max(0, min(many, left))


def has_room(author: UUID) -> bool:
    """Whether any more entries of a machine are taken today, whatever they weigh."""
    today = timezone.localdate(clock.now())
    used = Allowance.objects.filter(author=author, day=today, what=BYTES)
    if used.filter(many__gte=MOST[BYTES]).exists():
        return False
    midnight = milliseconds(timezone.make_aware(datetime.combine(today, time())))
    lines = LedgerLine.objects.filter(verdict=QUARANTINED, author=author, at__gte=midnight)
    return (lines.aggregate(many=Sum("count"))["many"] or 0) < MOST_IN_QUARANTINE


def count_entries(author: UUID, size: int, many: int) -> None:
    """Count entries that a machine brought of its own, of so many bytes.

    Much that is alike packs into few, so an entry counts at least what it takes in the tables.
    """
    take(author, BYTES, max(size, many * LIGHTEST))
