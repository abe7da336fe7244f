from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.booth.presence import Presence
from mobilink.journal.storage.rows import Row, SharedRow, link
from mobilink.journal.storage.shaped import Shaped
from mobilink.lists.fields import OpenField
from mobilink.lists.models import HANDOUT, OPEN_MATTER, Retirable
from mobilink.lists.queries import names


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


class Weather(models.TextChoices):
    """What keeps people from a booth on the islands, in the words of the weather service."""

    UNRECORDED = "", _("not recorded")
    CLEAR = "clear", _("Clear sky")
    CLOUDS = "clouds", _("Cloudy")
    RAIN = "rain", _("Rain")
    STORM = "storm", _("Storm")
    HAZE = "haze", _("Haze or smoke")


class BoothFact(Row):
    """What every fact of the booth tells: which outing, and when by the recording device's clock."""

    outing = link("outreach.Outing", verbose_name=_("Outing"))
    at = models.DateTimeField(_("When"))

    class Meta:
        abstract = True


class Session(BoothFact):
    """The booth opened, by this person, with so many leaflets taken along if somebody counted."""

    opened_by = link("people.Person", null=True, blank=True, verbose_name=_("Opened by"))
    leaflets_taken = models.IntegerField(
        _("Leaflets taken along"), null=True, blank=True, validators=[MinValueValidator(0)]
    )


class Closing(BoothFact):
    """The booth closed, and what was counted by hand to compare with what was tapped.

    Marked partial when something could not be counted any more. `hours_lost` are hours, to the tenth.
    """

    session = link("booth.Session", verbose_name=_("Session of the booth"))
    closed_by = link("people.Person", null=True, blank=True, verbose_name=_("Closed by"))
    leaflets_left = models.IntegerField(
        _("Leaflets left"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    is_partial = models.BooleanField(_("Closed as partial"), default=False)
    weather = models.CharField(_("Weather"), max_length=10, choices=Weather.choices, blank=True)
    gust_kmh = models.IntegerField(
        _("Strongest gust (km/h)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(200)],
    )
    hours_lost = models.DecimalField(
        _("Hours lost to the weather"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Half an hour is 0.5."),
    )
    note = models.CharField(_("Note"), max_length=500, blank=True)

    REMARKS: ClassVar = ("weather", "gust_kmh", "hours_lost", "note")
    """What is asked besides counts and shown in the report, each under its own name, in this order."""


class Tally(BoothFact):
    """One passer-by who stopped, counted by one tap."""

    sex = models.CharField(_("Woman or man"), max_length=1, choices=Sex.choices, blank=True)
    age_band = models.CharField(_("Age"), max_length=5, choices=AgeBand.choices, blank=True)
    programme = models.CharField(_("Programme"), max_length=20, blank=True)


class Visit(BoothFact):
    """Somebody who asked something, and what about."""

    programme = models.CharField(_("Programme"), max_length=20, blank=True)
    topics = Shaped(_("Asked about"), default=list, blank=True)
    sex = models.CharField(_("Woman or man"), max_length=1, choices=Sex.choices, blank=True)
    age_band = models.CharField(_("Age"), max_length=5, choices=AgeBand.choices, blank=True)
    district_code = models.CharField(_("District"), max_length=13, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)


class Handout(BoothFact):
    """Paper given away: how many of what."""

    LEAFLET = "leaflet"
    """What a booth counts before and after."""
    KNOWN = ((LEAFLET, _("Leaflet")),)

    item = OpenField(_("What was given"), of=HANDOUT, known=KNOWN, default=LEAFLET)
    quantity = models.IntegerField(
        _("How many"), validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )


class CardShown(BoothFact):
    """A card that was shown to somebody, in the version that was in force then."""

    card = models.SlugField(_("Card"), max_length=40)
    language = models.CharField(_("Language"), max_length=5)
    version = models.IntegerField(_("Version"), validators=[MinValueValidator(1)])

    class Meta:
        db_table = "booth_telling"


class Void(BoothFact):
    """A fact taken back: it stays in the journal and counts no more."""

    fact = models.UUIDField(_("Record taken back"), db_index=True)
    kind = models.CharField(_("Kind"), max_length=20)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)


class SurveyQuestion(SharedRow):
    """What a visitor may be asked, and the pictures that answer it; asked on the days told."""

    class Scale(models.TextChoices):
        FACES = "faces", _("Faces, from sad to glad")
        GLASSES = "glasses", _("Glasses, from empty to full")

    code = models.CharField(_("Code"), max_length=20)
    text = models.CharField(_("Question"), max_length=120)
    text_en = models.CharField(_("Question in English"), max_length=120)
    scale = models.CharField(_("Pictures"), max_length=10, choices=Scale.choices)
    position = models.IntegerField(_("Place in the order"))
    valid_from = models.DateField(_("Asked from"))
    valid_to = models.DateField(_("Asked until"), null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class SurveyAnswer(BoothFact):
    """What one visitor thought, without a name: the code of a question → 1 to 5, or skipped."""

    answers = Shaped(_("Answers"), default=dict)
    language = models.CharField(_("Language"), max_length=5, blank=True)


class ChecklistItem(Retirable):
    """Something to see to before the booth opens or after it closed, in the office's own words."""

    class Phase(models.TextChoices):
        SET_UP = "set_up", _("Set-up")
        STRIKE = "strike", _("Strike")

    code = models.CharField(_("Code"), max_length=20)
    phase = models.CharField(_("Part of the day’s work"), max_length=6, choices=Phase.choices)
    name = models.CharField(_("Name"), max_length=80)
    name_en = models.CharField(_("Name in English"), max_length=80)
    position = models.IntegerField(_("Place in the order"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Tick(BoothFact):
    """One item of a checklist was seen to, or is not yet; the newest tick of an item holds.

    `photo` is the SHA-256 of a picture that comes by itself, of `photo_size` bytes.
    """

    item = models.CharField(_("Item"), max_length=20)
    is_done = models.BooleanField(_("Seen to"), default=True)
    photo = models.CharField(_("Photo"), max_length=64, blank=True)
    photo_size = models.IntegerField(
        _("Size of the photo in bytes"), null=True, blank=True, validators=[MinValueValidator(1)]
    )


class Attendance(BoothFact):
    """One of the team was at the outing, from when and until when as far as told; or was not.

    `at` is when it was told. Several may tell of one person; `presence.settle` says what it comes to.
    """

    person = link("people.Person", verbose_name=_("Person"))
    was_there = models.BooleanField(_("Was present"), default=True)
    since = models.DateTimeField(_("From"), null=True, blank=True)
    until = models.DateTimeField(_("Until"), null=True, blank=True)
    told_by = link("people.Person", null=True, blank=True, verbose_name=_("Told by"))
    note = models.CharField(_("Note"), max_length=200, blank=True)

    @property
    def presence(self) -> Presence:
        """What this record alone says."""
        return Presence(self.was_there, self.since, self.until)


class Handover(BoothFact):
    """One officer handed the booth over to the next: what is open, and the count so far."""

    given_by = link("people.Person", verbose_name=_("Handed over by"))
    taken_by = link("people.Person", verbose_name=_("Taken over by"))
    matters = Shaped(_("What is open"), default=list, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    tallies = models.IntegerField(
        _("Tallies"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    visits = models.IntegerField(
        _("Visits"), null=True, blank=True, validators=[MinValueValidator(0)]
    )

    @property
    def matter_words(self) -> list[str]:
        """What is open, in words."""
        known = names(OPEN_MATTER)
        return [known.get(code, code) for code in self.matters]
