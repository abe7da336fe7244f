from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mobilink.fleet.models import Condition
from mobilink.journal.storage.rows import Row, SharedRow, link
from mobilink.outreach.errors import WrongState


class OutingKind(models.TextChoices):
    CAR_FREE_DAY = "car_free_day", _("Car Free Day")
    MARKET = "market", _("Market")
    PUBLIC_PLACE = "public_place", _("Park or public place")
    COMMUNITY = "community", _("Village or community")
    SCHOOL = "school", _("School or training centre")


class PartOfDay(models.TextChoices):
    """What is known of the hour when no clock time is."""

    UNKNOWN = "", _("not known")
    DAWN = "dawn", _("early morning")
    MORNING = "morning", _("morning")
    NOON = "noon", _("midday")
    AFTERNOON = "afternoon", _("late afternoon")
    EVENING = "evening", _("evening")


class Programme(SharedRow):
    """A line of work that an outing serves; several are counted apart."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Slot(SharedRow):
    """A rhythm by which the service comes back: the weekday, in these weeks of the month."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=OutingKind.choices)
    venue = link("places.Venue")
    owner_unit = link("people.Unit")
    executing_unit = link("people.Unit")
    weekday = models.IntegerField()
    weeks = models.JSONField(default=list, blank=True)
    start = models.TimeField(null=True, blank=True)
    end = models.TimeField(null=True, blank=True)
    programmes = models.JSONField(default=list, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
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

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=OutingKind.choices)
    day = models.DateField(db_index=True)
    start = models.TimeField(null=True, blank=True)
    end = models.TimeField(null=True, blank=True)
    part_of_day = models.CharField(max_length=10, choices=PartOfDay.choices, blank=True)
    venue = link("places.Venue", related_name="outings")
    place_text = models.CharField(max_length=200, blank=True)
    owner_unit = link("people.Unit")
    executing_unit = link("people.Unit")
    programmes = models.JSONField(default=list, blank=True)
    purpose = models.TextField(blank=True)
    slot = link("outreach.Slot", null=True, blank=True)
    follows = link("outreach.Outing", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    is_announced = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    next_day = models.DateField(null=True, blank=True)
    sequence = models.IntegerField(default=0)
    result = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
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
                    "states": get_text_list(
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

    outing = link("outreach.Outing", related_name="assignments")
    person = link("people.Person", null=True, blank=True)
    van = link("fleet.Van", null=True, blank=True)
    equipment = link("fleet.Equipment", null=True, blank=True)
    duty = models.CharField(max_length=8, choices=Duty.choices, default=Duty.RESOURCE)
    is_released = models.BooleanField(default=False)
    freed_for = link("outreach.Outing", null=True, blank=True)
    served = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
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

    outing = link("outreach.Outing", related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField()
    is_oral = models.BooleanField(default=False)
    paper_due = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["decided_at"]


class Trip(SharedRow):
    """How the crew gets to an outing and home again; what is empty nobody has recorded."""

    outing = link("outreach.Outing", related_name="trips")
    leave_at = models.TimeField(null=True, blank=True)
    gate = models.CharField(max_length=200, blank=True)
    parking = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    crossing = models.CharField(max_length=200, blank=True)
    last_boat = models.CharField(max_length=120, blank=True)
    plan_b = models.CharField(max_length=500, blank=True)

    class Meta:
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

    outing = link("outreach.Outing", related_name="loads")
    at = models.DateTimeField()
    way = models.CharField(max_length=4, choices=Way.choices)
    equipment = link("fleet.Equipment", null=True, blank=True)
    name = models.CharField(max_length=80, blank=True)
    quantity = models.IntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    condition = models.CharField(max_length=8, choices=Condition.choices, blank=True)
    told_by = link("people.Person", null=True, blank=True)

    class Meta:
        ordering = ["at", models.F("revision").asc(nulls_last=True), "pk"]
