from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import Row, SharedRow, link


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
    asset_number = models.CharField(max_length=60, blank=True, default="")
    keeper = link("people.Person", null=True, blank=True)
    condition = models.CharField(max_length=8, choices=Condition.choices, blank=True)
    in_service_since = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Equipment(SharedRow):
    """One thing that can be booked: a tent, a banner, a laptop.

    `asset_number` is its number in the register of state property (BMN), `keeper` who has it in
    custody; a tent comes down in wind above its limit.
    """

    class Kind(models.TextChoices):
        TENT = "tent", _("Tent")
        BANNER = "banner", _("Banner")
        LAPTOP = "laptop", _("Laptop")
        OTHER = "other", _("Other")

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    unit = link("people.Unit")
    label = models.CharField(max_length=30, blank=True)
    serial_number = models.CharField(max_length=60, blank=True, default="")
    asset_number = models.CharField(max_length=60, blank=True, default="")
    keeper = link("people.Person", null=True, blank=True)
    weight_kg = models.DecimalField(
        max_digits=6, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    wind_limit_kmh = models.IntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(200)]
    )
    condition = models.CharField(max_length=8, choices=Condition.choices, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Told(Row):
    """What somebody read or paid for a van, and the SHA-256 of the photo that shows it, if any."""

    van = link("fleet.Van")
    at = models.DateTimeField()
    told_by = link("people.Person", null=True, blank=True)
    photo = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        abstract = True


class OdometerReading(Told):
    """What a van's odometer showed."""

    km = models.IntegerField(validators=[MinValueValidator(0)])


class Refuelling(Told):
    """Fuel taken, as the receipt says."""

    litres = models.DecimalField(max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    rupiah = models.IntegerField(validators=[MinValueValidator(0)])


class Receipt(Told):
    """Something else paid on the way: a boat, parking, a repair."""

    class Kind(models.TextChoices):
        FERRY = "ferry", _("Boat")
        PARKING = "parking", _("Parking")
        TOLL = "toll", _("Toll")
        REPAIR = "repair", _("Repair")
        OTHER = "other", _("Other")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    rupiah = models.IntegerField(validators=[MinValueValidator(0)])
    note = models.CharField(max_length=200, blank=True)


class VanTerm(Row):
    """What holds for a van until a day or a reading: one of its papers, or its next service.

    The one that was taken down last of its kind counts, so a renewal and a correction are one act.
    """

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("Vehicle registration (STNK)")
        ROADWORTHY = "roadworthy", _("Roadworthiness test (KIR)")
        INSURANCE = "insurance", _("Insurance")
        TAX = "tax", _("Vehicle tax")
        SERVICE = "service", _("Service")

    van = link("fleet.Van")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=80, blank=True)
    until = models.DateField(null=True, blank=True)
    until_km = models.IntegerField(null=True, blank=True, validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["at", F("revision").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Part(models.TextChoices):
    """What is looked at before a van leaves."""

    TYRES = "tyres", _("Tyres")
    OIL = "oil", _("Oil")
    FUEL = "fuel", _("Fuel")
    TENT = "tent", _("Tent")
    LAMP = "lamp", _("Lamps")
    CABLE = "cable", _("Cable")


class Inspection(Row):
    """Somebody looked at a van: which parts were good, which had a defect.

    A defect that makes the van unsafe blocks it until it is mended. A part in neither list was not
    looked at.
    """

    van = link("fleet.Van")
    at = models.DateTimeField()
    seen_by = link("people.Person", null=True, blank=True)
    good = models.JSONField(default=list, blank=True)
    defects = models.JSONField(default=list, blank=True)
    is_blocking = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    photo = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-at", "-pk"]

    @property
    def defect_words(self) -> list[str]:
        """What had a defect, in words; what a newer version calls by another name stays as it is."""
        return [str(Part(code).label) if code in Part.values else code for code in self.defects]


class Mending(Row):
    """The defects of one inspection are mended, on the word of who keeps the van."""

    inspection = link("fleet.Inspection", related_name="mendings")
    at = models.DateTimeField()
    mended_by = link("people.Person", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
