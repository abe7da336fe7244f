from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import SharedRow, link


class Region(SharedRow):
    """An official region; other tables name it by its code, which outlives renamings."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        REGENCY = "regency", _("Regency or city")
        DISTRICT = "district", _("District")
        VILLAGE = "village", _("Village")

    code = models.CharField(max_length=13, db_index=True)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent_code = models.CharField(max_length=13, blank=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Venue(SharedRow):
    """A spot where a booth can stand. Its point is measured by somebody on a day, or absent.

    A venue that was entered twice is `merged_into` the one that was kept, and is shown no more.
    """

    class Quality(models.TextChoices):
        """How well the point is known."""

        NONE = "", _("not measured")
        MEASURED = "A", _("measured on the spot")
        PUBLISHED = "B", _("published by the place itself")
        REPORTED = "C", _("from other sources, uncertain")

    name = models.CharField(max_length=120)
    aliases = models.JSONField(default=list, blank=True)
    regency_code = models.CharField(max_length=13)
    district_code = models.CharField(max_length=13, blank=True)
    address = models.CharField(max_length=200, blank=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    point_quality = models.CharField(max_length=1, choices=Quality.choices, blank=True)
    measured_by = models.CharField(max_length=120, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    host_event = models.CharField(max_length=120, blank=True)
    permit_owner = models.CharField(max_length=120, blank=True)
    crowd_hours = models.CharField(max_length=120, blank=True)
    vehicle_access = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)
    merged_into = link("places.Venue", null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_point(self) -> bool:
        return self.lat is not None and self.lon is not None


class Holiday(SharedRow):
    """A day that the government declares free, or a day of shared leave beside one."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National holiday")
        SHARED_LEAVE = "shared_leave", _("Shared leave")

    day = models.DateField(db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name
