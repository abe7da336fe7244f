"""What visitors are told and the crew learns: topics, cards, what changes, what was printed."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import Row, SharedRow, link
from mobilink.lists.models import Retirable


class Topic(Retirable):
    """A thing that visitors ask about; booths count questions by topic."""

    code = models.CharField(_("Code"), max_length=20)
    name = models.CharField(_("Name"), max_length=60)
    name_en = models.CharField(_("Name in English"), max_length=60)
    position = models.IntegerField(_("Place in the order"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Dated(SharedRow):
    """Something that the law or an office may change: since when, until when, by whom it is known.

    Without `valid_from` the source does not tell since when. `validity` says what holds on a day.
    """

    valid_from = models.DateField(_("Told from"), null=True, blank=True)
    valid_to = models.DateField(_("Told until"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=200)
    checked_on = models.DateField(_("Checked on"))
    review_by = models.DateField(_("To be checked again by"))

    class Meta:
        abstract = True


class CardText(Dated):
    """What visitors are told about one thing, or the crew learns, in one language.

    `body` is plain structured text (`prose`), `law` the articles that it rests on. Where `scheme` is
    empty, it is told for every scheme.
    """

    class Section(models.TextChoices):
        MEANING = "meaning", _("What it means")
        STEPS = "steps", _("Steps")
        DOCUMENTS = "documents", _("Documents")
        COSTS = "costs", _("Costs")
        SCHEME = "scheme", _("Ways to go")
        CARE = "care", _("Take care")
        HELP = "help", _("Help and complaints")
        CREW = "crew", _("For the crew")

    code = models.SlugField(
        _("Short name"), max_length=40, help_text=_("Part of its address, like langkah.")
    )
    language = models.CharField(_("Language"), max_length=5)
    section = models.CharField(_("Part of the guide"), max_length=10, choices=Section.choices)
    position = models.IntegerField(_("Place in the guide"), default=0)
    topic = models.CharField(_("Topic"), max_length=20, blank=True)
    scheme = models.CharField(
        _("Only for the scheme"),
        max_length=20,
        blank=True,
        help_text=_("Left empty, it is told for every scheme."),
    )
    title = models.CharField(_("Title"), max_length=120)
    body = models.TextField(
        _("Text"),
        help_text=_("Plain Markdown: ## heading, - point, 1. step, **strong**, [link](/check/)."),
    )
    law = models.JSONField(
        _("Law with its article"),
        default=list,
        blank=True,
        help_text=_("One article on each line."),
    )
    owner = models.CharField(_("Who answers for it"), max_length=120)
    licence = models.CharField(_("Licence"), max_length=60)
    written_by = models.CharField(_("Written by"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def is_for_crew(self) -> bool:
        """Whether it teaches those who run the booths; no visitor is shown it."""
        return self.section == self.Section.CREW


class Card(CardText):
    """One version of a card, signed off by a second person; it never changes."""

    version = models.IntegerField(_("Version"))
    signed_off_by = models.CharField(_("Signed off by"), max_length=120)
    signed_off_on = models.DateField(_("Signed off on"))

    class Meta:
        ordering = ["code", "language", "version"]


class CardDraft(CardText):
    """A text for the next version of a card, until a second person has signed it off."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("awaits its sign-off")
        SENT_BACK = "sent-back", _("sent back")
        SIGNED_OFF = "signed-off", _("signed off")

    author = link("people.Person", null=True, blank=True, verbose_name=_("Author"))
    state = models.CharField(
        _("State"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    decided_by = models.CharField(_("Decided by"), max_length=120, blank=True)
    reason = models.CharField(_("What is to be changed"), max_length=300, blank=True)

    class Meta:
        ordering = ["code", "language"]


class Reading(Row):
    """Somebody of the crew says that a card is understood, in the version that they read."""

    at = models.DateTimeField(_("When"))
    person = link("people.Person", verbose_name=_("Person"))
    card = models.SlugField(_("Card"), max_length=40)
    language = models.CharField(_("Language"), max_length=5)
    version = models.IntegerField(_("Version"), validators=[MinValueValidator(1)])


class Particular(Dated):
    """One thing that changes from day to day: a number to call, a fee, a scheme, a document."""

    class Kind(models.TextChoices):
        HOTLINE = "hotline", _("Hotline")
        FEE = "fee", _("Fee")
        SCHEME = "scheme", _("Scheme")
        DOCUMENT = "document", _("Document")
        INSTITUTION = "institution", _("Institution")

    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    code = models.SlugField(_("Short name"), max_length=40)
    position = models.IntegerField(_("Place in the order"), default=0)
    scheme = models.CharField(_("Only for the scheme"), max_length=20, blank=True)
    label = models.CharField(_("Name"), max_length=120)
    label_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    value = models.CharField(_("Value"), max_length=160, blank=True)
    amount = models.DecimalField(
        _("Amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    note_en = models.CharField(_("Note in English"), max_length=300, blank=True)
    checked_by = models.CharField(_("Checked by"), max_length=120)

    class Meta:
        ordering = ["kind", "position", "code"]

    def __str__(self) -> str:
        return self.label


class CostRule(Dated):
    """Who bears one part of the cost of placement: by scheme, country, job and employer.

    What is empty is not limited. Its `source` is the decree; it never holds for everybody by itself.
    """

    class Payer(models.TextChoices):
        NOT_WORKER = "not-worker", _("not the worker")
        WORKER = "worker", _("the worker")

    code = models.SlugField(_("Short name"), max_length=40)
    position = models.IntegerField(_("Place in the order"), default=0)
    label = models.CharField(_("Name"), max_length=120)
    label_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    payer = models.CharField(_("Who pays"), max_length=10, choices=Payer.choices)
    scheme = models.CharField(_("Only for the scheme"), max_length=20, blank=True)
    countries = models.JSONField(_("Countries"), default=list, blank=True)
    jobs = models.JSONField(_("Jobs"), default=list, blank=True)
    employer = models.CharField(_("Employer"), max_length=80, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    note_en = models.CharField(_("Note in English"), max_length=300, blank=True)
    checked_by = models.CharField(_("Checked by"), max_length=120)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label


class PrintedMatter(SharedRow):
    """A sticker, banner or leaflet in use, and what was true on the day it was printed.

    `carries` names each thing that stands on it, like hotline/kemnaker or card/langkah.id, with its
    value as it is printed: the number, the amount, the version.
    """

    class Kind(models.TextChoices):
        STICKER = "sticker", _("Sticker")
        BANNER = "banner", _("Banner")
        LEAFLET = "leaflet", _("Leaflet")

    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=120)
    place = models.CharField(_("Where it is"), max_length=120)
    printed_on = models.DateField(_("Day of printing"))
    gone_on = models.DateField(_("No longer in use since"), null=True, blank=True)
    carries = models.JSONField(_("What stands on it"), default=dict)

    class Meta:
        verbose_name = _("Printed matter")
        ordering = ["place", "name"]

    def __str__(self) -> str:
        return self.name
