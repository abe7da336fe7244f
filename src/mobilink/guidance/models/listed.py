"""What lists of a day tell: recruiters, vacancies, countries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import SharedRow


class Snapshot(SharedRow):
    """A list as the office got it on a day; withdrawn if by mistake."""

    class Kind(models.TextChoices):
        RECRUITERS = "recruiters", _("recruiters")
        VACANCIES = "vacancies", _("vacancies")
        COUNTRIES = "countries", _("countries")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RECRUITERS)
    as_at = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["-as_at", models.F("revision").desc(nulls_first=True)]

    def __str__(self) -> str:
        return f"{self.kind}: {self.as_at.isoformat()}"


class Recruiter(SharedRow):
    """A company that was on the national list (P3MI), as the latest snapshot describes it.

    Whatever is empty was not in the list. `gone_on` is the day of the first snapshot that does not
    name it any more; `is_withdrawn` says that only a list named it which was taken back. Validity
    is told by the list and never computed from another date.
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
    contacts = models.JSONField(default=list, blank=True)
    branches = models.JSONField(default=list, blank=True)
    countries = models.JSONField(default=list, blank=True)
    gone_on = models.DateField(null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Scheme(models.TextChoices):
    """The way by which a worker is placed; only these two have vacancies to apply for."""

    P_TO_P = "p-to-p", _("through a recruiter (P to P)")
    G_TO_G = "g-to-g", _("from government to government (G to G)")


class Vacancy(SharedRow):
    """Work abroad for which a job order was approved (SIP2MI), as a list of the office tells it.

    Whatever is empty was not in the list. The recruiter is named as the list names it and known by
    the number of its licence. `retrieved_on` is the day of the latest list that names the vacancy,
    `gone_on` that of the first which does not; `is_withdrawn` says that only a list named it which
    was taken back. Whether it may be shown is decided by `board`.
    """

    class Period(models.TextChoices):
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")
        MONTH = "month", _("a month")
        YEAR = "year", _("a year")

    title = models.CharField(max_length=120)
    sector = models.CharField(max_length=80, blank=True)
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    recruiter = models.CharField(max_length=160, blank=True)
    sip3mi = models.CharField(max_length=80, blank=True)
    sip2mi = models.CharField(max_length=80)
    permit_from = models.DateField(null=True, blank=True)
    permit_to = models.DateField(null=True, blank=True)
    closes_on = models.DateField()

    country = models.CharField(max_length=2)
    city = models.CharField(max_length=80, blank=True)
    employer = models.CharField(max_length=160, blank=True)
    agency = models.CharField(max_length=160, blank=True)

    places_women = models.IntegerField(null=True, blank=True)
    places_men = models.IntegerField(null=True, blank=True)
    places_any = models.IntegerField(null=True, blank=True)
    left_women = models.IntegerField(null=True, blank=True)
    left_men = models.IntegerField(null=True, blank=True)
    left_any = models.IntegerField(null=True, blank=True)

    age_from = models.IntegerField(null=True, blank=True)
    age_to = models.IntegerField(null=True, blank=True)
    education = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=120, blank=True)
    certificate = models.CharField(max_length=120, blank=True)

    wage = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    wage_period = models.CharField(max_length=5, choices=Period.choices, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    overtime = models.CharField(max_length=120, blank=True)
    leave = models.CharField(max_length=120, blank=True)
    lodging = models.CharField(max_length=120, blank=True)
    food = models.CharField(max_length=120, blank=True)
    contract_months = models.IntegerField(null=True, blank=True)
    costs_employer = models.CharField(max_length=300, blank=True)
    costs_worker = models.CharField(max_length=300, blank=True)

    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=160, blank=True)
    retrieved_on = models.DateField()
    gone_on = models.DateField(null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["title", "country", "sip2mi"]

    def __str__(self) -> str:
        return self.title


class CountryStatus(SharedRow):
    """Whether a country is open for workers, from one day to another, by a source.

    `scheme` and `job` are empty where the row is about all of them; `job` is a sector or a title.
    `is_withdrawn` says that only a list told it which was taken back.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    country = models.CharField(max_length=2)
    scheme = models.CharField(max_length=10, choices=Scheme.choices, blank=True)
    job = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=160)
    checked_on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["country", "valid_from"]

    def __str__(self) -> str:
        return f"{self.country}: {self.status}"
