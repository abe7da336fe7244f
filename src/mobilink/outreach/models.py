from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mobilink.fleet.models import Condition
from mobilink.journal.storage.rows import Row, SharedRow, link
from mobilink.journal.storage.shaped import Shaped
from mobilink.lists.fields import OpenField
from mobilink.lists.models import OUTING_KIND, Retirable
from mobilink.outreach.errors import WrongState
from mobilink.people.reader import language


class PartOfDay(models.TextChoices):
    """What is known of the hour when no clock time is."""

    UNKNOWN = "", _("not known")
    DAWN = "dawn", _("early morning")
    MORNING = "morning", _("morning")
    NOON = "noon", _("midday")
    AFTERNOON = "afternoon", _("late afternoon")
    EVENING = "evening", _("evening")


class Programme(Retirable):
    """A line of work that an outing serves; several are counted apart."""

    code = models.CharField(_("Code"), max_length=20)
    name = models.CharField(_("Name"), max_length=80)
    name_en = models.CharField(_("Name in English"), max_length=80)
    position = models.IntegerField(_("Place in the order"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Slot(SharedRow):
    """A rhythm by which the service comes back: the weekday, in these weeks of the month."""

    name = models.CharField(_("Name of the routine"), max_length=120)
    kind = OpenField(_("Kind"), of=OUTING_KIND)
    venue = link("places.Venue", verbose_name=_("Venue"))
    owner_unit = link("people.Unit", verbose_name=_("Owner unit"))
    executing_unit = link("people.Unit", verbose_name=_("Executing unit"))
    weekday = models.IntegerField(_("Weekday"))
    weeks = Shaped(
        _("Weeks of the month"),
        default=list,
        blank=True,
        help_text=_("None chosen means every week."),
    )
    start = models.TimeField(_("Start"), null=True, blank=True)
    end = models.TimeField(_("End"), null=True, blank=True)
    programmes = Shaped(_("Programmes"), default=list, blank=True)
    since = models.DateField(_("Since"))
    until = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        verbose_name = _("Routine")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Outing(SharedRow):
    """One visit of the service to one venue on one day.

    `sequence` counts what a subscriber's calendar must learn anew; `next_day` is when people may
    come instead of a cancelled or postponed outing.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        UNDER_WAY = "under_way", _("Under way")
        HELD = "held", _("Held")
        REPORTED = "reported", _("Reported")
        CANCELLED = "cancelled", _("Cancelled")
        POSTPONED = "postponed", _("Postponed")

    title = models.CharField(_("Name of the outing"), max_length=120)
    kind = OpenField(_("Kind"), of=OUTING_KIND)
    day = models.DateField(_("Day"), db_index=True)
    start = models.TimeField(_("Start"), null=True, blank=True)
    end = models.TimeField(_("End"), null=True, blank=True)
    part_of_day = models.CharField(
        _("Part of the day"),
        max_length=10,
        choices=PartOfDay.choices,
        blank=True,
        help_text=_("Only when the clock time is not known."),
    )
    venue = link("places.Venue", related_name="outings", verbose_name=_("Venue"))
    place_text = models.CharField(
        _("Place as the public reads it"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, the name of the venue is shown."),
    )
    owner_unit = link(
        "people.Unit", verbose_name=_("Owner unit"), help_text=_("The unit that answers for it.")
    )
    executing_unit = link(
        "people.Unit",
        verbose_name=_("Executing unit"),
        help_text=_("The unit that carries it out."),
    )
    programmes = Shaped(_("Programmes"), default=list, blank=True)
    purpose = models.TextField(_("Purpose"), blank=True)
    slot = link("outreach.Slot", null=True, blank=True, verbose_name=_("Routine"))
    follows = link("outreach.Outing", null=True, blank=True, verbose_name=_("Comes instead of"))
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.DRAFT)
    is_announced = models.BooleanField(_("Announced to the public"), default=False)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    next_day = models.DateField(
        _("Next date"), null=True, blank=True, help_text=_("When people may come instead.")
    )
    sequence = models.IntegerField(_("Number of changes announced"), default=0)
    result = models.TextField(
        _("What came of it"),
        blank=True,
        help_text=_("In your own words; the figures are added by themselves."),
    )
    source = models.CharField(_("Source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Outing")
        ordering = ["day", "start"]

    def __str__(self) -> str:
        return f"{self.title}, {self.day:%d-%m-%Y}"

    def expect_state(self, *states: str) -> None:
        """Refuse an act for which the outing is in the wrong state, naming the right ones."""
        if self.state not in states:
            raise WrongState(
                gettext("“%(outing)s” is %(state)s; this can be done only while it is %(states)s.")
                % {
                    "outing": self.title,
                    "state": self.get_state_display().lower(),
                    "states": language().either(
                        [str(self.State(state).label).lower() for state in states]
                    ),
                }
            )


class Assignment(SharedRow):
    """A booking of one person, one van or one piece of equipment for an outing.

    `served` says whether a van or equipment was really there; empty means nobody has recorded it.
    Who of the team was there is told by facts of the booth.
    """

    class Duty(models.TextChoices):
        LEADER = "leader", _("Leader")
        CREW = "crew", _("Crew")
        DRIVER = "driver", _("Driver")
        RESOURCE = "resource", _("Resource")

    outing = link("outreach.Outing", related_name="assignments", verbose_name=_("Outing"))
    person = link("people.Person", null=True, blank=True, verbose_name=_("Person"))
    van = link("fleet.Van", null=True, blank=True, verbose_name=_("Van"))
    equipment = link("fleet.Equipment", null=True, blank=True, verbose_name=_("Equipment"))
    duty = models.CharField(_("Duty"), max_length=8, choices=Duty.choices, default=Duty.RESOURCE)
    is_released = models.BooleanField(_("Booking released"), default=False)
    freed_for = link("outreach.Outing", null=True, blank=True, verbose_name=_("Released for"))
    served = models.BooleanField(_("Was really there"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Booking")
        constraints = [
            models.CheckConstraint(
                name="assignment_books_one_thing",
                condition=Q(person__isnull=False, van__isnull=True, equipment__isnull=True)
                | Q(person__isnull=True, van__isnull=False, equipment__isnull=True)
                | Q(person__isnull=True, van__isnull=True, equipment__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.booked)

    @property
    def booked(self) -> SharedRow:
        """The person, van or piece of equipment."""
        booked: SharedRow | None = self.person or self.van or self.equipment
        assert booked is not None  # held by the constraint above
        return booked


class Decision(Row):
    """What somebody with the right decided, by paper or by word of mouth with the paper due."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        CANCELLED = "cancelled", _("Cancelled")
        POSTPONED = "postponed", _("Postponed")

    outing = link("outreach.Outing", related_name="decisions", verbose_name=_("Outing"))
    verdict = models.CharField(_("Decision"), max_length=10, choices=Verdict.choices)
    decided_by = models.CharField(_("Decided by"), max_length=120, blank=True)
    decided_at = models.DateTimeField(_("Decided on"))
    is_oral = models.BooleanField(_("By word of mouth"), default=False)
    paper_due = models.DateField(_("Paper due on"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["decided_at"]


class Trip(SharedRow):
    """How the crew gets to an outing and home again; what is empty nobody has recorded."""

    outing = link("outreach.Outing", related_name="trips", verbose_name=_("Outing"))
    leave_at = models.TimeField(_("Leave at"), null=True, blank=True)
    gate = models.CharField(_("Gate"), max_length=200, blank=True)
    parking = models.CharField(_("Parking and unloading"), max_length=200, blank=True)
    contact = models.CharField(_("Contact on the spot"), max_length=120, blank=True)
    crossing = models.CharField(_("Boat and its hour"), max_length=200, blank=True)
    last_boat = models.CharField(_("Last boat"), max_length=120, blank=True)
    plan_b = models.CharField(_("Plan B"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Way of an outing")
        ordering = [models.F("revision").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return str(self.outing)


class Load(Row):
    """Something that went into a van for an outing, or came back: one thing, or so many of a sort.

    `condition` says how a thing came back; empty where nobody looked.
    """

    class Way(models.TextChoices):
        OUT = "out", _("taken along")
        BACK = "back", _("brought back")

    outing = link("outreach.Outing", related_name="loads", verbose_name=_("Outing"))
    at = models.DateTimeField(_("When"))
    way = models.CharField(_("Which way"), max_length=4, choices=Way.choices)
    equipment = link("fleet.Equipment", null=True, blank=True, verbose_name=_("Equipment"))
    name = models.CharField(_("Of what"), max_length=80, blank=True)
    quantity = models.IntegerField(
        _("How many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    condition = models.CharField(
        _("Condition"), max_length=8, choices=Condition.choices, blank=True
    )
    told_by = link("people.Person", null=True, blank=True, verbose_name=_("Told by"))

    class Meta:
        ordering = ["at", models.F("revision").asc(nulls_last=True), "pk"]
