from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.basics import codes
from mobilink.journal.storage.rows import Row, SharedRow, link
from mobilink.journal.storage.shaped import Shaped


def code_field(**options: Any) -> "models.CharField[str, str]":
    """What is kept of the code of a case (`codes.kept`), or its proof: the code has only whoever it was
    given to.
    """
    return models.CharField(_("Code"), max_length=2 * codes.KEPT_BYTES, db_index=True, **options)


class Case(models.Model):
    """What somebody gave under a code. Who works here calls it by its number, which tells nothing of that."""

    code: "models.CharField[str, str]"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Eight figures that every machine makes of the case's id: 4821-9057."""
        figures = f"{self.pk.int % 10**8:08}"
        return f"{figures[:4]}-{figures[4:]}"


class SealingKey(SharedRow):
    """The office's public key as hexadecimal text, for which every machine seals."""

    key = models.CharField(_("Public key"), max_length=64)


class VisitRequest(Case, SharedRow):
    """A community asks the service to come. What it wrote stands in a fact, since only those are erased.

    `outing` is what was planned from it; its day is told under the code once it is announced.
    """

    class State(models.TextChoices):
        NEW = "new", _("Waiting for an answer")
        PLANNED = "planned", _("We come")
        DECLINED = "declined", _("We cannot come")

    code = code_field()
    asked_at = models.DateTimeField(_("Asked on"))
    regency_code = models.CharField(_("Regency or city"), max_length=13)
    people = models.IntegerField(
        _("People"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
    )
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.NEW)
    answer = models.CharField(
        _("What was answered"),
        max_length=300,
        blank=True,
        help_text=_("When you come, or why not. It is shown to whoever has the code."),
    )
    outing = link("outreach.Outing", null=True, blank=True, verbose_name=_("Outing"))

    class Meta:
        verbose_name = _("Request for a visit")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.number}, {self.place}" if self.place else self.number

    @property
    def wish(self) -> "VisitWish | None":
        """What was written; nothing once that is erased."""
        return next(iter(self.wishes.all()), None)

    @property
    def place(self) -> str:
        return self.wish.place if self.wish else ""


class VisitWish(Row):
    """What somebody wrote who asks the service to come. `contact` is sealed for the office."""

    request = link(
        "cases.VisitRequest", related_name="wishes", verbose_name=_("Request for a visit")
    )
    place = models.CharField(_("Place"), max_length=200)
    reason = models.CharField(_("Why we should come"), max_length=500)
    around = models.CharField(_("Around when"), max_length=120, blank=True)
    organisation = models.CharField(
        _("Name of the group or institution"), max_length=120, blank=True
    )
    contact = models.TextField(_("How to reach them"), blank=True)


class Report(Case, Row):
    """Somebody reports harm, or what may become harm. All that they said is sealed."""

    code = code_field()
    sent_at = models.DateTimeField(_("Sent on"))
    contents = models.TextField(_("Sealed words"))

    class Meta:
        ordering = ["-sent_at"]


class Purpose(models.TextChoices):
    """What somebody may allow the office to do, each asked by itself."""

    CALL_BACK = "call_back", _("Call back")
    VACANCIES = "vacancies", _("News of vacancies")
    PARTNER = "partner", _("Pass to a partner")
    PHOTO = "photo", _("Photo")


# What happened to somebody who is handed on: its code stands only in what is sealed.
KNOWN_HARMS = (("other", _("Something else")),)


class FollowUp(Case, Row):
    """Somebody was asked at a booth whether the office may act for them after the visit.

    `consents` has for each purpose that was asked the answer and which text was read aloud:
    {"call_back": {"yes": true, "text": "2019-07-01"}}. `contents` is sealed: contact and matter.
    Without a single yes there is no code and nothing waits.
    """

    outing = link("outreach.Outing", verbose_name=_("Outing"))
    at = models.DateTimeField(_("When"))
    asked_by = link("people.Person", null=True, blank=True, verbose_name=_("Asked by"))
    code = code_field(blank=True)
    consents = Shaped(_("What was allowed"), default=dict, blank=True)
    is_urgent = models.BooleanField(_("Urgent"), default=False)
    contents = models.TextField(_("Sealed words"), blank=True)

    class Meta:
        ordering = ["at"]

    @property
    def allowed(self) -> list[str]:
        """The purposes that were allowed, as people call them."""
        allowed = [name for name, said in self.consents.items() if said.get("yes") is True]
        return [str(purpose.label) for purpose in Purpose if purpose in allowed]


class Withdrawal(Row):
    """Whoever has a code wants what the office keeps under it erased; any booth takes it.

    Its `code` is the proof that somebody had it, which no case tells.
    """

    outing = link("outreach.Outing", null=True, blank=True, verbose_name=_("Outing"))
    at = models.DateTimeField(_("When"))
    code = code_field()
    taken_by = link("people.Person", null=True, blank=True, verbose_name=_("Taken down by"))

    class Meta:
        ordering = ["at"]


class Hearing(Row):
    """The office heard a withdrawal: when, which machine brought it, what its case keeps of its code.

    One that is `is_believed` acts by itself as soon as it finds its case; the others wait for a person.
    """

    withdrawal = link("cases.Withdrawal", related_name="hearings", verbose_name=_("Withdrawal"))
    machine = models.UUIDField(_("Machine"))
    code = code_field(blank=True)
    is_believed = models.BooleanField(_("Believed"))
    at = models.DateTimeField(_("When"))


class Acceptance(Row):
    """The office acts on a withdrawal: its `subject` is hidden from now on, and erased in time.

    Nobody `accepted_by` hand what acts by itself.
    """

    withdrawal = link("cases.Withdrawal", related_name="acceptances", verbose_name=_("Withdrawal"))
    subject = models.UUIDField(_("Case"), db_index=True)
    accepted_by = link("people.Person", null=True, blank=True, verbose_name=_("Accepted by"))
    at = models.DateTimeField(_("When"))


class LegalHold(SharedRow):
    """A head keeps what was withdrawn from being erased, as the law demands, until it is lifted."""

    subject = models.UUIDField(_("Case"), db_index=True)
    reason = models.CharField(_("Reason"), max_length=200)
    placed_by = link("people.Person", null=True, blank=True, verbose_name=_("Placed by"))
    placed_at = models.DateTimeField(_("Placed on"))
    lifted_by = link("people.Person", null=True, blank=True, verbose_name=_("Lifted by"))
    lifted_at = models.DateTimeField(_("Lifted on"), null=True, blank=True)


class Settlement(Row):
    """What somebody waited for was done: a follow-up, or a withdrawal. The subject may be gone."""

    subject = models.UUIDField(_("Case"), db_index=True)
    settled_by = link("people.Person", null=True, blank=True, verbose_name=_("Settled by"))
    at = models.DateTimeField(_("When"))


class Opening(Row):
    """Somebody cleared opened what was sealed, and why."""

    subject = models.UUIDField(_("Case"), db_index=True)
    opened_by = link("people.Person", null=True, blank=True, verbose_name=_("Opened by"))
    at = models.DateTimeField(_("When"))
    reason = models.CharField(_("Reason"), max_length=200)

    class Meta:
        ordering = ["-at"]
