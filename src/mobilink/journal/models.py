"""The journal's own tables: append-only, and touched by this room alone."""

from django.db import models


class Installation(models.Model):
    """This machine's part in the service; one row. A new epoch begins after restore or clone."""

    id = models.UUIDField(primary_key=True, editable=False)
    epoch = models.UUIDField()
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80)


class Entry(models.Model):
    """One entry, in exactly the bytes that its author hashed."""

    hash = models.BinaryField(max_length=32, unique=True)
    author = models.UUIDField()
    epoch = models.UUIDField()
    stream = models.CharField(max_length=40)
    seq = models.BigIntegerField()
    header = models.BinaryField()
    salt = models.BinaryField()
    payload = models.BinaryField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        # Not unique: a cloned disk forks a chain, and both branches are kept.
        indexes = [models.Index(fields=["author", "epoch", "stream", "seq"])]


class LedgerLine(models.Model):
    """The office's decision on one entry, chained by hash within its stream."""

    stream = models.CharField(max_length=40)
    revision = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="line")
    verdict = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "revision"], name="one_line_per_revision")
        ]


class Touch(models.Model):
    """Which entries made or changed a row that may change: the way back from a row to its story."""

    row = models.UUIDField(db_index=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="touches")
