from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.rows import SharedRow


class Topic(SharedRow):
    """A thing that visitors ask about; booths count questions by topic."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Snapshot(SharedRow):
    """The national list of recruiters, as the office got it on a day."""

    as_at = models.DateField()

    class Meta:
        ordering = ["-as_at", models.F("revision").desc(nulls_first=True)]

    def __str__(self) -> str:
        return self.as_at.isoformat()


class Recruiter(SharedRow):
    """A company that was on the national list (P3MI), as the latest snapshot describes it.

    Whatever is empty was not in the list. `gone_on` is the day of the first snapshot that does not
    name it any more. Validity is told by the list and never computed from another date.
    """

    class Status(models.TextChoices):
        UNKNOWN = "", _("not told")
        ACTIVE = "active", _("active")
        PARTLY = "partly-suspended", _("partly suspended")
        SUSPENDED = "suspended", _("suspended")
        WATCHED = "watched", _("sanction ended, under watch")
        REVOKED = "revoked", _("revoked")

    name = models.CharField(max_length=160)
    former_names = models.JSONField(default=list, blank=True)
    sip3mi = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    status_scope = models.CharField(max_length=200, blank=True)
    status_from = models.DateField(null=True, blank=True)
    status_to = models.DateField(null=True, blank=True)
    decree = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    city = models.CharField(max_length=80, blank=True)
    phones = models.JSONField(default=list, blank=True)
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
