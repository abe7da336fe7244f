from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import SharedRow, link
from mobilink.journal.storage.shaped import Shaped
from mobilink.lists.models import Retirable


class Region(SharedRow):
    """An official region; other tables name it by its code, which outlives renamings.

    Its `aliases` are in daily use, and no register holds them.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        REGENCY = "regency", _("Regency or city")
        DISTRICT = "district", _("District")
        VILLAGE = "village", _("Village")

    code = models.CharField(_("Code"), max_length=13, db_index=True)
    level = models.CharField(_("Level"), max_length=10, choices=Level.choices)
    parent_code = models.CharField(_("Part of"), max_length=13, blank=True)
    name = models.CharField(_("Name"), max_length=80)
    aliases = Shaped(_("Other names"), default=list, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Country(SharedRow):
    """How the people of the office's country write place names (`naming.Spelling`); one row."""

    name = models.CharField(_("Name"), max_length=20)
    shorthand = Shaped(_("Short forms"), default=dict, blank=True)
    labels = Shaped(_("Words before a name"), default=dict, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Map(SharedRow):
    """The home waters of an office, as its pages and papers draw them; one row.

    It `shows` these islands or places. `page_band` and `paper_band` are the latitudes from which
    downwards the strips at the head of a page and of a paper show the coast. Each of the `towns` has
    the `regency_code` whose seat it is, a `name`, and its point in units of 1/100,000 degree. The
    coast follows in so many `parts`.
    """

    shows = Shaped(_("Shows"), default=list)
    west = models.DecimalField(_("West edge"), max_digits=8, decimal_places=5)
    south = models.DecimalField(_("South edge"), max_digits=8, decimal_places=5)
    east = models.DecimalField(_("East edge"), max_digits=8, decimal_places=5)
    north = models.DecimalField(_("North edge"), max_digits=8, decimal_places=5)
    page_band = models.DecimalField(_("Strip of a page from"), max_digits=8, decimal_places=5)
    paper_band = models.DecimalField(_("Strip of a paper from"), max_digits=8, decimal_places=5)
    towns = Shaped(_("Towns"), default=list, blank=True)
    parts = models.IntegerField(_("Parts of the coast"))

    def __str__(self) -> str:
        return f"{self.west}–{self.east}"


class Coast(SharedRow):
    """One part of a map's coast: closed rings of longitude and latitude by turns.

    Each ring begins with a point in units of 1/10,000 degree and goes on by differences, which are
    short to send.
    """

    map = link("places.Map", related_name="coast", verbose_name=_("Map"))
    position = models.IntegerField(_("Place in the order"))
    rings = Shaped(_("Rings"), default=list)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.position)


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

    name = models.CharField(_("Name"), max_length=120)
    aliases = Shaped(_("Other names"), default=list, blank=True, help_text=_("One on each line."))
    regency_code = models.CharField(_("Regency or city"), max_length=13)
    district_code = models.CharField(_("District"), max_length=13, blank=True)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    lat = models.DecimalField(
        _("Latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("North is positive, for example 1.17278."),
    )
    lon = models.DecimalField(
        _("Longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("For example 104.07833."),
    )
    point_quality = models.CharField(
        _("How well the point is known"), max_length=1, choices=Quality.choices, blank=True
    )
    measured_by = models.CharField(_("Measured by"), max_length=120, blank=True)
    measured_on = models.DateField(_("Measured on"), null=True, blank=True)
    host_event = models.CharField(_("Event that draws people"), max_length=120, blank=True)
    permit_owner = models.CharField(_("Who gives the permit"), max_length=120, blank=True)
    crowd_hours = models.CharField(_("When people come"), max_length=120, blank=True)
    vehicle_access = models.CharField(_("Where the van gets in"), max_length=200, blank=True)
    notes = models.TextField(_("Notes"), blank=True)
    merged_into = link("places.Venue", null=True, blank=True, verbose_name=_("Merged into"))

    class Meta:
        verbose_name = _("Venue")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_point(self) -> bool:
        return self.lat is not None and self.lon is not None


class Holiday(Retirable):
    """A day that the government declares free, or a day of shared leave beside one."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National holiday")
        SHARED_LEAVE = "shared_leave", _("Shared leave")

    day = models.DateField(_("Day"), db_index=True)
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name


class TimeToAvoid(SharedRow):
    """When an outing had better not be, as its country says: each week, each year, in dated periods,
    or on holidays of a kind; with the hours that it fills, and a start to take instead.

    `periods` lists first and last day of each, and whether they are `estimated`. The words may name
    the $day and the $holiday.
    """

    code = models.CharField(_("Code"), max_length=20)
    text = models.CharField(_("Words"), max_length=120)
    text_en = models.CharField(_("Words in English"), max_length=120)
    weekday = models.IntegerField(_("Weekday"), null=True, blank=True)
    month = models.IntegerField(_("Month"), null=True, blank=True)
    day = models.IntegerField(_("Day"), null=True, blank=True)
    periods = Shaped(_("Periods"), default=list, blank=True)
    holiday = models.CharField(
        _("Kind of holiday"), max_length=12, choices=Holiday.Kind.choices, blank=True
    )
    begin = models.TimeField(_("From"), null=True, blank=True)
    end = models.TimeField(_("Until"), null=True, blank=True)
    start_instead = models.TimeField(_("Start instead"), null=True, blank=True)
    position = models.IntegerField(_("Place in the order"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code
