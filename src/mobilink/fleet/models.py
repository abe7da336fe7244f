from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import Row, link
from mobilink.journal.storage.shaped import Shaped
from mobilink.lists.models import Retirable


class Condition(models.TextChoices):
    """Whether a thing can be used; empty where nobody has looked."""

    GOOD = "good", _("Good")
    LIMITED = "limited", _("Usable with care")
    BROKEN = "broken", _("Out of use")


class Van(Retirable):
    """A vehicle of the service."""

    name = models.CharField(_("Name"), max_length=60)
    motto = models.CharField(_("Motto"), max_length=200, blank=True)
    unit = link("people.Unit", verbose_name=_("Home"))
    plate = models.CharField(_("Number plate"), max_length=12, blank=True)
    area = models.CharField(_("Serves"), max_length=120, blank=True)
    asset_number = models.CharField(_("BMN number"), max_length=60, blank=True, default="")
    keeper = link("people.Person", null=True, blank=True, verbose_name=_("In custody of"))
    condition = models.CharField(
        _("Condition"), max_length=8, choices=Condition.choices, blank=True
    )
    in_service_since = models.DateField(_("In service since"), null=True, blank=True)
    notes = models.TextField(_("Notes"), blank=True)

    class Meta:
        verbose_name = _("Van")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Equipment(Retirable):
    """One thing that can be booked: a tent, a banner, a laptop.

    `asset_number` is its number in the register of state property (BMN), `keeper` who has it in
    custody; a tent comes down in wind above its limit.
    """

    class Kind(models.TextChoices):
        TENT = "tent", _("Tent")
        BANNER = "banner", _("Banner")
        LAPTOP = "laptop", _("Laptop")
        OTHER = "other", _("Other")

    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices)
    unit = link("people.Unit", verbose_name=_("Home"))
    label = models.CharField(_("Label"), max_length=30, blank=True)
    serial_number = models.CharField(_("Serial number"), max_length=60, blank=True, default="")
    asset_number = models.CharField(_("BMN number"), max_length=60, blank=True, default="")
    keeper = link("people.Person", null=True, blank=True, verbose_name=_("In custody of"))
    weight_kg = models.DecimalField(
        _("Weight (kg)"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    wind_limit_kmh = models.IntegerField(
        _("For a tent: down in wind above (km/h)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(200)],
    )
    condition = models.CharField(
        _("Condition"), max_length=8, choices=Condition.choices, blank=True
    )

    class Meta:
        verbose_name = _("Equipment")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class VanRecord(Row):
    """What somebody read or paid for a van, and the SHA-256 of the photo that shows it, if any."""

    van = link("fleet.Van", verbose_name=_("Van"))
    at = models.DateTimeField(_("When"))
    told_by = link("people.Person", null=True, blank=True, verbose_name=_("Told by"))
    photo = models.CharField(_("Photo"), max_length=64, blank=True, default="")

    class Meta:
        abstract = True


class OdometerReading(VanRecord):
    """What a van's odometer showed."""

    km = models.IntegerField(_("Odometer (km)"), validators=[MinValueValidator(0)])


class Refuelling(VanRecord):
    """Fuel taken, as the receipt says."""

    litres = models.DecimalField(
        _("Litres"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )
    rupiah = models.IntegerField(_("Price in rupiah"), validators=[MinValueValidator(0)])


class Receipt(VanRecord):
    """Something else paid on the way: a boat, parking, a repair."""

    class Kind(models.TextChoices):
        FERRY = "ferry", _("Boat")
        PARKING = "parking", _("Parking")
        TOLL = "toll", _("Toll")
        REPAIR = "repair", _("Repair")
        OTHER = "other", _("Other")

    kind = models.CharField(_("Paid for"), max_length=8, choices=Kind.choices)
    rupiah = models.IntegerField(_("Price in rupiah"), validators=[MinValueValidator(0)])
    note = models.CharField(_("Note"), max_length=200, blank=True)


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

    van = link("fleet.Van", verbose_name=_("Van"))
    at = models.DateTimeField(_("When"))
    kind = models.CharField(_("Paper or service"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("Number, or what was done"), max_length=80, blank=True)
    until = models.DateField(_("Holds until"), null=True, blank=True)
    until_km = models.IntegerField(
        _("For a service: until km"), null=True, blank=True, validators=[MinValueValidator(0)]
    )

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

    van = link("fleet.Van", verbose_name=_("Van"))
    at = models.DateTimeField(_("When"))
    seen_by = link("people.Person", null=True, blank=True, verbose_name=_("Seen by"))
    good = Shaped(_("In good order"), default=list, blank=True)
    defects = Shaped(_("Defects"), default=list, blank=True)
    is_blocking = models.BooleanField(
        _("Not safe: nobody drives it until it is mended"), default=False
    )
    note = models.CharField(_("What is wrong"), max_length=300, blank=True)
    photo = models.CharField(_("Photo"), max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-at", "-pk"]

    @property
    def defect_words(self) -> list[str]:
        """What had a defect, in words; what a newer version calls by another name stays as it is."""
        return [str(Part(code).label) if code in Part.values else code for code in self.defects]


class Mending(Row):
    """The defects of one inspection are mended, on the word of who keeps the van."""

    inspection = link("fleet.Inspection", related_name="mendings", verbose_name=_("Inspection"))
    at = models.DateTimeField(_("When"))
    mended_by = link("people.Person", null=True, blank=True, verbose_name=_("Mended by"))
    note = models.CharField(_("Note"), max_length=300, blank=True)
