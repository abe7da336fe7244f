import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.guidance.models import Snapshot


class Upload(models.Model):
    """A list that somebody brought, as the file came, and what became of it.

    It stays on this machine: what travels is the list itself, once a second person has approved it.
    `names` says what the file's headings mean, `before` what taking it over
    replaced, `snapshot` the list that it made.
    """

    class State(models.TextChoices):
        UNREAD = "unread", _("cannot be read yet")
        WAITING = "waiting", _("waits for a second person")
        REFUSED = "refused", _("refused")
        TAKEN = "taken", _("taken over")
        UNDONE = "undone", _("taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(
        max_length=10, choices=Snapshot.Kind.choices, default=Snapshot.Kind.RECRUITERS
    )
    state = models.CharField(max_length=8, choices=State.choices)
    as_at = models.DateField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    names = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    snapshot = models.UUIDField(null=True)
    brought_by = models.UUIDField(null=True)
    brought_by_name = models.CharField(max_length=120)
    brought_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-brought_at"]

    def __str__(self) -> str:
        return self.file_name
