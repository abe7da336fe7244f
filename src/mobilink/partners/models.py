from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import Row, SharedRow, link


class Organisation(SharedRow):
    """A partner, or a part of one (`parent`); `brings` is what it usually brings along.

    A recruiter is known by the number of its licence, as lists name it; a local government by the
    regency it governs. `is_public` says that it agreed to be named on the public pages.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Local government")
        RECRUITER = "recruiter", _("Recruiter (P3MI)")
        INSURANCE = "insurance", _("Social security (BPJS)")
        NGO = "ngo", _("Non-governmental organisation")
        SCHOOL = "school", _("School or training centre")
        OTHER = "other", _("Other")

    name = models.CharField(_("Name"), max_length=160)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    parent = link("partners.Organisation", null=True, blank=True, verbose_name=_("Part of"))
    brings = models.CharField(_("What it usually brings"), max_length=300, blank=True)
    sip3mi = models.CharField(
        _("Licence number (SIP3MI)"),
        max_length=80,
        blank=True,
        help_text=_("Of recruiters only, as the list writes it."),
    )
    regency_code = models.CharField(
        _("Regency or city that it governs"),
        max_length=13,
        blank=True,
        default="",
        help_text=_("Of local governments only; it then sees the figures of its own districts."),
    )
    is_public = models.BooleanField(_("It agreed to be named on the public pages"), default=False)
    is_active = models.BooleanField(_("It is a partner today"), default=True)

    class Meta:
        verbose_name = _("Partner")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def regency(self) -> str:
        """The code of the regency that it, or the whole it is part of, governs; mostly none."""
        whole = self.parent or self
        kinds = {self.kind, whole.kind}
        return self.regency_code or whole.regency_code if kinds == {self.Kind.GOVERNMENT} else ""


class Contact(Row):
    """Somebody to call at a partner: by the business line; `personal` is sealed for the office.

    It is a fact, since only facts can be erased; another number is another contact.
    """

    organisation = link("partners.Organisation", related_name="contacts", verbose_name=_("Partner"))
    name = models.CharField(_("Name"), max_length=120)
    position = models.CharField(_("Position"), max_length=120, blank=True)
    phone = models.CharField(_("Business telephone"), max_length=40, blank=True)
    mail = models.EmailField(_("Business e-mail"), max_length=120, blank=True)
    personal = models.TextField(
        _("Personal number"),
        blank=True,
        help_text=_("Sealed at once: opened only at the office, with a reason that is kept."),
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ContactOpening(Row):
    """Somebody opened how to reach a person privately, and why."""

    contact = models.UUIDField(_("Contact"), db_index=True)
    opened_by = link("people.Person", null=True, blank=True, verbose_name=_("Opened by"))
    at = models.DateTimeField(_("When"))
    reason = models.CharField(_("Reason"), max_length=200)


class Agreement(SharedRow):
    """A paper between the office and a partner; without `until` it has no end."""

    class Kind(models.TextChoices):
        MOU = "mou", _("Memorandum (MoU)")
        PKS = "pks", _("Cooperation agreement (PKS)")

    organisation = link(
        "partners.Organisation", related_name="agreements", verbose_name=_("Partner")
    )
    kind = models.CharField(_("Kind"), max_length=3, choices=Kind.choices)
    number = models.CharField(_("Number"), max_length=80)
    since = models.DateField(_("From"))
    until = models.DateField(_("To"), null=True, blank=True)
    about = models.CharField(_("About"), max_length=200, blank=True)
    followed_by = link("partners.Agreement", null=True, blank=True, verbose_name=_("Followed by"))

    class Meta:
        verbose_name = _("Agreement")
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Invitation(SharedRow):
    """A partner at one outing: its duty, what it brings, and what it said.

    `is_noted` says that a planner has seen what it said last.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("No answer yet")
        COMES = "comes", _("Comes")
        CHANGED = "changed", _("Comes with a change")
        DECLINED = "declined", _("Does not come")
        WITHDRAWN = "withdrawn", _("Withdrew")
        CALLED_BACK = "called_back", _("Invitation taken back")

    outing = link("outreach.Outing", related_name="invitations", verbose_name=_("Outing"))
    organisation = link(
        "partners.Organisation", related_name="invitations", verbose_name=_("Partner")
    )
    duty = models.CharField(_("Duty"), max_length=200)
    brings = models.CharField(_("What it brings"), max_length=300, blank=True)
    state = models.CharField(
        _("State"), max_length=11, choices=State.choices, default=State.INVITED
    )
    answer = models.CharField(_("What was answered"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("Answered on"), null=True, blank=True)
    is_noted = models.BooleanField(_("Read by the office"), default=True)

    class Meta:
        verbose_name = _("Invitation")
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def goes_along(self) -> bool:
        return self.state in (self.State.COMES, self.State.CHANGED)


class Access(SharedRow):
    """A way in for one partner: of its code only the hash is kept, until a day, or taken back.

    It belongs to a contact person and ends when that contact is erased; so it holds no name. Codes
    from before have no contact, and say in `given_to` who keeps them. `feed` counts the addresses
    that its calendar had; 0 where it has none.
    """

    organisation = link("partners.Organisation", related_name="accesses", verbose_name=_("Partner"))
    code_hash = models.CharField(_("Hash of the code"), max_length=64, db_index=True)
    given_by = link("people.Person", null=True, blank=True, verbose_name=_("Given by"))
    given_at = models.DateTimeField(_("Given on"))
    given_to = models.CharField(_("Given to"), max_length=120, blank=True, default="")
    contact = models.UUIDField(_("Contact"), null=True, blank=True, db_index=True)
    ends_on = models.DateField(_("Good until"))
    taken_back_at = models.DateTimeField(_("Taken back on"), null=True, blank=True)
    feed = models.IntegerField(_("Calendar addresses given"), default=0)
    has_feed = models.BooleanField(_("Has a calendar"), default=False)

    class Meta:
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return str(self.organisation)


class Objection(SharedRow):
    """A recruiter says what is wrong in its own entry of the list; the office answers.

    Its words may name somebody and stand in a fact, since only those are erased.
    """

    organisation = link(
        "partners.Organisation", related_name="objections", verbose_name=_("Partner")
    )
    about = models.CharField(_("About"), max_length=160)
    as_at = models.DateField(_("Day of the list"), null=True, blank=True)
    at = models.DateTimeField(_("When"))
    answer = models.CharField(_("What was answered"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.about

    @property
    def words(self) -> str:
        """What it wrote; nothing once that is erased."""
        return next((fact.words for fact in self.told.all()), "")


class ObjectionWords(Row):
    """What a recruiter wrote of its own entry."""

    objection = link("partners.Objection", related_name="told", verbose_name=_("Objection"))
    words = models.CharField(
        _("What is wrong, and what is right"),
        max_length=1000,
        help_text=_("Name the paper that proves it. Only the office reads this."),
    )


class ProposedVacancy(SharedRow):
    """Work that a recruiter would have shown; only a list of the office puts it on the board."""

    organisation = link(
        "partners.Organisation", related_name="proposals", verbose_name=_("Partner")
    )
    title = models.CharField(_("Title of the job"), max_length=120)
    country = models.CharField(_("Country"), max_length=2)
    sip2mi = models.CharField(_("Job order (SIP2MI)"), max_length=80)
    closes_on = models.DateField(_("Last day to apply"))
    words = models.CharField(_("More about it"), max_length=500, blank=True)
    at = models.DateTimeField(_("When"))
    answer = models.CharField(_("What was answered"), max_length=300, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.title
