import uuid
from typing import Final

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import Row, SharedRow, link
from mobilink.lists.fields import OpenField
from mobilink.lists.models import LANGUAGE, SKILL, Retirable
from mobilink.lists.queries import names
from mobilink.people.reader import language


class Unit(Retirable):
    """An office, one of its sections, or one of its posts."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Office")
        SECTION = "section", _("Section")
        POST = "post", _("Post")

    code = models.CharField(_("Code"), max_length=20)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices)
    parent = link("people.Unit", null=True, blank=True, verbose_name=_("Part of"))
    regency_code = models.CharField(_("Regency or city"), max_length=13, blank=True)
    island = models.CharField(_("Island"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("Unit")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class UnitName(SharedRow):
    """What a unit is called from one day to another, and the agency it then belongs to."""

    unit = link("people.Unit", related_name="names", verbose_name=_("Unit"))
    name = models.CharField(_("Name"), max_length=120)
    short_name = models.CharField(_("Short name"), max_length=60)
    agency = models.CharField(_("Agency"), max_length=40)
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return self.name


class Person(SharedRow):
    """Somebody who works for the service: of the office, or a guest whose access has an end."""

    class Engagement(models.TextChoices):
        STAFF = "staff", _("Staff of the office")
        VOLUNTEER = "volunteer", _("Volunteer")
        LENT = "lent", _("Lent by a partner")

    name = models.CharField(_("Name"), max_length=120)
    title = models.CharField(_("Position"), max_length=120, blank=True)
    initials = models.CharField(_("Initials"), max_length=8, blank=True)
    phone = models.CharField(_("Business telephone"), max_length=30, blank=True, default="")
    unit = link("people.Unit", verbose_name=_("Unit"))
    engaged_as = models.CharField(
        _("Works here as"),
        max_length=9,
        choices=Engagement.choices,
        default=Engagement.STAFF,
        help_text=_(
            "Volunteers and who is lent have access for at most 90 days, which can be prolonged."
        ),
    )
    lent_by = models.CharField(
        _("Lent by"), max_length=120, blank=True, default="", help_text=_("Only of who is lent.")
    )
    is_active = models.BooleanField(_("Works here today"), default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_guest(self) -> bool:
        """Whether their roles, and with these their access, always have an end."""
        return self.engaged_as != self.Engagement.STAFF


class Role(SharedRow):
    """One function of one person in one unit and what is below it, from a day, until a day."""

    class Function(models.TextChoices):
        PLANNER = "planner", _("Planner")
        APPROVER = "approver", _("Approver")
        OFFICER = "officer", _("Booth officer")
        DRIVER = "driver", _("Driver")
        PUBLICIST = "publicist", _("Public relations")
        CUSTODIAN = "custodian", _("Custodian of vans and kit")

    person = link("people.Person", related_name="roles", verbose_name=_("Person"))
    unit = link(
        "people.Unit", verbose_name=_("In"), help_text=_("There and in everything below it.")
    )
    function = models.CharField(_("Function"), max_length=10, choices=Function.choices)
    since = models.DateField(_("From"))
    until = models.DateField(_("Last day"), null=True, blank=True)

    def __str__(self) -> str:
        return self.get_function_display()


AT_WORK: Final = frozenset({Role.Function.OFFICER, Role.Function.DRIVER})
"""Who works at outings: behind the booth, and at the wheel."""


class Absence(SharedRow):
    """A person is away from one day to another, both included.

    Nobody is asked why beyond what a plan needs: leave is leave, whatever it is for. Illness is
    specific personal data (UU 27/2022 art. 4), and only what a purpose needs may be collected
    (art. 16): a planner needs the days. Of another task letter the number and who issued it are
    kept, since by these the order can be found.
    """

    class Kind(models.TextChoices):
        LEAVE = "leave", _("on leave")
        ORDER = "order", _("under another task letter")
        TRAINING = "training", _("in training")

    person = link("people.Person", related_name="absences", verbose_name=_("Person"))
    kind = models.CharField(_("Away"), max_length=8, choices=Kind.choices)
    since = models.DateField(_("First day away"))
    until = models.DateField(_("Last day away"))
    letter = models.CharField(
        _("Number of the letter"),
        max_length=80,
        blank=True,
        help_text=_("Only of another task letter."),
    )
    issued_by = models.CharField(
        _("Issued by"),
        max_length=120,
        blank=True,
        help_text=_("Unit or place; only of another task letter."),
    )
    is_taken_back = models.BooleanField(_("Holds no longer"), default=False)

    class Meta:
        verbose_name = _("Somebody is away")
        ordering = ["since", "until"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def words(self) -> str:
        """Why somebody is away and until when, as a part of a sentence."""
        values = {
            "until": language().day(self.until),
            "letter": self.letter,
            "issued_by": self.issued_by,
        }
        if self.kind == self.Kind.ORDER:
            return gettext("under task letter %(letter)s of %(issued_by)s until %(until)s") % values
        return gettext("%(kind)s until %(until)s") % (values | {"kind": self})


class Skill(Row):
    """Something that a person can do, as somebody saw or heard it: a licence until a day, a language.

    What was told last of its kind and name counts, so a renewal and a correction are one act;
    `is_held` is false where it is so no longer. Of a licence no number is kept: nobody needs it.
    """

    class Kind(models.TextChoices):
        """What a skill may be beside those of the office's list.

        Of a language `name` is the code in the list of languages, of another skill what it is.
        """

        LANGUAGE = "language", _("Language")
        OTHER = "other", _("another skill")

    person = link("people.Person", verbose_name=_("Person"))
    at = models.DateTimeField(_("When"))
    kind = OpenField(_("What they can do"), of=SKILL, known=Kind.choices)
    name = models.CharField(_("If another skill: which"), max_length=60, blank=True)
    until = models.DateField(
        _("Holds until"),
        null=True,
        blank=True,
        help_text=_("Of a licence always: it is on the card."),
    )
    is_held = models.BooleanField(_("Holds today"), default=True)

    class Meta:
        ordering = ["at", models.F("revision").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        if self.kind == self.Kind.LANGUAGE:
            return names(LANGUAGE).get(self.name, self.name)
        return self.name or str(self.get_kind_display())


class PinGrant(Row):
    """A person was let choose a new PIN on a phone: when, in which way, on whose word.

    A code is told of twice: by the office, with who gave it out, and by the phone that took it.
    """

    class Way(models.TextChoices):
        ACCOUNT = "account", _("account of the office")
        COLLEAGUE = "colleague", _("word of a colleague")
        CODE = "code", _("code of the office")

    at = models.DateTimeField(_("When"))
    person = link("people.Person", verbose_name=_("For whom"))
    phone = models.UUIDField(_("Phone"))
    way = models.CharField(_("How"), max_length=9, choices=Way.choices)
    granted_by = link("people.Person", null=True, blank=True, verbose_name=_("Given by"))
    number = models.IntegerField(
        _("Number of the code"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("The phone shows it, under “Code from the office”."),
    )

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.get_way_display()


class PasswordGrant(Row):
    """A first password was given, by which somebody signs in at the office."""

    at = models.DateTimeField(_("When"))
    person = link("people.Person", verbose_name=_("Person"))
    granted_by = link("people.Person", null=True, blank=True, verbose_name=_("Given by"))

    class Meta:
        ordering = ["at"]


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> "models.QuerySet[Account]":
        """With the person: every page asks whether they may enter."""
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """How a person signs in on this installation. A secret: it never travels.

    Until `first_until` it is open to a password that somebody else gave; nothing there once the
    owner has chosen one.
    """

    username = models.CharField(_("Name to sign in"), max_length=40, unique=True)
    person = link("people.Person", related_name="accounts")
    is_active = models.BooleanField(default=True)
    first_until = models.DateTimeField(null=True, blank=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


class SignInTry(models.Model):
    """A try to sign in here that let nobody in, or is not over yet; see `sign_in`. It never travels.

    Name, source and device are hashes under this installation's secret.
    """

    at = models.DateTimeField(db_index=True)
    account = models.CharField(max_length=16)
    source = models.CharField(max_length=16)
    device = models.CharField(max_length=16, blank=True)


class SavedView(models.Model):
    """A view of a table at the desk that somebody keeps under a name: the question of its address.

    It belongs to this installation and to whoever keeps it, and never travels.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = link("people.Person")
    table = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "table", "name"], name="view_is_named_once")
        ]

    def __str__(self) -> str:
        return self.name
