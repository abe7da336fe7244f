"""Idempotency keys: what is sent again under the id that its sender gave it is recorded once."""

from collections.abc import Collection
from uuid import UUID

from mobilink.basics import clock
from mobilink.journal.storage.models import IdempotencyKey


def rows_under(keys: Collection[UUID]) -> dict[UUID, UUID]:
    """Key → the row that was recorded under it."""
    return dict(IdempotencyKey.objects.filter(key__in=keys).values_list("key", "row"))


def keys_of(rows: Collection[UUID]) -> dict[UUID, IdempotencyKey]:
    """Row → the first key under which it was sent, who sent it, and when."""
    known = IdempotencyKey.objects.filter(row__in=rows).order_by("-pk")
    return {each.row: each for each in known}


def keep(key: UUID, *, row: UUID, by: UUID) -> None:
    """Remember a row by the key under which a person sent it; in the transaction that records it."""
    IdempotencyKey.objects.create(key=key, row=row, by=by, at=clock.now())
