from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.rows import Row, link


class Sex(models.TextChoices):
    UNRECORDED = "", _("not recorded")
    FEMALE = "f", _("Woman")
    MALE = "m", _("Man")


class AgeBand(models.TextChoices):
    UNRECORDED = "", _("not recorded")
    UNDER_18 = "0-17", _("under 18")
    FROM_18 = "18-24", "18–24"
    FROM_25 = "25-34", "25–34"
    FROM_35 = "35-44", "35–44"
    FROM_45 = "45+", _("45 and over")


class BoothFact(Row):
    """What every fact of the booth tells: which outing, and when by the recording device's clock."""

    outing = link("outreach.Outing")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Session(BoothFact):
    """The booth opened, by this person, with so many leaflets taken along if somebody counted."""

    opened_by = link("people.Person", null=True, blank=True)
    leaflets_taken = models.IntegerField(null=True, blank=True, validators=[MinValueValidator(0)])


class Closing(BoothFact):
    """The booth closed, and what was counted by hand to compare with what was tapped.

    Marked partial when something could not be counted any more.
    """

    session = link("booth.Session")
    closed_by = link("people.Person", null=True, blank=True)
    leaflets_left = models.IntegerField(null=True, blank=True, validators=[MinValueValidator(0)])
    is_partial = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)


class Tally(BoothFact):
    """One passer-by who stopped, counted by one tap."""

    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    programme = models.CharField(max_length=20, blank=True)


class Visit(BoothFact):
    """Somebody who asked something, and what about."""

    programme = models.CharField(max_length=20, blank=True)
    topics = models.JSONField(default=list, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    district_code = models.CharField(max_length=13, blank=True)
    note = models.CharField(max_length=300, blank=True)


class Handout(BoothFact):
    """Paper given away: how many of what."""

    class Item(models.TextChoices):
        LEAFLET = "leaflet", _("Leaflet")
        BROCHURE = "brochure", _("Brochure")
        STICKER = "sticker", _("Sticker")

    item = models.CharField(max_length=10, choices=Item.choices, default=Item.LEAFLET)
    quantity = models.IntegerField(validators=[MinValueValidator(1), MaxValueValidator(10_000)])


class Void(BoothFact):
    """A fact taken back: it stays in the journal and counts no more."""

    fact = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
