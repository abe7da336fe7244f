from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.rows import Row, SharedRow, link


class Condition(models.TextChoices):
    """Whether a thing can be used; empty where nobody has looked."""

    GOOD = "good", _("Good")
    LIMITED = "limited", _("Usable with care")
    BROKEN = "broken", _("Out of use")


class Van(SharedRow):
    """A vehicle of the service."""

    name = models.CharField(max_length=60)
    motto = models.CharField(max_length=200, blank=True)
    unit = link("people.Unit")
    plate = models.CharField(max_length=12, blank=True)
    area = models.CharField(max_length=120, blank=True)
    condition = models.CharField(max_length=8, choices=Condition.choices, blank=True)
    in_service_since = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Equipment(SharedRow):
    """One thing that can be booked: a tent, a banner, a laptop."""

    class Kind(models.TextChoices):
        TENT = "tent", _("Tent")
        BANNER = "banner", _("Banner")
        LAPTOP = "laptop", _("Laptop")
        OTHER = "other", _("Other")

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    unit = link("people.Unit")
    label = models.CharField(max_length=30, blank=True)
    condition = models.CharField(max_length=8, choices=Condition.choices, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OdometerReading(Row):
    """What a van's odometer showed."""

    van = link("fleet.Van")
    at = models.DateTimeField()
    km = models.IntegerField(validators=[MinValueValidator(0)])


class Refuelling(Row):
    """Fuel taken, as the receipt says."""

    van = link("fleet.Van")
    at = models.DateTimeField()
    litres = models.DecimalField(max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    rupiah = models.IntegerField(validators=[MinValueValidator(0)])
