"""Base models of replicated tables."""

from typing import Any

from django.db import models


class Row(models.Model):
    """A row of a replicated table: made by an entry, named by its place in the journal.

    `revision` is the line of the office's ledger that touched the row last; it is empty while the
    office has not ordered the entry yet.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    revision = models.BigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True


class SharedRow(Row):
    """A row that may change; `versions` names, per field, the entry that set it."""

    versions = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


def link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    """A reference to another replicated row.

    The database does not enforce it: a parent may arrive after its child.
    """
    options.setdefault("related_name", "+")
    return models.ForeignKey(to, on_delete=models.DO_NOTHING, db_constraint=False, **options)
