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

    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.RECRUITERS)
    as_at = models.DateField(
        _("Day of the list"), help_text=_("The day for which the list holds, as its file says.")
    )
    is_withdrawn = models.BooleanField(_("Taken back"), default=False)

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

    name = models.CharField(_("Name"), max_length=160)
    former_names = models.JSONField(_("Former names"), default=list, blank=True)
    sip3mi = models.CharField(_("Licence number (SIP3MI)"), max_length=80, blank=True)
    status = models.CharField(_("Status"), max_length=20, choices=Status.choices, blank=True)
    status_scope = models.CharField(_("What the sanction covers"), max_length=200, blank=True)
    status_from = models.DateField(_("Sanction from"), null=True, blank=True)
    status_to = models.DateField(_("Sanction until"), null=True, blank=True)
    decree = models.CharField(_("Decision"), max_length=120, blank=True)
    valid_from = models.DateField(_("Licence from"), null=True, blank=True)
    valid_to = models.DateField(_("Licence until"), null=True, blank=True)
    city = models.CharField(_("City"), max_length=80, blank=True)
    phones = models.JSONField(_("Telephone"), default=list, blank=True)
    contacts = models.JSONField(_("Mail and web"), default=list, blank=True)
    branches = models.JSONField(_("Branches licensed apart"), default=list, blank=True)
    countries = models.JSONField(_("Countries"), default=list, blank=True)
    gone_on = models.DateField(_("Left the list on"), null=True, blank=True)
    is_withdrawn = models.BooleanField(_("Only on a list that was taken back"), default=False)

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

    title = models.CharField(_("Title of the job"), max_length=120)
    sector = models.CharField(_("Field of work"), max_length=80, blank=True)
    scheme = models.CharField(_("Way of placement"), max_length=10, choices=Scheme.choices)
    recruiter = models.CharField(_("Recruiter (P3MI)"), max_length=160, blank=True)
    sip3mi = models.CharField(_("Its licence (SIP3MI)"), max_length=80, blank=True)
    sip2mi = models.CharField(_("Job order (SIP2MI)"), max_length=80)
    permit_from = models.DateField(_("Permit from"), null=True, blank=True)
    permit_to = models.DateField(_("Permit until"), null=True, blank=True)
    closes_on = models.DateField(_("Last day to apply"))

    country = models.CharField(_("Country"), max_length=2)
    city = models.CharField(_("City"), max_length=80, blank=True)
    employer = models.CharField(_("Employer"), max_length=160, blank=True)
    agency = models.CharField(_("Agency abroad"), max_length=160, blank=True)

    places_women = models.IntegerField(_("Places for women"), null=True, blank=True)
    places_men = models.IntegerField(_("Places for men"), null=True, blank=True)
    places_any = models.IntegerField(_("Places for women or men"), null=True, blank=True)
    left_women = models.IntegerField(_("Places left for women"), null=True, blank=True)
    left_men = models.IntegerField(_("Places left for men"), null=True, blank=True)
    left_any = models.IntegerField(_("Places left for women or men"), null=True, blank=True)

    age_from = models.IntegerField(_("Youngest age"), null=True, blank=True)
    age_to = models.IntegerField(_("Oldest age"), null=True, blank=True)
    education = models.CharField(_("Schooling"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=120, blank=True)
    certificate = models.CharField(_("Certificate"), max_length=120, blank=True)

    wage = models.DecimalField(_("Wage"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    wage_period = models.CharField(
        _("Period of the wage"), max_length=5, choices=Period.choices, blank=True
    )
    hours = models.CharField(_("Hours"), max_length=120, blank=True)
    overtime = models.CharField(_("Overtime"), max_length=120, blank=True)
    leave = models.CharField(_("Leave"), max_length=120, blank=True)
    lodging = models.CharField(_("Lodging"), max_length=120, blank=True)
    food = models.CharField(_("Food"), max_length=120, blank=True)
    contract_months = models.IntegerField(_("Months of the contract"), null=True, blank=True)
    costs_employer = models.CharField(_("The employer pays"), max_length=300, blank=True)
    costs_worker = models.CharField(_("The worker pays"), max_length=300, blank=True)

    verified_on = models.DateField(_("Verified on"), null=True, blank=True)
    verified_by = models.CharField(_("Verified by"), max_length=120, blank=True)
    contact = models.CharField(_("Whom to ask"), max_length=160, blank=True)
    source = models.CharField(_("Source"), max_length=160, blank=True)
    retrieved_on = models.DateField(_("Last on the list of"))
    gone_on = models.DateField(_("Left the list on"), null=True, blank=True)
    is_withdrawn = models.BooleanField(_("Only on a list that was taken back"), default=False)

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

    country = models.CharField(_("Country"), max_length=2)
    scheme = models.CharField(
        _("Way of placement"), max_length=10, choices=Scheme.choices, blank=True
    )
    job = models.CharField(_("Job or field of work"), max_length=120, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices)
    valid_from = models.DateField(_("Holds from"))
    valid_to = models.DateField(_("Holds until"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=160)
    checked_on = models.DateField(_("Checked on"))
    is_withdrawn = models.BooleanField(_("Only on a list that was taken back"), default=False)

    class Meta:
        ordering = ["country", "valid_from"]

    def __str__(self) -> str:
        return f"{self.country}: {self.status}"
